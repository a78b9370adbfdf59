"""Misconduct reports in memory, with the identities in a dictionary of their own."""

import secrets
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.misconduct import MisconductReport, ReporterIdentity
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_core.domain.report_queues import queues_of, rank
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IMisconductStore
from complaints_core.memory.queues import MemoryQueues


@implementer(IMisconductStore)
class MemoryMisconduct:
    """Keeps reports under the keyed hash of their receipt; without a secret it draws one."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._keys = OpaqueKeys(secret or secrets.token_bytes(32), "misconduct")
        self._reports: dict[str, MisconductReport] = {}
        self._identities: dict[str, ReporterIdentity] = {}
        self._queues = MemoryQueues()
        self._lock = RLock()

    def key_of(self, receipt: str) -> str:
        """Answer the opaque key of a receipt."""
        return self._keys(receipt)

    def get(self, key: str) -> MisconductReport | None:
        """Answer the report under this key."""
        return self._reports.get(key)

    def add(self, report: MisconductReport, identity: ReporterIdentity | None = None) -> None:
        """Keep a new report and, apart from it, who reported; raises AlreadyThere."""
        with self._lock:
            if report.key in self._reports:
                raise AlreadyThere(report.key)
            self._reports[report.key] = report
            for name in queues_of(report):
                self._queues.add(name, rank(report))
            if identity is not None:
                self._identities[report.key] = identity

    def replace(self, report: MisconductReport) -> None:
        """Keep a new version of a report and move it between queues; raises KeyError."""
        with self._lock:
            before = self._reports[report.key]
            self._reports[report.key] = report
            left, joined = queues_of(before), queues_of(report)
            for name in left - joined:
                self._queues.remove(name, rank(report))
            for name in joined - left:
                self._queues.add(name, rank(report))

    def identity(self, key: str) -> ReporterIdentity | None:
        """Answer who reported, as far as he said so."""
        return self._identities.get(key)

    def queue(self, name: QueueName, limit: int, after: QueueKey | None = None) -> list[MisconductReport]:
        """Answer at most `limit` reports of a queue, newest first."""
        with self._lock:
            return [self._reports[key] for key in self._queues.page(name, limit, after)]

    def oldest(self, name: QueueName) -> MisconductReport | None:
        """Answer the last report of a queue."""
        with self._lock:
            key = self._queues.last(name)
            return self._reports[key] if key else None

    def count(self, name: QueueName) -> int:
        """Answer the length of a queue."""
        with self._lock:
            return self._queues.count(name)
