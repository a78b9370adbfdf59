"""The course of a complaint as data: where it can stand, and which steps move it.

A profile brings its own; `process_verifier.problems` tells what is wrong with one before anybody works by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from complaints_core.domain.complaints import CITIZEN
from complaints_core.domain.lists import NO_LABEL, Label
from complaints_core.interfaces.errors import StepNotAllowed

SYSTEM = "system"
"""The actor of steps that happen by themselves when time is over."""

STAFF_ROLES = frozenset(
    {"expert", "supervisor", "hq_expert", "inspector", "operator", "administrator", "auditor"}
)
ACTORS = STAFF_ROLES | {CITIZEN, SYSTEM}

WARNINGS = ("warn", "alarm", "overdue", "escalate")
"""Codes of the system's steps by which a running deadline makes itself heard, in this order: half and four
fifths of it are used, it is missed, and as much time again has passed."""

UNSEEN = "unseen"
"""Code of the system's step when nobody has taken an urgent complaint within its hours."""

HAND_OVER = "hand_over"
"""Code of the system's step by which a complaint goes to somebody else, or to nobody, because its owner
leaves or may answer for it no longer."""

PAUSED = "paused"
"""The clock of a status in which the office's time stands still."""

WaitsFor = Literal["office", "citizen", "nobody"]


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where a complaint stands.

    `label` and `sentence` (where it stands, in one sentence) are what the citizen sees. `clock` names the
    deadline rule that runs meanwhile; it is ``paused``, or empty where nothing runs. `colour` is the tone of
    its pill: neutral, active, waiting, done or refused. What is over is kept for `kept_years`.
    """

    code: str
    label: Label
    sentence: Label
    open: bool
    waits_for: WaitsFor
    clock: str = ""
    colour: str = "neutral"
    kept_years: int = 0

    @property
    def runs(self) -> bool:
        """Tell whether the office's time runs here."""
        return bool(self.clock) and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """Tell whether the office's time stands still here."""
        return self.clock == PAUSED


@dataclass(frozen=True, kw_only=True)
class Step:
    """What moves a complaint, or is done to it.

    One code may be a different step in different statuses: a reply to a question leads on, any other reply
    leaves things as they are. `label` stands on the button, `done` in the timeline afterwards; a step that is
    not `public` stays out of the citizen's timeline. It may be taken by `actors` from the statuses `sources`
    and leads to the status `target`, or leaves the status as it is (empty). The step without sources files
    the complaint.

    `asks` names the form fields that go with it, `sms` the text that tells the citizen. A citizen's step is
    open for `within_days` working days since the complaint came to where it stands; a step of the system
    happens `after_days` working days; 0 is no limit. A step that is `once` can be taken a single time.
    A step `by_owner` is taken by whoever answers for the complaint, or by somebody who leads the unit; while
    nobody answers for it, by any of the actors. A `likely` one is what mostly comes next, and shown first.
    """

    code: str
    label: Label
    done: Label = NO_LABEL
    actors: frozenset[str]
    sources: frozenset[str] = frozenset()
    target: str = ""
    asks: tuple[str, ...] = ()
    sms: str = ""
    within_days: int = 0
    after_days: int = 0
    once: bool = False
    by_owner: bool = False
    likely: bool = False
    public: bool = True


@dataclass(frozen=True)
class Process:
    """Statuses and steps in the order in which they are shown, and the status where everything begins."""

    statuses: tuple[Status, ...]
    steps: tuple[Step, ...]
    initial: str

    @cached_property
    def _statuses(self) -> Mapping[str, Status]:
        return {status.code: status for status in self.statuses}

    @cached_property
    def _steps(self) -> Mapping[str, Step]:
        return {step.code: step for step in reversed(self.steps)}

    @cached_property
    def _moves(self) -> Mapping[tuple[str, str], Step]:
        return {(source, step.code): step for step in self.steps for source in step.sources}

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Step, ...]]:
        return {
            status.code: tuple(step for step in self.steps if status.code in step.sources)
            for status in self.statuses
        }

    @cached_property
    def _offers(self) -> Mapping[tuple[str, str], tuple[Step, ...]]:
        return {
            (status.code, actor): tuple(step for step in self._leaving[status.code] if actor in step.actors)
            for status in self.statuses
            for actor in ACTORS
        }

    def status(self, code: str) -> Status | None:
        """Answer the status with this code."""
        return self._statuses.get(code)

    def step(self, code: str) -> Step | None:
        """Answer the step with this code, the first where there are several."""
        return self._steps.get(code)

    def step_from(self, status: str, code: str) -> Step:
        """Answer the step that a code means in a status; raises StepNotAllowed where it means none."""
        try:
            return self._moves[status, code]
        except KeyError:
            raise StepNotAllowed from None

    def after(self, status: str, step: str) -> Status:
        """Answer where a step leads from a status (both codes); raises StepNotAllowed."""
        return self._statuses[self.step_from(status, step).target or status]

    def steps_from(self, status: str, actor: str) -> tuple[Step, ...]:
        """Answer the steps an actor (``citizen``, ``system`` or a role) finds in a status, in order."""
        return self._offers.get((status, actor), ())

    def steps_of(self, status: str) -> tuple[Step, ...]:
        """Answer the steps that anybody finds in a status, in order."""
        return self._leaving.get(status, ())

    @property
    def begin(self) -> Status:
        """Where a new complaint stands."""
        return self._statuses[self.initial]

    @cached_property
    def filing(self) -> Step:
        """The step that files a new complaint: the one without sources."""
        return next(step for step in self.steps if not step.sources)
