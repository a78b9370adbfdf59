"""Look everything over, put right what is derived, and remove what kills have left on the disk.

Lists, queues, counters, files, the audit, what waits for the worker, what administrators changed, search
index and figures, settings and the disk: a line for each, ok, WRONG, or left where something only takes room.
The site may serve meanwhile, but not while --repair works on a file. Status 1 when anything is wrong.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from complaints_core.desks.rounds.comparing import Comparison
from complaints_core.profiles import load_profile
from complaints_core.stores import utc_now
from complaints_web.database import Finding, amendments_of, examined, repair
from complaints_web.operation.checkup import (
    amendments_examined,
    caches_examined,
    comparison_of,
    disk_examined,
    secret_examined,
    settings_examined,
)
from complaints_web.scripts.reading import settings_of
from complaints_web.scripts.reindex import indexer
from complaints_web.settings import Settings


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say whether to put right what can be made again."""
    command.add_argument("--repair", action="store_true", help="make right what follows from something else")


def run(arguments: argparse.Namespace) -> int:
    """Repair where that is asked for, then look everything over."""
    raw = settings_of(arguments.ini)
    if arguments.repair:
        _repair(arguments, raw)
    wrong = [_shown(finding) for finding in looked_over(raw)]
    print(f"Not in order: {sum(wrong)} of {len(wrong)}." if any(wrong) else "Everything is in order.")
    return int(any(wrong))


def looked_over(raw: dict[str, Any]) -> Iterator[Finding]:
    """Look at the settings, and where they can be read, at everything else; raises SettingError."""
    found = list(settings_examined(raw))
    yield from found
    if not any(finding.wrong for finding in found):
        settings = Settings.read(raw)
        yield secret_examined(settings)
        yield from examined(settings.uri, utc_now())
        yield amendments_examined(load_profile(settings.profile), amendments_of(settings.uri))
        yield from caches_examined(settings)
        yield from disk_examined(settings)


def line_of(finding: Finding) -> str:
    """Answer a line: what was looked at, and how many are wrong, or only left over."""
    if not finding.wrong:
        return f"ok     {finding.name}"
    word = "left " if finding.harmless else "WRONG"
    return f"{word}  {finding.name}: {finding.wrong} ({finding.advice})"


def _shown(finding: Finding) -> bool:
    """Print the line of a finding; tells whether something is wrong."""
    print(line_of(finding), flush=True)
    return bool(finding.wrong) and not finding.harmless


def _repair(arguments: argparse.Namespace, raw: dict[str, Any]) -> None:
    settings = Settings.read(raw)
    for name, number in repair(settings.uri).items():
        print(f"put right: {name}: {number}", flush=True)
    comparison = comparison_of(settings)
    if any(comparison.wrong()):  # else the site need not be put together
        _enter_again(arguments.ini, comparison)


def _enter_again(ini: str, comparison: Comparison) -> None:
    with indexer(ini) as indexing:
        if indexing is None:
            return
        for name, codes in comparison.wrong():
            indexing.enter_again(comparison.caches[name], codes)
            print(f"entered again in {name}: {len(codes)}", flush=True)
