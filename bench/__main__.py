"""`python -m bench`: measure, print, and with --strict fail where a promise is broken."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bench.archives import Archive, FileArchive
from bench.curve import curve
from bench.postgres import PostgresArchive
from bench.run import run
from bench.scale import QUICK, scale_of
from bench.tables import tables

CACHE: Final = Path(__file__).resolve().parent.parent / "var" / "bench"
STORES: Final[Mapping[str, tuple[str, Callable[[Path], Archive]]]] = {
    "file": ("FileStorage", FileArchive),
    "postgres": ("PostgreSQL", PostgresArchive),
}
"""What each store is called in a report, and who keeps its offices."""


def main() -> int:
    """Run the bench; answers the exit status."""
    arguments = _parser().parse_args()
    scales = [QUICK] if arguments.quick else [scale_of(size) for size in arguments.complaints]
    name, keeper = STORES[arguments.store]
    archive, reports = keeper(arguments.cache), {}
    for scale in scales:
        if arguments.build:
            with archive.office(scale):
                continue
        reports[scale.complaints] = report = run(archive, scale)
        print(f"{scale.complaints} complaints, {name}")
        for line in report.lines():
            print(line, flush=True)
        _write(arguments.markdown, lambda: tables(name, reports))
        _write(arguments.plot, lambda: curve(name, reports))
    return 1 if arguments.strict and any(report.over() for report in reports.values()) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time what the site exists for.")
    parser.add_argument("--quick", action="store_true", help="a small office, a few repeats: does it run?")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a promise is broken")
    parser.add_argument("--build", action="store_true", help="make the offices, and measure nothing")
    parser.add_argument("--store", choices=STORES, default="file", help="where the offices are kept")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for the offices made before")
    parser.add_argument(
        "--complaints", type=int, nargs="+", default=[10_000], help="how large the offices are"
    )
    parser.add_argument("--plot", type=Path, help="an SVG of cost against size, over all offices measured")
    parser.add_argument("--markdown", type=Path, help="tables in which all offices stand side by side")
    return parser


def _write(file: Path | None, made: Callable[[], str]) -> None:
    """Write a file that was asked for, as far as is known by now."""
    if file:
        file.write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
