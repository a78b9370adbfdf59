"""Words as PostgreSQL keeps and asks for them.

The words come folded and apart, so nothing is left to the parser and the dictionaries of a server, nor to its
locale: their vectors and queries are written here, word by word.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from complaints_core.domain.search import SearchDocument, Term

LONGEST: Final = 500
"""Letters of a word that count: PostgreSQL takes no more than 2046 bytes."""
LAST_PLACE: Final = 16383
"""What stands further behind in a text has no place of its own: it is found as a word, but in no phrase."""


def vector_of(document: SearchDocument) -> str:
    """Answer the words of a document with their places, as a `tsvector`. A place is left free between the
    text and its joined form, so that no phrase reaches over."""
    words = (*document.text.split(), "", *document.joined.split())
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words, start=1):
        if word:
            places[_quoted(word)].append(min(place, LAST_PLACE))
    return " ".join(f"{word}:{','.join(map(str, found))}" for word, found in places.items())


def query_of(terms: Iterable[Term]) -> str:
    """Answer terms as a `tsquery`; an empty text for none."""
    return " & ".join(f"({' | '.join(_spelling(words, term) for words in term.spellings)})" for term in terms)


def _spelling(words: tuple[str, ...], term: Term) -> str:
    return f"({' <-> '.join(map(_quoted, words))}{':*' if term.prefix else ''})"


def _quoted(word: str) -> str:
    """Words are letters and digits; they are quoted all the same."""
    escaped = word[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
