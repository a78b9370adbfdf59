"""Ids of challenges: what they carry, and what they do not give away."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.testing.fixed import NOON
from complaints_plugins.challenge.tickets import ALPHABET, LENGTH, LIFETIME, Ticket, Tickets

TICKETS = Tickets(b"a secret of the tests")
MOMENT = timedelta(microseconds=1)


def _issued(tickets: Tickets = TICKETS) -> Ticket:
    ticket = tickets.read(tickets.issue(NOON), NOON)
    assert ticket is not None
    return ticket


def test_an_id_fits_into_a_url() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", TICKETS.issue(NOON))


def test_no_two_ids_are_the_same() -> None:
    assert len({TICKETS.issue(NOON) for _ in range(100)}) == 100


def test_an_id_lives_for_five_minutes() -> None:
    challenge = TICKETS.issue(NOON)
    assert TICKETS.read(challenge, NOON + LIFETIME - MOMENT) is not None
    assert TICKETS.read(challenge, NOON + LIFETIME) is None


@given(st.integers(0, 63), st.sampled_from("ABCxyz019-_"))
def test_an_id_with_one_other_character_is_unknown(place: int, character: str) -> None:
    challenge = TICKETS.issue(NOON)
    altered = challenge[:place] + character + challenge[place + 1 :]
    assert (TICKETS.read(altered, NOON) is None) is (altered != challenge)


@given(st.text(max_size=70))
def test_any_other_text_is_unknown(text: str) -> None:
    assert TICKETS.read(text, NOON) is None


@pytest.mark.parametrize("text", ["", "A" * 64, "=" * 64, "۱" * 64, "A" * 10_000])
def test_text_of_the_right_length_is_still_unknown(text: str) -> None:
    assert TICKETS.read(text, NOON) is None


def test_an_id_of_another_installation_is_unknown() -> None:
    assert TICKETS.read(Tickets(b"another secret").issue(NOON), NOON) is None


def test_the_digits_belong_to_the_id_and_to_the_secret() -> None:
    ticket = _issued()
    assert TICKETS.digits(ticket) == Tickets(b"a secret of the tests").digits(ticket)
    others = {Tickets(bytes([number])).digits(ticket) for number in range(50)}
    assert len(others) > 40


def test_every_digit_but_0_and_3_is_drawn_about_as_often() -> None:
    drawn = [TICKETS.digits(_issued()) for _ in range(2000)]
    assert {len(digits) for digits in drawn} == {LENGTH}
    counts = Counter("".join(drawn))
    assert set(counts) == set(ALPHABET) == set("12456789")
    assert min(counts.values()) > 0.8 * 10_000 / 8  # the chance of less is below one in a million


def test_the_seed_of_the_noise_is_not_the_source_of_the_digits() -> None:
    ticket = _issued()
    assert TICKETS.seed(ticket) == TICKETS.seed(ticket)
    assert TICKETS.seed(ticket) != TICKETS._keyed(b"digits", ticket.nonce)
