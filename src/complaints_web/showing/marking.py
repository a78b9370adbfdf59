"""The beginning of a text, or the part of it where a search found something, with the words that were looked
for marked in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from complaints_core.domain.search import Term
from complaints_core.persian.text import FOLDING

LENGTH: Final = 160
"""Letters of an excerpt."""
LEAD: Final = 40
"""Letters that stand before the first word that was found."""
MOST_MARKED: Final = 12
"""Words of a search that are marked; the others are only found."""

_SIGNS = "".join(chr(sign) for sign, letter in FOLDING.items() if letter is None)
_UNWRITTEN = f"[{_SIGNS}\u200c]*"
"""What people write or leave out inside a word."""
_BETWEEN = rf"[{_SIGNS}\W]+"
"""What stands between two words, with the signs at the end of the first. It is one class: where a sign could
be of the word or of the space, a row of them in a long phrase would be tried in every way there is."""
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `found` tells whether it is what was looked for."""

    text: str
    found: bool = False


def excerpt_of(text: str, terms: tuple[Term, ...]) -> tuple[Piece, ...]:
    """Answer some words of a text in pieces: around the first that was found, else from its beginning."""
    pattern = _pattern(terms[:MOST_MARKED])
    first = pattern.search(text)
    start = text.rfind(" ", 0, max(0, first.start() - LEAD)) + 1 if first else 0
    return tuple(_pieces(("…" if start else "") + beginning_of(text[start:]), pattern))


def beginning_of(text: str) -> str:
    """Answer the first letters of a text, in one line."""
    # A word and the space behind it are two letters at least: no more of a long text is taken apart.
    return " ".join(text.split(maxsplit=LENGTH // 2))[:LENGTH]


def _pieces(shown: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for found in pattern.finditer(shown):
        if found.start() > end:
            yield Piece(shown[end : found.start()])
        yield Piece(found.group(), found=True)
        end = found.end()
    if end < len(shown):
        yield Piece(shown[end:])


@lru_cache(maxsize=64)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """What finds the words of a search as they are written: with any of the letters that are taken for one
    another, with marks or without. What only the index knows to be the same is not marked."""
    spellings = [
        _written(words) + ("" if term.prefix else r"(?!\w)") for term in terms for words in term.spellings
    ]
    return re.compile("|".join(spellings), re.IGNORECASE | re.DOTALL) if spellings else _NEVER


def _written(words: tuple[str, ...]) -> str:
    first, *others = (_UNWRITTEN.join(map(_any_form, word)) for word in words)
    letter = _any_form(words[0][0])
    # That no word goes on before the first letter is asked behind it: a text is run through to such a letter
    # four times as fast as it is asked at each letter what stands before.
    begun = rf"{letter}(?<!\w.){first.removeprefix(letter)}"
    return f"{_BETWEEN.join((begun, *others))}[{_SIGNS}]*"


def _any_form(letter: str) -> str:
    forms = [chr(sign) for sign, folded in FOLDING.items() if folded == letter]
    return f"[{re.escape(letter)}{''.join(forms)}]" if forms else re.escape(letter)
