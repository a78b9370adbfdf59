"""`python -m bench.spike`: let many come, print, and exit with 1 where a promise is broken."""

import argparse
import sys

from bench.spike.office import STORES
from bench.spike.run import run
from bench.spike.timetable import shape


def main() -> int:
    """Run a spike; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.spike", description="Let many come at once.")
    parser.add_argument("--store", choices=sorted(STORES), default="file")
    parser.add_argument("--calm", type=float, default=60, help="seconds before and after the spike")
    parser.add_argument("--spike", type=float, default=30, help="seconds of the spike")
    parser.add_argument("--rate", type=float, default=35, help="cases a second during the spike")
    arguments = parser.parse_args()
    report = run(arguments.store, shape(arguments.calm, arguments.spike, arguments.rate))
    for line in report.lines():
        print(line)
    return 1 if list(report.broken()) else 0


if __name__ == "__main__":
    sys.exit(main())
