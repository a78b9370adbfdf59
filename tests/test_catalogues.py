"""Whatever code and templates say, the Persian catalogue says too."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from complaints_web.languages import MONTHS, languages
from complaints_web.scripts.catalogues import read_catalogue, said

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PERSIAN = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def marked() -> Catalog:
    return said()


@pytest.fixture(scope="module")
def persian() -> Catalog:
    return read_catalogue("fa")


def forms(text: object) -> list[str]:
    """The forms of a message: one, or one for each number."""
    return [text] if isinstance(text, str) else [str(form) for form in text or ()]  # type: ignore[attr-defined]


def sentences(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def test_the_three_kinds_of_source_are_searched(marked: Catalog) -> None:
    """Otherwise the other tests would be content with half of the sentences."""
    files = {file for message in sentences(marked) for file, _line in message.locations}

    assert "complaints_core/persian/errors.py" in files
    assert "complaints_core/interfaces/schemas.py" in files
    assert "complaints_web/views/errors.py" in files
    assert "complaints_web/templates/home.jinja2" in files


def test_every_sentence_has_a_persian_one(marked: Catalog, persian: Catalog) -> None:
    translated = {message.id for message in persian if all(forms(message.string))}

    assert [message.id for message in sentences(marked) if message.id not in translated] == []


def test_every_persian_sentence_has_the_placeholders_of_its_own(persian: Catalog) -> None:
    uneven = [
        (message.id, form)
        for message in sentences(persian)
        for form in forms(message.string)
        if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(forms(message.id)[-1]))
    ]

    assert uneven == []


def test_every_translation_is_written_in_persian(persian: Catalog) -> None:
    foreign = [
        message.id
        for message in sentences(persian)
        if not all(PERSIAN.search(PLACEHOLDER.sub("", form)) for form in forms(message.string))
    ]

    assert foreign == []


def test_the_catalogue_holds_nothing_that_nobody_says(marked: Catalog, persian: Catalog) -> None:
    said_now = {message.id for message in sentences(marked)}

    assert [message.id for message in sentences(persian) if message.id not in said_now] == []
    assert list(persian.obsolete) == []


def test_no_translation_is_a_guess(persian: Catalog) -> None:
    assert [message.id for message in sentences(persian) if message.fuzzy] == []


def test_no_sentence_is_written_with_arabic_letters(persian: Catalog) -> None:
    """Persian has its own ye and kaf, and its own digits."""
    arabic = re.compile(r"[\u064a\u0643\u0660-\u0669]")

    assert [
        message.id for message in sentences(persian) if arabic.search("".join(forms(message.string)))
    ] == []


def test_a_final_he_is_written_in_one_way(persian: Catalog) -> None:
    """As in the organization's own guide: «شماره همراه», with nothing above the he."""
    hamza = re.compile("\u0647[\u0654\u200c]\u06cc\\b|\u0647\u0654|\u06c0")

    assert [
        message.id for message in sentences(persian) if hamza.search("".join(forms(message.string)))
    ] == []


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_is_called_by_its_persian_name(month: str) -> None:
    assert PERSIAN.match(languages()["fa"].gettext(month))
