"""Who there is when many come: citizens and experts of several provinces, and how they sign in."""

from dataclasses import replace
from itertools import islice
from random import Random
from typing import Final

import pyotp

from bench.people import PASSWORD, TOTP_SECRET, bench_citizens, code_of
from bench.spike.tally import Tally
from bench.spike.visitor import Visitor
from bench.spike.wire import Wire
from complaints_core.domain.staff import Staff
from complaints_core.persian import secret
from complaints_core.testing import builders
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

PROVINCES: Final = ("01", "02", "03", "04", "05", "06", "07", "08")
COLLEAGUES: Final = 3
"""So many experts work in each province."""
LOGIN: Final = "/login"
DOOR: Final = "/staff/login"
SECOND: Final = "/staff/login/second"
_WIDTH: Final = 16
"""Of the large directories: a wider one takes long to make."""


def settle(uri: str, key: bytes, citizens: int) -> None:
    """Make a database with so many citizens, who have a password, and the experts of all provinces; the keys
    of citizens are made with the site's own `key`."""
    db = open_database(uri, 1, width=_WIDTH)
    hashed = Argon2idHasher().hash(secret(PASSWORD))
    try:
        with unit_of_work(db, key) as stores:
            for province in PROVINCES:
                for number in range(COLLEAGUES):
                    stores.staff.add(_expert(name_of(province, number), province, hashed))
            for number, one in enumerate(islice(bench_citizens(stores.citizens, hashed), citizens)):
                place = province_of(number)
                stores.citizens.add(replace(one, province=place, county=f"{place}01"))
    finally:
        db.close()


def province_of(number: int) -> str:
    """Answer where the citizen of a number lives."""
    return PROVINCES[number % len(PROVINCES)]


def name_of(province: str, number: int) -> str:
    """Answer the user name of an expert."""
    return f"expert-{province}-{number}"


async def citizen(wire: Wire, tally: Tally, number: int) -> Visitor:
    """Answer the citizen of a number, signed in; raises Lost."""
    visitor = Visitor(wire, tally, Random(number))  # noqa: S311 - how long he waits is no secret
    typed = {"national_code": code_of(number), "password": PASSWORD}
    await visitor.fill("log in", await visitor.get("page to log in", LOGIN), LOGIN, typed)
    return visitor


async def expert(wire: Wire, tally: Tally, username: str) -> Visitor:
    """Answer an expert who has passed both factors; raises Lost."""
    visitor = Visitor(wire, tally, Random(username))  # noqa: S311
    typed = {"username": username, "password": PASSWORD}
    await visitor.fill("door", await visitor.get("door", DOOR), DOOR, typed)
    digits = {"totp": str(pyotp.TOTP(TOTP_SECRET).now())}
    await visitor.fill("door", await visitor.get("door", SECOND), SECOND, digits)
    return visitor


def _expert(username: str, province: str, hashed: str) -> Staff:
    """Somebody who was here before, and has his recovery codes at home."""
    one = builders.staff(username, unit=province, password_hash=hashed)
    return replace(one, totp_secret=TOTP_SECRET, recovery_codes=("at home",))
