"""Invented staff for the first look at the workplace. Their password and the keys of their authenticators are
known to everybody, so they are made on development sites only."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

import pyotp

from complaints_core import persian
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.ports import IClock, IPasswordHasher, ISecondFactor, IStaffStore
from complaints_web.ports import port_of

PASSWORD: Final = "darya-o-kooh-1404"  # noqa: S105 - printed for whoever runs the demo


@dataclass(frozen=True)
class DemoStaff:
    """One of demo.toml's members of staff."""

    username: str
    first_name: str
    last_name: str
    role: str
    unit: str
    totp_secret: str

    @property
    def digits(self) -> str:
        """What the authenticator shows now."""
        return str(pyotp.TOTP(self.totp_secret).now())


def demo_staff() -> tuple[DemoStaff, ...]:
    """Answer everybody in demo.toml."""
    known = tomllib.loads((files(__package__) / "demo.toml").read_text(encoding="utf-8"))
    return tuple(DemoStaff(**one) for one in known["staff"])


def add_staff(request: Any) -> None:
    """Add whoever is not here yet."""
    store: IStaffStore = port_of(request, IStaffStore)
    hasher: IPasswordHasher = port_of(request, IPasswordHasher)
    for one in demo_staff():
        if store.get(one.username) is None:
            store.add(
                Staff(
                    username=one.username,
                    first_name=one.first_name,
                    last_name=one.last_name,
                    posts=(Post(one.role, one.unit),),
                    password_hash=hasher.hash(persian.secret(PASSWORD)),
                    totp_secret=one.totp_secret,
                    hired_at=port_of(request, IClock).now(),
                )
            )


def accounts(request: Any) -> Iterator[str]:
    """Answer a line for each: user name, password, post, and the address for an authenticator."""
    factor: ISecondFactor = port_of(request, ISecondFactor)
    for one in demo_staff():
        address = factor.address(one.totp_secret, one.username)
        yield f"{one.username}  {PASSWORD}  {one.role} at {one.unit}  {address}"
