"""Who may see and do what: the one rule behind list, detail, count, search, export, file and notification.

An actor is whoever stands at a desk. A rule answers yes or no and knows nothing of pages; desks ask it and
raise `NotFound` for a no, because what is not mine does not exist for me.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from complaints_core import persian
from complaints_core.domain.clock import URGE
from complaints_core.domain.complaints import CITIZEN, Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport
from complaints_core.domain.process import Process, Step
from complaints_core.domain.staff import CASE_ROLES, INSPECTOR, LEADING_ROLES, OPERATOR, Staff
from complaints_core.domain.working_time import WorkingCalendar


@dataclass(frozen=True)
class CitizenActor:
    """A citizen who is signed in: he sees what he filed himself."""

    key: str
    name: ClassVar[str] = CITIZEN
    via: ClassVar[str] = ""
    roles: ClassVar[frozenset[str]] = frozenset({CITIZEN})

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        return complaint.citizen == self.key

    def roles_for(self, complaint: Complaint) -> frozenset[str]:
        """Answer in which roles he meets this complaint."""
        return self.roles if self.may_see(complaint) else frozenset()

    def may_take(self, step: Step, complaint: Complaint) -> bool:
        """Tell whether a step that his role may take is his to take."""
        return True


@dataclass(frozen=True)
class OperatorActor:
    """An operator who speaks with somebody that called or came. He acts in the name of that citizen, and
    meets one complaint: the one that was opened in this conversation by its tracking code and the national
    code of its citizen, wherever it stands, but never one about himself.

    `citizen` is the citizen's key, `complaint` the tracking code, empty while none is opened, `via` how they
    speak (see `complaints.Event`).
    """

    staff: Staff
    citizen: str
    complaint: str
    via: str

    @property
    def name(self) -> str:
        """How he stands in a history."""
        return self.staff.username

    @property
    def roles(self) -> frozenset[str]:
        """In which roles he speaks; none where he is no operator."""
        return self.staff.roles & {OPERATOR}

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        opened = (complaint.code, complaint.citizen) == (self.complaint, self.citizen)
        return opened and bool(self.roles) and not is_about(complaint, self.staff)

    def roles_for(self, complaint: Complaint) -> frozenset[str]:
        """Answer in which roles he meets this complaint."""
        return self.roles if self.may_see(complaint) else frozenset()

    def may_take(self, step: Step, complaint: Complaint) -> bool:
        """Tell whether a step that his role may take is his to take."""
        return True


@dataclass(frozen=True)
class StaffActor:
    """A member of staff who is signed in: he sees the complaints of the units where he holds a case role, and
    those he answers for until somebody else does, but never one about himself or a center of his."""

    staff: Staff
    directory: Directory

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        if is_about(complaint, self.staff):
            return False
        answers = self.staff.active and complaint.assignee == self.staff.username
        return answers or bool(self.roles_at(complaint.unit) & CASE_ROLES)

    def may_see_report(self, report: MisconductReport) -> bool:
        """Tell whether this misconduct report exists for him: he is an inspector of the unit it belongs to or
        of one above, and it names neither him nor a center of his."""
        if not self.staff.active or is_named(report, self.staff, self.directory):
            return False
        return any(post.role == INSPECTOR and post.unit in report.units for post in self.staff.posts)

    def roles_for(self, complaint: Complaint) -> frozenset[str]:
        """Answer in which roles he meets this complaint."""
        return frozenset() if is_about(complaint, self.staff) else self.roles_at(complaint.unit)

    def roles_at(self, unit: str) -> frozenset[str]:
        """Answer the roles he holds at a unit or above it."""
        if not self.staff.active:
            return frozenset()
        within = self.directory.is_within
        return frozenset(post.role for post in self.staff.posts if within(unit, post.unit))

    def may_take(self, step: Step, complaint: Complaint) -> bool:
        """Tell whether a step that his role may take is his to take: some need the owner or somebody who
        leads, and an objection is decided by somebody who did not decide before."""
        if step.code in DECIDING and decided_before(complaint, self.staff.username):
            return False
        if not step.by_owner or complaint.assignee in ("", self.staff.username):
            return True
        return bool(self.roles_at(complaint.unit) & LEADING_ROLES)


TAKE, OBJECT, RETURN = "take", "object", "return"
DECISIONS = frozenset({"answer", "reject", "decline", "link"})
"""Steps to which a citizen objects."""
DECIDING = DECISIONS | {TAKE, "close"}
"""Steps by which an objection is decided."""

Speaker = CitizenActor | OperatorActor
"""Whoever speaks for a citizen: he himself, or an operator in his name."""

Actor = Speaker | StaffActor


@dataclass(frozen=True)
class StepRule:
    """What an actor may do with a complaint: the process, and the calendar by which its windows close."""

    process: Process
    calendar: WorkingCalendar

    def steps_for(self, actor: Actor, complaint: Complaint, today: date) -> tuple[Step, ...]:
        """Answer the steps the actor may take today (a day in Tehran); none with a complaint he may not
        see."""
        if not actor.may_see(complaint):
            return ()
        roles = actor.roles_for(complaint)
        return tuple(
            step
            for step in self.process.steps_of(complaint.status)
            if step.actors & roles
            and self._is_open(step, complaint, today)
            and actor.may_take(step, complaint)
        )

    def may_file(self, speaker: Speaker) -> bool:
        """Tell whether somebody can file a complaint for a citizen."""
        return bool(self.process.filing.actors & speaker.roles)

    def may_own(self, actor: StaffActor, complaint: Complaint) -> bool:
        """Tell whether somebody can answer for a complaint: he could take it where it stands or, where nobody
        takes anything, wherever it is taken, and did not decide what was objected to."""
        takes = [step for step in self.process.steps if step.code == TAKE]
        here = [step for step in takes if complaint.status in step.sources] or takes
        roles = actor.roles_for(complaint)
        return any(step.actors & roles for step in here) and not decided_before(
            complaint, actor.staff.username
        )

    def _is_open(self, step: Step, complaint: Complaint, today: date) -> bool:
        """Tell whether a step that can be taken once, or for some working days, can still be taken; nothing
        goes back that came from nowhere, and nothing is made urgent that is."""
        if step.once and any(event.step == step.code for event in complaint.history):
            return False
        if (step.code == RETURN and not complaint.referred_from) or (step.code == URGE and complaint.urgent):
            return False
        if not step.within_days:
            return True
        came = persian.tehran_day(complaint.since)
        return self.calendar.working_days(came, today, complaint.province) <= step.within_days


def is_about(complaint: Complaint, staff: Staff) -> bool:
    """Tell whether a member of staff may be the person complained about, by name, or owns the center."""
    if complaint.center and complaint.center in staff.centers:
        return True
    return bool(complaint.accused_name) and complaint.accused_key in staff.name_keys


def is_named(report: MisconductDraft, staff: Staff, directory: Directory) -> bool:
    """Tell whether a misconduct report names a member of staff or a center of his anywhere in its words.

    A name that is only part of a longer one counts too: better that a colleague has to look at a report than
    that somebody reads what is written about him.
    """
    told = persian.name_key(report.told)
    centers = filter(None, map(directory.center, staff.centers))
    names = (persian.person_key(staff.full_name), *(persian.name_key(center.name) for center in centers))
    return any(name and name in told for name in names)


def decided_before(complaint: Complaint, username: str) -> bool:
    """Tell whether somebody decided a complaint before the citizen objected, the last time he did."""
    objections = [place for place, event in enumerate(complaint.history) if event.step == OBJECT]
    before = complaint.history[: objections[-1]] if objections else ()
    return any(event.step in DECISIONS and event.actor == username for event in before)
