"""The session is a cookie, and stays one."""

from webtest import TestApp


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
