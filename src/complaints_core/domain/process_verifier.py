"""Refuses a broken process before anybody works by it.

Promised of a process without problems: nothing gets stuck, nobody waits for nobody, every status can come
about and tells the citizen in each of his languages where he stands, and an answer can always be objected to.
Every open status has an owner, a clock and an exit: whoever it waits for has a step that leads out of it; the
office's time runs, and makes itself heard when it is over; a citizen's silence ends by itself. Whatever is
over is kept for a number of years.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from complaints_core.domain.access import DECIDING, DECISIONS
from complaints_core.domain.complaints import CITIZEN
from complaints_core.domain.lists import Label
from complaints_core.domain.process import (
    ACTORS,
    HAND_OVER,
    STAFF_ROLES,
    SYSTEM,
    UNSEEN,
    Process,
    Status,
    Step,
)

ANSWER, OBJECT, OVERDUE = "answer", "object", "overdue"
"""Codes that mean the same in every profile: the formal answer, the objection to it, and a deadline that is
missed."""

ASKABLE = frozenset(
    {
        "text",
        "reason",
        "finding",
        "outcome",
        "attachments",
        "unit",
        "staff",
        "score",
        "comment",
        "original",
        "body",
    }
)
COLOURS = frozenset({"neutral", "active", "waiting", "done", "refused"})
WAITERS = {"office": STAFF_ROLES, "citizen": frozenset({CITIZEN})}


def problems(
    process: Process, languages: Iterable[str] = (), *, objection: bool = True, first_look: bool = False
) -> tuple[str, ...]:
    """Answer what is wrong, one sentence each that begins with the key; nothing for a sound process.

    Every text must exist in all `languages`. `objection` is False where there is no formal answer, and so no
    day by which it is due. `first_look` is True where an urgent complaint must be taken within hours.
    """
    languages = tuple(languages)
    found = [*_doubles(process), *_beginning(process)]
    for step in process.steps:
        found += _step_problems(process, step, languages)
    for status in process.statuses:
        found += _status_problems(process, status, languages)
    if objection:
        found += [*_objection_problems(process), *_clock_problems(process), *_owner_problems(process)]
    if first_look:
        found += _first_look_problems(process)
    return tuple(found)


def _doubles(process: Process) -> Iterator[str]:
    for code, times in Counter(status.code for status in process.statuses).items():
        if times > 1:
            yield f"status.{code}: stands here {times} times"
    moves = Counter((source, step.code) for step in process.steps for source in step.sources)
    for (source, code), times in moves.items():
        if times > 1:
            yield f"step.{code}.sources: {times} steps of this code leave {source!r}"


def _beginning(process: Process) -> Iterator[str]:
    if process.status(process.initial) is None:
        yield f"initial: there is no status {process.initial!r}"
    filing = [step for step in process.steps if not step.sources]
    if [step.target for step in filing] != [process.initial]:
        yield f"step: one step without sources must lead to {process.initial!r}, found {len(filing)}"


def _step_problems(process: Process, step: Step, languages: tuple[str, ...]) -> Iterator[str]:
    key = f"step.{step.code}"
    for code in sorted(step.sources | ({step.target} if step.target else set())):
        if process.status(code) is None:
            yield f"{key}: there is no status {code!r}"
    if not step.actors:
        yield f"{key}.actors: nobody may take it"
    for name in sorted(step.actors - ACTORS):
        yield f"{key}.actors: {name!r} is no role"
    for name in sorted(set(step.asks) - ASKABLE):
        yield f"{key}.asks: {name!r} is no field"
    if step.after_days and step.actors != {SYSTEM}:
        yield f"{key}.after_days: only the system waits"
    if step.after_days and step.target in ("", *step.sources):
        yield f"{key}.after_days: must lead on, or it would happen again and again"
    yield from _missing_texts(f"{key}.label", step.label, languages)
    if step.public:
        yield from _missing_texts(f"{key}.done", step.done, languages)


def _status_problems(process: Process, status: Status, languages: tuple[str, ...]) -> Iterator[str]:
    key = f"status.{status.code}"
    yield from _missing_texts(f"{key}.label", status.label, languages)
    yield from _missing_texts(f"{key}.sentence", status.sentence, languages)
    if status.colour not in COLOURS:
        yield f"{key}.colour: {status.colour!r} is none of {', '.join(sorted(COLOURS))}"
    if status.code not in _reachable(process, process.initial):
        yield f"{key}: cannot be reached from {process.initial!r}"
    if status.open:
        yield from _open_problems(process, status)
    elif status.waits_for != "nobody":
        yield f"{key}.waits_for: it is over, so it waits for nobody"
    if status.open and status.kept_years:
        yield f"{key}.kept_years: years count from the end, and here it is not over"
    if not status.open and status.kept_years < 1:
        yield f"{key}.kept_years: how long is it kept that ended here?"


def _open_problems(process: Process, status: Status) -> Iterator[str]:
    key = f"status.{status.code}"
    leaving = [step for step in _from(process, status.code) if step.target not in ("", status.code)]
    if not leaving:
        yield f"{key}: no step leads out of it"
    elif all(one.open for one in process.statuses if one.code in _reachable(process, status.code)):
        yield f"{key}: no end can be reached from it"
    waiters = WAITERS.get(status.waits_for, frozenset())
    if not any(step.actors & waiters for step in leaving):
        yield f"{key}.waits_for: {status.waits_for} has no step that leads out of it"
    if leaving and all(step.actors == {CITIZEN} for step in leaving):
        yield f"{key}: a citizen who keeps silent leaves it open for ever"


def _objection_problems(process: Process) -> Iterator[str]:
    if process.step(ANSWER) is None:
        yield f"step.{ANSWER}: is missing"
    for step in process.steps:
        if step.code in DECISIONS and OBJECT not in _codes(process.steps_from(step.target, CITIZEN)):
            yield f"step.{OBJECT}: the citizen cannot object to what was decided, in {step.target!r}"
        if step.code == OBJECT and not any(
            one.actors & STAFF_ROLES for one in _from(process, step.target) if one.code in DECIDING
        ):
            yield f"step.{OBJECT}.target: nobody takes up an objection in {step.target!r}"


def _clock_problems(process: Process) -> Iterator[str]:
    for status in process.statuses:
        if not status.open:
            continue
        offered = process.steps_from(status.code, SYSTEM)
        if status.runs and OVERDUE not in _codes(offered):
            yield f"status.{status.code}: a deadline that is missed here is heard by nobody"
        if status.waits_for == "office" and not status.runs:
            yield f"status.{status.code}.clock: the office waits without a deadline"
        if status.waits_for == "citizen" and not any(step.after_days for step in offered):
            yield f"status.{status.code}: nothing happens by itself when the citizen keeps silent"


def _owner_problems(process: Process) -> Iterator[str]:
    for status in process.statuses:
        if status.open and HAND_OVER not in _codes(process.steps_from(status.code, SYSTEM)):
            yield f"step.{HAND_OVER}.sources: whoever leaves cannot hand over what stands in {status.code!r}"


def _first_look_problems(process: Process) -> Iterator[str]:
    for status in process.statuses:
        if status.runs and UNSEEN not in _codes(process.steps_from(status.code, SYSTEM)):
            yield f"step.{UNSEEN}.sources: nobody hears of an urgent complaint that waits in {status.code!r}"


def _codes(steps: Iterable[Step]) -> set[str]:
    return {step.code for step in steps}


def _missing_texts(key: str, label: Label, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        if not label.get(language):
            yield f"{key}: no text for {language!r}"


def _from(process: Process, status: str) -> list[Step]:
    return [step for step in process.steps if status in step.sources]


def _reachable(process: Process, start: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        targets = {step.target for step in _from(process, waiting.pop()) if step.target} - reached
        reached |= targets
        waiting += targets
    return reached
