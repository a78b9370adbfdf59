"""`python -m bench.crash`: kill, look, print; exit with 1 where something was lost or is there twice."""

import argparse
import sys
from contextlib import ExitStack
from math import inf
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import monotonic

from bench.crash.drill import Drill
from bench.crash.office import STORES
from bench.crash.power import disk_in


def main() -> int:
    """Run the drill; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description="Kill a site that people use.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", choices=sorted(STORES), default="file")
    parser.add_argument("--people", type=int, default=4, help="how many file at once")
    parser.add_argument("--seconds", type=float, default=inf, help="kill no longer than this")
    parser.add_argument("--power", action="store_true", help="let the disk lose its power (for root)")
    arguments = parser.parse_args()
    began = monotonic()
    folder = Path(mkdtemp(prefix="complaints-crash-"))
    with ExitStack() as site:
        disk = site.enter_context(disk_in(folder)) if arguments.power else None
        office = site.enter_context(STORES[arguments.store](disk.folder if disk else folder, disk))
        report = Drill(office, arguments.people).run(arguments.kills, arguments.seconds)
    print(f"{arguments.store}, {sum(report.kills.values())} kills, {monotonic() - began:.0f} s")
    for line in report.lines():
        print(line)
    if not report.sound:
        print(f"everything is still in {folder}")
        return 1
    rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
