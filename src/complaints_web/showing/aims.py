"""The lines of a history in words: what was done and, where it was aimed at something, at what."""

from collections.abc import Callable, Iterable, Iterator

from complaints_core.domain.complaints import Event
from complaints_core.domain.course import RESCHEDULE
from complaints_core.domain.process import Process, Step
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.profiles import Profile
from complaints_web.languages import Language

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""Around a code in the middle of a sentence."""


def steps_taken(process: Process, history: Iterable[Event]) -> Iterator[tuple[Event, Step | None]]:
    """Answer the lines of a history with the steps that were taken. One code may be several steps, each from
    statuses of its own: a message is what was asked for only where something was. None is one that the
    process knows no more."""
    before = ""
    for event in history:
        try:
            yield event, process.step_from(before, event.step)
        except StepNotAllowed:
            yield event, process.step(event.step)
        before = event.status


def public_steps(process: Process, history: Iterable[Event]) -> tuple[tuple[Event, Step, str], ...]:
    """Answer the lines that whoever wrote may read, with their steps, and the state of each in a timeline:
    the last one is ``now``, the others are ``past``."""
    public = [(event, step) for event, step in steps_taken(process, history) if step and step.public]
    return tuple((event, step, "now" if event is public[-1][0] else "past") for event, step in public)


def title_of(
    profile: Profile, language: Language, step: Step | None, event: Event, name_of: Callable[[str], str] = str
) -> str:
    """Answer the title of a line: the words of its step, and the unit, colleague, complaint or body it was
    aimed at; `name_of` tells the names of colleagues."""
    if step is None:
        return event.step
    done, aim = done_words(language, step), _aim(profile, language, step, event, name_of)
    return f"{done}: {aim}" if aim else done


def done_words(language: Language, step: Step) -> str:
    """Answer the words of a step that was taken."""
    return (step.done or step.label).text(language.code)


def words_of(language: Language, event: Event) -> str:
    """Answer what was said with a line. Where a deadline moved, the words are ours: days as everywhere."""
    return language.days_in_words(event.text) if event.step == RESCHEDULE else event.text


def _aim(
    profile: Profile, language: Language, step: Step, event: Event, name_of: Callable[[str], str]
) -> str:
    if not event.to:
        return ""
    if "original" in step.asks:
        return f"{LEFT_TO_RIGHT}{language.digits(TrackingCode(event.to).grouped)}{END}"
    unit = profile.directory.unit(event.to)
    if unit:
        return unit.label.text(language.code)
    return event.to if "body" in step.asks else name_of(event.to)
