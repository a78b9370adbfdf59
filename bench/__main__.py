"""`python -m bench`: measure, print, and with --strict fail where a promise is broken."""

import argparse
import sys
from pathlib import Path

from bench.curve import curve
from bench.run import run
from bench.scale import QUICK, scale_of

CACHE = Path(__file__).resolve().parent.parent / "var" / "bench"


def main() -> int:
    """Run the bench; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time what the site exists for.")
    parser.add_argument("--quick", action="store_true", help="a small office, a few repeats: does it run?")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a promise is broken")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for the offices made before")
    parser.add_argument(
        "--complaints", type=int, nargs="+", default=[10_000], help="how large the offices are"
    )
    parser.add_argument("--plot", type=Path, help="an SVG of cost against size, over all offices measured")
    arguments = parser.parse_args()
    scales = [QUICK] if arguments.quick else [scale_of(size) for size in arguments.complaints]
    reports = {}
    for scale in scales:
        reports[scale.complaints] = report = run(arguments.cache, scale)
        print(f"{scale.complaints} complaints")
        for line in report.lines():
            print(line, flush=True)
    if arguments.plot:
        arguments.plot.write_text(curve(reports), encoding="utf-8")
    return 1 if arguments.strict and any(report.over() for report in reports.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
