"""Misconduct reports in the ZODB; who reported lies in a directory of its own."""

from zope.interface import implementer

from complaints_core.domain.misconduct import MisconductReport, ReporterIdentity
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_core.domain.report_queues import queues_of, rank
from complaints_core.interfaces.ports import IMisconductStore
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IMisconductStore)
class ZodbMisconduct:
    """Keeps reports under keyed hashes of their receipts. A report's key and time of filing never change."""

    def __init__(self, site: Site, secret: bytes) -> None:
        self._reports = site.reports
        self._identities = site.identities
        self._queues = site.report_queues
        self._keys = OpaqueKeys(secret, "misconduct")

    def key_of(self, receipt: str) -> str:
        """Answer the opaque key of a receipt."""
        return self._keys(receipt)

    def get(self, key: str) -> MisconductReport | None:
        """Answer the report under this key."""
        record = self._reports.get(key)
        return record.kept if record is not None else None

    def add(self, report: MisconductReport, identity: ReporterIdentity | None = None) -> None:
        """Keep a new report and, apart from it, who reported; raises AlreadyThere."""
        self._reports.add(report.key, Record(report))
        for name in queues_of(report):
            self._queues.add(name, rank(report))
        if identity is not None:
            self._identities.add(report.key, Record(identity))

    def replace(self, report: MisconductReport) -> None:
        """Keep a new version of a report and move it between queues; raises KeyError. Two at once
        conflict."""
        record = self._reports.get(report.key)
        if record is None:
            raise KeyError(report.key)
        self._queues.move(queues_of(record.kept), queues_of(report), rank(report))
        record.kept = report

    def identity(self, key: str) -> ReporterIdentity | None:
        """Answer who reported, as far as he said so."""
        record = self._identities.get(key)
        return record.kept if record is not None else None

    def queue(self, name: QueueName, limit: int, after: QueueKey | None = None) -> list[MisconductReport]:
        """Answer at most `limit` reports of a queue, newest first."""
        keys = self._queues.page(name, limit, after)
        return [record.kept for key in keys if (record := self._reports.get(key)) is not None]

    def oldest(self, name: QueueName) -> MisconductReport | None:
        """Answer the last report of a queue."""
        key = self._queues.last(name)
        return self.get(key) if key else None

    def count(self, name: QueueName) -> int:
        """Answer the length of a queue."""
        return self._queues.count(name)
