"""A complaint is found by each of its words in any spelling, nothing that is typed fails, no code is told."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.domain.complaints import Answer, Event, Message, Rating
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.search import SearchScope, Term
from complaints_core.domain.wording import Wording
from complaints_core.memory import MemoryIndex
from complaints_core.persian.samples import national_codes
from complaints_core.testing.builders import citizen, complaint, tracking_code
from complaints_core.testing.contracts.search_house import HOUSE
from complaints_core.testing.fixed import NOON

WORDING = Wording(OpaqueKeys(b"of a test", "search"), HOUSE)
ZWNJ = "\u200c"
EVERYWHERE = SearchScope(frozenset({"23"}))
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
VARIANTS = str.maketrans({"ی": "ي", "ک": "ك", "ه": "ة", "و": "ؤ", "ا": "أ"})

parts = st.text(LETTERS, min_size=1, max_size=8)
words = st.lists(parts, min_size=1, max_size=3).map(ZWNJ.join)
texts = st.lists(words | st.text("0123456789", min_size=1, max_size=3), min_size=1, max_size=20)


def spoilt(word: str, draw: st.DataObject) -> str:
    """The same word as another keyboard, another hand or another taste writes it."""
    letters = (draw.draw(st.sampled_from((one, one.translate(VARIANTS), one + "\u064e"))) for one in word)
    respelled = "".join(letters).replace("ـ", "")
    joint = draw.draw(st.sampled_from((ZWNJ, " ", "")))
    return draw.draw(st.sampled_from(("", "\u200e", "«"))) + persian.persian_digits(
        respelled.replace(ZWNJ, joint)
    )


def found(description: str, typed: str) -> bool:
    index = MemoryIndex()
    index.index([WORDING.document_of(complaint(description=description), citizen())])
    return bool(index.search(WORDING.query_of(typed), EVERYWHERE, 1).codes)


@given(texts, st.data())
def test_a_complaint_is_found_by_each_of_its_words_in_any_spelling(
    text: list[str], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(text))
    assert found(" ".join(text), spoilt(word, data))


@given(texts, st.data())
def test_a_word_is_found_before_it_is_finished(text: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text)).split(ZWNJ)[0]
    begun = word[: data.draw(st.integers(min(2, len(word)), len(word)))]
    assert found(" ".join(text), begun)
    assert found(" ".join(text), f"{data.draw(st.sampled_from(text))} {begun}")


@given(texts, st.data())
def test_words_that_follow_each_other_are_a_phrase(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(" ".join(text), f'"{" ".join(text[start:end])}"')


@settings(max_examples=300)
@given(st.text(max_size=300))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    query = WORDING.query_of(typed)
    assert all(words and all(words) for term in query.terms for words in term.spellings)
    assert sum(term.prefix for term in query.terms[:-1]) == 0


@given(st.text(), st.text())
def test_no_text_of_a_complaint_fails(description: str, name: str) -> None:
    document = WORDING.document_of(complaint(description=description, accused_last_name=name), None)
    assert re.fullmatch(r"[^\W_]+( [^\W_]+)*", document.text)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        (" ، ", ()),
        ("مادر", (Term((("مادر",),), prefix=True),)),
        ("مادر پیر", (Term((("مادر",),)), Term((("پیر",),), prefix=True))),
        ("می‌رود", (Term((("می", "رود"), ("میرود",)), prefix=True),)),
        ("«مادر پیر»", (Term((("مادر", "پیر"),)),)),
        ("«مادر پیر» من", (Term((("مادر", "پیر"),)), Term((("من",),), prefix=True))),
        ("من «مادر پیر", (Term((("من",),)), Term((("مادر",),)), Term((("پیر",),), prefix=True))),
        ("۸۵ ۱۴۰۳", (Term((("85",),)), Term((("1403",),), prefix=True))),
        ("۴۸۲۱ ۰۹", (Term((("4821", "09"), ("482109",)), prefix=True),)),
    ],
)
def test_what_is_typed_becomes_words_and_phrases(typed: str, terms: tuple[Term, ...]) -> None:
    assert WORDING.query_of(typed).terms == terms


def test_everything_that_staff_may_read_is_found() -> None:
    kept = complaint(
        center="C-17",
        center_name="nearby",
        accused_first_name="first",
        accused_last_name="last",
        messages=(Message(NOON, "citizen", "said"),),
        history=(Event(NOON, "note", "karimi", "any", "noted"),),
        answers=(Answer(NOON, "karimi", "upheld", "answered"),),
        rating=Rating(NOON, 3, "liked"),
    )
    text = WORDING.document_of(kept, citizen()).text.split()
    wanted = {"nearby", "first", "last", "said", "noted", "answered", "liked", "سالمندان", kept.code, "weeks"}
    assert wanted <= {*text}
    assert {word.casefold() for word in citizen().full_name.split()} <= {*text}


@given(st.integers(0, 10**6), st.sampled_from(("", " ", "-", ZWNJ, "\u2011")), st.booleans())
def test_no_national_code_stands_in_a_document(number: int, between: str, others: bool) -> None:
    code = next(national_codes(number))
    ends = (0, 3, 6, 10) if others else (0, 3, 9, 10)
    written = between.join(code[start:end] for start, end in pairwise(ends))
    text = persian.persian_digits(f"کد {written} است")
    document = WORDING.document_of(complaint(description=text), citizen(1, national_code=code))
    assert code not in document.text + document.joined
    assert code[3:9] not in document.text + document.joined
    assert found(text, code)
    assert found(text, written)


@pytest.mark.parametrize("code", ["12345678", "123456789012", "12345678901234"])
def test_the_code_of_a_foreign_national_finds_what_he_filed(code: str) -> None:
    document = WORDING.document_of(complaint(), citizen(national_code=code))
    index = MemoryIndex()
    index.index([document])
    assert code not in document.text
    for typed in (code, persian.persian_digits(code), f"{code[:4]}-{code[4:8]}-{code[8:]}".strip("-")):
        assert index.search(WORDING.query_of(typed), EVERYWHERE, 1).total == 1


def test_another_installation_hides_it_otherwise() -> None:
    other = Wording(OpaqueKeys(b"of another one", "search"), HOUSE)
    code = citizen().national_code
    assert other.query_of(code).terms[0].spellings[0] != WORDING.query_of(code).terms[0].spellings[0]


def test_a_tracking_code_in_a_text_is_found_however_both_are_grouped() -> None:
    code = tracking_code(4821093755)
    grouped = f"{code[:4]} {code[4:8]} {code[8:]}"
    for written, typed in ((code, grouped), (grouped, code), (grouped, grouped.replace(" ", "-"))):
        assert found(f"see {written} too", typed)
    assert found("card 6037 9911 2233 4455", "9911")


def test_a_document_tells_nothing_in_a_log() -> None:
    document = WORDING.document_of(complaint(description="secret", accused_last_name="Nobody"), citizen())
    assert "secret" not in repr(document)
    assert "nobody" not in repr(document).casefold()
