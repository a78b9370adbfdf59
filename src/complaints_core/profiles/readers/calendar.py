"""Working days and deadline rules: `calendar.toml`."""

from collections.abc import Iterator
from types import MappingProxyType

from complaints_core.domain.working_time import Closure, DeadlineRule, WorkingCalendar
from complaints_core.profiles.reading import Section

WEEKDAYS = ("saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")


def read_calendar(file: Section) -> WorkingCalendar:
    """Read the weekend and the closures, days as Jalali text."""
    weekend = frozenset(_weekend(file))
    if len(weekend) == len(WEEKDAYS):
        file.note("weekend", "leaves no working day")
        weekend = frozenset()
    return WorkingCalendar(weekend, tuple(_closures(file)), file.label("weekend_reason"))


def _weekend(file: Section) -> Iterator[int]:
    for name in file.words("weekend"):
        if name in WEEKDAYS:
            yield WEEKDAYS.index(name)
        else:
            file.note("weekend", f"{name!r} is none of {', '.join(WEEKDAYS)}")


def _closures(file: Section) -> Iterator[Closure]:
    for row in file.rows("closure"):
        row.text("note", "")
        day, reason, scope = row.day("day"), row.label(), row.text("scope", "")
        if day is None:
            row.note("day", "is missing")
        else:
            yield Closure(day, reason, scope)


def read_deadlines(table: Section) -> dict[str, DeadlineRule]:
    """Read the deadline rules by name."""
    with table:
        return {name: _rule(name, row) for name, row in table.each()}


def _rule(name: str, row: Section) -> DeadlineRule:
    with row.optional("days_at") as levels:
        days_at = {level: levels.number(level) for level in levels.left()}
    return DeadlineRule(
        name=name,
        days=row.number("days"),
        days_at=MappingProxyType(days_at),
        urgent_days=row.number("urgent_days", 0),
        urgent_hours=row.number("urgent_hours", 0),
        warning=row.fraction("warning", 0.5),
        alarm=row.fraction("alarm", 0.8),
    )
