from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.lists import Label
from complaints_core.domain.process import Process, Status, Step
from complaints_core.domain.process_verifier import problems
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.profiles import load_profile

BEHZISTI = load_profile()
SOUND = [
    (BEHZISTI.process, True),
    (BEHZISTI.misconduct_process, False),
]


def label(text: str) -> Label:
    return Label(fa=text, en=text)


def status(code: str, **facts: Any) -> Status:
    told: dict[str, Any] = {"open": True, "waits_for": "office", **facts}
    return Status(code=code, label=label(code), sentence=label(code), **told)


def step(code: str, sources: str = "", target: str = "", actors: str = "expert", **facts: Any) -> Step:
    return Step(
        code=code,
        label=label(code),
        done=label(code),
        actors=frozenset(actors.split()),
        sources=frozenset(sources.split()),
        target=target,
        **facts,
    )


SMALL = Process(
    statuses=(
        status("new", clock="answer"),
        status("asked", waits_for="citizen", clock="paused"),
        status("answered", waits_for="citizen"),
        status("over", open=False, waits_for="nobody", kept_years=5),
    ),
    steps=(
        step("file", target="new", actors="citizen"),
        step("ask", "new", "asked"),
        step("reply", "asked", "new", actors="citizen"),
        step("reply", "new answered", actors="citizen"),
        step("resume", "asked", "new", actors="system", after_days=5),
        step("note", "new asked answered over", public=False),
        step("answer", "new", "answered"),
        step("object", "answered", "new", actors="citizen"),
        step("close", "answered", "over"),
        step("settle", "answered", "over", actors="system", after_days=5),
        step("overdue", "new", actors="system"),
        step("hand_over", "new asked answered", actors="system", public=False),
    ),
    initial="new",
)


def without(*codes: str) -> Process:
    return replace(SMALL, steps=tuple(one for one in SMALL.steps if one.code not in codes))


def with_step(code: str, **changes: Any) -> Process:
    return replace(
        SMALL, steps=tuple(replace(one, **changes) if one.code == code else one for one in SMALL.steps)
    )


def with_status(code: str, **changes: Any) -> Process:
    statuses = tuple(replace(one, **changes) if one.code == code else one for one in SMALL.statuses)
    return replace(SMALL, statuses=statuses)


def told(process: Process) -> str:
    return "\n".join(problems(process, ("fa", "en")))


# Walking


def test_a_step_leads_to_its_target() -> None:
    assert SMALL.after("new", "answer").code == "answered"


def test_a_step_without_a_target_leaves_things_where_they_are() -> None:
    assert SMALL.after("answered", "note").code == "answered"


def test_one_verb_may_lead_elsewhere_in_another_status() -> None:
    assert (SMALL.after("asked", "reply").code, SMALL.after("answered", "reply").code) == ("new", "answered")


@pytest.mark.parametrize(
    ("here", "code"), [("new", "close"), ("over", "reply"), ("new", "dance"), ("nowhere", "ask")]
)
def test_a_step_that_is_not_offered_here_is_refused(here: str, code: str) -> None:
    with pytest.raises(StepNotAllowed):
        SMALL.after(here, code)


def test_a_verb_with_several_meanings_is_known_by_its_first() -> None:
    assert SMALL.step("reply") is SMALL.steps[2]
    assert SMALL.step("dance") is None


def test_an_actor_is_offered_his_own_steps_in_their_order() -> None:
    assert [one.code for one in SMALL.steps_from("answered", "citizen")] == ["reply", "object"]
    assert [one.code for one in SMALL.steps_from("asked", "system")] == ["resume", "hand_over"]


@pytest.mark.parametrize(
    ("here", "actor"), [("over", "citizen"), ("nowhere", "citizen"), ("new", "stranger")]
)
def test_nobody_is_offered_what_is_not_his(here: str, actor: str) -> None:
    assert SMALL.steps_from(here, actor) == ()


def test_a_new_complaint_begins_where_the_filing_step_leads() -> None:
    assert SMALL.begin.code == SMALL.filing.target == "new"


def test_only_a_paused_status_stops_the_clock() -> None:
    assert [one.code for one in SMALL.statuses if one.is_paused] == ["asked"]


