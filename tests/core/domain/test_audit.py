"""The chain of the audit: whatever is changed, left out, moved or put in between is found where it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.audit import BEGINNING, AuditEntry, chained, first_broken
from complaints_core.testing.builders import audit_note

LENGTH = 6


def chain(length: int = LENGTH) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(length):
        entries.append(chained(audit_note(number), entries[-1] if entries else None))
    return entries


def test_a_chain_as_it_was_made_is_whole() -> None:
    assert first_broken([]) is None
    assert first_broken(chain()) is None
    assert chain()[0].before == BEGINNING


@pytest.mark.parametrize("place", range(LENGTH))
@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "rahimi"},
        {"action": "reject"},
        {"subject": "482109375563"},
        {"facts": ()},
        {"at": audit_note().at - timedelta(seconds=1)},
        {"id": "another"},
    ],
)
def test_a_changed_note_is_found(place: int, changes: dict[str, Any]) -> None:
    entries = chain()
    entries[place] = replace(entries[place], note=replace(entries[place].note, **changes))
    assert first_broken(entries) == place + 1


def test_a_changed_note_with_a_digest_made_anew_is_found_behind_it() -> None:
    entries = chain()
    entries[2] = chained(audit_note(2, actor="rahimi"), entries[1])
    assert first_broken(entries) == 4


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (lambda entries: entries[:2] + entries[3:], 3),
        (lambda entries: entries[1:], 1),
        (lambda entries: [entries[0], entries[2], entries[1], *entries[3:]], 2),
        (lambda entries: [*entries[:2], entries[1], *entries[2:]], 3),
    ],
    ids=["left out", "the first left out", "two changed places", "one twice"],
)
def test_what_is_left_out_moved_or_doubled_is_found(
    tampered: Callable[[list[AuditEntry]], list[AuditEntry]], found: int
) -> None:
    assert first_broken(tampered(chain())) == found


@given(
    st.lists(st.tuples(st.text(), st.text()), max_size=4),
    st.lists(st.tuples(st.text(), st.text()), max_size=4),
)
def test_different_facts_have_different_digests(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    digests = {chained(audit_note(facts=tuple(facts)), None).digest for facts in (one, other)}
    assert len(digests) == len({tuple(one), tuple(other)})
