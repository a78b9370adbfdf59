"""One complaint as staff see it: facts, the whole story in one line of time, and what can be done now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from complaints_core.desks.calls import COUNTER
from complaints_core.domain.citizens import Citizen, MaskedPerson
from complaints_core.domain.complaints import CITIZEN, Complaint, Event, Message
from complaints_core.domain.complaints import Answer as FormalAnswer
from complaints_core.domain.files import Attachment
from complaints_core.domain.process import SYSTEM, Step
from complaints_core.interfaces.messages import _
from complaints_core.persian import Mobile
from complaints_web.fields import FormView, Option, Options
from complaints_web.request import StaffRequest
from complaints_web.showing.aims import steps_taken, title_of, words_of
from complaints_web.showing.deadlines import DeadlineShown, FirstLookShown, deadline_shown, first_look_shown
from complaints_web.showing.files import FileShown, files_shown, unsent_files
from complaints_web.showing.staff import full_name, status_words
from complaints_web.showing.words import named_units, status_of, unit_words, word

SPOKEN: Final = frozenset({"reply", "ask", "answer"})
"""Steps whose words stand in the story as a message of their own."""

NAMING: Final = frozenset({"assign", "hand_over"})
"""Steps whose words are a user name."""

LETTERS: Final = {"take": "t", "answer": "a", "ask": "q", "refer": "r", "note": "n"}
"""Keys of the keyboard that open a step."""


@dataclass(frozen=True)
class PartShown:
    """One part of the story. `kind` is event, citizen, office, note or answer; `public` tells whether the
    complainant sees it, too."""

    kind: str
    at: datetime
    author: str
    title: str
    text: str
    public: bool
    files: tuple[FileShown, ...] = ()


@dataclass(frozen=True)
class StepShown:
    """One step that can be taken now. `key` is the single-use key of its form, `reads` who reads its words
    (citizen, staff or nobody); it is `opened` where somebody was writing in it, `likely` if it mostly
    comes next; `files` are here already."""

    code: str
    label: str
    letter: str
    form: FormView
    key: str
    reads: str
    opened: bool
    likely: bool
    files: tuple[FileShown, ...] = ()

    @property
    def sends_files(self) -> bool:
        """Tell whether files go with it."""
        return "attachments" in self.form.fields


@dataclass(frozen=True)
class CaseShown:
    """A complaint with everything that belongs to it."""

    tracking_code: str
    subject: str
    status: str
    tone: str
    urgent: bool
    submitted_at: datetime
    kind: str
    center: str
    accused: str
    description: str
    files: tuple[FileShown, ...]
    unit: str
    owner: str
    deadline: DeadlineShown | None
    story: tuple[PartShown, ...]
    first_look: FirstLookShown | None
    masked: MaskedPerson
    reveal_url: str
    rating: str


def case_shown(request: StaffRequest, complaint: Complaint) -> CaseShown:
    """A complaint as a member of staff sees it."""
    status, now = status_of(request, complaint), request.staff_desk.clock.now()
    return CaseShown(
        tracking_code=complaint.code,
        subject=word(request, "subject", complaint.subject),
        status=status_words(request, status),
        tone=status.colour,
        urgent=complaint.urgent,
        submitted_at=complaint.submitted_at,
        kind=word(request, "kind", complaint.kind),
        center=complaint.center_name,
        accused=complaint.accused_name,
        description=complaint.description,
        files=_files(request, complaint, complaint.attachments),
        unit=unit_words(request, complaint.unit),
        owner=name_of(request, complaint.assignee) if complaint.assignee else "",
        deadline=deadline_shown(request.profile, request.language, complaint, now),
        story=tuple(sorted(_story(request, complaint), key=lambda part: part.at)),
        first_look=first_look_shown(request.profile, request.language, complaint, now),
        masked=request.staff_desk.who_filed(complaint),
        reveal_url=request.path_to("case_reveal", tracking_code=complaint.code),
        rating=f"{complaint.rating.score} / 5" if complaint.rating else "",
    )


def complainant_open(citizen: Citizen) -> Mapping[str, str]:
    """Who complains, to be read."""
    mobile = Mobile(citizen.mobile).local if citizen.mobile else ""
    return {"name": citizen.full_name, "national_code": citizen.national_code, "mobile": mobile}


def name_of(request: StaffRequest, actor: str) -> str:
    """The name of whoever stands in a history."""
    say = request.language.gettext
    if actor == CITIZEN:
        return say(_("The complainant"))
    if actor == SYSTEM:
        return say(_("The system"))
    staff = request.staff_desk.staff.get(actor)
    return full_name(staff) if staff else actor


def step_shown(request: StaffRequest, step: Step, form: FormView, key: str, *, opened: bool) -> StepShown:
    """A step that can be taken, with its form; `key` is the one that came with it, empty for a new one."""
    worded = {"text", "reason"} & set(form.fields)
    return StepShown(
        code=step.code,
        label=step.label.text(request.language.code),
        letter=LETTERS.get(step.code, ""),
        form=form,
        key=request.staff_forms.key(request.staff, key),
        files=unsent_files(request.staff_forms.files(request.staff, key)),
        reads=("citizen" if step.public else "staff") if worded else "nobody",
        opened=opened,
        likely=step.likely,
    )


def keys_shown(request: StaffRequest, steps: Iterable[StepShown]) -> tuple[Option, ...]:
    """The keys of the page, and what they do."""
    opened = ((step.letter, step.label) for step in steps if step.letter)
    return (*opened, ("?", request.language.gettext(_("this help"))))


def colleague_options(request: StaffRequest, *complaints: Complaint) -> tuple[Option, ...]:
    """Everybody who may answer for one of some complaints, but for whoever does so already."""
    others = {
        one.username: full_name(one)
        for complaint in complaints
        for one in request.staff_desk.colleagues(complaint)
        if one.username != complaint.assignee
    }
    return tuple(others.items())


def unit_options(request: StaffRequest, *complaints: Complaint) -> Options:
    """Where one of some complaints can be passed on to: headquarters and the provinces, and the counties of
    its own province. An office of another province passes it on to its counties itself."""
    here, provinces = {one.unit for one in complaints}, {one.province for one in complaints}
    open_ones = (one for one in request.profile.directory.units if not one.heir)
    others = [one for one in open_ones if here != {one.code}]
    say = request.language.gettext
    near = tuple(one for one in others if one.level == "county" and one.province in provinces)
    high = tuple(one for one in others if one.level != "county")
    groups = ((say(_("Headquarters and provinces")), high), (say(_("Counties of this province")), near))
    return tuple((title, named_units(request, units)) for title, units in groups if units)


def _story(request: StaffRequest, complaint: Complaint) -> Iterator[PartShown]:
    yield from (_message(request, complaint, one) for one in complaint.messages)
    yield from (_answer(request, complaint, one) for one in complaint.answers)
    for event, step in steps_taken(request.profile.process, complaint.history):
        if event.text or event.via or event.step not in SPOKEN:
            yield _event(request, event, step)


def _message(request: StaffRequest, complaint: Complaint, message: Message) -> PartShown:
    kind = "citizen" if message.from_citizen else "office"
    title = _("Message of the complainant") if message.from_citizen else _("Question to the complainant")
    return PartShown(
        kind,
        message.at,
        name_of(request, message.author),
        request.language.gettext(title),
        message.text,
        public=True,
        files=_files(request, complaint, message.attachments),
    )


def _answer(request: StaffRequest, complaint: Complaint, answer: FormalAnswer) -> PartShown:
    return PartShown(
        "answer",
        answer.at,
        name_of(request, answer.author),
        request.language.gettext(
            _("Answer of the organization: {finding}"), finding=_finding(request, answer)
        ),
        answer.text,
        public=True,
        files=_files(request, complaint, answer.attachments),
    )


def _finding(request: StaffRequest, answer: FormalAnswer) -> str:
    found = word(request, "finding", answer.finding)
    return f"{found}: {answer.body}" if answer.body else found


def _event(request: StaffRequest, event: Event, step: Step | None) -> PartShown:
    """One line of the history."""
    if event.step in NAMING and not event.to:
        event = replace(event, to=event.text, text="")  # as it was kept at first
    title = title_of(request.profile, request.language, step, event, partial(name_of, request))
    public, text = step is not None and step.public, words_of(request.language, event)
    kind = "event" if public or not text else "note"
    return PartShown(kind, event.at, _author(request, event), title, text, public)


def _author(request: StaffRequest, event: Event) -> str:
    """Who took a step; an operator took it in the complainant's name."""
    say, name = request.language.gettext, name_of(request, event.actor)
    if event.via == COUNTER:
        return say(_("{name}, for the complainant at the counter"), name=name)
    return say(_("{name}, for the complainant by phone"), name=name) if event.via else name


def _files(
    request: StaffRequest, complaint: Complaint, files: tuple[Attachment, ...]
) -> tuple[FileShown, ...]:
    def address(file: Attachment) -> str:
        number = complaint.all_attachments().index(file) + 1
        return request.path_to("case_attachment", tracking_code=complaint.code, number=number)

    return files_shown(request, request.staff_desk.room, files, address)
