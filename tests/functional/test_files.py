"""Files of every bad kind: refused with a sentence that names them, and what is good stays."""

import re

import pytest
from webtest import TestResponse, Upload

from complaints_core.domain.files import MIB
from complaints_web.background import work_of
from tests.functional.colleague import Colleague
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, form_with, mistakes_of
from tests.plugins.files.samples import PDF, jpeg, phone_photo, png, png_of_size

SIZE = "bdi.file-name"


def names_in(page: TestResponse) -> list[str]:
    """The files that a page says it has."""
    return [name.get_text(strip=True) for name in page.html.select(SIZE)]


def attached(person: Person, *files: Upload) -> TestResponse:
    """Send a complaint with files; without a script a browser sends them all under one name."""
    form = person.filled_complaint()
    page = person.site.post(
        "/panel/complaints/new",
        [*((name, value) for name, value in form.submit_fields() if name not in ("attachments", "step"))]
        + [("attachments", file) for file in files],
        content_type="multipart/form-data",
        expect_errors=True,
    )
    assert isinstance(page, TestResponse)
    return page


def after_a_round(person: Person) -> None:
    """Let the worker do what waits: pictures are drawn anew."""
    work_of(person.site.app.registry).round()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (Upload("empty.pdf", b""), "The file empty.pdf is empty."),
        (Upload("large.pdf", PDF + b" " * (10 * MIB + 1 - len(PDF))), "The file large.pdf is too large"),
        (Upload("program.pdf", b"MZ\x90\x00" + b"\0" * 99), "The file program.pdf is not of a kind"),
        (Upload("page.html", b"<script>alert(1)</script>"), "The file page.html is not of a kind"),
        (Upload("cut.pdf", b"%PDF-1.4 and then the line broke"), "The file cut.pdf is not of a kind"),
        (Upload("bomb.png", png_of_size(60_000, 60_000)), "The picture bomb.png cannot be opened"),
        (Upload("broken.jpg", jpeg()[:200]), "The picture broken.jpg cannot be opened"),
    ],
)
def test_a_bad_file_is_named_and_the_words_stay(file: Upload, sentence: str, person: Person) -> None:
    person.sign_up()
    page = attached(person, file)
    assert page.status_code == 422
    assert sentence in mistakes_of(page)
    assert "واریز نشده" in form_with(page, "subject")["description"].value
    assert names_in(page) == []
    assert len(person.messages()) == 1


def test_the_content_decides_and_the_name_follows_it(person: Person) -> None:
    person.sign_up()
    code = attached(person, Upload("photo.exe", png()), Upload("card.png", jpeg())).location.split("/")[-2]
    after_a_round(person)
    detail = person.site.get(f"/panel/complaints/{code}")
    assert names_in(detail) == ["photo.exe.png", "card.jpg"]
    assert detail.click(href="/attachments/2").content_type == "image/jpeg"


@pytest.mark.parametrize("name", ["../../x", "..\\..\\x", "/etc/x", "C:\\x", "x\u202egnp", "\x00x"])
def test_no_name_leads_out_of_a_folder(name: str, person: Person) -> None:
    person.sign_up()
    code = attached(person, Upload(name, png())).location.split("/")[-2]
    after_a_round(person)
    file = person.site.get(f"/panel/complaints/{code}/attachments/1")
    found = re.fullmatch(r"attachment; filename\*=UTF-8''([\w.%-]+)", file.headers["Content-Disposition"])
    assert found is not None
    assert found[1] in ("x.png", "xgnp.png")


def test_what_hangs_on_a_picture_is_gone_and_nothing_of_it_runs_here(person: Person) -> None:
    person.sign_up()
    polyglot = png() + b"<script>alert(1)</script>" + PDF
    code = attached(person, Upload("both.png", polyglot)).location.split("/")[-2]
    after_a_round(person)
    file = person.site.get(f"/panel/complaints/{code}/attachments/1")
    assert b"script" not in file.body
    assert b"%PDF" not in file.body
    assert file.content_type == "image/png"
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_gets_a_picture_before_it_is_drawn_anew(person: Person) -> None:
    person.sign_up()
    code = attached(person, Upload("photo.jpg", phone_photo())).location.split("/")[-2]
    detail = person.site.get(f"/panel/complaints/{code}")
    assert "can be opened in a few moments" in detail.html.select_one(".file-said").text
    person.site.get(f"/panel/complaints/{code}/attachments/1", status=404)
    after_a_round(person)
    detail = person.site.get(f"/panel/complaints/{code}")
    assert detail.html.select_one(".file-said") is None
    file = detail.click(href="/attachments/1")
    assert b"secret" not in file.body
    assert int(file.headers["Content-Length"]) == len(file.body)


