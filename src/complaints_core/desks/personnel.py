"""The desk of an administrator: the people who work in his units, from the day they are hired on."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from complaints_core import persian
from complaints_core.desks.casework.handover import Falling, HandOver
from complaints_core.desks.staff_account import Hired, StaffAccountDesk, first_password
from complaints_core.domain import queues
from complaints_core.domain.audit import FACTOR_TAKEN, HIRED, LEFT, PASSWORD_DRAWN, POSTS_CHANGED, AuditNote
from complaints_core.domain.directory import Unit
from complaints_core.domain.personnel import Newcomer, PersonnelRule, widens
from complaints_core.domain.staff import STAFF_ROLES, HandingOver, Post, Staff
from complaints_core.interfaces.errors import AlreadyThere, NotFound, UnknownColleague
from complaints_core.interfaces.personnel import (
    HandOverNeeded,
    LastAdministrator,
    NoPost,
    OwnAccount,
    UnknownCenter,
    UnknownPost,
    UserNameTaken,
    WrongUserName,
)
from complaints_core.profiles import Profile

USERNAME = re.compile(r"[a-z][a-z0-9.-]{3,39}")
"""A user name; no page below `people` has so short a name."""

TO_QUEUE = "queue"
"""Chosen instead of a colleague: every complaint goes back to the queue of its unit."""


@dataclass(frozen=True)
class PeopleFilter:
    """Which people are listed: words of their names, a unit with those below it, and whether they have
    left."""

    words: str = ""
    unit: str = ""
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonnelDesk:
    """An administrator who is signed in. Whoever has a post outside his units does not exist for him, and no
    complaint does: of those he learns how many there are."""

    door: StaffAccountDesk
    handover: HandOver
    profile: Profile

    @property
    def rule(self) -> PersonnelRule:
        """Who may manage whom."""
        return PersonnelRule(self.profile.directory)

    # Finding

    def people(self, administrator: Staff, narrowed: PeopleFilter) -> tuple[Staff, ...]:
        """Answer the people he manages, in Persian order of their last names."""
        found = (one for one in self.door.staff.all() if self.rule.may_manage(administrator, one))
        fits = (one for one in found if one.active is not narrowed.left and self._fits(one, narrowed))
        return tuple(sorted(fits, key=lambda one: (persian.sort_key(one.last_name), one.username)))

    def person(self, administrator: Staff, username: str) -> Staff:
        """Answer somebody he manages; raises NotFound."""
        somebody = self.door.staff.get(username)
        if somebody is None or not self.rule.may_manage(administrator, somebody):
            raise NotFound
        return somebody

    def units(self, administrator: Staff) -> tuple[Unit, ...]:
        """Answer the units where he gives posts."""
        return self.rule.units(administrator)

    def open_cases(self, somebody: Staff) -> int:
        """Answer for how many open complaints somebody answers."""
        return self.handover.complaints.count(queues.mine(somebody.username))

    def heirs(self, falling: Falling) -> tuple[tuple[Staff, int], ...]:
        """Answer who may answer for what falls to others, and for how much of it, the most first."""
        known = ((self.door.staff.get(name), number) for name, number in falling.fits.items())
        heirs = ((one, number) for one, number in known if one)
        return tuple(sorted(heirs, key=lambda heir: (-heir[1], heir[0].username)))

    # Changing; each raises NotFound for whoever is not his to manage

    def hire(self, administrator: Staff, newcomer: Newcomer) -> Hired:
        """Let somebody work here; he sets up his own second factor. Raises WrongUserName, UserNameTaken,
        NoPost, UnknownPost, UnknownCenter."""
        self.check_new(administrator, newcomer)
        try:
            hired = self.door.hire(newcomer)
        except AlreadyThere:
            raise UserNameTaken from None
        self._note(administrator, HIRED, hired.staff)
        return hired

    def check_new(self, administrator: Staff, newcomer: Newcomer) -> None:
        """Raise for what `hire` would refuse; keeps nothing."""
        username = newcomer.username.lower()
        if not USERNAME.fullmatch(username):
            raise WrongUserName
        if self.door.staff.get(username) is not None:
            raise UserNameTaken
        self._check(administrator, newcomer.posts, newcomer.centers)

    def falls_by_posts(
        self, administrator: Staff, username: str, posts: tuple[Post, ...], centers: tuple[str, ...]
    ) -> Falling:
        """Answer what somebody may answer for no longer in other posts."""
        return self.handover.falling(self.person(administrator, username).with_posts(posts, centers))

    def falls_by_leaving(self, administrator: Staff, username: str) -> Falling:
        """Answer what falls to others when somebody leaves: everything."""
        return self.handover.falling(self.person(administrator, username).left())

    def change_posts(
        self,
        administrator: Staff,
        username: str,
        posts: tuple[Post, ...],
        centers: tuple[str, ...],
        to: str = "",
    ) -> Staff:
        """Give somebody other posts; what he may answer for no longer goes to `to`, a user name or TO_QUEUE,
        in the same act.

        Raises NoPost, UnknownPost, UnknownCenter, OwnAccount, LastAdministrator, HandOverNeeded,
        UnknownColleague.
        """
        before = self._active(administrator, username)
        self._check(administrator, posts, centers)
        after = before.with_posts(posts, centers)
        if before.username == administrator.username and widens(before, after):
            raise OwnAccount
        changed = self._changed(administrator, before, after, POSTS_CHANGED, to)
        self.door.naming.note(changed)
        return changed

    def leave(self, administrator: Staff, username: str, to: str = "") -> Staff:
        """Note that somebody works here no more: every login of his ends, and what he answers for goes to
        `to`, as in `change_posts`. Raises LastAdministrator, HandOverNeeded, UnknownColleague."""
        before = self._active(administrator, username)
        left = self._changed(administrator, before, before.left(), LEFT, to)
        self.door.logins.end_others(username, "")
        return left

    def new_password(self, administrator: Staff, username: str) -> Hired:
        """Draw a first password for somebody who forgot his own; every login of his ends. Raises
        OwnAccount."""
        password = first_password()
        hashed = self.door.hasher.hash(persian.secret(password))
        changed = self._reset(
            administrator, username, PASSWORD_DRAWN, lambda one: one.with_first_password(hashed)
        )
        return Hired(changed, password)

    def told_again(self, administrator: Staff, username: str) -> Hired | None:
        """Draw another first password for somebody who has not used his yet, because the page that told it
        is lost; None for whoever is here already."""
        somebody = self.person(administrator, username)
        unused = somebody.active and somebody.first_password and not somebody.totp_secret
        return self.new_password(administrator, username) if unused else None

    def take_factor(self, administrator: Staff, username: str) -> Staff:
        """Take the second factor from somebody who lost his phone: he sets up another one at his next
        sign-in; every login of his ends. Raises OwnAccount."""
        return self._reset(administrator, username, FACTOR_TAKEN, Staff.without_factor)

    # Steps that several of the above share

    def _changed(self, administrator: Staff, before: Staff, after: Staff, action: str, to: str) -> Staff:
        if self.rule.left_alone(before, after, self.door.staff.all()):
            raise LastAdministrator
        falling = self.handover.falling(after)
        if falling.total and not to:
            raise HandOverNeeded(n=falling.total)
        if falling.total and to != TO_QUEUE and to not in falling.fits:
            raise UnknownColleague("to")
        order = HandingOver(administrator.username, "" if to == TO_QUEUE else to)
        changed = after.handing(order if falling.total else before.handing_over)
        self.door.staff.replace(changed)
        self._note(administrator, action, changed, cases=str(falling.total))
        self.handover.go_on(before.username)
        return self.door.staff.get(before.username) or changed

    def _reset(
        self, administrator: Staff, username: str, action: str, change: Callable[[Staff], Staff]
    ) -> Staff:
        somebody = self._active(administrator, username)
        if somebody.username == administrator.username:
            raise OwnAccount
        changed = change(somebody)
        self.door.staff.replace(changed)
        self.door.logins.end_others(username, "")
        self.door.forget_tries(changed)
        self._note(administrator, action, changed)
        return changed

    def _active(self, administrator: Staff, username: str) -> Staff:
        somebody = self.person(administrator, username)
        if not somebody.active:
            raise NotFound
        return somebody

    def _check(self, administrator: Staff, posts: tuple[Post, ...], centers: tuple[str, ...]) -> None:
        if not posts:
            raise NoPost
        for post in posts:
            if post.role not in STAFF_ROLES or not self.rule.is_within(administrator, post.unit):
                raise UnknownPost
        for code in centers:
            if self.profile.directory.center(code) is None:
                raise UnknownCenter(code=code)

    def _fits(self, somebody: Staff, narrowed: PeopleFilter) -> bool:
        within = self.profile.directory.is_within
        words = persian.fold(f"{somebody.full_name} {somebody.username}").split()
        typed = persian.fold(narrowed.words).split()
        there = not narrowed.unit or any(within(post.unit, narrowed.unit) for post in somebody.posts)
        return there and all(any(own.startswith(word) for own in words) for word in typed)

    def _note(self, administrator: Staff, action: str, somebody: Staff, **facts: str) -> None:
        posts = " ".join(f"{post.role}@{post.unit}" for post in somebody.posts)
        at, by = self.door.clock.now(), administrator.username
        told = {"posts": posts, "centers": " ".join(somebody.centers), **facts}
        self.door.audit.note(AuditNote.of(at, by, action, somebody.username, **told))
