"""The table: what was measured, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.counting import Counts
from bench.crowds import Rush
from bench.exporting import MOST, ExportCost
from bench.measuring import Measured, Operation

MOST_MEMORY: Final = 600 * 1024
"""KiB that the site may hold at most, with four threads."""
MEBI: Final = 1 << 20
_COLUMNS: Final = "{:<28}{:>9}{:>10}{:>10}{:>22}{:>7}{:>10}{:>10}{:>10}"


@dataclass(frozen=True)
class Report:
    """Everything a run found; `memory` is the site's peak in KiB, `export` a part made by the worker,
    `rushes` what crowds were answered, `sizes` the bytes of the office by what they are for."""

    measured: Sequence[Measured]
    bare: Measured
    counts: Mapping[str, Counts]
    memory: int
    export: ExportCost | None = None
    rushes: Sequence[Rush] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Answer the report line by line."""
        yield _COLUMNS.format(
            "operation", "CPU ms", "x bare", "x own", "at most", "", "p50 ms", "p99 ms", "db CPU"
        )
        for one in self.measured:
            yield self._row(one)
        most, fits = MOST_MEMORY / 1024, _verdict(self._fits)
        yield f"peak memory of the site: {self.memory / 1024:.0f} MiB, at most {most:.0f}: {fits}"
        for name, size in self.sizes.items():
            yield f"size of the {name}: {size / MEBI:.0f} MiB"
        if self.export:
            kept = _verdict(self.export.keeps)
            rows, seconds = self.export.rows, self.export.seconds
            yield f"part of {rows} rows for Excel: {seconds:.2f} s CPU, at most {MOST:g}: {kept}"
        for rush in self.rushes:
            waits = f"p50 {rush.wait(50):.1f} ms, p99 {rush.wait(99):.1f} ms"
            yield f"{rush.name}, {rush.crowd} at once: {rush.rate:.0f} a second, {waits}"
        for name, counts in self.counts.items():
            written = f", {counts.bytes / 1024:.1f} KiB written" if counts.stored else ""
            yield (
                f"{name}: {counts.warm} objects loaded ({counts.cold} with empty caches), "
                f"{counts.stored} stored{written}"
            )

    def over(self) -> list[str]:
        """Answer the names of what costs more than was promised."""
        over = [one.operation.name for one in self.measured if not self._keeps(one)]
        slow = [] if self.export is None or self.export.keeps else ["export"]
        return [*over, *slow, *([] if self._fits else ["memory"])]

    @property
    def _fits(self) -> bool:
        return self.memory < MOST_MEMORY

    def _row(self, one: Measured) -> str:
        operation = one.operation
        promised = promises(operation)
        return _COLUMNS.format(
            operation.name,
            f"{one.ms:.2f}",
            f"{one.ratio(self.bare):.2f}",
            own(one),
            promised,
            _verdict(self._keeps(one)) if promised else "",
            f"{one.wait(50):.1f}",
            f"{one.wait(99):.1f}",
            f"{one.database_ms:.2f}" if operation.beside else "",
        )

    def _keeps(self, one: Measured) -> bool:
        operation = one.operation
        too_slow = operation.ms is not None and one.ms > operation.ms
        too_many = operation.times is not None and one.ratio(self.bare) > operation.times
        return not (too_slow or too_many)


def promises(operation: Operation) -> str:
    """Answer what was promised of an operation; nothing where nothing was."""
    most = ((operation.times, "x"), (operation.ms, "ms"))
    return " and ".join(f"{times:g} {unit}" for times, unit in most if times is not None)


def own(one: Measured) -> str:
    """Answer how many of its own pages by heart something costs; nothing where it has no page."""
    return f"{one.own_ratio:.2f}" if one.own_ratio else ""


def _verdict(kept: bool) -> str:
    return "ok" if kept else "OVER"
