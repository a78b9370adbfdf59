"""One run of the bench: servers are started, operations measured, everything cleared away."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from bench import files
from bench.archives import Archive
from bench.browser import http
from bench.by_heart import detour
from bench.counting import Counter, Counts
from bench.crowds import Rush, rushes
from bench.exporting import export_cost
from bench.journeys import Visitor, bare_pages
from bench.limits import bare_commits, own_cpu_ms, password_check
from bench.measuring import BARE, Measured, Operation, measure
from bench.operations import DEEDS, SLOW, Hall
from bench.place import THREADS, Place
from bench.process import Server, serving
from bench.report import Report
from bench.scale import Scale


@dataclass(frozen=True)
class Served:
    """What was found out over HTTP; the bare page stands first."""

    measured: Sequence[Measured]
    rushes: Sequence[Rush]
    memory: int


def run(archive: Archive, scale: Scale) -> Report:
    """Measure everything once, on a copy of the office in an archive."""
    with archive.office(scale) as office:
        with archive.copied(office) as copy:
            alone = _alone(archive, scale, copy)
            served = _served(archive, scale, office, copy)
            exported = export_cost(copy)
            counts = counted(copy, archive)
        sizes = archive.sizes(office)
    bare, cold, *rest = served.measured
    found = [bare, cold, *alone, *rest]
    return Report(found, bare, counts, served.memory, exported, served.rushes, sizes)


def _alone(archive: Archive, scale: Scale, copy: Place) -> Sequence[Measured]:
    """The limits that need no server; no other process may have the copy open meanwhile."""
    with bare_commits(copy) as commit:
        kept = Operation("bare commit", commit, own_cpu_ms, beside=archive.clock)
        checked = Operation("bare password check", password_check(), own_cpu_ms, share=SLOW)
        return measure([kept, checked], scale.rounds, scale.repeats)


def _served(archive: Archive, scale: Scale, office: Place, copy: Place) -> Served:
    with serving("bare", office) as bare, serving("site", copy) as site:
        cold = bare_pages(http(bare.port), cold=True)
        pages = [
            Operation(BARE, bare_pages(http(bare.port)), bare.cpu_ms, beside=archive.clock),
            Operation("  out of the store", cold, bare.cpu_ms, beside=archive.clock),
        ]
        wire, by_heart = detour(http(site.port))
        hall = Hall(wire)
        done = [deed.operation(hall, by_heart, site.cpu_ms, archive.clock) for deed in DEEDS]
        measured = measure([*pages, *done], scale.rounds, scale.repeats)
        crowd(site, scale.burst)
        return Served(measured, list(rushes(site.port, hall, scale.seconds)), site.peak_memory())


def crowd(site: Server, requests: int) -> None:
    """Let as many visitors as the site has threads read and file at once, so that every thread has its own
    connection to the database, and the memory is what it becomes."""
    photo = files.photo(1)

    def visit(number: int) -> None:
        visitor = Visitor.on(http(site.port), number)
        opening = visitor.openings()
        for _ in range(requests // THREADS // 4):
            visitor.list()
            opening()
            visitor.file(photo)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(visit, range(THREADS)))


def counted(copy: Place, archive: Archive) -> Mapping[str, Counts]:
    """Answer what operations load and store."""
    with closing(Counter(copy, lambda: archive.written(copy))) as counter:
        return counter.count()
