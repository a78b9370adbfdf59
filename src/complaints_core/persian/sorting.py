"""The order of the Persian alphabet, in which neither code points nor the Unicode default order are right."""

import sys
import unicodedata

from complaints_core.persian.text import FOLDING, Table, clean_line

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

_ORDER = " 0123456789" + ALPHABET
_BEYOND = 0x10000  # added to every other character, which so stands behind the alphabet in its own order


class _Ranks(Table):
    """Character to rank, for `str.translate`; also for characters of which the table knows nothing."""

    def __missing__(self, point: int) -> str:
        return chr(min(point + _BEYOND, sys.maxunicode))


def _ranks() -> _Ranks:
    rank = {letter: chr(place) for place, letter in enumerate(_ORDER, start=1)}
    ranks = _Ranks({ord(letter): place for letter, place in rank.items()})
    for point, letter in FOLDING.items():
        ranks.setdefault(point, rank[letter] if letter else None)
    return ranks


_RANKS = _ranks()


def sort_key(text: str) -> str:
    """Make the key that sorts text as a Persian index does: spaces, digits, آ to ی, then all else.

    A space (or ZWNJ) comes before every letter, so whole words sort before longer ones. Letters that only
    differ by keyboard or by hamza have one rank; vowel signs have none.
    """
    return unicodedata.normalize("NFKC", clean_line(text)).casefold().translate(_RANKS)
