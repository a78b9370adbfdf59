"""The citizen's desk: one form makes one complaint, and what is not mine is not there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.desks.intake.submissions import PARKED, REPLAYABLE
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Event
from complaints_core.interfaces.errors import (
    DetailsIncomplete,
    EmptyFile,
    FileNotReady,
    NotFound,
    StepNotAllowed,
    SubmissionKeyMissing,
    TooManyFiles,
    TooManyTries,
)
from complaints_core.persian import check_digits
from complaints_core.testing import FixedDraws, builders
from tests.core.desks.office import Office, upload

OFFICE = "karimi"


def filed(office: Office, number: int = 0, **typed: Any) -> str:
    """File a complaint of citizen 0 (or another); answers its code."""
    found = office.stores.citizens.get(office.stores.citizens.key_of(builders.national_code(number)))
    citizen = found or office.citizen(number)
    desk = office.citizens
    return desk.submit(citizen, builders.draft(**typed), (), desk.submission_key(citizen)).code


def complainant(office: Office) -> Citizen:
    """Citizen 0, as `filed` has opened his account."""
    citizen = office.stores.citizens.get(office.stores.citizens.key_of(builders.national_code()))
    assert citizen is not None
    return citizen


def moved_by_office(office: Office, code: str, *steps: str) -> None:
    """Let the office take steps with a complaint."""
    for step in steps:
        kept = office.stores.complaints.get(code)
        assert kept is not None
        office.stores.complaints.replace(office.profile.course.moved(kept, step, OFFICE, office.clock.now()))


# Filing


def test_a_complaint_is_kept_with_its_deadline_and_its_citizen_is_told(office: Office) -> None:
    citizen = office.citizen()
    receipt = office.citizens.submit(
        citizen, builders.draft(), [upload()], office.citizens.submission_key(citizen)
    )
    kept = office.citizens.complaint(citizen, receipt.code)
    assert (kept.citizen, kept.province, kept.unit) == (citizen.key, "23", "23")
    assert kept.status == office.profile.process.initial
    assert kept.history == (
        Event(office.clock.now(), office.profile.process.filing.code, "citizen", kept.status),
    )
    assert (receipt.submitted_at, receipt.due) == (office.clock.now(), kept.due)
    assert receipt.due is not None
    assert [file.name for file in kept.attachments] == ["card.pdf"]
    assert office.sent() == ["complaint_registered"]
    assert office.outbox.put[0].values == {"tracking_code": receipt.code}


def test_the_same_form_again_answers_the_same_receipt(office: Office) -> None:
    citizen = office.citizen()
    key = office.citizens.submission_key(citizen)
    receipts = {office.citizens.submit(citizen, builders.draft(), [upload()], key) for _ in range(3)}
    assert len(receipts) == 1
    assert office.citizens.count(citizen) == 1
    assert office.sent() == ["complaint_registered"]
    office.stores.pending.purge(office.clock.advance(seconds=REPLAYABLE.total_seconds() - 1))
    assert office.citizens.submit(citizen, builders.draft(), (), key) in receipts


def test_a_key_of_another_or_of_nobody_files_nothing(office: Office) -> None:
    citizen, other = office.citizen(), office.citizen(1)
    for key in ("", "made up", office.citizens.submission_key(other), office.misconduct.submission_key()):
        with pytest.raises(SubmissionKeyMissing):
            office.citizens.submit(citizen, builders.draft(), (), key)
    assert office.citizens.count(citizen) == 0
    assert office.sent() == []


@given(st.text())
def test_no_text_is_a_key(text: str) -> None:
    office = Office()
    citizen = office.citizen()
    with pytest.raises(SubmissionKeyMissing):
        office.citizens.submit(citizen, builders.draft(), (), text)


def test_a_code_that_is_taken_is_drawn_again(office: Office) -> None:
    citizen = office.citizen()
    desk = replace(office.citizens, draw=FixedDraws(7, 7, 7, 8))
    codes = [desk.submit(citizen, builders.draft(), (), desk.submission_key(citizen)).code for _ in range(2)]
    assert codes == [check_digits.append(f"{number:010}") for number in (7, 8)]


def test_missing_details_are_named_in_the_order_of_the_form(office: Office) -> None:
    citizen = office.citizen(address="", gender="")
    assert office.citizens.missing_details(citizen) == ("gender", "address")
    with pytest.raises(DetailsIncomplete) as refused:
        office.citizens.submit(citizen, builders.draft(), (), office.citizens.submission_key(citizen))
    assert refused.value.missing == ("gender", "address")


def test_a_bad_file_files_nothing(office: Office) -> None:
    citizen = office.citizen()
    key = office.citizens.submission_key(citizen)
    with pytest.raises(EmptyFile):
        office.citizens.submit(citizen, builders.draft(), [upload(), upload("empty.pdf", b"")], key)
    assert office.citizens.count(citizen) == 0
    assert office.sent() == []
    assert office.citizens.submit(citizen, builders.draft(), [upload()], key)


def test_complaints_of_one_citizen_are_limited(office: Office) -> None:
    office.limits.allowed["file"] = 1
    filed(office)
    with pytest.raises(TooManyTries):
        filed(office)
    assert filed(office, number=1)


def test_somebody_who_wants_no_sms_gets_none(office: Office) -> None:
    citizen = replace(office.citizen(), wants_sms=False)
    office.stores.citizens.replace(citizen)
    office.citizens.submit(citizen, builders.draft(), (), office.citizens.submission_key(citizen))
    assert office.sent() == []


def test_a_center_is_found_by_its_name_and_a_code_alone_decides_nothing(office: Office) -> None:
    citizen = office.citizen()
    center = office.profile.directory.find_centers("", 1, citizen.province)[0]
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"center_name": center.name}, center.code),
        ({"center": center.code, "center_name": center.name}, center.code),
        ({"center": center.code, "center_name": "another one that nobody knows"}, ""),
        ({"center": "made up", "center_name": center.name}, center.code),
    )
    for typed, kept in cases:
        code = filed(office, **typed)
        assert office.citizens.complaint(citizen, code).center == kept


# What was typed is not lost


def test_words_and_files_wait_for_their_owner_only(office: Office) -> None:
    citizen, other = office.citizen(), office.citizen(1)
    key = office.citizens.submission_key(citizen)
    office.citizens.park({"description": "half a sentence"}, [upload("one.pdf")], key)
    office.citizens.park({"description": "a sentence"}, [upload("two.pdf")], key)
    draft = office.citizens.parked(citizen, key)
    assert draft is not None
    assert dict(draft.typed) == {"description": "a sentence"}
    assert [file.name for file in draft.attachments] == ["one.pdf", "two.pdf"]
    assert draft.expires_at == office.clock.now() + PARKED
    assert office.citizens.parked(other, key) is None

    receipt = office.citizens.submit(citizen, builders.draft(), [upload("three.pdf")], key)
    kept = office.citizens.complaint(citizen, receipt.code)
    assert [file.name for file in kept.attachments] == ["one.pdf", "two.pdf", "three.pdf"]
    assert office.citizens.parked(citizen, key) is None


def test_parked_files_count_towards_the_most(office: Office) -> None:
    citizen = office.citizen()
    key = office.citizens.submission_key(citizen)
    for _ in range(office.profile.files.max_files):
        office.citizens.park({}, [upload()], key)
    with pytest.raises(TooManyFiles):
        office.citizens.park({}, [upload()], key)
    with pytest.raises(TooManyFiles):
        office.citizens.submit(citizen, builders.draft(), [upload()], key)
    assert office.citizens.submit(citizen, builders.draft(), (), key)


def test_a_parked_file_can_be_taken_away_by_its_owner(office: Office) -> None:
    citizen, other = office.citizen(), office.citizen(1)
    key = office.citizens.submission_key(citizen)
    one, two = office.citizens.park({}, [upload("one.pdf"), upload("two.pdf")], key)
    for who, number in ((other, 1), (citizen, 0), (citizen, 3), (citizen, 1)):
        office.citizens.unpark_file(who, key, number)
    draft = office.citizens.parked(citizen, key)
    assert draft is not None
    assert draft.attachments == (two,)
    assert office.stores.files.state(one.file) is None
    assert office.stores.files.state(two.file) == "clean"


def test_parking_is_limited_and_needs_a_key_of_ours(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["park"] = 1
    key = office.citizens.submission_key(citizen)
    office.citizens.park({}, (), key)
    with pytest.raises(TooManyTries):
        office.citizens.park({}, (), key)
    with pytest.raises(SubmissionKeyMissing):
        office.citizens.park({}, (), "made up")


# Finding again


def test_what_is_not_mine_is_not_there(office: Office) -> None:
    code = filed(office)
    other = office.citizen(1)
    for asked in (code, builders.tracking_code(5), "", "123", code[:-1] + str((int(code[-1]) + 1) % 10)):
        with pytest.raises(NotFound):
            office.citizens.complaint(other, asked)
        with pytest.raises(NotFound):
            office.citizens.receipt(other, asked)
        with pytest.raises(NotFound):
            office.citizens.attachment(other, asked, 1)
    with pytest.raises(NotFound):
        office.citizens.withdraw(other, code, "it is not mine")
    assert office.citizens.page(other).total == 0


def test_a_code_is_read_however_it_is_spelt(office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    for spelt in (
        f" {code[:4]} {code[4:8]}-{code[8:]}",
        code.translate({48 + n: 0x6F0 + n for n in range(10)}),
    ):
        assert office.citizens.complaint(citizen, spelt).code == code


def test_a_file_is_handed_out_when_the_scanner_has_passed_it(office: Office) -> None:
    office.scanner.enabled = True
    citizen = office.citizen()
    key = office.citizens.submission_key(citizen)
    code = office.citizens.submit(citizen, builders.draft(), [upload(content=b"good")], key).code
    with pytest.raises(FileNotReady):
        office.citizens.attachment(citizen, code, 1)
    file = office.citizens.complaint(citizen, code).attachments[0]
    office.stores.files.judge(file.file, "clean")
    attachment, stream = office.citizens.attachment(citizen, code, 1)
    with stream:
        assert (attachment, stream.read()) == (file, b"good")
    for number in (0, 2, -1):
        with pytest.raises(NotFound):
            office.citizens.attachment(citizen, code, number)


# Talking about it


def test_a_step_is_taken_where_the_process_has_it_and_its_sms_is_sent_once(office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    with pytest.raises(StepNotAllowed):
        office.citizens.object(citizen, code, "too early")
    with pytest.raises(StepNotAllowed):
        office.citizens.rate(citizen, code, 5, "")
    over = office.citizens.withdraw(citizen, code, "settled")
    assert not office.profile.process.status(over.status).open  # type: ignore[union-attr]
    assert over.history[-1].text == "settled"
    assert office.sent() == ["complaint_registered", "complaint_withdraw"]
    with pytest.raises(StepNotAllowed):
        office.citizens.withdraw(citizen, code, "once more")
    with pytest.raises(StepNotAllowed):
        office.citizens.reply(citizen, code, "too late", (), office.citizens.submission_key(citizen))


def test_a_step_that_is_sent_twice_with_the_same_words_is_taken_once(office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    moved_by_office(office, code, "take", "answer")
    for _ in range(2):
        rated = office.citizens.rate(citizen, code, 2, "slow")
    for _ in range(2):
        objected = office.citizens.object(citizen, code, "it is not so")
    for _ in range(2):
        over = office.citizens.withdraw(citizen, code, "settled")
    steps = [event.step for event in over.history]
    assert steps[-3:] == ["rate", "object", "withdraw"]
    assert (len(rated.history), len(objected.history)) == (len(steps) - 2, len(steps) - 1)
    assert [name for name in office.sent() if name != "complaint_registered"] == [
        "complaint_object",
        "complaint_withdraw",
    ]


def test_a_reply_is_said_once_with_its_files(office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    key = office.citizens.submission_key(citizen)
    for _ in range(2):
        office.citizens.reply(citizen, code, "and one thing more", [upload("later.pdf")], key)
    kept = office.citizens.complaint(citizen, code)
    assert [message.text for message in kept.messages] == ["and one thing more"]
    assert [file.name for file in kept.all_attachments()] == ["later.pdf"]
    with pytest.raises(SubmissionKeyMissing):
        office.citizens.reply(citizen, code, "again", (), "made up")


@pytest.mark.parametrize(("score", "kept"), [(0, 1), (1, 1), (5, 5), (9, 5)])
def test_a_rating_is_between_one_and_five(score: int, kept: int, office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    moved_by_office(office, code, "take", "answer")
    rated = office.citizens.rate(citizen, code, score, "thank you")
    assert rated.rating is not None
    assert (rated.rating.score, rated.rating.comment) == (kept, "thank you")
    with pytest.raises(StepNotAllowed):
        office.citizens.rate(citizen, code, 1, "")


def test_an_objection_is_possible_for_some_working_days(office: Office) -> None:
    code = filed(office)
    citizen = complainant(office)
    moved_by_office(office, code, "take", "answer")
    assert "object" in [
        step.code for step in office.citizens.steps(citizen, office.citizens.complaint(citizen, code))
    ]
    office.clock.advance(seconds=timedelta(days=90).total_seconds())
    with pytest.raises(StepNotAllowed):
        office.citizens.object(citizen, code, "too late")
