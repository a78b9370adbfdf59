"""Putting something among what waits, whether or not something waits under its key already."""

from complaints_core.domain.pending import Pending
from complaints_core.interfaces.ports import IPendingStore


def put(pending: IPendingStore, thing: Pending) -> None:
    """Keep a thing under its key, in the place of whatever of its kind stands there."""
    if pending.get(type(thing), thing.key) is None:
        pending.add(thing)
    else:
        pending.replace(thing)
