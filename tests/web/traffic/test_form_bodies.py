"""Forms with files: what is typed comes as text, files as files, and what is broken is no form."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.request import Request

from complaints_web.traffic.form_bodies import MOST_BOXES, MOST_WORDS, read_form

KIND = "multipart/form-data; boundary=xx"
PLAIN = "application/x-www-form-urlencoded"


def request_with(body: bytes, kind: str = KIND) -> Request:
    return Request.blank("/", method="POST", content_type=kind, body=body)


def box(name: str, content: bytes, more: str = "") -> bytes:
    return f'--xx\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"


def form_of(body: bytes, kind: str = KIND) -> Any:
    request = request_with(body, kind)
    read_form(request)
    return request.POST


@given(st.lists(st.tuples(st.sampled_from(["subject", "description"]), st.text())))
def test_what_was_typed_is_read_in_order_whatever_it_is(typed: list[tuple[str, str]]) -> None:
    body = b"".join(box(name, text.encode()) for name, text in typed) + b"--xx--\r\n"
    assert list(form_of(body).items()) == typed


@given(st.binary(max_size=300_000))
def test_a_file_is_read_byte_by_byte_under_its_name(content: bytes) -> None:
    form = form_of(box("attachments", content, '; filename="نامه ۱.pdf"') + b"--xx--\r\n")
    assert form["attachments"].filename == "نامه ۱.pdf"
    with form["attachments"].file as file:
        assert file.read() == content


def test_an_empty_box_for_files_holds_nothing() -> None:
    assert form_of(box("attachments", b"", '; filename=""') + b"--xx--\r\n").getall("attachments") == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (box("subject", b"housing"), KIND),  # it broke off
        (box("attachments", b"x" * 400_000, '; filename="a.pdf"'), KIND),
        (box("subject", b"\xff\xfe") + b"--xx--\r\n", KIND),
        (b"--xx\r\nContent-Type: text/plain\r\n\r\n1\r\n--xx--\r\n", KIND),  # a box without a name
        (box("subject", b"1") + b"--xx--\r\n", "multipart/form-data"),
        (box("subject", b"1") + b"--xx--\r\n", KIND + "; charset=utf-16"),
        (box("subject", b"1") * (MOST_BOXES + 1) + b"--xx--\r\n", KIND),
        (box("subject", b"x" * (MOST_WORDS // 2 + 1)) * 2 + b"--xx--\r\n", KIND),
        (b"subject=1&" * MOST_BOXES, PLAIN),
    ],
)
def test_what_is_broken_is_no_form(body: bytes, kind: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong, it is a 400
        read_form(request_with(body, kind))


def test_a_part_that_claims_another_writing_is_read_as_utf_8() -> None:
    claimed = box("subject", "مسکن".encode(), "\r\nContent-Type: text/plain; charset=utf-16")
    assert form_of(claimed + b"--xx--\r\n")["subject"] == "مسکن"


def test_a_second_attempt_reads_the_same_form() -> None:
    request = request_with(box("subject", b"housing") + b"--xx--\r\n")
    for _ in range(2):
        read_form(request)
        assert request.POST["subject"] == "housing"


def test_other_forms_are_left_alone() -> None:
    request = request_with(b"subject=housing" + b"&staff=1" * (MOST_BOXES - 1), PLAIN)
    read_form(request)
    assert request.POST["subject"] == "housing"
    assert len(request.POST) == MOST_BOXES


def test_a_body_without_a_known_length_is_read_to_its_end() -> None:
    request = request_with(b"")
    request.body_file = io.BytesIO(box("subject", b"housing") + b"--xx--\r\n")
    request.environ.pop("CONTENT_LENGTH", None)
    request.environ["wsgi.input_terminated"] = True
    read_form(request)
    assert request.POST["subject"] == "housing"
