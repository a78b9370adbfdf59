import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.lists import CodeList, Entry, Label

FRUIT = CodeList(
    "fruit",
    (
        Entry("fig", Label(fa="انجیر", en="Fig"), group="sweet"),
        Entry("lemon", Label(fa="لیمو", en="Lemon"), group="sour", valid_to=date(2024, 12, 31)),
        Entry("date", Label(fa="خرما", en="Date"), group="sweet", parent="palm", valid_from=date(2024, 6, 1)),
    ),
)

LABELS = st.dictionaries(st.sampled_from(["fa", "en", "ar"]), st.text(), min_size=1).map(Label)


def test_a_label_speaks_every_language_it_has() -> None:
    label = Label(fa="زن", en="Woman")
    assert (label.text("fa"), label.text("en")) == ("زن", "Woman")


def test_a_label_falls_back_to_its_first_language() -> None:
    assert Label(fa="زن", en="Woman").text("ar") == "زن"


def test_an_empty_label_says_nothing() -> None:
    assert Label().text("fa") == ""


def test_a_label_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Label(fa="زن")._texts = ()


@given(LABELS)
def test_a_label_can_be_stored_and_is_the_same_afterwards(label: Label) -> None:
    stored = pickle.loads(pickle.dumps(label))  # noqa: S301 - what was pickled a moment ago
    assert (stored, hash(stored), list(stored)) == (label, hash(label), list(label))


def test_labels_with_the_same_words_are_equal_whatever_their_order() -> None:
    assert len({Label(fa="زن", en="Woman"), Label(en="Woman", fa="زن")}) == 1


def test_an_entry_is_found_by_its_code() -> None:
    assert FRUIT.get("fig") is FRUIT.entries[0]
    assert "fig" in FRUIT


def test_a_code_that_is_not_there_is_none() -> None:
    assert FRUIT.get("stone") is None
    assert "stone" not in FRUIT


def test_entries_keep_their_order() -> None:
    assert (len(FRUIT), FRUIT.codes) == (3, ("fig", "lemon", "date"))
    assert [entry.code for entry in FRUIT] == ["fig", "lemon", "date"]


def test_groups_come_in_the_order_of_their_first_entry() -> None:
    grouped = {group: [entry.code for entry in entries] for group, entries in FRUIT.grouped().items()}
    assert list(grouped.items()) == [("sweet", ["fig", "date"]), ("sour", ["lemon"])]


def test_entries_are_found_within_their_parent() -> None:
    assert [entry.code for entry in FRUIT.within("palm")] == ["date"]
    assert FRUIT.within("oak") == ()


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2024, 5, 31), ("fig", "lemon")),
        (date(2024, 6, 1), ("fig", "lemon", "date")),
        (date(2024, 12, 31), ("fig", "lemon", "date")),
        (date(2025, 1, 1), ("fig", "date")),
    ],
)
def test_only_valid_entries_can_be_chosen_and_both_ends_count(day: date, codes: tuple[str, ...]) -> None:
    assert FRUIT.valid_on(day).codes == codes


def test_an_old_record_shows_its_code_where_the_list_has_forgotten_it() -> None:
    assert (FRUIT.text("lemon", "en"), FRUIT.text("quince", "en")) == ("Lemon", "quince")
