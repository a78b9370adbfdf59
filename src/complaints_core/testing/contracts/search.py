"""What every search index must do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from zope.interface.verify import verifyObject

from complaints_core.desks.rounds.indexing import Cache, SearchCache
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.search import (
    MOST_COUNTED,
    NEWEST,
    SearchFilters,
    SearchPage,
    SearchScope,
    Sort,
)
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.builders import citizen, complaint, tracking_code
from complaints_core.testing.contracts.compared import ComparedContract, Enter
from complaints_core.testing.contracts.search_filters import SearchFiltersContract
from complaints_core.testing.contracts.search_house import (
    CENTER,
    EVERYWHERE,
    UNITS,
    WORDING,
    Find,
    document,
    numbered,
)
from complaints_core.testing.fixed import NOON

__all__ = ["EVERYWHERE", "WORDING", "SearchIndexContract", "document"]

SARA = frozenset({"sararostami"})

TEXTS = (
    "کارشناس می‌گوید پرونده‌ام گم شده و مستمری‌ام قطع است.",
    "به مادرم در آسایشگاه غذاي گرم نمی‌دهند؛ ويلچر هم ندارد.",
    "مسؤول مركز پاسخ نداد و گفت ۳ ماه دیگر مراجعه کنید.",
    "Wheelchair (مدل ۲۰۲۴) هنوز تحویل نشده است",
    "آقای مدیر! چرا «کمک هزینهٔ درمان» پرداخت نمی‌شود؟",
    "خانهٔ ما پلّه دارد و برای معلولین مناسب سازی نشده",
)

QUERIES: tuple[tuple[str, set[int]], ...] = (
    ("پرونده ام", {0}),
    ("پرونده‌ام", {0}),
    ("پروندهام", {0}),
    ("غذای گرم", {1}),
    ("ویلچر", {1}),
    ("مسئول", set()),  # another spelling to everybody but an academy
    ("مسوول مرکز", {2}),
    ("٣ ماه", {2}),
    ("wheelchair 2024", {3}),
    ('"کمک هزینه درمان"', {4}),
    ("«درمان هزینه کمک»", set()),
    ("درمان هزینه کمک", {4}),
    ("نمیدهند", {1}),
    ("نمی شود", {4}),
    ("می شود", set()),
    ("پله مناسب‌سازی", {5}),
    ("معلول", {5}),
    ("نم", {1, 4}),
    ("ن", set()),  # one letter is a word, and no beginning of one
    ("نشده است", {3}),
    ('"نشده است', {3}),
    ("آب", set()),
)

HARMLESS = (
    "", " ", '"', '""', "«»", "*", "(", ")", "AND", "OR NOT", "a NEAR b", "text:a", "- -", "'; --", "%", "^a",
    "\0", "\ud800", "\u200c", '" " "', "a" * 10_000, "a " * 1000, '"a" ' * 100, "٪", "😀", "1 2 3", "{", "+",
)  # fmt: skip


class SearchIndexContract(SearchFiltersContract, ComparedContract):
    """Inherit it and give the fixture `index`, new and empty:

    class TestMyIndex(SearchIndexContract):
        @pytest.fixture
        def index(self):
            return MyIndex()
    """

    @pytest.fixture
    def index(self) -> ISearchIndex:
        """Answer a new, empty index: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def cache(self, index: ISearchIndex) -> Cache:
        """Answer the index as an indexer has it."""
        return SearchCache(index)

    @pytest.fixture
    def enter(self, index: ISearchIndex) -> Enter:
        """Answer what indexes complaints."""
        return lambda complaints: index.index(WORDING.document_of(one, citizen()) for one in complaints)

    @pytest.fixture
    def find(self, index: ISearchIndex) -> Find:
        """Answer what finds what was typed, in every unit."""

        def found(
            typed: str,
            scope: SearchScope = EVERYWHERE,
            limit: int = 10,
            offset: int = 0,
            sort: Sort = NEWEST,
            **filters: Any,
        ) -> SearchPage:
            query = WORDING.query_of(typed, SearchFilters(**filters), sort)
            return index.search(query, scope, limit, offset)

        return found

    @pytest.fixture
    def texts(self, index: ISearchIndex) -> None:
        """Put the six texts in."""
        index.index(document(number, description=text) for number, text in enumerate(TEXTS))

    def test_it_has_every_method_of_the_port(self, index: ISearchIndex) -> None:
        assert verifyObject(ISearchIndex, index)

    @pytest.mark.usefixtures("texts")
    @pytest.mark.parametrize(("typed", "expected"), QUERIES)
    def test_persian_is_found_however_it_is_spelt(self, typed: str, expected: set[int], find: Find) -> None:
        page = find(typed)
        assert sorted(page.codes) == sorted(numbered(*expected))
        assert page.total == len(expected)

    @pytest.mark.usefixtures("texts")
    @pytest.mark.parametrize("typed", HARMLESS)
    def test_nothing_that_is_typed_is_an_error(self, typed: str, find: Find) -> None:
        assert find(typed).total <= len(TEXTS)

    @pytest.mark.usefixtures("texts")
    def test_no_words_find_all_there_is(self, find: Find) -> None:
        assert find("").codes == tuple(numbered(*reversed(range(len(TEXTS)))))
        assert find("").total == len(TEXTS)
        assert find("", SearchScope(frozenset({"07"}))).total == 0

    @pytest.mark.parametrize(
        "write",
        [
            lambda code: code,
            lambda code: f"{code[:4]} {code[4:8]} {code[8:]}",
            lambda code: f"{code[:4]}-{code[4:8]}-{code[8:]}",
            lambda code: code.translate({48 + digit: 0x6F0 + digit for digit in range(10)}),
            lambda code: code[:6],
            lambda code: f"{code[:4]} {code[4:6]}",
        ],
    )
    def test_a_tracking_code_is_found_in_groups_or_begun(
        self, write: Callable[[str], str], index: ISearchIndex, find: Find
    ) -> None:
        code = tracking_code(4821093755)
        index.index([document(1, code=code), document(2)])
        assert find(write(code)).codes == (code,)

    def test_a_national_code_finds_what_its_owner_filed(self, index: ISearchIndex, find: Find) -> None:
        mine, other = citizen(0).national_code, citizen(1)
        index.index([document(1), WORDING.document_of(complaint(2), other)])
        assert find(mine).codes == tuple(numbered(1))
        assert find(f"{mine[:3]}-{mine[3:9]}-{mine[9:]}").codes == tuple(numbered(1))
        assert find(mine[:9]).codes == ()

    def test_names_center_conversation_and_answer_are_found(self, index: ISearchIndex, find: Find) -> None:
        kept = complaint(1, center=CENTER, accused_first_name="یوسف", accused_last_name="نیک‌پندار")
        index.index([WORDING.document_of(kept, citizen()), document(2)])
        for typed in ("نیکپندار", "یوسف نیک پندار", "آفتابگردان", "خانه سالمندان", CENTER):
            assert find(typed).codes == tuple(numbered(1))
        assert find(citizen().full_name).total == 2

    def test_the_newest_comes_first_page_by_page(self, index: ISearchIndex, find: Find) -> None:
        index.index(document(number) for number in (3, 1, 4, 0, 2))
        pages = [find("weeks", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
        assert [list(page.codes) for page in pages] == [numbered(4, 3), numbered(2, 1), numbered(0), []]
        assert [page.total for page in pages] == [5, 5, 5, 5]

    def test_what_was_filed_in_one_moment_is_found_once_each(self, index: ISearchIndex, find: Find) -> None:
        index.index(document(number, submitted_at=NOON) for number in range(7))
        pages = [find("weeks", limit=3, offset=offset).codes for offset in (0, 3, 6)]
        assert sorted(code for page in pages for code in page) == sorted(numbered(*range(7)))

    def test_a_later_version_replaces_an_earlier_one_and_never_the_other_way(
        self, index: ISearchIndex, find: Find
    ) -> None:
        before = complaint(1, description="lantern")
        after = replace(before, description="compass").moved(Event(NOON, "refer", "karimi", "any"), unit="07")
        for one in (before, after, before, after):
            index.index([WORDING.document_of(one, citizen())])
        assert find("lantern").codes == ()
        assert find("compass").codes == tuple(numbered(1))
        assert find("compass", SearchScope(frozenset({"07"}))).total == 1
        assert find("compass", SearchScope(frozenset({"23"}))).total == 0

    def test_what_is_taken_out_is_not_found(self, index: ISearchIndex, find: Find) -> None:
        index.index([document(1), document(2)])
        index.unindex([*numbered(1), "never there"])
        assert find("weeks").codes == tuple(numbered(2))
        index.index([document(1)])
        assert find("weeks").total == 2

    @pytest.mark.parametrize(
        ("scope", "expected"),
        [
            (SearchScope(frozenset()), ()),
            (SearchScope(frozenset({"23"})), (5, 1)),
            (SearchScope(frozenset({"07", "2301"})), (3, 2)),
            (SearchScope(frozenset(), "karimi"), (3,)),
            (SearchScope(frozenset({"23"}), "karimi"), (5, 3, 1)),
            (SearchScope(frozenset(UNITS), "", SARA), (5, 3, 1)),
            (SearchScope(frozenset(UNITS), centers=frozenset({CENTER})), (5, 3, 2)),
            (SearchScope(frozenset(UNITS), "karimi", SARA, frozenset({CENTER, "C-2"})), (5, 3)),
            (SearchScope(frozenset(UNITS), "", SARA, frozenset({CENTER}), everywhere=True), (5, 3)),
        ],
    )
    def test_nobody_finds_or_counts_what_he_may_not_see(
        self, scope: SearchScope, expected: tuple[int, ...], index: ISearchIndex, find: Find
    ) -> None:
        index.index(
            [
                document(1, unit="23", center=CENTER),
                document(2, unit="2301", accused_first_name="Sara", accused_last_name="Rostami"),
                document(3, unit="07", assignee="karimi"),
                document(5, unit="23", accused_first_name="Sara"),
            ]
        )
        page = find("weeks", scope)
        assert page.codes == tuple(numbered(*expected))
        assert page.total == len(expected)

    def test_hits_are_counted_only_so_far(self, index: ISearchIndex, find: Find) -> None:
        index.index(document(number) for number in range(MOST_COUNTED + 5))
        assert find("weeks").total == MOST_COUNTED

    def test_documents_are_counted_to_the_last_one(self, index: ISearchIndex) -> None:
        index.index(document(number) for number in range(MOST_COUNTED + 5))
        index.index([document(0)])
        index.unindex(numbered(1))
        assert index.count() == MOST_COUNTED + 4

    def test_it_remembers_how_far_it_is_filled(self, index: ISearchIndex, find: Find) -> None:
        assert index.position() == ""
        index.reached("482109375563")
        assert index.position() == "482109375563"
        assert not find("weeks").complete
        assert not find("").complete
        index.reached(None)
        assert index.position() is None
        assert find("weeks").complete
        assert find("").complete

    def test_clearing_leaves_nothing(self, index: ISearchIndex, find: Find) -> None:
        index.index([document(1)])
        index.reached(None)
        index.clear()
        assert find("weeks").codes == ()
        assert index.position() == ""
        index.index([document(1)])
        assert find("weeks").total == 1

    def test_an_old_complaint_is_kept_as_well(self, index: ISearchIndex, find: Find) -> None:
        old: Complaint = complaint(1, submitted_at=NOON - timedelta(days=365 * 80))
        index.index([WORDING.document_of(old, None), document(2)])
        assert find("weeks").codes == tuple(numbered(2, 1))
