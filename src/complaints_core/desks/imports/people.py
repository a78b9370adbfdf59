"""The room for letting many people begin to work here, from a sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from complaints_core import forms
from complaints_core.desks.imports.rows import Row, SheetImport, WrongCell, mistakes_in, unit_meant
from complaints_core.desks.personnel import PersonnelDesk
from complaints_core.desks.staff_account import Hired
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import STAFF_ROLES, Post, Staff
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.personnel import IStaffRow, TooManyAtOnce

COLUMNS: Final[tuple[str, ...]] = ("username", "first_name", "last_name", "role", "unit", "centers")
"""The fields of `IStaffRow`, in the order in which they stand in a sheet."""

MOST_PEOPLE: Final = 200
"""Passwords that are hashed in one request; each takes a while on purpose."""


@dataclass(frozen=True)
class ImportingPeople:
    """Reads sheets of new people, and hires all of them or nobody."""

    desk: PersonnelDesk

    def read(self, administrator: Staff, rows: Iterable[Row]) -> SheetImport[Newcomer]:
        """Answer who would be hired, and every mistake in the rows; keeps nothing. Several rows of one user
        name are several posts of one person. Roles are written as their codes, units as code or name. Raises
        TooManyAtOnce."""
        read: dict[str, Newcomer] = {}

        def read_row(typed: Mapping[str, str]) -> None:
            newcomer = self._newcomer(administrator, typed)
            read[newcomer.username] = _joined(read.get(newcomer.username), newcomer)

        mistakes = mistakes_in(rows, read_row)
        if len(read) > MOST_PEOPLE:
            raise TooManyAtOnce(most=MOST_PEOPLE)
        return SheetImport(added=tuple(read.values()), mistakes=mistakes)

    def hire(self, administrator: Staff, read: SheetImport[Newcomer]) -> tuple[Hired, ...]:
        """Hire everybody whom `read` has answered; answers the first passwords, which are kept nowhere else.
        Raises UserNameTaken, and ValueError for an import with mistakes."""
        read.required_sound()
        return tuple(self.desk.hire(administrator, one) for one in read.added)

    def once_more(self, administrator: Staff, usernames: Iterable[str]) -> tuple[Hired, ...]:
        """Answer fresh first passwords for those of the people who have not used theirs yet, because the page
        that told them is lost; those of before are void."""
        return tuple(filter(None, (self.desk.told_again(administrator, name) for name in usernames)))

    def _newcomer(self, administrator: Staff, typed: Mapping[str, str]) -> Newcomer:
        """Who stands in a row; raises InvalidForm, WrongCell."""
        values = forms.read(IStaffRow, typed, self.desk.profile.lists)
        post = self._post(administrator, values["role"], values["unit"])
        username, centers = values["username"].lower(), (values.get("centers") or "").split()
        newcomer = Newcomer(
            username, values["first_name"], values["last_name"], (post,), tuple(dict.fromkeys(centers))
        )
        try:
            self.desk.check_new(administrator, newcomer)
        except Refusal as refusal:
            raise WrongCell(refusal.field or "", refusal.message, **refusal.values) from None
        return newcomer

    def _post(self, administrator: Staff, role: str, text: str) -> Post:
        if role not in STAFF_ROLES:
            raise WrongCell("role", _("Please choose one from the list."))
        unit = unit_meant((one for one in self.desk.units(administrator) if not one.heir), text)
        if unit is None:
            raise WrongCell("unit", _("There is no such unit among yours."))
        return Post(role, unit.code)


def _joined(before: Newcomer | None, newcomer: Newcomer) -> Newcomer:
    """Somebody with the posts of one row more; raises WrongCell where another name stands in it."""
    if before is None:
        return newcomer
    if (before.first_name, before.last_name) != (newcomer.first_name, newcomer.last_name):
        raise WrongCell("username", _("This user name stands in the sheet with another name, too."))
    posts = tuple(dict.fromkeys((*before.posts, *newcomer.posts)))
    return replace(before, posts=posts, centers=tuple(dict.fromkeys((*before.centers, *newcomer.centers))))
