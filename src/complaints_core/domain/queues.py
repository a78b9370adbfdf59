"""The queues in which a complaint stands: every list that staff see is one of them, and so is every count.

A store keeps these queues beside the complaints and learns from here which ones a complaint is in; a change
of status, unit or owner moves it in the same transaction. What is urgent comes first, then what is newest.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from zlib import crc32

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.queue_order import MICROSECOND, QueueKey, QueueName, newest_first
from complaints_core.domain.staff import Staff

URGENT_LEAD = timedelta(days=365 * 1000) // MICROSECOND
"""How far an urgent complaint stands before the newest ordinary one, in microseconds."""

ABOUT = "about"
"""The first word of the names of queues of what is about the same people and centers."""

ABOUT_QUEUES = 4096
"""Among so many queues the people and centers complained about are spread: a queue for each of them would be
too many, and in one for all of them too much would stand."""


def in_status(status: str, unit: str) -> QueueName:
    """Name the queue of a unit's complaints in one status."""
    return status, unit


def unassigned(unit: str) -> QueueName:
    """Name the queue of a unit's open complaints that nobody has taken."""
    return "unassigned", unit


def mine(username: str) -> QueueName:
    """Name the queue of the open complaints that one member of staff answers for."""
    return "mine", username


def waiting(unit: str) -> QueueName:
    """Name the queue of a unit's complaints in which the citizen is asked."""
    return "waiting", unit


def overdue(unit: str) -> QueueName:
    """Name the queue of a unit's open complaints whose deadline has passed."""
    return "overdue", unit


def escalated(unit: str) -> QueueName:
    """Name the queue of complaints to which the supervisor of a unit must see: one below it let the time pass
    twice, or nobody there has looked at an urgent one."""
    return "escalated", unit


def alarm(day: date) -> QueueName:
    """Name the queue of the open complaints to which something happens by itself on a day."""
    return "alarm", day.isoformat()


def about(staff: Staff) -> frozenset[QueueName]:
    """Name the queues in which every open complaint about somebody or a center of his stands, with others."""
    keys = (*map(_by_name, staff.name_keys), *map(_by_center, staff.centers))
    return frozenset(map(_about, keys))


def queues_of(complaint: Complaint) -> frozenset[QueueName]:
    """Answer the names of all queues in which a complaint stands now."""
    return frozenset(_queues_of(complaint))


def places_of(complaint: Complaint) -> frozenset[tuple[QueueName, QueueKey]]:
    """Answer every queue in which a complaint stands now, with its place there."""
    place = rank(complaint)
    return frozenset((name, place) for name in _queues_of(complaint))


def rank(complaint: Complaint) -> QueueKey:
    """Answer the place of a complaint in every queue it is in: it changes only when it becomes urgent."""
    key, code = newest_first(complaint.submitted_at, complaint.code)
    return (key - URGENT_LEAD if complaint.urgent else key), code


def _queues_of(complaint: Complaint) -> Iterator[QueueName]:
    yield in_status(complaint.status, complaint.unit)
    if not complaint.open:
        return
    yield mine(complaint.assignee) if complaint.assignee else unassigned(complaint.unit)
    if complaint.asked:
        yield waiting(complaint.unit)
    if complaint.overdue:
        yield overdue(complaint.unit)
    if complaint.escalated_to:
        yield escalated(complaint.escalated_to)
    if complaint.alarm:
        yield alarm(complaint.alarm)
    if complaint.accused_key:
        yield _about(_by_name(complaint.accused_key))
    if complaint.center:
        yield _about(_by_center(complaint.center))


def _about(key: str) -> QueueName:
    # People and centers apart: of a center there may be hundreds, and whoever has none reads none of them.
    return ABOUT, f"{key.partition(' ')[0]} {crc32(key.encode()) % ABOUT_QUEUES:x}"


def _by_name(key: str) -> str:
    return f"name {key}"


def _by_center(center: str) -> str:
    return f"center {center}"
