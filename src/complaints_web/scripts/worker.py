"""Send the messages that wait, scan files, forget what has expired; beside one or more web processes."""

import argparse
import signal
from contextlib import nullcontext

from complaints_web.background import work_of
from complaints_web.operation.telling import telling
from complaints_web.scripts.opening import site_opened
from complaints_web.thread import Worker


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say whether one round is enough, and where the worker is watched."""
    command.add_argument(
        "--metrics", metavar="HOST:PORT", help="where /metrics, /healthz and /readyz of the worker are told"
    )
    command.add_argument("--once", action="store_true", help="do what is due now, and end")


def run(arguments: argparse.Namespace) -> int:
    """Work until interrupted; the round that is under way is finished."""
    with site_opened(arguments.ini) as app:
        work = work_of(app.registry)
        if arguments.once:
            print(f"messages sent: {work.round()}")
        else:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: work.ending.set())
            with telling(app, arguments.metrics) if arguments.metrics else nullcontext():
                print("The worker is at work (stop it with Ctrl-C)", flush=True)
                Worker(work).work_until(work.ending.wait)
    return 0
