"""What filters and orders of a search must do: the second half of the contract of search indexes."""

from datetime import timedelta
from typing import Any

import pytest

from complaints_core.domain.complaints import Event
from complaints_core.domain.search import DUE, MOST_COUNTED, NEWEST, OLDEST, SearchScope, Sort
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.search_house import CENTER, UNITS, WORDING, Find, document, numbered
from complaints_core.testing.fixed import NOON

FILED: dict[int, dict[str, Any]] = {
    0: {"status": "registered", "subject": "delay", "kind": "province", "province": "07", "unit": "07"},
    1: {"status": "reviewing", "subject": "delay", "kind": "headquarters", "assignee": "karimi"},
    2: {"status": "need_info", "subject": "bribe", "center": CENTER, "overdue": True},
    3: {"status": "closed", "subject": "bribe", "open": False, "unit": "2301"},
    4: {"submitted_at": NOON + timedelta(days=3)},
}
FILTERS: tuple[tuple[dict[str, Any], tuple[int, ...]], ...] = (
    ({}, (0, 1, 2, 3, 4)),
    ({"status": "registered"}, (0, 4)),
    ({"status": "register"}, ()),
    ({"status": "need_info"}, (2,)),
    ({"subject": "bribe"}, (2, 3)),
    ({"subject": "bribe", "status": "closed"}, (3,)),
    ({"kind": "headquarters"}, (1,)),
    ({"province": "07"}, (0,)),
    ({"units": frozenset({"23", "2301"})}, (1, 2, 3, 4)),
    ({"units": frozenset({"2301"})}, (3,)),
    ({"center": CENTER}, (2,)),
    ({"assignee": "karimi"}, (1,)),
    ({"assignee": 'karimi" OR "'}, ()),
    ({"open": True}, (0, 1, 2, 4)),
    ({"overdue": True}, (2,)),
    ({"since": NOON.date() + timedelta(days=1)}, (4,)),
    ({"since": NOON.date() + timedelta(days=3), "until": NOON.date() + timedelta(days=3)}, (4,)),
    ({"until": NOON.date()}, (0, 1, 2, 3)),
    ({"since": NOON.date() + timedelta(days=4)}, ()),
    ({"until": NOON.date(), "open": True, "subject": "delay"}, (0, 1)),
)
"""What is filed, and what filters let through of it, the oldest first."""


