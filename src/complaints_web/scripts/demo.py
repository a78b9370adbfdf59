"""Make invented citizens, complaints and staff, once, and print how to log in."""

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from complaints_core import persian
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.complaints import ComplaintDraft
from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import ICitizenStore, IClock, IPasswordHasher
from complaints_core.persian.samples import national_codes
from complaints_web.ports import port_of
from complaints_web.scripts.demo_reports import add_reports
from complaints_web.scripts.demo_staff import accounts, add_staff
from complaints_web.scripts.opening import request_opened
from complaints_web.site import site_of

SEED: Final = 1404
PASSWORD: Final = "anar-o-narenj-1404"  # noqa: S105 - printed for whoever runs the demo


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Nothing needs to be said beside the ini file."""


def run(arguments: argparse.Namespace) -> int:
    """Make the demo data where there is none yet, and print the accounts. Raises SettingError in production,
    for the passwords are known to everybody."""
    with request_opened(arguments.ini) as request:
        if site_of(request.registry).settings.production:
            raise SettingError("complaints.production", "demo accounts have passwords that everybody knows")
        made = Demo(request).make()
        reports = tuple(add_reports(request)) if made else ()
        add_staff(request)
        staff = tuple(accounts(request))
    print("Demo accounts (national code, password):" if made else "The demo accounts are here already:")
    for code, _person in _people():
        print(f"  {code}  {PASSWORD}")
    if reports:
        print("Reports of misconduct, at /misconduct/follow-up (topic, receipt; shown this once):")
    for line in reports:
        print(f"  {line}")
    print("Staff, at /staff (user name, password, post, authenticator; /dev/codes shows its digits):")
    for line in staff:
        print(f"  {line}")
    return 0


@dataclass(frozen=True)
class Demo:
    """Fills an empty site through the same desks as its pages do."""

    request: Any

    def make(self) -> bool:
        """Add whoever is not here yet; tells whether there was anybody."""
        citizens: ICitizenStore = port_of(self.request, ICitizenStore)
        missing = [one for one in _people() if citizens.get(citizens.key_of(one[0])) is None]
        for code, person in missing:
            citizen = self._citizen(code, person, citizens)
            citizens.add(citizen)
            self._complain(citizen, person.get("complaints", ()))
        return bool(missing)

    def _citizen(self, code: str, person: Mapping[str, Any], citizens: ICitizenStore) -> Citizen:
        facts = {name: value for name, value in person.items() if name != "complaints"}
        facts["birth_date"] = persian.parse_jalali(facts["birth_date"])
        hasher: IPasswordHasher = port_of(self.request, IPasswordHasher)
        return Citizen.registered(
            Registration(national_code=code, **facts),
            key=citizens.key_of(code),
            password_hash=hasher.hash(persian.secret(PASSWORD)),
            at=port_of(self.request, IClock).now(),
        )

    def _complain(self, citizen: Citizen, complaints: Any) -> None:
        desk: CitizenDesk = self.request.citizen_desk
        for typed in complaints:
            desk.submit(citizen, ComplaintDraft(**typed), (), desk.submission_key(citizen))


def _people() -> Iterator[tuple[str, Mapping[str, Any]]]:
    people = tomllib.loads((files(__package__) / "demo.toml").read_text(encoding="utf-8"))["people"]
    return zip(national_codes(SEED), people, strict=False)
