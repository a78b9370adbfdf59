"""Make invented citizens and complaints, once, and print how to log in."""

import argparse
from collections.abc import Sequence
from datetime import date

from pyramid.paster import get_app

from complaints_core.desks.citizen import CitizenDesk
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.complaints import ComplaintDraft
from complaints_core.persian import secret
from complaints_core.persian.samples import national_codes
from complaints_web.site import site_of

SEED = 1404
PASSWORD = "Anar-va-Narenj-1404"  # noqa: S105 - printed for everybody who runs the demo


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Nothing to say beside the ini file."""


def run(arguments: argparse.Namespace) -> int:
    """Make the demo data where there is none yet, and print the accounts."""
    app = get_app(arguments.ini)
    try:
        codes = national_codes(SEED)
        people = [(next(codes), person) for person in _people(app)]
        print("Demo account (national code / password):")
        for code, _ in people:
            print(f"  {code}  {PASSWORD}")
    finally:
        site_of(app.registry).close()
    return 0
