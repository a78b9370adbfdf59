"""Look a profile over, and print what is wrong with it by file and key, or how long it keeps what is over."""

import argparse

from pyramid.paster import get_appsettings

from complaints_core.profiles import load_profile


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say which profile."""
    command.add_argument("profile", nargs="?", help="name or folder, instead of the one in the ini file")


def run(arguments: argparse.Namespace) -> int:
    """Load the profile; a broken one is reported by the caller, line by line."""
    name = arguments.profile or get_appsettings(arguments.ini).get("complaints.profile", "behzisti")
    profile = load_profile(name)
    counts = (
        f"{len(profile.lists)} lists, {len(profile.process.statuses)} statuses, {len(profile.texts)} texts"
    )
    print(f"{profile.name}: in order ({counts})")
    for file, process in (("process.toml", profile.process), ("misconduct.toml", profile.misconduct_process)):
        for status in process.statuses:
            if not status.open:
                print(f"{file}: status.{status.code}.kept_years = {status.kept_years}")
    return 0
