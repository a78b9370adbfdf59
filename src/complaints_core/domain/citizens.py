"""Citizens: who they are, what they may change."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from zope.interface import implementer

from complaints_core import persian
from complaints_core.interfaces.schemas import ICitizen, IDetails, IRegistration

HIDDEN = "•••"


@implementer(IDetails)
@dataclass(frozen=True, kw_only=True)
class Details:
    """What a citizen may change later; an empty text stands for what is not known."""

    mobile: str
    employment_status: str = ""
    personnel_status: str = ""
    father_name: str = ""
    gender: str = ""
    landline: str = ""
    email: str = ""
    education_level: str = ""
    province: str = ""
    county: str = ""
    postal_code: str = ""
    address: str = ""
    wants_sms: bool = True


@implementer(IRegistration)
@dataclass(frozen=True, kw_only=True)
class Registration(Details):
    """A sign-up as it was typed. The passwords never reach a store."""

    first_name: str
    last_name: str
    national_code: str
    birth_date: date
    password: str = field(default="", repr=False)
    password_repeat: str = field(default="", repr=False)

    def without_passwords(self) -> "Registration":
        """Answer the same sign-up with the passwords gone, fit to be kept while it waits for its code."""
        return replace(self, password="", password_repeat="")


@implementer(ICitizen)
@dataclass(frozen=True, kw_only=True)
class Citizen(Details):
    """A citizen as the office keeps him.

    Whom an operator has registered has no password yet (an empty hash), and perhaps no mobile: he cannot log
    in, and follows his complaints by phone or in person until he chooses a password by recovery.
    """

    key: str
    first_name: str
    last_name: str
    national_code: str
    birth_date: date
    password_hash: str = field(repr=False)
    registered_at: datetime
    login_epoch: int = 0

    @classmethod
    def registered(
        cls, registration: Registration, *, key: str, password_hash: str, at: datetime
    ) -> "Citizen":
        """Make a citizen of a sign-up that is complete."""
        facts = asdict(registration)
        del facts["password"], facts["password_repeat"]
        return cls(**facts, key=key, password_hash=password_hash, registered_at=at)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    def with_details(self, details: Details) -> "Citizen":
        """Answer the citizen with all editable details replaced."""
        return replace(self, **{one.name: getattr(details, one.name) for one in fields(Details)})

    def with_mobile(self, mobile: str) -> "Citizen":
        """Answer the citizen with a proved new mobile number."""
        return replace(self, mobile=mobile)

    def with_password(self, password_hash: str) -> "Citizen":
        """Answer the citizen with a new password; every login made before ends."""
        return replace(self, password_hash=password_hash, login_epoch=self.login_epoch + 1)

    def rehashed(self, password_hash: str) -> "Citizen":
        """Answer the citizen with the same password hashed anew; no login ends."""
        return replace(self, password_hash=password_hash)


@dataclass(frozen=True)
class MaskedPerson:
    """Somebody whose name and codes are hidden: enough to know him again, too little to call him."""

    name: str = HIDDEN
    national_code: str = HIDDEN
    mobile: str = HIDDEN

    @classmethod
    def of(cls, citizen: Citizen | None) -> "MaskedPerson":
        """Answer a citizen masked; all is hidden of one who is not there any more."""
        if citizen is None:
            return cls()
        names = (f"{name[:1]}{HIDDEN}" for name in (citizen.first_name, citizen.last_name) if name)
        mobile = persian.Mobile(citizen.mobile).masked if citizen.mobile else ""
        return cls(" ".join(names), persian.NationalCode(citizen.national_code).masked, mobile)


def personal_words(person: Registration | Citizen) -> Iterator[Any]:
    """Answer what a password of this person must not contain: names, codes, numbers, birth date."""
    yield from (person.first_name, person.last_name, person.father_name, person.national_code)
    yield from (person.mobile, person.landline, person.postal_code, person.birth_date)
