"""The order that all queues share, whatever engine keeps them."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

QueueName = tuple[str, ...]
"""A few words that name a queue; see `domain.queues`."""

QueueKey = tuple[int, str]
"""A place in a queue: minus the microseconds since 1970, and the code. Ascending keys are newest first."""


def microseconds(at: datetime) -> int:
    """Answer an aware time as whole microseconds since 1970, without the rounding of a float."""
    return (at - EPOCH) // MICROSECOND


def newest_first(at: datetime, code: str) -> QueueKey:
    """Answer the place of something in a queue that is newest first; the code tells equal times apart."""
    return -microseconds(at), code