def test_a_picture_that_cannot_be_drawn_says_so_to_its_sender_and_to_the_office(person: Person) -> None:
    person.sign_up()
    too_little = png_of_size(100, 100)
    code = attached(person, Upload("photo.png", too_little)).location.split("/")[-2]
    after_a_round(person)
    expert = Colleague.hire(person.site, "sara", "Ahmadi", ("expert", "23"))
    expert.sign_in()
    for page in (person.site.get(f"/panel/complaints/{code}"), expert.open(code)):
        assert "This picture is damaged" in page.html.select_one(".file-said").text
    person.site.get(f"/panel/complaints/{code}/attachments/1", status=404)
    expert.site.get(f"/staff/complaints/{code}/attachments/1", status=404)


def test_where_no_worker_runs_pictures_can_be_drawn_at_once(person: Person, open_site: OpenSite) -> None:
    person.site = open_site({"complaints.pictures": "at-once"})
    person.sign_up()
    code = attached(person, Upload("photo.jpg", phone_photo())).location.split("/")[-2]
    assert b"secret" not in person.site.get(f"/panel/complaints/{code}").click(href="/attachments/1").body


def test_fifty_files_are_too_many_and_five_are_not(person: Person, stranger: Person) -> None:
    person.sign_up()
    page = attached(person, *(Upload(f"{number}.png", png()) for number in range(50)))
    assert page.status_code == 422
    assert "At most 5 files" in mistakes_of(page)
    stranger.sign_up()
    assert attached(stranger, *(Upload(f"{number}.png", png()) for number in range(5))).status_code == 303


def test_a_good_file_beside_a_bad_one_need_not_be_chosen_again(person: Person) -> None:
    person.sign_up()
    page = attached(person, Upload("good.pdf", PDF), Upload("bad.pdf", b"nothing"))
    assert page.status_code == 422
    assert "bad.pdf" in mistakes_of(page)
    assert names_in(page) == ["good.pdf"]


def test_files_of_a_form_with_a_mistake_are_kept_and_filed_with_it(person: Person) -> None:
    person.sign_up()
    page = person.write_complaint(subject="", attachments=[Upload("card.pdf", PDF)])
    assert page.status_code == 422
    assert names_in(page) == ["card.pdf"]
    form = form_with(page, "subject")
    form["subject"] = "care_allowance"
    code = form.submit().location.split("/")[-2]
    assert names_in(person.site.get(f"/panel/complaints/{code}")) == ["card.pdf"]


def test_no_way_round_leads_past_the_number_of_files(person: Person) -> None:
    person.sign_up()
    page = person.write_complaint(subject="")
    for number in range(7):
        form = form_with(page, "subject")
        form["attachments"] = [Upload(f"{number}.pdf", PDF)]
        page = form.submit(status=422)
    assert names_in(page) == [f"{number}.pdf" for number in range(5)]
    form = form_with(page, "subject")
    form["subject"] = "care_allowance"
    form["attachments"] = [Upload("more.pdf", PDF)]
    refused = form.submit(status=422)
    assert "files can be attached" in mistakes_of(refused)


def test_a_kept_file_can_be_taken_away_again(person: Person) -> None:
    person.sign_up()
    page = person.write_complaint(
        subject="", attachments=[Upload("card.pdf", PDF)], description="کوتاه است ولی هست"
    )
    page = form_with(page, "subject").submit("remove", value="1")
    assert names_in(page) == []
    assert form_with(page, "subject")["description"].value == "کوتاه است ولی هست"


def test_nobody_elses_page_takes_a_kept_file_away(person: Person) -> None:
    person.sign_up()
    page = person.write_complaint(subject="", attachments=[Upload("card.pdf", PDF)])
    form = form_with(page, "subject")
    form["csrf_token"] = "of another page"
    refused = form.submit("remove", value="1", status=400)
    assert names_in(refused) == ["card.pdf"]


@pytest.mark.parametrize("number", ["0", "7", "-1", "nonsense", "9" * 5000, "²"])
def test_a_number_of_no_file_takes_nothing_away(number: str, person: Person) -> None:
    person.sign_up()
    form = form_with(person.write_complaint(subject="", attachments=[Upload("card.pdf", PDF)]), "subject")
    fields = [(name, value) for name, value in form.submit_fields() if name not in ("step", "attachments")]
    page = person.site.post("/panel/complaints/new", [*fields, ("remove", number)])
    assert names_in(page) == ["card.pdf"]


@pytest.mark.parametrize(
    ("kind", "length"),
    [("multipart/form-data; boundary=xx", 33), ("application/x-www-form-urlencoded", 2), ("", 2)],
)
def test_more_than_all_files_or_words_may_be_is_refused_unread_and_in_the_dress_of_the_site(
    kind: str, length: int, person: Person
) -> None:
    person.sign_up()
    page = person.site.post(
        "/panel/complaints/new",
        b"",
        headers={"Content-Length": str(length * MIB), "Content-Type": kind},
        extra_environ={"wsgi.input": _Unread()},
        status=413,
    )
    assert "30 MB" in page.text
    assert page.html.find("header", "masthead")


class _Unread:
    """A body that nobody may read."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")
