"""The three text levels: `clean` for what is stored, `fold` for what is compared, `digits` before validating.

Every function takes any string, raises nothing and changes nothing when applied twice.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, Literal

Table = dict[int, str | None]

MOST_MARKS: Final = 30
"""Marks on one letter that are kept, as in Unicode's Stream-Safe Text Format (UAX #15, section 13)."""
SHORT: Final = 500
"""Letters of a text that is put in order in no time, however many of them are marks."""

ZWNJ = "\u200c"  # the half-space between the parts of one Persian word

_ASCII = "0123456789"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"


def _dropped(*spans: tuple[int, int]) -> Table:
    return {point: None for first, last in spans for point in range(first, last + 1)}


def _mapped(sources: Iterable[str], target: str | None) -> Table:
    return {ord(source): target for source in sources}


def _paired(sources: str, targets: str) -> Table:
    return {ord(source): target for source, target in zip(sources, targets, strict=True)}


_LATIN_DIGITS: Table = _paired(_PERSIAN + _ARABIC, _ASCII * 2)
_PERSIAN_DIGITS: Table = _paired(_ASCII + _ARABIC, _PERSIAN * 2)
_LETTERS: Table = _paired("يك", "یک")
_KEYBOARD: Table = {**_LETTERS, **_LATIN_DIGITS}

# What no reader sees: control characters, soft hyphen, marks of direction, zero-width signs other than ZWNJ
# and ZWJ, halves of surrogate pairs (they break every encoder), and what XML and so a sheet cannot hold.
_UNSEEN: Table = {
    **_dropped(
        (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x061C, 0x061C), (0x180E, 0x180E),
        (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF),
    ),
    **_mapped("\r\v\f\x85\u2028\u2029", "\n"),
}  # fmt: skip

# Letters that readers and keyboards take for one another, after NFKC has undone presentation forms; and the
# marks that are written or left out at will: vowel signs, hamza above, tatweel, ZWJ, variation selectors.
FOLDING: Table = {
    **_dropped(
        (0x034F, 0x034F), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670),
        (0x06D6, 0x06ED), (0x200D, 0x200D), (0xFE00, 0xFE0F),
    ),
    **_mapped("يىئ", "ی"),
    **_mapped("ك", "ک"),
    **_mapped("ةۀەھ", "ه"),
    **_mapped("ؤ", "و"),
    **_mapped("أإٱآ", "ا"),
    **_mapped("ء", None),
    **_mapped(ZWNJ, " "),
    **_LATIN_DIGITS,
}  # fmt: skip


def _swapping(table: Table) -> Callable[[str], str]:
    """Answer what does the same as `translate` with a table. It looks for what stands in the table, which is
    seldom anything, where `translate` asks the table for each letter: one long Persian text costs a twentieth
    of that."""
    seldom = re.compile(f"[{''.join(map(re.escape, map(chr, table)))}]")
    return lambda text: seldom.sub(lambda found: table[ord(found[0])] or "", text)


_without_unseen = _swapping(_UNSEEN)
_persian_letters = _swapping(_LETTERS)
_latin_digits = _swapping(_LATIN_DIGITS)
_folded = _swapping(FOLDING)

_ZWNJ_AGAIN = re.compile(rf"{ZWNJ}{{2,}}")
_ZWNJ_AT_AN_END = re.compile(rf"(?<!\S){ZWNJ}|{ZWNJ}(?!\S)")  # of one alone: of a row each would be an end
# Found at once in any text: marks are no letters, but for the two of half width.
_CROWDED = re.compile(rf"[\W\uff9e\uff9f][\W\uff9e\uff9f]{{{MOST_MARKS}}}")


@cache
def _rows_of_marks() -> re.Pattern[str]:
    """What finds more marks in a row than are kept: whatever becomes nothing but marks when it is
    normalised. Made where it is needed, for few texts ever are crowded."""
    marks = "".join(filter(_becomes_marks, map(chr, range(0x300, 0x20000))))
    return re.compile(f"[{marks}]{{{MOST_MARKS + 1},}}")


def _becomes_marks(sign: str) -> bool:
    return all(map(unicodedata.combining, unicodedata.normalize("NFKD", sign)))


def _normalised(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Normalise a text, in a time that grows as it does. Python sorts the marks on a letter in the square of
    it: a page of them, which nobody reads, would hold a processor for minutes."""
    return _uncrowded(unicodedata.normalize(form, _uncrowded(text)))


def _uncrowded(text: str) -> str:
    if len(text) <= SHORT or not _CROWDED.search(text):
        return text
    return _rows_of_marks().sub(lambda row: row[0][:MOST_MARKS], text)


def clean(text: str) -> str:
    r"""Make text of one or more lines fit to be stored.

    NFC; Arabic ye and kaf become Persian; what no reader sees goes, other than ZWNJ inside a word; every line
    end becomes ``\n``; the whole is trimmed. آ, ئ and vowel signs stay: it is still what the person wrote.
    """
    seen = _without_unseen(text.replace("\r\n", "\n"))
    cleaned = _persian_letters(_normalised("NFC", seen))
    if ZWNJ in cleaned:
        cleaned = _ZWNJ_AT_AN_END.sub("", _ZWNJ_AGAIN.sub(ZWNJ, cleaned))
    return cleaned.strip()


def clean_line(text: str) -> str:
    """Make text of one line fit to be stored: `clean`, with every run of white space as one space."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Make the key under which text is compared or searched; never shown to anybody.

    Equal for two spellings that a reader takes for the same word, whatever keyboard they came from. ZWNJ
    counts as a space. Starts from what would be stored, so stored and freshly typed text have one key.
    """
    folded = _fold_once(clean(text))
    # Dropping a mark may let two others combine, and casefold may undo NFKC: rare, but then once more.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    return " ".join(_folded(_normalised("NFKC", text)).casefold().split())


def name_key(text: str) -> str:
    """Make the key under which names of people and places are compared: `fold` without spaces."""
    return fold(text).replace(" ", "")


def digits(text: str) -> str:
    """Turn Persian and Arabic-Indic digits into ASCII; all else stays."""
    return _latin_digits(text)


def persian_digits(text: str) -> str:
    """Turn ASCII and Arabic-Indic digits into Persian, for the reader; all else stays."""
    return text.translate(_PERSIAN_DIGITS)


def secret(text: str) -> str:
    """Normalise a password, so that the same keys give the same password on every keyboard.

    NFKC, Persian ye and kaf, ASCII digits, nothing unseen. Spaces, case and ZWNJ count.
    """
    return _normalised("NFKC", _without_unseen(text)).translate(_KEYBOARD)
