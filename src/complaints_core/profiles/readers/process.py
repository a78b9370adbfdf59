"""Processes: `process.toml` and `misconduct.toml`."""

from typing import cast

from complaints_core.domain.lists import NO_LABEL
from complaints_core.domain.process import Process, Status, Step, WaitsFor
from complaints_core.profiles.reading import Section

WAITS_FOR = ("office", "citizen", "nobody")


def read_process(file: Section) -> Process:
    """Read a process; whether it is sound is the verifier's to say."""
    with file, file.section("status") as statuses, file.section("step") as steps:
        return Process(
            statuses=tuple(_status(code, row) for code, row in statuses.each()),
            steps=tuple(_step(key, row) for key, row in steps.each()),
            initial=file.text("initial"),
        )


def _status(code: str, row: Section) -> Status:
    waits_for = row.text("waits_for")
    if waits_for not in WAITS_FOR:
        row.note("waits_for", f"must be one of {', '.join(WAITS_FOR)}")
    return Status(
        code=code,
        label=row.label("label"),
        sentence=row.label("sentence"),
        open=row.flag("open"),
        waits_for=cast(WaitsFor, waits_for),
        clock=row.text("clock", ""),
        colour=row.text("colour", "neutral"),
        kept_years=row.number("kept_years", 0),
    )


def _step(key: str, row: Section) -> Step:
    public = row.flag("public", default=True)
    return Step(
        code=row.text("code", key),
        label=row.label("label"),
        done=row.label("done") if public else NO_LABEL,
        actors=frozenset(row.words("actors")),
        sources=frozenset(row.words("sources", ())),
        target=row.text("target", ""),
        asks=row.words("asks", ()),
        sms=row.text("sms", ""),
        within_days=row.number("within_days", 0),
        after_days=row.number("after_days", 0),
        once=row.flag("once", default=False),
        by_owner=row.flag("by_owner", default=False),
        likely=row.flag("likely", default=False),
        public=public,
    )
