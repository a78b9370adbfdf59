"""Citizens, complaints, reports, messages: what they keep, what only grows, and what they do not repeat."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.domain.citizens import Citizen, Details, personal_words
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, Event, Message
from complaints_core.domain.files import Attachment, FileRules
from complaints_core.domain.listing import ORDERS, PAGE_SIZE, page_of
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.domain.outbox import FIRST_PAUSE, LEASE, MAX_TRIES
from complaints_core.testing import NOON, builders


def file(name: str, size: int = 1) -> Attachment:
    return Attachment(name, "application/pdf", size, "", name)


# Histories


def test_a_line_of_a_history_that_was_kept_earlier_was_aimed_at_nothing() -> None:
    line = Event(NOON, "take", "karimi", "reviewing")
    kept = {name: value for name, value in vars(line).items() if name not in ("via", "to")}
    loaded = object.__new__(Event)
    vars(loaded).update(kept)
    assert loaded == line


# Citizens


def test_a_citizen_keeps_what_he_typed_but_no_password() -> None:
    typed = builders.registration(email="sara@example.org")
    citizen = Citizen.registered(typed, key="k", password_hash="hashed", at=NOON)
    assert (citizen.email, citizen.national_code, citizen.birth_date) == (
        typed.email,
        typed.national_code,
        typed.birth_date,
    )
    assert typed.password not in str(vars(citizen))


def test_nothing_prints_a_password_or_its_hash() -> None:
    typed = builders.registration()
    assert typed.password not in repr(typed)
    assert "hashed" not in repr(Citizen.registered(typed, key="k", password_hash="hashed", at=NOON))


def test_only_a_new_password_ends_the_logins() -> None:
    citizen = builders.citizen()
    assert citizen.with_password("new").login_epoch == citizen.login_epoch + 1
    for other in (
        citizen.rehashed("new"),
        citizen.with_mobile("+989350000000"),
        citizen.with_details(citizen),
    ):
        assert other.login_epoch == citizen.login_epoch


def test_details_are_replaced_all_and_nothing_else_is() -> None:
    citizen = builders.citizen(address="Tehran", email="sara@example.org")
    changed = citizen.with_details(Details(mobile=citizen.mobile, address="Rasht"))
    assert (changed.address, changed.email, changed.first_name) == ("Rasht", "", citizen.first_name)
    with pytest.raises(FrozenInstanceError):
        changed.address = "Qom"  # type: ignore[misc]


def test_what_a_password_must_not_contain_is_everything_personal() -> None:
    citizen = builders.citizen(father_name="Yusof", landline="+982188776655", postal_code="1193653471")
    words = set(personal_words(citizen))
    assert {"Sara", "Ahmadi", "Yusof", citizen.national_code, citizen.mobile, citizen.birth_date} <= words


# Complaints


def test_a_history_only_grows_and_the_last_step_says_where_it_stands() -> None:
    begun = builders.complaint()
    later = NOON + timedelta(days=1)
    moved = begun.moved(Event(later, "take", "karimi", "reviewing"), assignee="karimi")
    assert moved.history[: len(begun.history)] == begun.history
    assert (moved.status, moved.assignee, moved.since) == ("reviewing", "karimi", later)
    noted = moved.moved(Event(later + timedelta(days=1), "note", "karimi", "reviewing"))
    assert noted.since == later
    assert begun.since == begun.submitted_at


def test_files_keep_their_numbers_when_more_come() -> None:
    first = replace(builders.complaint(), attachments=(file("a"), file("b")))
    second = first.with_message(Message(NOON + timedelta(days=1), CITIZEN, "x", (file("c"),)))
    answered = second.with_answer(Answer(NOON + timedelta(days=2), "karimi", "justified", "y", (file("d"),)))
    last = answered.with_message(Message(NOON + timedelta(days=3), CITIZEN, "z", (file("e"),)))
    names = [[one.name for one in kept.all_attachments()] for kept in (first, second, answered, last)]
    assert names == [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"]]


def test_a_message_of_the_office_is_not_the_citizens() -> None:
    assert Message(NOON, CITIZEN, "x").from_citizen
    assert not Message(NOON, "karimi", "x").from_citizen


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("", "", ""), ("Ali", "", "Ali"), ("", "Rad", "Rad"), ("Ali", "Rad", "Ali Rad")],
)
def test_the_person_complained_about_is_named_as_far_as_he_was(first: str, last: str, name: str) -> None:
    assert builders.complaint(accused_first_name=first, accused_last_name=last).accused_name == name


@pytest.mark.parametrize("field", ["first_name", "last_name", "mobile"])
def test_whoever_says_one_thing_of_himself_says_something(field: str) -> None:
    assert not ReporterIdentity()
    assert ReporterIdentity(**{field: "x"})


# Lists


def test_words_are_found_in_any_spelling_and_order() -> None:
    found = builders.complaint(1, description="حق پرستاری مادرم واریز نشده", center_name="آسایشگاه کهریزک")
    others = [builders.complaint(number) for number in range(2, 5)]
    for words in ("پرستاري", "كهريزك حق", found.code, in_groups(found.code), "  ", "آسايشگاه"):
        page = page_of([found, *others], words=words)
        assert found in page.items
        assert page.total == (1 if words.strip() else 4)
    assert page_of([found], words="nothing of it").items == ()


def in_groups(code: str) -> str:
    return persian.persian_digits(f"{code[:4]} {code[4:8]} {code[8:]}")


@given(
    number=st.integers(-5, 20),
    total=st.integers(0, 70),
    order=st.sampled_from([*ORDERS, "", "nonsense"]),
)
def test_a_page_is_a_part_of_the_whole_list_in_its_order(number: int, total: int, order: str) -> None:
    everything = [builders.complaint(n, subject=f"s{n % 3}") for n in range(total)]
    page = page_of(everything, order=order, number=number)
    assert page.total == total
    assert 1 <= page.number <= page.pages
    whole: list[Complaint] = []
    for each in range(1, page.pages + 1):
        whole += page_of(everything, order=order, number=each).items
    assert sorted(one.code for one in whole) == sorted(one.code for one in everything)
    assert page.items == tuple(whole[page.first - 1 : page.first - 1 + PAGE_SIZE])
    if order not in ("status", "subject", "submitted_at"):
        assert [one.submitted_at for one in whole] == sorted(
            (one.submitted_at for one in whole), reverse=True
        )


# Files and messages


def test_what_is_kept_already_takes_room() -> None:
    rules = FileRules(max_files=5, max_bytes=10, max_total_bytes=30)
    room = rules.room_for([file("a", 8), file("b", 4)])
    assert (room.max_files, room.max_bytes, room.max_total_bytes) == (3, 10, 18)
    assert rules.room_for([]) == rules


def test_a_message_tells_no_log_whom_it_is_for_and_what_it_says() -> None:
    message = builders.outbox_message(7)
    for secret in (message.to, message.text, message.values["code"]):
        assert secret not in repr(message)
    assert message.masked_to != message.to


def test_pauses_double_and_end() -> None:
    message, pauses = builders.outbox_message(), []
    while not message.hopeless(NOON):
        message = message.leased(NOON)
        assert message.not_before == NOON + LEASE
        message = message.postponed(NOON, "away", jitter=0)
        pauses.append(message.not_before - NOON)
    assert len(pauses) == MAX_TRIES
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert message.postponed(NOON, "away", jitter=1).not_before == NOON + pauses[-1] * 1.5


def test_what_is_expired_or_buried_says_nothing_more() -> None:
    message = builders.outbox_message()
    assert message.hopeless(message.expires_at)
    buried = message.buried("away")
    assert (buried.text, buried.params, buried.failure) == ("", (), "away")