class SearchFiltersContract:
    """Inherited by `SearchIndexContract`, which gives the fixtures `index` and `find`."""

    @pytest.mark.parametrize(("asked", "expected"), FILTERS)
    @pytest.mark.parametrize("typed", ["", "weeks"])
    def test_filters_let_through_what_they_ask_for(
        self, typed: str, asked: dict[str, Any], expected: tuple[int, ...], index: ISearchIndex, find: Find
    ) -> None:
        index.index(document(number, **facts) for number, facts in FILED.items())
        for sort, found in ((NEWEST, expected[::-1]), (OLDEST, expected)):
            page = find(typed, sort=sort, **asked)
            assert page.codes == tuple(numbered(*found))
            assert page.total == len(found)

    def test_filters_and_words_ask_together(self, index: ISearchIndex, find: Find) -> None:
        index.index(document(number, **facts) for number, facts in FILED.items())
        index.index([document(9, description="lantern", status="reviewing")])
        assert find("lantern", status="reviewing").codes == tuple(numbered(9))
        assert find("lantern", status="registered").codes == ()

    def test_a_code_that_stands_in_a_text_is_no_filter(self, index: ISearchIndex, find: Find) -> None:
        index.index([document(1, description="reviewing 2301 province delay", status="closed")])
        assert find("reviewing").total == 1
        assert find("", status="reviewing").total == 0
        assert find("province", kind="province").total == 1
        assert find("closed").total == 0

    def test_filters_never_widen_the_scope(self, index: ISearchIndex, find: Find) -> None:
        index.index(document(number, unit=unit) for number, unit in enumerate(UNITS))
        mine = SearchScope(frozenset({"23"}), "karimi")
        assert find("", mine, units=frozenset(UNITS)).codes == tuple(numbered(0))
        assert find("", mine, units=frozenset({"07"})).codes == ()
        assert find("", mine, assignee="karimi").codes == ()

    @pytest.mark.parametrize("typed", ["", "weeks"])
    def test_whoever_is_asked_by_the_top_finds_what_each_unit_would_find(
        self, typed: str, index: ISearchIndex, find: Find
    ) -> None:
        index.index(document(number, unit=unit) for number, unit in enumerate((*UNITS, "9999")))
        index.index([document(4, unit="9999", assignee="karimi")])
        province, top = frozenset({"23", "2301"}), frozenset({"23"})
        whole = SearchScope(frozenset({*UNITS, "9999"}))
        assert find(typed, SearchScope(province, "karimi", tops=top)).codes == tuple(numbered(4, 1, 0))
        assert find(typed, whole, units=province, tops=top).codes == tuple(numbered(1, 0))
        assert find(typed, SearchScope(top, tops=top), units=province, tops=top).codes == tuple(numbered(0))
        assert find(typed, whole, units=top, tops=top).codes == tuple(numbered(0))

    def test_a_change_moves_a_document_from_filter_to_filter(self, index: ISearchIndex, find: Find) -> None:
        kept = complaint(1)
        index.index([WORDING.document_of(kept, citizen())])
        moved = kept.moved(Event(NOON, "take", "karimi", "reviewing"), assignee="karimi")
        index.index([WORDING.document_of(moved, citizen())])
        assert find("", status="registered").total == find("", assignee="ahmadi").total == 0
        assert find("", status="reviewing", assignee="karimi").codes == tuple(numbered(1))

    @pytest.mark.parametrize("typed", ["", "weeks"])
    def test_what_is_due_first_comes_first_and_what_presses_nobody_last(
        self, typed: str, index: ISearchIndex, find: Find
    ) -> None:
        day = NOON.date()
        dues = (day + timedelta(days=9), None, day, day + timedelta(days=3), day)
        index.index(document(number, due=due) for number, due in enumerate(dues))
        index.index([document(5, due=day - timedelta(days=3), open=False)])
        pages = [find(typed, limit=4, offset=offset, sort=DUE) for offset in (0, 4)]
        assert [list(page.codes) for page in pages] == [numbered(2, 4, 3, 0), numbered(1, 5)]
        assert [page.total for page in pages] == [6, 6]

    @pytest.mark.parametrize("sort", [NEWEST, OLDEST, DUE])
    def test_all_hits_can_be_had_at_once(self, sort: Sort, index: ISearchIndex, find: Find) -> None:
        index.index(document(number) for number in range(MOST_COUNTED + 5))
        assert len(set(find("", limit=10**6, sort=sort).codes)) == MOST_COUNTED + 5

    def test_a_wide_scope_finds_what_a_narrow_one_finds(self, index: ISearchIndex, find: Find) -> None:
        many = frozenset(f"{number:04}" for number in range(600))
        index.index([document(1), document(2, unit="0007"), document(3, unit="9999", assignee="karimi")])
        for typed in ("", "weeks"):
            assert find(typed, SearchScope(many)).codes == tuple(numbered(2))
            assert find(typed, SearchScope(many | {"23"}, "karimi")).codes == tuple(numbered(3, 2, 1))
            whole = SearchScope(many | {"23", "9999"}, "karimi", everywhere=True)
            assert find(typed, whole).codes == tuple(numbered(3, 2, 1))
            assert find(typed, whole, units=many).codes == tuple(numbered(2))
            assert find(typed, units=many).codes == ()
            assert find(typed, SearchScope(many), units=many).codes == tuple(numbered(2))
            assert find(typed, units=frozenset()).codes == ()
