"""Units, made from the divisions by the patterns of `organization.toml`, and centers from `centers.toml`."""

from collections.abc import Iterator, Mapping

from complaints_core.domain.directory import HEADQUARTERS, Center, Directory, Unit
from complaints_core.domain.lists import CodeList, Entry, Label
from complaints_core.profiles.readers.lists import COUNTY, PROVINCE
from complaints_core.profiles.reading import Section


def read_directory(units: Section, centers: Section, lists: Mapping[str, CodeList]) -> Directory:
    """Read the directory; where `units` has no pattern for counties, counties have no office."""
    with units, centers:
        return Directory(tuple(_units(units, lists)), tuple(_center(row) for row in centers.rows("center")))


def _units(units: Section, lists: Mapping[str, CodeList]) -> Iterator[Unit]:
    with units.section(HEADQUARTERS) as table:
        yield Unit(HEADQUARTERS, table.label("label"), "", HEADQUARTERS, table.text("province"))
    for province in _with_office(units, PROVINCE, lists):
        yield Unit(province.code, province.label, HEADQUARTERS, PROVINCE, province.code)
    for county in _with_office(units, COUNTY, lists):
        yield Unit(county.code, county.label, county.parent, COUNTY, county.parent)


def _with_office(units: Section, level: str, lists: Mapping[str, CodeList]) -> Iterator[Entry]:
    """Answer the divisions of a level, each labelled as its office."""
    if level not in units.data:
        return
    with units.section(level) as table:
        pattern = table.label("label")
    for entry in lists[level]:
        named = {language: pattern[language].replace("{name}", entry.label[language]) for language in pattern}
        yield Entry(entry.code, Label(named), parent=entry.parent)


def _center(row: Section) -> Center:
    return Center(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        province=row.text("province"),
        county=row.text("county"),
        ownership=row.text("ownership"),
    )
