"""A whole journey leaves nothing personal in any log, however much is logged."""

import logging
import re
from urllib.parse import quote

import pytest
from webtest import Upload

from tests.functional.person import COMPLAINT, PASSWORD, SIGN_UP, Person, form_with
from tests.plugins.files.samples import PDF

OURS = ("complaints_core", "complaints_plugins", "complaints_web")


def test_nothing_personal_is_logged_on_a_whole_journey(
    person: Person, stranger: Person, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    person.fill_sign_up(national_code="123456789")
    person.sign_up()
    code = person.file_complaint(attachments=[Upload("نامه نرگس.pdf", PDF)])
    person.site.get(f"/panel/complaints/{code}").click(href="/attachments/1")
    person.site.get("/panel/complaints", {"q": code})
    person.phone.rename(person.phone.with_suffix(".before"))
    person.phone.mkdir()
    person.file_complaint()
    stranger.fill_sign_up(national_code=person.code)
    person.site.reset()
    for _ in range(12):
        person.log_in(password="not this one")
    person.site.get("/panel/complaints/" + code)
    person.site.get("/" + quote(person.code), status=404)
    form = form_with(person.site.get("/login"), "password")
    form["csrf_token"] = "stale"
    form.submit(status=400)

    written = "\n".join(
        [
            *(record.getMessage() + str(record.args) + (record.exc_text or "") for record in caplog.records),
            *capfd.readouterr(),
        ]
    )
    ours = [record for record in caplog.records if record.name.startswith(OURS)]
    assert ours, "nothing was logged at all, so this proves nothing"
    for secret in secrets_of(person, code):
        assert secret not in written
    assert not re.search(r"\+98\d{10}|\b09\d{9}\b", written)


def secrets_of(person: Person, code: str) -> set[str]:
    """Whatever would tell on somebody."""
    typed = {SIGN_UP[name] for name in ("first_name", "last_name", "father_name", "postal_code", "address")}
    return typed | {
        person.code,
        "123456789",
        "9120000007",
        PASSWORD,
        "not this one",
        code,
        f"{code[:4]} {code[4:8]}",
        COMPLAINT["description"],
        "نامه",
    }
