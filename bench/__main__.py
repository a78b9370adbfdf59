"""`python -m bench`: measure, print, and with --strict fail where a promise is broken."""

import argparse
import sys
from pathlib import Path

from bench.run import run
from bench.scale import QUICK, scale_of

CACHE = Path(__file__).resolve().parent.parent / "var" / "bench"


def main() -> int:
    """Run the bench; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time what the site exists for.")
    parser.add_argument("--quick", action="store_true", help="a small office, a few repeats: does it run?")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a promise is broken")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for the offices made before")
    parser.add_argument("--complaints", type=int, default=10_000, help="how large the office is")
    arguments = parser.parse_args()
    report = run(arguments.cache, QUICK if arguments.quick else scale_of(arguments.complaints))
    for line in report.lines():
        print(line)
    return 1 if arguments.strict and report.over() else 0


if __name__ == "__main__":
    sys.exit(main())
