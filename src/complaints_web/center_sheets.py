"""Sheets of centers: the headings of their columns in each language of the site, and their rows."""

from collections.abc import Mapping
from typing import BinaryIO

from complaints_core import persian
from complaints_core.desks.importing import COLUMNS, Row, rows_of
from complaints_core.interfaces.administration import ICenterDraft, MissingColumns, NotASheet
from complaints_plugins.sheet_reading import NoSheet, read_sheet
from complaints_web.languages import Language, languages


def headings_of(language: Language) -> Mapping[str, str]:
    """Answer the heading of each column in a language, by field."""
    return {name: language.gettext(ICenterDraft[name].title) for name in COLUMNS}


def center_rows(stream: BinaryIO, language: Language) -> list[Row]:
    """Answer the rows of an Excel file, whose headings may be in any language of the site. Raises NotASheet;
    MissingColumns, which names them in the reader's language."""
    try:
        table = list(read_sheet(stream))
    except NoSheet:
        raise NotASheet from None
    known = {
        persian.fold(text): name for one in languages().values() for name, text in headings_of(one).items()
    }
    there = {known.get(persian.fold(cell)) for cell in table[0]} if table else set()
    missing = [heading for name, heading in headings_of(language).items() if name not in there]
    if missing:
        raise MissingColumns(names=" · ".join(missing)) if table else NotASheet
    return list(rows_of(known, table))
