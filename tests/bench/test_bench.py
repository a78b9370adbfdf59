"""The bench runs, on a small office, and says everything it promises to say."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import complaints_web
from bench.__main__ import STORES
from bench.archives import settle
from bench.browser import Answer, wsgi
from bench.by_heart import beside, detour
from bench.counting import Counts
from bench.crowds import Rush
from bench.curve import SHOWN, curve
from bench.exporting import ExportCost
from bench.measuring import BARE, Measured, Operation
from bench.operations import Hall
from bench.place import SECRET, in_file
from bench.report import MEBI, MOST_MEMORY, Report
from bench.scale import QUICK
from bench.tables import tables
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.site import site_of

LINES = (
    "bare page", "out of the store", "bare commit", "bare password check", "file a complaint",
    "with a PDF of 200 KiB", "with a JPEG of 200 KiB", "open one", "my list", "reply", "my list as Excel",
    "log in", "inbox", "case", "case and a note", "search: a word", "a rare word", "a common word", "filters",
    "a word that nobody wrote", "filters that find nothing",
    "dashboard", "peak memory", "size of the database", "part of 120 rows", "inbox, 32 at once",
    "objects loaded", "KiB written",
)  # fmt: skip


@pytest.fixture
def cache() -> Iterator[Path]:
    """A folder of its own: pytest shuts the doors of its folders, through which PostgreSQL must pass."""
    with TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


@pytest.mark.parametrize("store", STORES)
def test_a_quick_run_prints_every_line_and_writes_its_tables(store: str, cache: Path) -> None:
    written = cache / "tables.md"
    command = [sys.executable, "-m", "bench", "--quick", "--store", store, "--cache", str(cache)]
    done = subprocess.run(  # noqa: S603
        [*command, "--markdown", str(written)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in LINES if line not in done.stdout] == []
    assert "| file a complaint, 32 |" in written.read_text()
    assert [one.name for one in cache.iterdir() if one.is_dir()] == [f"{store}-{QUICK.key}"]  # no copy stays


def measured(name: str, *cpu: float, times: float | None = None, ms: float | None = None) -> Measured:
    return Measured(Operation(name, lambda: None, lambda: 0, times=times, ms=ms), list(cpu), [1.0])


@pytest.mark.parametrize(
    ("one", "broken"),
    [
        (measured("page", 2, 2, 9, times=2), []),  # one slow round is the machine's affair
        (measured("page", 3, 3, 9, times=2), ["page"]),
        (measured("page", 9, 9, 9), []),
        (measured("page", 5, 5, 5, times=9, ms=5), []),
        (measured("page", 6, 6, 6, times=9, ms=5), ["page"]),
    ],
)
def test_a_promise_is_broken_by_the_middle_round(one: Measured, broken: list[str]) -> None:
    assert Report([one], measured(BARE, 1, 1, 1), {}, memory=1024).over() == broken


def test_too_much_memory_is_a_broken_promise() -> None:
    bare = measured(BARE, 1)
    assert Report([bare], bare, {}, memory=MOST_MEMORY).over() == ["memory"]


@pytest.mark.parametrize(("seconds", "broken"), [(1.9, []), (2.1, ["export"])])
def test_a_part_of_an_export_that_takes_too_long_is_a_broken_promise(
    seconds: float, broken: list[str]
) -> None:
    bare = measured(BARE, 1)
    assert Report([bare], bare, {}, memory=1024, export=ExportCost(5_000, seconds)).over() == broken


def test_the_curve_has_a_line_for_each_main_operation_and_a_place_for_each_size() -> None:
    bare = measured(BARE, 1)
    report = Report([measured(name, 2) for name in SHOWN], bare, {}, memory=1024)
    drawn = curve("FileStorage", {1_000: report, 10_000: report})
    assert [name for name in (*SHOWN, "FileStorage", "1,000", "10,000") if name not in drawn] == []


def test_what_was_promised_stands_beside_what_was_measured() -> None:
    bare, page = measured(BARE, 0.5), measured("page", 2, times=3, ms=6)
    text = "\n".join(Report([bare, page], bare, {"page": Counts(8, 3, 2, 2048)}, memory=1024).lines())
    for words in (
        "4.00",
        "3 x and 6 ms",
        "OVER",
        "3 objects loaded (8 with empty caches)",
        "2.0 KiB written",
    ):
        assert words in text


def report_of(bare: float, page: float, loaded: int) -> Report:
    found = [measured(BARE, bare), measured("  page", page, times=3, ms=6)]
    found[1].by_heart.append(1.25)
    rushes = [Rush("page", 8, 120.4, [2.0, 3.0, 90.0])]
    counts = {"  page": Counts(loaded, 3, 2, 2048)}
    export = ExportCost(5_000, 1.25)
    return Report(found, found[0], counts, 1024 * 180, export, rushes, {"database": 7 * MEBI})


def test_in_the_tables_offices_stand_side_by_side_and_growth_is_told_in_bare_pages() -> None:
    text = tables("FileStorage", {1_000: report_of(1, 2, 8), 1_000_000: report_of(2, 5, 9)})
    for row in (
        "| operation | ms at 10^3 | ms at 10^6 | x bare at 10^3 | x bare at 10^6 "
        "| x own at 10^3 | x own at 10^6 | at most | 10^6 / 10^3 |",
        "| page | 2.00 | 5.00 | 2.00 | 2.50 | 1.60 | 4.00 | 3 x and 6 ms | 1.25 |",
        "| page | 3 (8) | 3 (9) | 2.0 | 2.0 |",
        "| page, 8 | 120 (3.0, 90.0) | 120 (3.0, 90.0) |",
        "| memory of the site, MiB | 180 | 180 |",
        "| database, MiB | 7 | 7 |",
        "| CPU of a part of an export, rows | 1.25 s for 5000 | 1.25 s for 5000 |",
    ):
        assert row in text.splitlines()


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    text = tables("FileStorage", {120: report_of(1, 2, 8)})
    for table in text.split("\n\n")[1:]:
        assert len({row.count("|") for row in table.splitlines()}) == 1


def test_the_time_of_the_database_itself_stands_in_columns_of_its_own() -> None:
    page = Measured(Operation(BARE, lambda: None, lambda: 0, beside=lambda: 0), [1.0], [1.0], [0.25])
    text = tables("PostgreSQL", {1_000: Report([page], page, {}, memory=1024)})
    assert "| bare page | 1.00 | 1.00 |  |  | 0.25 |" in text


def test_a_page_by_heart_is_the_page_that_the_site_answered_and_nothing_else(tmp_path: Path) -> None:
    site = complaints_web.main({}, **{**in_file(tmp_path).settings(), "complaints.store": "memory"})
    wire, by_heart = detour(wsgi(beside(site)))
    answers: list[Answer] = []
    again = by_heart(lambda: answers.append(wire("GET", "/login", b"", {})))
    again()
    token = {"Cookie": answers[0].cookies[0].partition(";")[0]}
    real = wire("GET", "/login", b"", token)
    again()
    unknown, known = answers
    assert known.body == real.body
    assert (bool(unknown.cookies), known.cookies) == (True, [])  # a stranger's cookie is the site's work


def test_what_is_filed_by_heart_is_kept_and_leads_to_a_receipt_that_is_known(tmp_path: Path) -> None:
    place = in_file(tmp_path)
    settle(QUICK, place)
    site = complaints_web.main({}, **place.settings())
    wire, by_heart = detour(wsgi(beside(site)))
    hall = Hall(wire)
    for _ in range(3):  # the site files what nobody filed by heart before
        by_heart(hall.writers.file)()
    site_of(site.registry).close()
    with closing(open_database(place.uri, 1)) as db, unit_of_work(db, SECRET.encode()) as stores:
        assert len(list(stores.complaints.codes(QUICK.complaints + 9))) == QUICK.complaints + 3
