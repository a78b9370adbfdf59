"""One run of the bench: servers are started, operations measured, everything cleared away."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from bench import files
from bench.browser import http
from bench.counting import Counter, Counts
from bench.crowds import pages_per_second
from bench.exporting import export_cost
from bench.journeys import Visitor, bare_pages
from bench.limits import bare_commits, own_cpu_ms, password_check
from bench.measuring import BARE, Operation, measure
from bench.operations import DEEDS, SLOW, Hall
from bench.process import Server, serving
from bench.report import Report
from bench.scale import Scale
from bench.seed import seeded
from bench.serving import THREADS


def run(cache: Path, scale: Scale) -> Report:
    """Measure everything once, on copies of the office in the cache folder."""
    office = seeded(cache, scale)
    with ExitStack() as opened:
        bare = opened.enter_context(serving("bare", office))
        site = opened.enter_context(serving("site", opened.enter_context(copied(office))))
        commit = opened.enter_context(bare_commits(opened.enter_context(copied(office))))
        limits = bare_operations(bare, commit)
        hall = Hall(http(site.port))
        done = [deed.operation(hall, site.cpu_ms) for deed in DEEDS]
        measured = measure([*limits, *done], scale.rounds, scale.repeats)
        crowd(site, scale.burst)
        rates = pages_per_second(site.port, scale.seconds)
        memory = site.peak_memory()
    with copied(office) as folder:
        exported = export_cost(folder)
    return Report(measured, measured[0], counted(office), memory, exported, rates)


def bare_operations(bare: Server, commit: Callable[[], None]) -> list[Operation]:
    """Answer the limits: the bare page stands first."""
    return [
        Operation(BARE, bare_pages(http(bare.port)), bare.cpu_ms),
        Operation("  out of the file", bare_pages(http(bare.port), cold=True), bare.cpu_ms),
        Operation("bare commit", commit, own_cpu_ms),
        Operation("bare password check", password_check(), own_cpu_ms, share=SLOW),
    ]


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


def counted(office: Path) -> Mapping[str, Counts]:
    """Answer what operations load and store."""
    with copied(office) as folder, closing(Counter(folder)) as counter:
        return counter.count()


@contextmanager
def copied(office: Path) -> Iterator[Path]:
    """Hand over a copy of the office, which goes again on leaving."""
    with TemporaryDirectory(prefix="run-", dir=office.parent) as folder:
        yield Path(copytree(office, folder, dirs_exist_ok=True))
