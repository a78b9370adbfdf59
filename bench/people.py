"""Who there is in the invented office: citizens whose details are complete, and staff in every province."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import ICitizenStore
from complaints_core.persian.samples import national_codes
from complaints_core.profiles import Profile
from complaints_core.testing import builders

PASSWORD: Final = "seven blue tents"  # noqa: S105 - of people who are not there
READER: Final = 0
"""Number of the citizen whose list is read."""
WRITERS: Final = range(1, 33)
"""Numbers of those who file while the bench runs."""
TEHRAN: Final = "23"
"""The province whose staff is measured."""
TOTP_SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - the example of the documentation, twice
_CODES: Final = 1404
_DETAILS: Final = {
    "employment_status": "homemaker",
    "personnel_status": "client",
    "father_name": "یوسف",
    "gender": "female",
    "education_level": "diploma",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "تهران، خیابان بهار، پلاک ۱۲",
}


@dataclass(frozen=True)
class Colleague:
    """The post of a member of staff; the user name tells it."""

    role: str
    unit: str

    @property
    def username(self) -> str:
        """His user name."""
        return f"{self.role}-{self.unit}"


EXPERT: Final = Colleague("expert", TEHRAN)
LEADER: Final = Colleague("supervisor", TEHRAN)
OVERSEER: Final = Colleague("hq_expert", HEADQUARTERS)
"""Who sees everything."""


def colleagues(profile: Profile) -> Iterator[Colleague]:
    """Answer everybody who works there: an expert and a supervisor in each province, one at headquarters."""
    for province in profile.lists["province"]:
        yield Colleague("expert", province.code)
        yield Colleague("supervisor", province.code)
    yield OVERSEER


def bench_staff(one: Colleague, password_hash: str) -> Staff:
    """Answer a member of staff who was here before, and has his recovery codes at home."""
    kept = {"password_hash": password_hash, "totp_secret": TOTP_SECRET, "recovery_codes": ("at home",)}
    return builders.staff(one.username, one.role, one.unit, **kept)


def code_of(number: int) -> str:
    """Answer the national code of the citizen with a small number."""
    return next(islice(codes(), number, None))


def codes() -> Iterator[str]:
    """Answer the national codes of all citizens, in the order of their numbers; none comes twice."""
    return national_codes(_CODES)


def bench_citizen(number: int, citizens: ICitizenStore, password_hash: str) -> Citizen:
    """Answer the citizen with a small number, in whose details nothing is missing."""
    return next(islice(bench_citizens(citizens, password_hash), number, None))


def bench_citizens(citizens: ICitizenStore, password_hash: str) -> Iterator[Citizen]:
    """Answer citizens in whose details nothing is missing, without end."""
    for number, code in enumerate(codes()):
        facts = {"national_code": code, "password_hash": password_hash, **_DETAILS}
        yield builders.citizen(number, key=citizens.key_of(code), **facts)
