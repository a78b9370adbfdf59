"""Look the audit over: whether it is as it was written, and its last digest, to be kept elsewhere."""

import argparse

from complaints_core.interfaces.ports import IAuditStore
from complaints_web.ports import port_of
from complaints_web.scripts.opening import request_opened


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what to do with it."""
    command.add_argument("what", choices=("verify",), help="walk the whole chain")


def run(arguments: argparse.Namespace) -> int:
    """Verify the chain; 1 for a broken one."""
    with request_opened(arguments.ini) as request:
        return _verified(port_of(request, IAuditStore))


def _verified(audit: IAuditStore) -> int:
    broken, last = audit.verify(), audit.last()
    if broken is not None:
        print(f"the audit is broken at entry {broken}: what stands there is not what was written")
        return 1
    end = f"{last.number} entries, the last one's digest is {last.digest}" if last else "no entries yet"
    print(f"the audit is whole: {end}; {audit.waiting()} notes wait to be chained")
    return 0
