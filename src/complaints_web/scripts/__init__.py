"""The `complaints` command: `complaints INI COMMAND`. One module for each command."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from complaints_core.interfaces.errors import ProfileError, SettingError
from complaints_web.scripts import (
    audit,
    backup,
    copy,
    demo,
    doctor,
    drill,
    import_,
    pack,
    reindex,
    restore,
    serve,
    staff,
    upgrade,
    verify_profile,
    worker,
)
from complaints_web.starting import check_ini, keep_to_ourselves, set_up_logging

LOOKING_AFTER = (backup, restore, drill, doctor, upgrade, pack, reindex, copy, audit, verify_profile)
COMMANDS = (serve, demo, staff, import_, worker, *LOOKING_AFTER)
OF_THE_MACHINE = frozenset(module.run for module in LOOKING_AFTER)
"""What works with folders and disks that somebody names."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; answers the exit status. What is wrong with the settings, or a folder that is
    named, is said in one sentence."""
    arguments = parser().parse_args(argv)
    keep_to_ourselves()
    try:
        check_ini(arguments.ini)
        set_up_logging(arguments.ini)
        return int(arguments.run(arguments))
    except (SettingError, ProfileError) as wrong:
        print(f"{arguments.ini}: {wrong}", file=sys.stderr)
        return 2
    except OSError as fault:  # a folder that is not there, or somebody else's; a disk that is full
        if arguments.run not in OF_THE_MACHINE:
            raise
        print(f"{arguments.ini}: {said_of(fault)}", file=sys.stderr)
        return 1


def said_of(fault: OSError) -> str:
    """Answer in a sentence what the machine refuses, and where."""
    return ": ".join(filter(None, (fault.filename, fault.strerror))) or str(fault)


def name_of(module: ModuleType) -> str:
    """Answer what a command is called: as its module, but for what Python keeps for itself (`import_`)."""
    return module.__name__.rpartition(".")[2].strip("_").replace("_", "-")


def parser() -> argparse.ArgumentParser:
    """Answer what reads the words of every command."""
    whole = argparse.ArgumentParser(prog="complaints", description="Run and look after a complaints site.")
    whole.add_argument("ini", metavar="INI", help="the settings, such as development.ini")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        command = commands.add_parser(name_of(module), help=(module.__doc__ or "").partition("\n")[0])
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return whole
