"""A deadline in words and as a bar, for whoever must keep it: how much is used, how much is left, and why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from complaints_core import persian
from complaints_core.domain.clock import ANSWER, FIRST_LOOK
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.lists import Label
from complaints_core.domain.working_time import Deadline
from complaints_core.interfaces.messages import _
from complaints_core.profiles import Profile
from complaints_web.languages import Language


@dataclass(frozen=True)
class DeadlineShown:
    """See templates/pieces/deadline.jinja2. What explains it is put into words for those pages only that
    show it: a list does not."""

    used: int
    total: int
    left: int
    tone: str
    words: str
    deadline: Deadline
    language: Language

    @property
    def due(self) -> date:
        """The last day."""
        return self.deadline.due

    @cached_property
    def why(self) -> str:
        """How it was counted."""
        return self.language.gettext(
            _("From {start} on, {n} working days: due on {due}."),
            start=self.language.jalali(self.deadline.start),
            n=self.deadline.counted,
            due=self.language.jalali(self.due),
        )

    @cached_property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """The days that do not count: why, and which."""
        return _reasons(self.language, self.deadline)


@dataclass(frozen=True)
class FirstLookShown:
    """By when somebody must take an urgent complaint: what is left, in words, the tone and the rule."""

    tone: str
    words: str
    why: str


def first_look_shown(
    profile: Profile, language: Language, complaint: Complaint, now: datetime
) -> FirstLookShown | None:
    """Answer how long a complaint may still wait for somebody to take it; None where nobody counts hours."""
    until = profile.course.clock.first_look(complaint)
    if until is None:
        return None
    minutes = int((until - now).total_seconds() // 60)
    return FirstLookShown(
        tone="wrong" if minutes < 0 else "wait",
        words=_hours(language, minutes),
        why=language.gettext(
            _("It is urgent: somebody must take it within {hours} hours, by day or night."),
            hours=profile.deadlines[FIRST_LOOK].urgent_hours,
        ),
    )


def _hours(language: Language, minutes: int) -> str:
    """Whole hours, and minutes where there is less than one; minutes below zero are over."""
    hours, late = abs(minutes) // 60, minutes < 0
    if hours and late:
        return language.ngettext("first look {n} hour late", "first look {n} hours late", hours)
    if hours:
        return language.ngettext("first look: {n} hour left", "first look: {n} hours left", hours)
    if late:
        return language.ngettext("first look {n} minute late", "first look {n} minutes late", -minutes)
    return language.ngettext("first look: {n} minute left", "first look: {n} minutes left", minutes)


def deadline_shown(
    profile: Profile, language: Language, complaint: Complaint, now: datetime
) -> DeadlineShown | None:
    """Answer the deadline of a complaint; None where the office is not to act."""
    if complaint.due is None:
        return None
    return days_shown(profile, language, profile.course.deadline(complaint, now), now)


def days_shown(profile: Profile, language: Language, deadline: Deadline, now: datetime) -> DeadlineShown:
    """Answer any deadline in words."""
    today = persian.tehran_day(now)
    left = profile.calendar.days_left(deadline, today)
    return DeadlineShown(
        used=min(deadline.counted, max(0, deadline.counted - left)),
        total=deadline.counted,
        left=left,
        tone=_tone(profile, deadline, today),
        words=_words(language, left),
        deadline=deadline,
        language=language,
    )


def _tone(profile: Profile, deadline: Deadline, today: date) -> str:
    used = profile.calendar.used_fraction(deadline, today)
    if used > 1:
        return "wrong"
    return "wait" if used >= profile.deadlines[ANSWER].alarm else "calm"


def _words(language: Language, left: int) -> str:
    if left == 0:
        return language.gettext(_("Due today"))
    if left < 0:
        return language.ngettext("{n} working day late", "{n} working days late", -left)
    return language.ngettext("{n} working day left", "{n} working days left", left)


def _reasons(language: Language, deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """The days that do not count, gathered under their reasons."""
    days: dict[Label, list[date]] = defaultdict(list)
    for one in deadline.skipped:
        days[one.reason].append(one.day)
    return tuple((reason.text(language.code), _days(language, shut)) for reason, shut in days.items())


def _days(language: Language, days: list[date]) -> str:
    """A few days by name, many by number."""
    if len(days) == 1:
        return language.jalali(days[0])
    return language.ngettext("{n} day", "{n} days", len(days))
