"""`python -m bench.mixed`: let everybody write at once, print, and exit with 1 where a promise is broken."""

import argparse
import sys

from bench.mixed.run import run
from bench.spike.office import STORES


def main() -> int:
    """Run it; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.mixed", description="Let everybody write at once.")
    parser.add_argument("--store", choices=sorted(STORES), default="file")
    parser.add_argument("--submitters", type=int, default=16, help="how many file at once")
    parser.add_argument("--workers", type=int, default=8, help="how many experts work meanwhile")
    parser.add_argument("--seconds", type=float, default=30)
    arguments = parser.parse_args()
    report = run(arguments.store, arguments.submitters, arguments.workers, arguments.seconds)
    for line in report.lines():
        print(line)
    return 1 if list(report.broken()) else 0


if __name__ == "__main__":
    sys.exit(main())
