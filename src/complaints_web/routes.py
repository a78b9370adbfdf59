"""Every URL of the site, on one page. Names begin with `complaints.` so that no host portal's names
collide."""

from collections.abc import Mapping

from pyramid.config import Configurator

PREFIX = "complaints."

NAME = "[^/]{1,80}"
"""What names a thing in an address. Nothing has a longer name, and an address is kept for after the login."""

PAGES = {
    # for everybody
    "home": "/",
    "register": "/register",
    "register_confirm": "/register/confirm",
    "register_resend": "/register/resend",
    "login": "/login",
    "logout": "/logout",
    "recover": "/recover",
    "recover_send": "/recover/send",
    "recover_finish": "/recover/finish",
    "recover_resend": "/recover/resend",
    "misconduct": "/misconduct",
    "misconduct_receipt": "/misconduct/receipt",
    "misconduct_kept": "/misconduct/kept",
    "misconduct_follow_up": "/misconduct/follow-up",
    "misconduct_file": "/misconduct/follow-up/file",
    "challenge_another": "/challenge",
    "challenge_picture": "/challenge/{challenge}.png",
    "challenge_sound": "/challenge/{challenge}.wav",
    "help": "/help",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    # for a citizen
    "panel": "/panel",
    "details": "/panel/details",
    "mobile_confirm": "/panel/details/mobile",
    "mobile_resend": "/panel/details/mobile/resend",
    "password": "/panel/password",
    "complaints": "/panel/complaints",
    "new_complaint": "/panel/complaints/new",
    "review": "/panel/complaints/new/review",
    "export": "/panel/complaints.xlsx",
    # for operators
    "healthz": "/healthz",
    "readyz": "/readyz",
    "metrics": "/metrics",
}

COMPLAINT = {
    "complaint": "",
    "receipt": "/receipt",
    "receipt_picture": "/receipt.svg",
    "attachment": "/attachments/{number:[0-9]+}",
    "reply": "/reply",
    "withdraw": "/withdraw",
    "object": "/object",
    "rate": "/rate",
}
"""Below one complaint of the citizen; the context is found before the view runs, see `contexts`."""

STAFF = {
    "staff_login": "/staff/login",
    "staff_second": "/staff/login/second",
    "staff_logout": "/staff/logout",
    "staff_enrol": "/staff/login/authenticator",
    "staff_enrol_picture": "/staff/login/authenticator.svg",
    "staff_codes": "/staff/recovery-codes",
    "staff_password": "/staff/password",
    "staff_logins": "/staff/logins",
    "audit": "/staff/audit",
    "audit_check": "/staff/audit/check",
    "people": "/staff/admin/staff",
    "hire": "/staff/admin/staff/new",
    "people_import": "/staff/admin/staff/new/import",
    "people_sheet": "/staff/admin/staff/new/import.xlsx",
    "inbox": "/staff",
    "news_read": "/staff/news/read",
    "bulk_assign": "/staff/bulk/assign",
    "bulk_refer": "/staff/bulk/refer",
    "bulk_done": "/staff/bulk/done",
    "search": "/staff/complaints",
    "staff_export": "/staff/complaints.xlsx",
    "staff_exports": "/staff/exports",
    "staff_export_job": "/staff/exports/{export:[0-9a-f]{32}}",
    "staff_export_part": "/staff/exports/{export:[0-9a-f]{32}}/{number:[0-9]+}.xlsx",
    "dashboard": "/staff/dashboard",
    "reports": "/staff/misconduct",
}
"""For whoever works here."""

REPORT = {
    "report": "",
    "report_attachment": "/attachments/{number:[0-9]+}",
    "report_identity": "/identity",
    "report_take": "/take",
    "report_ask": "/ask",
    "report_resume": "/resume",
    "report_note": "/note",
    "report_refer": "/refer",
    "report_close": "/close",
    "report_hand_over": "/hand-over",
    "report_reopen": "/reopen",
}
"""Below one report of misconduct that an inspector may see; its key opens nothing to anybody else."""

CASE = {
    "case": "",
    "case_attachment": "/attachments/{number:[0-9]+}",
    "case_reveal": "/reveal",
    "case_take": "/take",
    "case_assign": "/assign",
    "case_refer": "/refer",
    "case_ask": "/ask",
    "case_note": "/note",
    "case_answer": "/answer",
    "case_close": "/close",
    "case_reject": "/reject",
    "case_extend": "/extend",
    "case_decline": "/decline",
    "case_link": "/link",
    "case_reopen": "/reopen",
    "case_return": "/return",
    "case_urge": "/urge",
}
"""Below one complaint that a member of staff may see."""

