"""What imports from sheets have in common: rows with headings, and a report that tells everything that is
wrong before anything is kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from complaints_core import forms, persian
from complaints_core.domain.directory import Unit

Kept = TypeVar("Kept")
"""What a row becomes."""

Row = tuple[int, Mapping[str, str]]
"""A row by the number it has in the sheet, and its texts by field."""


@dataclass(frozen=True)
class RowMistake:
    """What is wrong with a row: its number in the sheet, the field, empty for the whole row, and a message
    id with its values."""

    row: int
    column: str
    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class SheetImport(Generic[Kept]):
    """What a sheet would change: what is new, of what something else is known, how many stay as they are; and
    what is wrong with it."""

    added: tuple[Kept, ...] = ()
    changed: tuple[Kept, ...] = ()
    same: int = 0
    mistakes: tuple[RowMistake, ...] = ()

    @classmethod
    def beside(
        cls, read: Mapping[str, Kept], known: Callable[[str], Kept | None], mistakes: tuple[RowMistake, ...]
    ) -> "SheetImport[Kept]":
        """Compare what was read, by code, with what is known."""
        before = {code: known(code) for code in read}
        return cls(
            added=tuple(one for code, one in read.items() if before[code] is None),
            changed=tuple(one for code, one in read.items() if before[code] not in (None, one)),
            same=sum(before[code] == one for code, one in read.items()),
            mistakes=mistakes,
        )

    @property
    def is_sound(self) -> bool:
        """Tell whether it can be kept, and changes anything."""
        return not self.mistakes and bool(self.added or self.changed)

    def required_sound(self) -> None:
        """Raise ValueError for an import that must not be kept."""
        if not self.is_sound:
            raise ValueError("an import with mistakes is not kept")


class WrongCell(Exception):
    """A cell that has the right form and the wrong meaning: its column, and a message id with its values."""

    def __init__(self, column: str, message: str, **values: Any) -> None:
        """Take what a `RowMistake` says of it."""
        super().__init__(column, message)
        self.column = column
        self.message = message
        self.values = values

    def of(self, row: int) -> RowMistake:
        """Answer the mistake that it is in a row."""
        return RowMistake(row, self.column, self.message, self.values)


def rows_of(headings: Mapping[str, str], table: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Answer the rows of a table whose first row has headings; `headings` maps a heading, folded, to a field.
    Empty rows and columns of other headings are passed over."""
    columns: list[str] = []
    for number, cells in enumerate(table, 1):
        if number == 1:
            columns = [headings.get(persian.fold(cell), "") for cell in cells]
        elif any(cell.strip() for cell in cells):
            yield number, {name: cell for name, cell in zip(columns, cells, strict=False) if name}


def mistakes_in(rows: Iterable[Row], read: Callable[[Mapping[str, str]], None]) -> tuple[RowMistake, ...]:
    """Let the texts of each row be read; answers every mistake in them. `read` raises InvalidForm for texts
    that no schema takes, and WrongCell."""
    mistakes: list[RowMistake] = []
    for number, typed in rows:
        try:
            read(typed)
        except forms.InvalidForm as wrong:
            mistakes += (RowMistake(number, one.field, one.message, one.values) for one in wrong.errors)
        except WrongCell as wrong:
            mistakes.append(wrong.of(number))
    return tuple(mistakes)


def unit_meant(units: Iterable[Unit], typed: str) -> Unit | None:
    """Answer the unit that a text means: its code, or its name in any language and spelling; None for a text
    that means nothing, or several."""
    code, key = persian.digits(persian.clean_line(typed)), persian.name_key(typed)
    meant = [one for one in units if one.code == code or key in map(persian.name_key, one.label.values())]
    exact = [one for one in meant if one.code == code] or meant
    return exact[0] if len(exact) == 1 else None
