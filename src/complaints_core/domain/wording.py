"""The words of complaints, and the words that people type to find them: made in the same way, outside of any
index, so that every index finds the same.

Words are folded. A word whose parts are divided by a half-space is found written in parts or as one, a code
in groups or in one piece. National codes never reach an index: a keyed hash stands for each of them, also
where somebody wrote one into a text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from complaints_core import persian
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.search import (
    NEWEST,
    NO_FILTERS,
    SearchDocument,
    SearchFilters,
    SearchQuery,
    Sort,
    Term,
    spelled,
    version_of,
)
from complaints_core.domain.tracking import TrackingCode

LONGEST_TYPED = 200
"""Characters of a search that count."""
SHORTEST_BEGUN = 2
"""Letters with which an unfinished word begins at least: with one, nearly every complaint has a word."""
CODE_LENGTHS = range(8, 15)
"""How many digits a code of a person may have: ten of a citizen, 8 to 14 of a foreign national."""

ZWNJ = "\u200c"
_JOINT = "\ue000"  # stands for ZWNJ while a text is folded: a sign of nobody's that folding leaves as it is
_WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile('["\u00ab\u00bb\u201c\u201d\u201e\u2033]')
_SEPARATOR = r"[ \-\u200c\u2010-\u2013\u2212]"
_BETWEEN = f"{_SEPARATOR}?"
_TRACKING_CODE = re.compile(rf"(?<!\d)\d{{4}}{_BETWEEN}\d{{4}}{_BETWEEN}\d{{4}}(?!\d)", re.ASCII)
_NATIONAL_CODE = re.compile(rf"(?<!\d)\d{{3}}{_BETWEEN}\d{{3}}{_BETWEEN}\d{{3}}{_BETWEEN}\d(?!\d)", re.ASCII)
_IN_FOURS = re.compile(rf"\s*\d{{4}}(?:{_SEPARATOR}\d{{4}})?{_SEPARATOR}\d{{1,4}}\s*", re.ASCII)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)


@dataclass(frozen=True)
class Wording:
    """Makes documents of complaints and queries of what was typed.

    `hide` makes the keyed hash of a national code (`OpaqueKeys`): the same for both, and for ever; who
    changes it has to fill the index anew. The directory names the centers.
    """

    hide: Callable[[str], str]
    directory: Directory

    def document_of(self, complaint: Complaint, citizen: Citizen | None) -> SearchDocument:
        """Answer everything by which a complaint can be found: all that its readers may read of it."""
        text = "\n".join(filter(None, self._texts(complaint, citizen)))
        words, joined = words_of(self._with_codes(text))
        person = [self._hidden(citizen.national_code)] if citizen and citizen.national_code else []
        return SearchDocument(
            code=complaint.code,
            submitted_at=complaint.submitted_at,
            version=version_of(complaint),
            unit=complaint.unit,
            above=self.directory.line(complaint.unit)[1:],
            status=complaint.status,
            subject=complaint.subject,
            kind=complaint.kind,
            province=complaint.province,
            due=complaint.due,
            open=complaint.open,
            overdue=complaint.overdue,
            assignee=complaint.assignee,
            center=complaint.center,
            accused=complaint.accused_key,
            text=" ".join((complaint.code, *person, *words)),
            joined=" ".join(joined) if joined != words else "",
        )

    def query_of(self, typed: str, filters: SearchFilters = NO_FILTERS, sort: Sort = NEWEST) -> SearchQuery:
        """Answer what somebody looks for: words, "phrases" in any quotation marks, codes in groups or not;
        with the filters and the order that go with them.

        The last word may still be unfinished. Raises nothing, whatever was typed.
        """
        parts = _QUOTES.split(self._with_codes(typed[:LONGEST_TYPED]))
        terms: list[Term | None] = []
        for place, part in enumerate(parts):
            closed = place % 2 == 1 and place < len(parts) - 1
            terms += [self._term(part)] if closed else self._loose(part, last=place == len(parts) - 1)
        return SearchQuery(tuple(filter(None, terms)), filters, sort)

    def _texts(self, complaint: Complaint, citizen: Citizen | None) -> Iterator[str]:
        center = self.directory.center(complaint.center)
        yield center.name if center else ""
        yield from (complaint.center, complaint.center_name, complaint.accused_name)
        yield citizen.full_name if citizen else ""
        yield complaint.description
        yield from (message.text for message in complaint.messages)
        yield from (event.text for event in complaint.history)
        yield from (answer.text for answer in complaint.answers)
        yield complaint.rating.comment if complaint.rating else ""

    def _loose(self, part: str, *, last: bool) -> list[Term | None]:
        """The words of a part that stands in no quotation marks, each a term of its own."""
        if _IN_FOURS.fullmatch(part):  # a code, as far as it was read out
            joined = _NOT_DIGITS.sub("", part)
            return [spelled(words_of(part)[0], [joined], self._person(joined), prefix=last)]
        pieces = part.split()
        return [self._term(piece, prefix=last and piece is pieces[-1]) for piece in pieces]

    def _term(self, piece: str, *, prefix: bool = False) -> Term | None:
        words, joined = words_of(piece)
        begun = prefix and sum(map(len, joined)) >= SHORTEST_BEGUN
        return spelled(words, joined, self._person("".join(words)), prefix=begun)

    def _person(self, digits: str) -> list[str]:
        """The word for whoever has these digits as his code, if that can be."""
        return [self._hidden(digits)] if digits.isdecimal() and len(digits) in CODE_LENGTHS else []

    def _with_codes(self, text: str) -> str:
        """Answer clean text in which tracking codes stand in one piece, and no code names a citizen."""
        whole = persian.digits(unicodedata.normalize("NFKC", persian.clean(text)))
        return _NATIONAL_CODE.sub(self._unnamed, _TRACKING_CODE.sub(_in_one_piece, whole))

    def _unnamed(self, found: re.Match[str]) -> str:
        code = _digits(found)
        return self._hidden(code) if persian.NationalCode.holds(code) else found.group()

    def _hidden(self, code: str) -> str:
        return f"n{self.hide(code)[:31]}"


def words_of(text: str) -> tuple[list[str], list[str]]:
    """Answer the words of a clean text, folded, in their order: first with the parts of a word as words of
    their own, then as one."""
    folded = persian.fold(text.replace(ZWNJ, _JOINT))
    words = _WORD.findall(folded)
    return words, _WORD.findall(folded.replace(_JOINT, "")) if _JOINT in folded else words


def _in_one_piece(found: re.Match[str]) -> str:
    code = _digits(found)
    return code if TrackingCode.holds(code) else found.group()


def _digits(found: re.Match[str]) -> str:
    return _NOT_DIGITS.sub("", found.group())