OPERATOR = {
    "operator": "/staff/operator",
    "operator_follow_up": "/staff/operator/follow-up",
    "operator_person": "/staff/operator/person",
    "operator_code": "/staff/operator/person/code",
    "operator_resend": "/staff/operator/person/code/resend",
    "operator_skip": "/staff/operator/person/code/skip",
    "operator_mobile": "/staff/operator/person/mobile",
    "operator_complaint": "/staff/operator/complaint",
    "operator_review": "/staff/operator/complaint/review",
    "operator_receipt": "/staff/operator/receipt",
    "operator_case": "/staff/operator/case",
    "operator_reply": "/staff/operator/case/reply",
    "operator_object": "/staff/operator/case/object",
    "operator_withdraw": "/staff/operator/case/withdraw",
    "operator_note": "/staff/operator/case/note",
    "operator_end": "/staff/operator/end",
}
"""For operators. No address names a complaint or a person: what is open is said by the conversation."""

PERSON = {
    "staff_person": "",
    "staff_posts": "/posts",
    "staff_leave": "/leave",
    "staff_new_password": "/password",
    "staff_take_factor": "/authenticator",
}
"""Below one member of staff, for administrators."""

ADMIN = {
    "admin": "/staff/admin",
    "closures": "/staff/admin/holidays",
    "closure_remove": "/staff/admin/holidays/remove",
    "answer_templates": "/staff/admin/templates",
    "new_answer_template": "/staff/admin/templates/new",
    "answer_template": "/staff/admin/templates/{code}",
    "answer_template_remove": "/staff/admin/templates/{code}/remove",
    "sms_texts": "/staff/admin/texts",
    "sms_text": "/staff/admin/texts/{text}",
    "centers": "/staff/admin/centers",
    "new_center": "/staff/admin/centers/new",
    "centers_import": "/staff/admin/centers/import",
    "centers_sheet": "/staff/admin/centers/import.xlsx",
    "center": "/staff/admin/centers/codes/{code}",
    "center_close": "/staff/admin/centers/codes/{code}/close",
    "units": "/staff/admin/units",
    "units_import": "/staff/admin/units/excel-import",
    "units_sheet": "/staff/admin/units/excel-import.xlsx",
    "unit": "/staff/admin/units/{code}",
    "new_unit": "/staff/admin/units/{code}/new",
    "unit_close": "/staff/admin/units/{code}/close",
    "code_lists": "/staff/admin/lists",
    "code_list": "/staff/admin/lists/{list}",
    "code_list_do": "/staff/admin/lists/{list}/do",
    "new_code": "/staff/admin/lists/{list}/new",
    "code": "/staff/admin/lists/{list}/codes/{code}",
}
"""What the organization is made of, for administrators; the people who work there are beside it."""

DEVELOPMENT = {
    "dev_messages": "/dev/messages",
    "dev_codes": "/dev/codes",
    "dev_pieces": "/dev/pieces",
}


def add_routes(config: Configurator, *, development: bool) -> None:
    """Add every route; those of development only where they are wanted. They are tried in this order: what is
    asked for most comes first."""
    _add(config, PAGES)
    _add(config, COMPLAINT, f"/panel/complaints/{{tracking_code:{NAME}}}", "complaint_of")
    _add(config, STAFF)
    _add(config, CASE, f"/staff/complaints/{{tracking_code:{NAME}}}", "case_of")
    _add(config, REPORT, f"/staff/misconduct/{{report:{NAME}}}", "report_of")
    _add(config, OPERATOR)
    _add(config, ADMIN)
    _add(config, PERSON, f"/staff/admin/staff/{{username:{NAME}}}")
    if development:
        _add(config, DEVELOPMENT)
    if config.route_prefix:  # the place that a host gave us, as people type it: without a slash
        config.add_route(PREFIX + "place", "", inherit_slash=True)
        config.add_view("complaints_web.views.home.lead_home", route_name=PREFIX + "place")


def _add(config: Configurator, pages: Mapping[str, str], begins: str = "", context: str = "") -> None:
    factory = f"complaints_web.contexts.{context}" if context else None
    for name, rest in pages.items():
        config.add_route(PREFIX + name, begins + rest, factory=factory)
