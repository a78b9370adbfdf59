"""How the site stands, in numbers, and which of them are too bad for it to be called ready."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypedDict

from complaints_core.domain.files import MIB
from complaints_core.interfaces.ports import IChanges, IClock, IFigures, IOutbox, ISearchIndex
from complaints_web.operation.pace import pace_of
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest
from complaints_web.settings import Settings, whole

LOOKED_AT: Final = 200
"""So many messages that wait are looked at for the oldest one."""
MANY: Final = 100
_FILE: Final = "file://"
_HORIZON: Final = timedelta(days=2)
"""No pause of a message is longer."""


class State(TypedDict):
    """What operators are told; ages in whole seconds, the longest commit of the last minute in seconds,
    `disk_free` in MiB."""

    messages_waiting: int
    messages_undelivered: int
    messages_oldest_seconds: int
    search_waiting: int
    search_lag_seconds: int
    search_complete: bool
    figures_complete: bool
    commit_seconds: float
    disk_free: int


@dataclass(frozen=True)
class Bounds:
    """What is still well: ages and a commit in seconds, free disk in MiB."""

    index: int
    outbox: int
    commit: int
    disk: int

    @classmethod
    def read(cls, raw: Mapping[str, str]) -> "Bounds":
        """Read `complaints.ready.…`; raises SettingError."""
        return cls(
            index=whole(raw, "complaints.ready.index_seconds", 900),
            outbox=whole(raw, "complaints.ready.outbox_seconds", 1800),
            commit=whole(raw, "complaints.ready.commit_seconds", 5),
            disk=whole(raw, "complaints.ready.disk_mib", 512),
        )

    def problems(self, state: State) -> Iterator[str]:
        """Answer what is not well, a line each."""
        waited, lag = state["messages_oldest_seconds"], state["search_lag_seconds"]
        took, free = state["commit_seconds"], state["disk_free"]
        if waited > self.outbox:
            yield f"outbox: a message waits for {waited} s; more than {self.outbox} s is too long"
        if lag > self.index:
            yield f"index: a change waits for {lag} s; more than {self.index} s is too long"
        if took > self.commit:
            yield f"store: a transaction took {took:.0f} s; more than {self.commit} s is too long"
        if free < self.disk:
            yield f"disk: {free} MiB are free; less than {self.disk} MiB is too little"


def state_of(request: SiteRequest, settings: Settings) -> State:
    """Ask stores, caches and disk how they are."""
    outbox: IOutbox = port_of(request, IOutbox)
    changes: IChanges = port_of(request, IChanges)
    index: ISearchIndex = port_of(request, ISearchIndex)
    figures: IFigures = port_of(request, IFigures)
    clock: IClock = port_of(request, IClock)
    now = clock.now()
    waiting = (one.created_at for one in outbox.due(now + _HORIZON, LOOKED_AT))
    return State(
        messages_waiting=outbox.waiting(),
        messages_undelivered=len(outbox.undelivered(MANY)),
        messages_oldest_seconds=_age(now, min(waiting, default=None)),
        search_waiting=changes.waiting(),
        search_lag_seconds=_age(now, changes.oldest()),
        search_complete=index.position() is None,
        figures_complete=figures.position() is None,
        commit_seconds=round(pace_of(request.registry).worst, 3),
        disk_free=shutil.disk_usage(_folder(settings)).free // MIB,
    )


def _age(now: datetime, since: datetime | None) -> int:
    """Whole seconds; none where nothing waits, or a clock went back."""
    return max(0, int((now - since).total_seconds())) if since else 0


def _folder(settings: Settings) -> Path:
    """The folder whose disk fills: that of the database, or where uploads pass through."""
    if settings.store == "memory" or not settings.uri.startswith(_FILE):
        return Path(tempfile.gettempdir())
    return Path(settings.uri.removeprefix(_FILE).partition("?")[0]).absolute().parent
