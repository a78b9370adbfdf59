"""Administrators change what the organization is made of; everybody sees it at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from webtest import Form, TestApp, TestResponse

from complaints_core import persian
from complaints_core.domain.working_time import WHOLE_COUNTRY
from complaints_core.interfaces.ports import IAuditStore
from complaints_core.testing import FixedClock
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from tests.functional.colleague import Colleague
from tests.functional.office import kept
from tests.functional.person import Person, form_with, mistakes_of

ROOMS = ("holidays", "templates", "templates/new", "texts", "lists", "lists/subject", "lists/subject/new")


@pytest.fixture
def of_tehran(site: TestApp) -> Colleague:
    """An administrator of one province, signed in."""
    return signed_in(site, "tehrani", ("administrator", "23"))


@pytest.fixture
def leader(site: TestApp) -> Colleague:
    """A supervisor of a province, signed in."""
    return signed_in(site, "rahbar", ("supervisor", "23"))


def signed_in(site: TestApp, username: str, *posts: tuple[str, str]) -> Colleague:
    colleague = Colleague.hire(site, username, username.title(), *posts)
    colleague.sign_in()
    return colleague


def sent(form: Form, **typed: str) -> TestResponse:
    """Fill a form and send it."""
    for name, value in typed.items():
        form[name] = value
    return form.submit(expect_errors=True)


def close_days(
    colleague: Colleague, first: str, last: str = "", button: str | None = None, **typed: str
) -> TestResponse:
    """Close days, written as 1405/09/10."""
    form = form_with(colleague.site.get("/staff/admin/holidays"), "day_day")
    for name, text in (("day", first), ("until", last)):
        for part, value in zip(("year", "month", "day"), text.split("/"), strict=False):
            form[f"{name}_{part}"] = value.lstrip("0")
    for name, value in {"scope": "country", "reason": "برف", "reason_en": "Snow", **typed}.items():
        form[name] = value
    return form.submit(button, expect_errors=True)


def audited(site: TestApp) -> list[tuple[str, str, str]]:
    """Who changed what, as the audit tells it."""
    work_of(site.app.registry).round()
    request = bare_request(site.app.registry)
    with transaction_of(request):
        entries = port_of(request, IAuditStore).entries()
        return [(one.note.actor, one.note.action, one.note.subject) for one in entries]


# Who may enter


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_without_the_role_there_is_no_such_page(site: TestApp, room: str) -> None:
    expert = signed_in(site, "karimi", ("expert", "23"), ("supervisor", "headquarters"))

    expert.site.get(f"/staff/admin/{room}".rstrip("/"), status=404)


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_whoever_is_not_signed_in_is_led_to_the_login(site: TestApp, room: str) -> None:
    page = site.get(f"/staff/admin/{room}".rstrip("/"))

    assert page.location.endswith("/staff/login")


def test_an_administrator_finds_the_rooms(modir: Colleague) -> None:
    doors = modir.site.get("/staff/admin").html.select("a.door")

    titles = [modir.site.get(door["href"]).html.h1.get_text(strip=True) for door in doors]

    assert titles == [door.h2.get_text(strip=True) for door in doors]
    assert {"People", "Units", "Centers", "Holidays and closures", "SMS texts"} <= set(titles)


@pytest.mark.parametrize("room", ["texts", "texts/complaint_registered", "lists", "lists/subject"])
def test_what_holds_for_all_is_changed_at_headquarters(of_tehran: Colleague, room: str) -> None:
    of_tehran.site.get(f"/staff/admin/{room}", status=404)
    assert "SMS texts" not in of_tehran.site.get("/staff/admin")


# Holidays and closures


def test_days_are_closed_and_deadlines_move(
    site: TestApp, person: Person, stand_still: FixedClock, modir: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    before = kept(site, code).due

    page = close_days(modir, "1405/09/07", "1405/09/09").follow()

    assert "The days are closed" in page
    assert "7 Azar 1405" in page
    work_of(site.app.registry).round()
    after = kept(site, code).due
    assert before is not None
    assert after is not None
    assert after > before
    citizen = person.site.get(f"/panel/complaints/{code}")
    assert "Snow" in citizen
    assert ("modir", "closure_entered") in [line[:2] for line in audited(site)]


def test_a_look_at_closed_days_keeps_nothing(
    site: TestApp, person: Person, stand_still: FixedClock, modir: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    before = kept(site, code)

    page = close_days(modir, "1405/09/07", button="preview")

    assert "It moves 1 running deadline." in page
    assert form_with(page, "day_day")["reason"].value == "برف"
    work_of(site.app.registry).round()
    assert kept(site, code) == before


@pytest.mark.parametrize(
    ("first", "last", "mistake"),
    [
        ("1405/09/07", "1405/09/05", "The last day lies before the first one."),
        ("1405/09/07", "1405/11/07", "At most 31 days can be closed at once."),
        ("1395/09/07", "", "too long ago or too far ahead"),
        ("1405/09/06", "", "Offices are closed on these days already."),
        ("1405/12/30", "", "First day"),
    ],
)
def test_days_that_cannot_be_closed_are_refused(
    stand_still: FixedClock, modir: Colleague, first: str, last: str, mistake: str
) -> None:
    page = close_days(modir, first, last)

    assert page.status_code == 422
    assert mistake in mistakes_of(page)
    assert form_with(page, "day_day")["reason"].value == "برف"


def test_a_day_is_opened_again(site: TestApp, stand_still: FixedClock, modir: Colleague) -> None:
    page = close_days(modir, "1405/09/07").follow()
    form = next(form for form in page.forms.values() if "remove" in form.action)

    after = form.submit("day").follow()

    assert "The offices work on this day" in after
    assert "Open on 7 Azar 1405 after all, The whole country: Snow" in after
    assert ("modir", "closure_removed", ":2026-11-28") in audited(site)


def test_a_day_that_is_over_stays_closed(stand_still: FixedClock, modir: Colleague) -> None:
    page = close_days(modir, "1405/08/26").follow()
    assert "26 Aban 1405" in page

    token = form_with(page, "day_day")["csrf_token"].value
    day = {"csrf_token": token, "scope": WHOLE_COUNTRY, "day": "2026-11-17"}
    modir.site.post("/staff/admin/holidays/remove", day, status=404)


def test_a_province_closes_its_own_offices_alone(stand_still: FixedClock, of_tehran: Colleague) -> None:
    form = form_with(of_tehran.site.get("/staff/admin/holidays"), "scope")
    assert [value for value, *_rest in form["scope"].options] == ["", "23"]

    page = close_days(of_tehran, "1405/09/07", scope="23").follow()
    assert "7 Azar 1405" in page

    form["scope"].force_value("07")
    assert sent(form, day_day="8", day_month="9", day_year="1405", reason="برف").status_code == 422


def test_a_form_that_comes_twice_closes_days_once(
    site: TestApp, stand_still: FixedClock, modir: Colleague
) -> None:
    form = form_with(modir.site.get("/staff/admin/holidays"), "day_day")
    typed = {"day_day": "7", "day_month": "9", "day_year": "1405", "scope": "country", "reason": "برف"}
    sent(form, **typed)

    assert sent(form, **typed).status_code == 303
    assert [line[1] for line in audited(site)].count("closure_entered") == 1


def test_whoever_handles_complaints_is_told_and_puts_it_away(
    site: TestApp, person: Person, modir: Colleague, leader: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    today = persian.tehran_day(datetime.now(UTC))
    close_days(modir, *(persian.format_jalali(today + timedelta(days=ahead)) for ahead in (1, 7)))
    work_of(site.app.registry).round()

    inbox = leader.site.get("/staff")
    assert "The deadline of 1 of your complaints moved: Snow (" in inbox
    assert not re.search(r"\d{4}/\d\d/", inbox.html.select_one(".notice").get_text())
    assert inbox.html.select_one(".news-cases a")["href"].endswith(code)

    news = form_with(inbox, "key")
    assert "The deadline of 1" not in news.submit("key").follow()


# Templates of answers


def new_template(colleague: Colleague, button: str | None = None, **typed: str) -> TestResponse:
    form = form_with(colleague.site.get("/staff/admin/templates/new"), "title")
    words = {"title": "Delay", "text": "Complaint {tracking_code} is due on {due}.", "unit": "23"}
    for name, value in {**words, **typed}.items():
        form[name] = value
    return form.submit(button, expect_errors=True)


def test_a_template_is_kept_changed_and_removed(site: TestApp, modir: Colleague) -> None:
    page = new_template(modir).follow()
    assert "The template is kept" in page

    form = form_with(page.click("Delay"), "title")
    changed = sent(form, title="Longer delay").follow()
    assert "The template Longer delay was changed" in changed

    opened = changed.click("Longer delay")
    remove = next(form for form in opened.forms.values() if form.action.endswith("/remove"))
    assert "There is no template yet" in remove.submit().follow()
    actions = [line[1] for line in audited(site)]
    assert actions[-3:] == ["template_kept", "template_kept", "template_removed"]


def test_a_template_can_be_looked_at_first(modir: Colleague) -> None:
    page = new_template(modir, "preview")

    assert "Complaint ۱۲۳۴ ۵۶۷۸ ۹۰۱۲ is due on ۱۴۰۵/۰۹/۱۵." in page
    assert "There is no template yet" in modir.site.get("/staff/admin/templates")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("Dear {name}, it is late.", "There is no variable name here"),
        ("It is due on {due", "A brace stands alone here"),
        ("Short", "at least 10"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(modir: Colleague, text: str, mistake: str) -> None:
    page = new_template(modir, text=text)

    assert page.status_code == 422
    assert mistake in mistakes_of(page)
    assert form_with(page, "title")["text"].value == text


def test_templates_of_other_units_do_not_exist(modir: Colleague, of_tehran: Colleague) -> None:
    page = new_template(modir, unit="07").follow()
    address = page.html.select_one("a[data-row]")["href"]

    of_tehran.site.get(address, status=404)
    assert "There is no template yet" in of_tehran.site.get("/staff/admin/templates")


# SMS texts


def test_an_sms_says_what_was_written(site: TestApp, person: Person, modir: Colleague) -> None:
    person.sign_up()
    form = form_with(modir.site.get("/staff/admin/texts/complaint_registered"), "text")

    page = sent(form, text="ثبت شد {tracking_code}").follow()

    assert "From now on the SMS says this" in page
    person.file_complaint()
    assert person.messages()[-1]["text"].startswith("ثبت شد ")
    assert ("modir", "text_changed", "complaint_registered") in audited(site)


def test_an_sms_is_shown_as_it_arrives_with_its_length(modir: Colleague) -> None:
    form = form_with(modir.site.get("/staff/admin/texts/complaint_registered"), "text")
    form["text"] = "ک" * 60 + " {tracking_code}"

    page = form.submit("preview")

    assert "ک 1234 5678 9012" in page
    assert "75 characters" in page
    assert "2 SMS parts" in page


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("It is kept.", "The text must name: tracking_code"),
        ("{tracking_code} for {name}", "There is no variable name here; there are: tracking_code"),
        ("{tracking_code", "A brace stands alone here"),
        ("{tracking_code}" + "ک" * 130, "at most 134 fit into two parts"),
    ],
)
def test_an_sms_that_cannot_be_sent_is_refused(modir: Colleague, text: str, mistake: str) -> None:
    form = form_with(modir.site.get("/staff/admin/texts/complaint_registered"), "text")

    page = sent(form, text=text)

    assert page.status_code == 422
    assert mistake in mistakes_of(page)


def test_an_sms_that_stays_the_same_is_no_change(site: TestApp, modir: Colleague) -> None:
    sent(form_with(modir.site.get("/staff/admin/texts/password_changed"), "text"))

    assert [line for line in audited(site) if line[1] == "text_changed"] == []


# Lists


def do(colleague: Colleague, deed: str) -> TestResponse:
    """Press one of the buttons beside a subject."""
    page = colleague.site.get("/staff/admin/lists/subject")
    form = form_with(page, "do")
    return form.submit("do", value=deed).follow()


def subjects(person: Person) -> list[str]:
    form = form_with(person.site.get("/panel/complaints/new"), "subject")
    return [value for value, *_rest in form["subject"].options if value]


def test_a_new_subject_can_be_chosen_at_once(person: Person, modir: Colleague) -> None:
    person.sign_up()
    form = form_with(modir.site.get("/staff/admin/lists/subject/new"), "label")

    sent(form, label="گرمای هوا", label_en="Heat", code="heat", group="social", urgent="yes")

    assert "heat" in subjects(person)
    code = person.file_complaint(subject="heat")
    assert kept(person.site, code).urgent


@pytest.mark.parametrize(("code", "mistake"), [("delay", "in use already"), ("Big Heat", "small Latin")])
def test_a_code_is_given_once_and_plain(modir: Colleague, code: str, mistake: str) -> None:
    form = form_with(modir.site.get("/staff/admin/lists/subject/new"), "label")

    page = sent(form, label="گرما", code=code, group="social")

    assert page.status_code == 422
    assert mistake in mistakes_of(page)


@pytest.mark.parametrize("page", ["new", "codes/delay"])
def test_a_subject_without_a_field_is_told_at_its_box(page: str, modir: Colleague) -> None:
    form = form_with(modir.site.get(f"/staff/admin/lists/subject/{page}"), "group")
    form["label"], form["group"] = "گرما", ""
    if "code" in form.fields:
        form["code"] = "heat"
    refused = form.submit(expect_errors=True)
    assert refused.status_code == 422
    assert mistakes_of(refused).endswith("Field: Please fill in this field.")
    assert "optional" not in refused.html.select_one("label[for=group]").get_text()


def test_a_retired_subject_is_readable_and_not_offered(person: Person, modir: Colleague) -> None:
    person.sign_up()
    code = person.file_complaint(subject="delay")

    page = do(modir, "retire.delay")

    assert "No longer chosen" in page
    assert "delay" not in subjects(person)
    shown = persian.clean_line(person.site.get(f"/panel/complaints/{code}").text)
    assert do(modir, "offer.delay").html.select_one("#delay .pill") is None
    assert shown
    assert "delay" in subjects(person)


def test_a_retired_subject_that_a_page_still_offers_is_refused(person: Person, modir: Colleague) -> None:
    person.sign_up()
    words = "Nobody has come for eight months now."
    open_page = person.filled_complaint(subject="delay", description=words)
    do(modir, "retire.delay")

    refused = open_page.submit(expect_errors=True)

    assert refused.status_code == 422
    assert "can no longer be chosen" in mistakes_of(refused)
    assert form_with(refused, "subject")["description"].value == words


def test_a_code_has_another_name(person: Person, modir: Colleague) -> None:
    person.sign_up()
    form = form_with(modir.site.get("/staff/admin/lists/subject/codes/delay"), "label")

    page = sent(form, label_en="It takes for ever").follow()

    assert "It takes for ever" in page
    assert "It takes for ever" in person.site.get("/panel/complaints/new")


def test_the_order_of_a_list_is_chosen(modir: Colleague) -> None:
    def order() -> list[str]:
        page = modir.site.get("/staff/admin/lists/subject")
        return [str(line["id"]) for line in page.html.select("li[id]")]

    first, second = order()[:2]
    do(modir, f"down.{first}")
    assert order()[:2] == [second, first]
    do(modir, f"up.{first}")
    assert order()[:2] == [first, second]


@pytest.mark.parametrize("deed", ["burn.delay", "up.nothing", "up"])
def test_an_invented_deed_is_not_found(modir: Colleague, deed: str) -> None:
    form = form_with(modir.site.get("/staff/admin/lists/subject"), "do")

    assert form.submit("do", value=deed, expect_errors=True).status_code == 404


@pytest.mark.parametrize("name", ["province", "county", "gender", "weather"])
def test_lists_that_the_country_makes_are_not_changed_here(modir: Colleague, name: str) -> None:
    modir.site.get(f"/staff/admin/lists/{name}", status=404)


# Centers


CEDARS = {
    "name": "سرای سرو",
    "code": "cedars",
    "kind": "elderly",
    "ownership": "nongov",
    "province": "23",
    "county": "2301",
}


def new_center(colleague: Colleague, **typed: str) -> TestResponse:
    form = form_with(colleague.site.get("/staff/admin/centers/new"), "ownership")
    return sent(form, **{**CEDARS, **typed})


def test_a_center_is_added_found_changed_and_closed(site: TestApp, modir: Colleague) -> None:
    assert "The center is kept" in new_center(modir).follow()

    found = modir.site.get("/staff/admin/centers", {"q": "سرو سرا"})
    page = found.click("سرای سرو")
    changed = sent(form_with(page, "ownership"), name="سرای سرو ناز").follow()
    assert "The center سرای سرو ناز was changed" in changed

    page = modir.site.get("/staff/admin/centers/codes/cedars")
    close = next(form for form in page.forms.values() if form.action.endswith("/close"))
    assert "The center is closed" in close.submit().follow()
    assert "The center is open again" in close.submit().follow()
    actions = [line[1] for line in audited(site)]
    assert actions[-4:] == ["center_kept", "center_kept", "center_closed", "center_kept"]


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"code": "demo_2301_1"}, "in use already"),
        ({"county": "0702"}, "This county is not in the province you chose"),
        ({"code": "Big Cedar"}, "small Latin letters"),
        ({"name": ""}, "Please fill in this field"),
    ],
)
def test_a_center_that_does_not_fit_is_refused(modir: Colleague, typed: dict[str, str], mistake: str) -> None:
    page = new_center(modir, **typed)

    assert page.status_code == 422
    assert mistake in mistakes_of(page)
    assert form_with(page, "ownership")["kind"].value == "elderly"


def test_centers_of_other_provinces_do_not_exist(of_tehran: Colleague) -> None:
    of_tehran.site.get("/staff/admin/centers/codes/demo_2301_1")
    of_tehran.site.get("/staff/admin/centers/codes/demo_0707_1", status=404)
    assert new_center(of_tehran, province="07", county="0707").status_code == 404
    assert "demo_0707_1" not in of_tehran.site.get("/staff/admin/centers")


# Units


def close_unit(colleague: Colleague, code: str, heir: str) -> TestResponse:
    """Look to whom complaints would go, and close the unit where nothing is in the way."""
    form = form_with(colleague.site.get(f"/staff/admin/units/{code}/close"), "heir")
    form["heir"] = heir
    looked = form.submit("preview", expect_errors=True)
    return sent(form_with(looked, "looked_at")) if looked.status_code == 200 else looked


def test_a_unit_is_added_named_and_closed(site: TestApp, modir: Colleague) -> None:
    form = form_with(modir.site.get("/staff/admin/units/23/new"), "code")
    page = sent(form, code="23_south", label="اداره جنوب", label_en="South office").follow()
    assert "South office" in page

    form = form_with(page.click("South office", index=0), "label")
    assert "Office of the south" in sent(form, label_en="Office of the south").follow()

    assert "The unit is closed" in close_unit(modir, "23_south", "23").follow()
    assert "took over" in modir.site.get("/staff/admin/units/23_south")
    assert [line[1] for line in audited(site)][-3:] == ["unit_kept", "unit_kept", "unit_closed"]


def test_complaints_of_a_closed_unit_go_over(
    site: TestApp, person: Person, modir: Colleague, leader: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    form = form_with(modir.site.get("/staff/admin/units/23/new"), "code")
    sent(form, code="23_south", label="اداره جنوب", label_en="South office")
    sent(form_with(leader.open(code), "unit"), unit="23_south", reason="It is theirs to handle.")
    assert kept(site, code).unit == "23_south"

    looked = form_with(modir.site.get("/staff/admin/units/23_south/close"), "heir")
    looked["heir"] = "23"
    assert "1 open complaint goes to Welfare office of Tehran province" in looked.submit("preview")
    assert kept(site, code).unit == "23_south"

    close_unit(modir, "23_south", "23")
    work_of(site.app.registry).round()

    assert kept(site, code).unit == "23"
    assert "Another office took over" in person.site.get(f"/panel/complaints/{code}")
    assert "1 complaint came to your unit from one that was closed: South office" in leader.site.get("/staff")


def test_a_unit_is_not_closed_before_somebody_saw_where_its_complaints_go(
    site: TestApp, modir: Colleague
) -> None:
    form = form_with(modir.site.get("/staff/admin/units/23/new"), "code")
    sent(form, code="23_south", label="اداره جنوب", label_en="South office")

    form = form_with(modir.site.get("/staff/admin/units/23_south/close"), "heir")
    shown = sent(form, heir="23")
    assert "Nothing is kept yet" in shown
    shown = sent(form_with(shown, "looked_at"), heir="08")  # what was looked at is not what is sent
    assert "Nothing is kept yet" in shown
    assert "unit_closed" not in [line[1] for line in audited(site)]
    assert "The unit is closed" in sent(form_with(shown, "looked_at")).follow()


def test_a_unit_where_somebody_works_or_with_units_below_stays_open(site: TestApp, modir: Colleague) -> None:
    signed_in(site, "karimi", ("expert", "2301"))

    assert "1 people work at this unit" in mistakes_of(close_unit(modir, "2301", "23"))
    assert "Units lie below this one" in mistakes_of(close_unit(modir, "07", "23"))
    assert "Please choose another unit" in mistakes_of(close_unit(modir, "2302", "2302"))


def test_headquarters_and_ones_own_unit_are_not_closed(modir: Colleague, of_tehran: Colleague) -> None:
    assert close_unit(modir, "headquarters", "23").status_code == 404
    assert close_unit(of_tehran, "23", "2301").status_code == 404
    of_tehran.site.get("/staff/admin/units/07", status=404)
