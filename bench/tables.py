"""The report of several runs as tables for the documentation: offices stand side by side."""

from collections.abc import Iterable, Iterator, Mapping

from bench.report import MEBI, Report, own, promises

Reports = Mapping[int, Report]
"""What runs found, by the number of complaints."""


def tables(store: str, reports: Reports) -> str:
    """Answer a chapter of Markdown on a store: what operations cost and load, what crowds were answered, and
    what the whole takes."""
    parts = (_costs(reports), _objects(reports), _crowds(reports), _room(reports))
    return f"### {store}\n\n" + "\n".join("\n".join(part) + "\n" for part in parts)


def _costs(reports: Reports) -> Iterator[str]:
    """CPU time, also in bare pages, in own pages by heart and beside the smallest office, and that of the
    database's processes."""
    smallest, largest = min(reports), max(reports)
    names = [one.operation.name for one in reports[smallest].measured]
    beside = any(one.operation.beside for one in reports[smallest].measured)
    yield from _head(
        "operation",
        *(f"ms at {_short(size)}" for size in reports),
        *(f"x bare at {_short(size)}" for size in reports),
        *(f"x own at {_short(size)}" for size in reports),
        "at most",
        *([f"{_short(largest)} / {_short(smallest)}"] if len(reports) > 1 else []),
        *(f"db ms at {_short(size)}" for size in (reports if beside else ())),
    )
    for place, name in enumerate(names):
        row = [report.measured[place] for report in reports.values()]
        yield _line(
            name.strip(),
            *(f"{one.ms:.2f}" for one in row),
            *(f"{one.ratio(report.bare):.2f}" for one, report in zip(row, reports.values(), strict=True)),
            *map(own, row),
            promises(row[0].operation),
            *([f"{_growth(reports, place):.2f}"] if len(reports) > 1 else []),
            *(f"{one.database_ms:.2f}" for one in (row if beside else ())),
        )


def _objects(reports: Reports) -> Iterator[str]:
    """Objects loaded right after the same operation and with empty caches, and what is written."""
    yield from _head(
        "operation",
        *(f"objects at {_short(size)}" for size in reports),
        *(f"KiB written at {_short(size)}" for size in reports),
    )
    for name in next(iter(reports.values())).counts:
        row = [report.counts[name] for report in reports.values()]
        loaded = (f"{one.warm} ({one.cold})" for one in row)
        yield _line(name.strip(), *loaded, *(f"{one.bytes / 1024:.1f}" if one.stored else "" for one in row))


def _crowds(reports: Reports) -> Iterator[str]:
    """How often a second, and the waits that half of a crowd and 99 of a hundred did not exceed."""
    yield from _head("at once", *(f"a second (p50, p99 ms) at {_short(size)}" for size in reports))
    for row in zip(*(report.rushes for report in reports.values()), strict=True):
        answered = (f"{one.rate:.0f} ({one.wait(50):.1f}, {one.wait(99):.1f})" for one in row)
        yield _line(f"{row[0].name}, {row[0].crowd}", *answered)


def _room(reports: Reports) -> Iterator[str]:
    """Memory, disk, and a part of an export."""
    yield from _head("", *map(_short, reports))
    yield _line("memory of the site, MiB", *(f"{one.memory / 1024:.0f}" for one in reports.values()))
    for name in next(iter(reports.values())).sizes:
        sizes = (f"{one.sizes.get(name, 0) / MEBI:.0f}" for one in reports.values())
        yield _line(f"{name}, MiB", *sizes)
    exports = [one.export for one in reports.values()]
    parts = (f"{one.seconds:.2f} s for {one.rows}" if one else "" for one in exports)
    yield _line("CPU of a part of an export, rows", *parts)


def _growth(reports: Reports, place: int) -> float:
    """Answer how many times as dear an operation is in the largest office as in the smallest."""
    small, large = (reports[size] for size in (min(reports), max(reports)))
    return large.measured[place].ratio(large.bare) / small.measured[place].ratio(small.bare)


def _head(*cells: str) -> Iterable[str]:
    return _line(*cells), _line(*("---" for _ in cells))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _short(size: int) -> str:
    """Answer a round number as powers of ten write it."""
    power = len(str(size)) - 1
    return f"10^{power}" if size == 10**power else f"{size:,}"
