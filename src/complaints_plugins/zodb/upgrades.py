"""What must happen to a database that an older program wrote.

Steps have numbers. A database keeps the number of the last one that was finished (`generation`), and every
record the last one that touched it (`version`), so that a step that was interrupted goes on where it stopped.
The program refuses a database that is older than itself until the operator has upgraded it, and one that is
newer for ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ZODB import DB

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.queue_order import QueueName
from complaints_core.domain.queues import ABOUT, queues_of, rank
from complaints_core.domain.roll import marks_of
from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.site import Site, site_of
from complaints_plugins.zodb.staff import enrol
from complaints_plugins.zodb.transactions import commit_and_go_on, connected

BATCH = 500
"""Records a commit: RelStorage holds one lock for each, and has about six thousand."""


Run = Callable[[Any, int], None]
"""Does a step, given an open connection and the number of the step. It commits as often as it likes, and must
be able to begin again where an interruption left it."""


@dataclass(frozen=True)
class Step:
    """One upgrade."""

    number: int
    title: str
    run: Run


def each_record(change: Callable[[Any], None]) -> Run:
    """Make a step that changes records of any kind one by one, those that no earlier try has reached."""

    def run(connection: Any, number: int) -> None:
        old = (record for record in site_of(connection).records() if record.version < number)
        while batch := list(islice(old, BATCH)):
            for record in batch:
                change(record)
                record.version = number
            commit_and_go_on(connection)

    return run


def as_it_is(record: Any) -> None:
    """Leave a record as it is, so that it only gets its version."""


def open_administration(connection: Any, number: int) -> None:
    """Let administrators change the organization, and staff be told things."""
    site = site_of(connection)
    if not hasattr(site, "news"):
        site.open_administration()


def call_the_roll(connection: Any, number: int) -> None:
    """Put all staff under the marks by which they are found; it is kept whole or not at all."""
    site = site_of(connection)
    site.open_roll()
    for record in site.staff.values():
        enrol(site.roll, record.kept.username, marks_of(record.kept))


def know_people_by_less(connection: Any, number: int) -> None:
    """Find staff by their last names, too, and let open complaints stand among those about a person himself,
    by whatever title he is called. Search and figures learn it from `reindex`."""
    call_the_roll(connection, number)
    site = site_of(connection)
    for name, queue in list(site.queues.items()):
        if name[0] == ABOUT:
            for record in filter(None, [site.complaints.get(code) for _, code in queue.places()]):
                _stand_among_those_about(site, record.kept, name)
            commit_and_go_on(connection)


def _stand_among_those_about(site: Site, complaint: Complaint, stands: QueueName) -> None:
    right, place = {name for name in queues_of(complaint) if name[0] == ABOUT}, rank(complaint)
    lacking = {name for name in right if place not in (site.queues.get(name) or ())}
    site.queues.move({stands} - right, lacking, place)


STEPS = (
    Step(1, "Every record says with which layout it was written", each_record(as_it_is)),
    Step(2, "There is room for what administrators change and what staff are told", open_administration),
    Step(3, "Staff are found by their units, centers and names", call_the_roll),
    Step(4, "People are known by their last names, and without titles", know_people_by_less),
)


def outstanding(site: Site, steps: tuple[Step, ...] = STEPS) -> tuple[Step, ...]:
    """Answer the steps that a database still needs; raises SettingError for one that is newer than we are."""
    newest = steps[-1].number
    if site.generation > newest:
        raise SettingError(
            "zodb.uri",
            f"the database was written by a newer program (its generation is {site.generation}, "
            f"this program knows {newest}); install that program, or restore a backup",
        )
    return tuple(step for step in steps if step.number > site.generation)


def refuse_old(site: Site) -> None:
    """Raise SettingError for a database that is not of this program's generation."""
    missing = outstanding(site)
    if missing:
        raise SettingError(
            "zodb.uri",
            f"the database needs {len(missing)} upgrade step(s); "
            "make a backup, then run the `upgrade` command",
        )


def upgrade(db: DB, steps: tuple[Step, ...] = STEPS) -> list[str]:
    """Run what is outstanding and answer the titles of the steps that ran.

    Nobody else may write meanwhile. It may be interrupted at any moment and run again.
    """
    with connected(db) as connection:
        missing = outstanding(site_of(connection), steps)
        for step in missing:
            step.run(connection, step.number)
            site_of(connection).generation = step.number
            commit_and_go_on(connection)
    return [step.title for step in missing]
