"""Invented reports of misconduct for the first look at the desk of inspectors."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.domain.misconduct import MisconductDraft, ReporterIdentity
from complaints_core.interfaces.schemas import IReporterIdentity


def add_reports(request: Any) -> Iterator[str]:
    """Send every report of demo.toml; answers a line for each: its topic and the receipt that opens it."""
    desk: MisconductDesk = request.misconduct_desk
    known = tomllib.loads((files(__package__) / "demo.toml").read_text(encoding="utf-8"))
    for typed in known["reports"]:
        identity = ReporterIdentity(**{name: typed.pop(name, "") for name in IReporterIdentity})
        receipt = desk.submit(MisconductDraft(**typed), identity, (), desk.submission_key())
        yield f"{typed['topic']}  {receipt.grouped}"
