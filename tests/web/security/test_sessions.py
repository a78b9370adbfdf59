"""The session is a cookie, and stays one."""

from pyramid.request import Request
from webtest import TestApp

from complaints_web.security.sessions import MOST_SAID, session_factory
from complaints_web.settings import Settings


def test_sentences_that_nobody_looks_at_do_not_fill_the_cookie(site: TestApp) -> None:
    site.set_cookie("_LOCALE_", "en")
    site.get("/login")
    token = {"csrf_token": site.cookies["complaints_csrf"]}
    for _ in range(60):
        for address in ("/register/resend", "/recover/resend"):
            site.post(address, token, status=303)
    assert len(site.cookies["complaints_session"]) < 1000
    said = site.get("/login").text
    assert said.count("please begin once more") == 1
    assert "please begin once more" not in site.get("/login").text


def test_of_what_nobody_has_looked_at_the_newest_is_said_and_nothing_twice() -> None:
    session = session_factory(Settings.read({}))(Request.blank("/"))
    sentences = [f"sentence {number}" for number in range(2 * MOST_SAID)]
    for sentence in sentences:
        session.flash(sentence)
        session.flash(sentence)
    assert session.pop_flash() == sentences[-MOST_SAID:]
    assert session.pop_flash() == []
