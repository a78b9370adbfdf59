"""File names that are safe to show, to save on any system, and to send in a header.

Persian names stay Persian. What goes: folders, signs that a shell or Windows reads as something else, marks
that turn the direction of writing (`fdp.exe` shown as `exe.pdf`), and an ending that the content contradicts.
"""

import re
import unicodedata

from complaints_core.domain.files import JPEG, PDF, PNG
from complaints_core.persian import clean_line

LONGEST = 100
"""Characters, with the ending; two bytes each in Persian, and file systems stop at 255 bytes."""
UNNAMED = "file"

_ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
_OURS = tuple(ending for endings in _ENDINGS.values() for ending in endings)
_SIGNS = re.compile(r'[<>:"|?*\\/%;&$`\']')
# Names of devices on Windows, with any ending.
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|$)", re.IGNORECASE)
_EDGES = " .-_~\u200c"
_ZWNJ = "\u200c"


def shown_name(typed: str) -> str:
    """Answer a name as the sender knows it, fit to be shown; `file` when nothing is left of it."""
    last = re.split(r"[\\/]", typed)[-1]
    seen = "".join(letter for letter in clean_line(last) if _visible(letter))
    return _SIGNS.sub("_", seen)[:LONGEST].strip(_EDGES) or UNNAMED


def kept_name(typed: str, media_type: str) -> str:
    """Answer the name under which a file of this kind is kept, at most `LONGEST` characters."""
    stem, ending = _parted(shown_name(typed))
    if ending.lower() not in _ENDINGS[media_type]:
        ending = _ENDINGS[media_type][0]
    stem = stem[: LONGEST - len(ending) - 1].strip(_EDGES) or UNNAMED
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    return stem + ending


def _parted(name: str) -> tuple[str, str]:
    """Part a name from its ending, if that is one of ours: the end of `Letter of 1403.05.12` is none."""
    for ending in _OURS:
        if name.lower().endswith(ending):
            return name[: -len(ending)], name[-len(ending) :]
    return name, ""


def _visible(letter: str) -> bool:
    return letter == _ZWNJ or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