# The verifier


def test_a_sound_process_has_no_problems() -> None:
    assert problems(SMALL, ("fa", "en")) == ()


BROKEN = {
    "a status nobody can reach": (without("ask"), "status.asked: cannot be reached from 'new'"),
    "an open status that silence keeps open": (
        replace(
            without("settle", "close"),
            steps=(*without("settle", "close").steps, step("close", "new", "over")),
        ),
        "status.answered: a citizen who keeps silent leaves it open for ever",
    ),
    "an open status that waits for nobody": (
        with_status("new", waits_for="nobody"),
        "status.new.waits_for: nobody has no step that leads out of it",
    ),
    "an end that waits": (with_status("over", waits_for="office"), "status.over.waits_for: it is over"),
    "a dead end": (without("close", "settle"), "status.new: no end can be reached from it"),
    "a silence that ends never": (
        without("settle"),
        "status.answered: nothing happens by itself when the citizen keeps silent",
    ),
    "an office without a deadline": (
        with_status("new", clock=""),
        "status.new.clock: the office waits without a deadline",
    ),
    "a deadline that is missed unheard": (
        without("overdue"),
        "status.new: a deadline that is missed here is heard by nobody",
    ),
    "complaints of somebody who cannot leave": (
        without("hand_over"),
        "step.hand_over.sources: whoever leaves cannot hand over what stands in 'answered'",
    ),
    "what would happen by itself again and again": (
        with_step("settle", target=""),
        "step.settle.after_days: must lead on",
    ),
    "a label that is missing in a language": (
        with_status("over", label=Label(fa="پایان")),
        "status.over.label: no text for 'en'",
    ),
    "a sentence that is missing": (
        with_status("over", sentence=Label()),
        "status.over.sentence: no text for 'fa'",
    ),
    "an unknown colour": (with_status("new", colour="pink"), "status.new.colour: 'pink' is none of"),
    "an unknown source": (
        with_step("ask", sources=frozenset({"new", "old"})),
        "step.ask: there is no status 'old'",
    ),
    "an unknown target": (with_step("ask", target="moon"), "step.ask: there is no status 'moon'"),
    "an unknown role": (
        with_step("ask", actors=frozenset({"expert", "king"})),
        "step.ask.actors: 'king' is no role",
    ),
    "a step for nobody": (with_step("note", actors=frozenset()), "step.note.actors: nobody may take it"),
    "an unknown field": (with_step("ask", asks=("colour",)), "step.ask.asks: 'colour' is no field"),
    "a person who is made to wait": (
        with_step("ask", after_days=3),
        "step.ask.after_days: only the system waits",
    ),
    "a public step without words for the timeline": (
        with_step("ask", done=Label()),
        "step.ask.done: no text",
    ),
    "an answer that cannot be objected to": (without("object"), "step.object: the citizen cannot object"),
    "an objection for staff alone": (
        with_step("object", actors=frozenset({"expert"})),
        "step.object: the citizen cannot object to what was decided, in 'answered'",
    ),
    "a rejection that cannot be objected to": (
        replace(SMALL, steps=(*SMALL.steps, step("reject", "new", "over"))),
        "step.object: the citizen cannot object to what was decided, in 'over'",
    ),
    "an objection that nobody takes up": (
        with_step("object", target="asked"),
        "step.object.target: nobody takes up an objection in 'asked'",
    ),
    "an end that is kept for ever or not at all": (
        with_status("over", kept_years=0),
        "status.over.kept_years: how long is it kept that ended here?",
    ),
    "years that count before the end": (
        with_status("new", kept_years=3),
        "status.new.kept_years: years count from the end",
    ),
    "no answer at all": (without("answer"), "step.answer: is missing"),
    "no way to file": (without("file"), "step: one step without sources must lead to 'new', found 0"),
    "a beginning that is not there": (replace(SMALL, initial="dawn"), "initial: there is no status 'dawn'"),
    "a status that stands twice": (
        replace(SMALL, statuses=(*SMALL.statuses, status("new"))),
        "status.new: stands here 2 times",
    ),
    "a verb with two meanings in one status": (
        replace(SMALL, steps=(*SMALL.steps, step("ask", "new", "over"))),
        "step.ask.sources: 2 steps of this code leave 'new'",
    ),
}


