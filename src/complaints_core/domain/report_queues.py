"""The queues in which a misconduct report stands, newest first: every list of inspectors, and every count.

A report stands in the queue of its unit and of every unit above, so that one queue is all that an inspector
of any of them has to read. Like `queues`, for complaints.
"""

from collections.abc import Iterator

from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.domain.queue_order import QueueKey, QueueName, newest_first


def in_status(status: str, unit: str) -> QueueName:
    """Name the queue of the reports in one status that belong to a unit or to one below it. Everything
    belongs to headquarters."""
    return (status,) if unit == HEADQUARTERS else (status, unit)


def about(username: str) -> QueueName:
    """Name the queue of the reports that name a member of staff, in every status."""
    return "about", username


def queues_of(report: MisconductReport) -> frozenset[QueueName]:
    """Answer the names of all queues in which a report stands now."""
    return frozenset(_queues_of(report))


def rank(report: MisconductReport) -> QueueKey:
    """Answer the place of a report in every queue it is in: it never changes."""
    return newest_first(report.submitted_at, report.key)


def _queues_of(report: MisconductReport) -> Iterator[QueueName]:
    yield from (in_status(report.status, unit) for unit in report.units)
    yield from map(about, report.about)
