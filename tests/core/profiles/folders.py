"""Where the second profile lies, and how a test breaks a copy of it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles import read_profile

TINY = Path(__file__).parents[2] / "profiles" / "tiny"


def broken(folder: Path, edits: Mapping[str, tuple[str, str]]) -> Path:
    """Copy the second profile to a folder, and replace one text in each of some files."""
    copy = folder / "copy"
    shutil.copytree(TINY, copy)
    for name, (old, new) in edits.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def problems_of(folder: Path) -> tuple[str, ...]:
    """Answer the problems for which a folder is refused; none for a sound one."""
    try:
        read_profile(folder)
    except ProfileError as refused:
        return refused.problems
    return ()