@pytest.mark.parametrize(("process", "problem"), BROKEN.values(), ids=BROKEN)
def test_the_verifier_finds(process: Process, problem: str) -> None:
    assert problem in told(process)


def test_an_open_status_without_any_exit_is_found() -> None:
    stuck = replace(
        SMALL,
        statuses=(*SMALL.statuses, status("stuck", clock="answer")),
        steps=(
            *SMALL.steps,
            step("lose", "new", "stuck"),
            step("overdue", "stuck", actors="system"),
            step("hand_over", "stuck", actors="system", public=False),
        ),
    )
    assert problems(stuck) == (
        "status.stuck: no step leads out of it",
        "status.stuck.waits_for: office has no step that leads out of it",
    )


def test_a_process_without_answers_needs_no_objection() -> None:
    bare = Process(
        statuses=(status("new"), status("over", open=False, waits_for="nobody", kept_years=1)),
        steps=(step("file", target="new", actors="citizen"), step("close", "new", "over")),
        initial="new",
    )
    assert problems(bare, objection=False) == ()


# What every sound process promises, tried on the ones that ship


@pytest.mark.parametrize(("process", "objection"), SOUND)
def test_the_processes_that_ship_are_sound(process: Process, objection: bool) -> None:
    assert problems(process, BEHZISTI.languages, objection=objection) == ()


def moves(process: Process, here: str) -> Iterator[tuple[str, str]]:
    for actor in ("citizen", "system", "expert", "supervisor", "hq_expert", "inspector", "operator"):
        yield from ((actor, one.code) for one in process.steps_from(here, actor))


@given(st.data(), st.sampled_from(SOUND))
def test_whatever_people_do_a_complaint_stands_somewhere_and_can_come_to_an_end(
    data: st.DataObject, sound: tuple[Process, bool]
) -> None:
    process, _ = sound
    here = process.begin
    for _ in range(data.draw(st.integers(0, 12))):
        offered = list(moves(process, here.code))
        if not offered:
            break
        _, code = data.draw(st.sampled_from(offered))
        here = process.after(here.code, code)
    assert here in process.statuses
    assert not here.open or any(
        process.after(here.code, code) != here for _, code in moves(process, here.code)
    )


@given(
    st.sampled_from([one.code for one in BEHZISTI.process.statuses]),
    st.sampled_from([one.code for one in BEHZISTI.process.steps]),
)
def test_only_offered_steps_move_a_complaint(here: str, code: str) -> None:
    if code in {offered for _, offered in moves(BEHZISTI.process, here)}:
        assert BEHZISTI.process.after(here, code) in BEHZISTI.process.statuses
    else:
        with pytest.raises(StepNotAllowed):
            BEHZISTI.process.after(here, code)


@pytest.mark.parametrize("here", [one.code for one in BEHZISTI.process.statuses if one.open])
def test_a_citizen_can_always_say_something_while_his_complaint_is_open(here: str) -> None:
    assert "reply" in [one.code for one in BEHZISTI.process.steps_from(here, "citizen")]


def test_what_a_citizen_was_asked_for_brings_his_complaint_back_under_review() -> None:
    assert BEHZISTI.process.after("need_info", "reply").code == "reviewing"


def test_an_objection_is_not_for_an_expert_to_take() -> None:
    assert "take" not in [one.code for one in BEHZISTI.process.steps_from("objected", "expert")]
    assert "take" in [one.code for one in BEHZISTI.process.steps_from("objected", "supervisor")]


def test_misconduct_is_for_inspectors_alone() -> None:
    staff = {role for one in BEHZISTI.misconduct_process.steps for role in one.actors} - {"citizen", "system"}
    assert staff == {"inspector"}


def test_hours_for_a_first_look_need_somebody_who_hears_that_they_are_over() -> None:
    missed = "step.unseen.sources: nobody hears of an urgent complaint that waits in 'new'"
    assert missed in problems(SMALL, first_look=True)
    heard = replace(SMALL, steps=(*SMALL.steps, step("unseen", "new", actors="system", public=False)))
    assert problems(heard, ("fa", "en"), first_look=True) == ()
