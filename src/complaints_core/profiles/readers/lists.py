"""Code lists: `lists.toml`, and provinces and counties from `divisions.json`."""

from collections.abc import Iterator

from complaints_core import persian
from complaints_core.domain.lists import CodeList, Entry
from complaints_core.profiles.reading import Section

PROVINCE, COUNTY = "province", "county"


def read_lists(lists: Section, divisions: Section) -> dict[str, CodeList]:
    """Read every list by its name."""
    read = {name: CodeList(name, tuple(_entries(table))) for name, table in lists.each()}
    return read | _read_divisions(divisions)


def _entries(table: Section) -> Iterator[Entry]:
    for code, row in table.each():
        yield Entry(
            code=code,
            label=row.label(),
            group=row.text("group", ""),
            unit=row.text("unit", ""),
            urgent=row.flag("urgent", default=False),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
        )


def _read_divisions(divisions: Section) -> dict[str, CodeList]:
    provinces: list[Entry] = []
    counties: list[Entry] = []
    with divisions:
        divisions.optional("about")
        for row in divisions.rows("provinces"):
            province = Entry(row.text("code"), row.label())
            provinces.append(province)
            _pass_over(row, "iso", "area_code")
            counties += (_county(part, province.code) for part in row.rows("counties"))
    return {
        PROVINCE: CodeList(PROVINCE, _alphabetical(provinces)),
        COUNTY: CodeList(COUNTY, _alphabetical(counties)),
    }


def _alphabetical(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: persian.sort_key(next(iter(entry.label.values()), ""))))


def _county(row: Section, province: str) -> Entry:
    _pass_over(row, "official", "since")
    row.words("aliases", ())
    return Entry(row.text("code"), row.label(), parent=province)


def _pass_over(row: Section, *keys: str) -> None:
    """Read what is kept for people who maintain the file, not for the program."""
    for key in keys:
        row.text(key, "")
