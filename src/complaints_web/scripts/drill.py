"""Rehearse the worst day: back up, restore elsewhere, and look whether everything is there. Nothing stays.

The site may serve meanwhile. A file is restored in a temporary folder, PostgreSQL in a database that is made
beside the real one, or in an empty one that `--to` names; search index and figures are filled anew in files
that are thrown away. Status 1 when anything is wrong.
"""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from secrets import randbelow
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import complaints_web
from complaints_core.interfaces.errors import Refusal, SettingError
from complaints_core.interfaces.ports import ICitizenStore, IComplaintStore, ISearchIndex
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.database import files_of, keeper_of
from complaints_web.operation.checkup import caches_examined
from complaints_web.ports import port_of
from complaints_web.scripts.backup import told
from complaints_web.scripts.reading import at_least_one, settings_of
from complaints_web.site import site_of


class Failed(Exception):
    """What was restored is not what it should be; says how."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say how many cases are opened, what is left out, and where there is room."""
    command.add_argument(
        "--cases", type=at_least_one, default=20, metavar="N", help="complaints to draw and open (20)"
    )
    command.add_argument(
        "--in", dest="room", metavar="DIR", help="where there is room; else a temporary folder"
    )
    command.add_argument(
        "--no-index", action="store_true", help="do not fill search index and figures, which takes longest"
    )
    command.add_argument("--to", metavar="URI", help="an empty PostgreSQL database to restore into")


def run(arguments: argparse.Namespace) -> int:
    """Rehearse, and report a line for each part."""
    settings, begun = settings_of(arguments.ini), monotonic()
    try:
        with TemporaryDirectory(prefix="complaints-drill-", dir=arguments.room) as folder:
            for line in rehearsed(settings, Path(folder), arguments):
                print(line, flush=True)
    except (SettingError, Failed) as wrong:
        print(f"WRONG: {wrong}")
        return 1
    print(f"The drill went well, in {monotonic() - begun:.0f} s.")
    return 0


def rehearsed(settings: Mapping[str, Any], folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    """Do each part that is asked for, and answer a line for it; raises SettingError, Failed."""
    keeper, uri = keeper_of(settings), settings["zodb.uri"]
    with nullcontext(asked.to) if asked.to else keeper.elsewhere(uri, folder) as target:
        place, manifest = keeper.back_up(uri, folder / "backups")
        yield f"backed up:\n{told(manifest)}"
        keeper.restore(place, target)
        yield "restored: every file has its SHA-256, the counts are the same, the chain of the audit is whole"
        files = files_of(target)
        if files.wrong:
            raise Failed(f"{len(files.wrong)} of {files.read} attachments are not as they came")
        yield f"read: {files.read} attachments, all as they came"
        caches = {"complaints.search": f"{folder}/search.db", "complaints.figures": f"{folder}/figures.db"}
        yield from _tried({**settings, "zodb.uri": target, **caches}, asked)


def _tried(settings: dict[str, Any], asked: argparse.Namespace) -> Iterator[str]:
    """Open a site on what was restored, in it complaints that are drawn, and fill what is derived."""
    app = complaints_web.main({}, **settings)
    try:
        opened = {_opened_one(app.registry) for _ in range(asked.cases)} - {""}
        yield f"opened: {len(opened)} complaints, at the citizen's desk"
        if not asked.no_index:
            yield f"indexed: {_indexed(app.registry)} complaints; search and figures know all as they are"
    finally:
        site_of(app.registry).close()


def _indexed(registry: Any) -> int:
    """Fill search index and figures, and compare them with every complaint; answers how many can be found.
    Raises Failed."""
    while work_of(registry).indexing.run():
        continue
    for finding in caches_examined(site_of(registry).settings):
        if finding.wrong:
            raise Failed(f"{finding.name}: {finding.wrong}")
    index: ISearchIndex = port_of(bare_request(registry), ISearchIndex)
    return index.count()


def _opened_one(registry: Any) -> str:
    """Open a complaint that is drawn, as its citizen does; answers its code, empty where there is none.
    Raises Failed."""
    request = bare_request(registry)
    with transaction_of(request):
        complaints: IComplaintStore = port_of(request, IComplaintStore)
        citizens: ICitizenStore = port_of(request, ICitizenStore)
        for code in complaints.codes(1, f"{randbelow(10**12):012}") or complaints.codes(1):
            drawn = complaints.get(code)
            citizen = citizens.get(drawn.citizen) if drawn else None
            if citizen is None:
                raise Failed("a complaint has no citizen")
            try:
                request.citizen_desk.complaint(citizen, code)
            except Refusal:
                raise Failed("a complaint does not open for its citizen") from None
            return code
    return ""
