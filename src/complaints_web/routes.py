"""Every URL of the site, on one page. Names begin with `complaints.` so that no host portal's names
collide."""

from pyramid.config import Configurator

PREFIX = "complaints."

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
    "export": "/panel/complaints.xlsx",
    # for operators
    "healthz": "/healthz",
    "readyz": "/readyz",
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

DEVELOPMENT = {
    "dev_messages": "/dev/messages",
    "dev_pieces": "/dev/pieces",
}


def add_routes(config: Configurator, *, development: bool) -> None:
    """Add every route; those of development only where they are wanted."""
    for name, pattern in {**PAGES, **(DEVELOPMENT if development else {})}.items():
        config.add_route(PREFIX + name, pattern)
    for name, rest in COMPLAINT.items():
        config.add_route(
            PREFIX + name,
            "/panel/complaints/{tracking_code:[^/]+}" + rest,
            factory="complaints_web.contexts.complaint_of",
        )
