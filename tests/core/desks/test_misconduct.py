"""The misconduct desk: the receipt is the only key, it is made once, and the reporter stays unknown."""

from dataclasses import asdict, replace

import pytest

from complaints_core.domain.misconduct import MisconductDraft, ReporterIdentity
from complaints_core.interfaces.errors import EmptyFile, StepNotAllowed, SubmissionKeyMissing, WrongReceipt
from tests.core.desks.office import Office, upload

DRAFT = MisconductDraft(topic="bribe", description="Money was asked for a form that is free.")
NOBODY = ReporterIdentity()
SARA = ReporterIdentity(first_name="Sara", mobile="+989120000001")


def test_the_receipt_opens_the_report_and_the_same_form_makes_no_other(office: Office) -> None:
    desk = office.misconduct
    key = desk.submission_key()
    receipts = {desk.submit(DRAFT, NOBODY, [upload()], key) for _ in range(3)}
    assert len(receipts) == 1
    receipt = receipts.pop()
    assert desk.open(receipt.grouped).description == DRAFT.description
    assert office.stores.misconduct.count((office.profile.misconduct_process.initial,)) == 1
    assert office.sent() == []


def test_the_receipt_stands_nowhere_in_the_report_and_nobody_beside_it(office: Office) -> None:
    receipt = office.misconduct.submit(DRAFT, SARA, [upload()], office.misconduct.submission_key())
    report = office.misconduct.open(receipt)
    assert receipt not in str(asdict(report))
    assert "Sara" not in str(asdict(report))
    assert office.stores.misconduct.identity(report.key) == SARA


def test_somebody_who_says_nothing_of_himself_leaves_no_identity(office: Office) -> None:
    receipt = office.misconduct.submit(DRAFT, NOBODY, (), office.misconduct.submission_key())
    assert office.stores.misconduct.identity(office.misconduct.open(receipt).key) is None


@pytest.mark.parametrize("typed", ["", "123", "0" * 16, "۰" * 16, "x" * 16, "1" * 17])
def test_what_is_no_receipt_opens_nothing(typed: str, office: Office) -> None:
    office.misconduct.submit(DRAFT, NOBODY, (), office.misconduct.submission_key())
    with pytest.raises(WrongReceipt):
        office.misconduct.open(typed)


def test_a_receipt_is_shown_until_it_was_typed_back(office: Office) -> None:
    desk = office.misconduct
    key = desk.submission_key()
    assert desk.receipt(key) is None
    receipt = desk.submit(DRAFT, NOBODY, (), key)
    assert desk.receipt(key) == receipt
    with pytest.raises(WrongReceipt):
        desk.confirm_receipt("0" * 16)
    desk.confirm_receipt(receipt.grouped)
    desk.confirm_receipt(receipt)
    assert desk.receipt(key) is None
    assert desk.receipt("made up") is None
    assert desk.receipt(office.citizens.submission_key(office.citizen())) is None


def test_a_citizens_key_makes_no_report(office: Office) -> None:
    for key in ("made up", office.citizens.submission_key(office.citizen())):
        with pytest.raises(SubmissionKeyMissing):
            office.misconduct.submit(DRAFT, NOBODY, (), key)


def test_a_bad_file_makes_no_report(office: Office) -> None:
    key = office.misconduct.submission_key()
    with pytest.raises(EmptyFile):
        office.misconduct.submit(DRAFT, NOBODY, [upload("empty.pdf", b"")], key)
    assert office.misconduct.receipt(key) is None


def test_a_reply_is_said_once(office: Office) -> None:
    desk = office.misconduct
    receipt = desk.submit(DRAFT, NOBODY, (), desk.submission_key())
    key = desk.submission_key()
    for _ in range(2):
        desk.reply(receipt, "and one thing more", [upload()], key)
    report = desk.open(receipt)
    assert [message.text for message in report.messages] == ["and one thing more"]
    with pytest.raises(WrongReceipt):
        desk.reply("0" * 16, "who am I", (), desk.submission_key())


def test_a_closed_report_takes_no_reply(office: Office) -> None:
    desk = office.misconduct
    receipt = desk.submit(DRAFT, NOBODY, (), desk.submission_key())
    office.stores.misconduct.replace(replace(desk.open(receipt), status="closed"))
    with pytest.raises(StepNotAllowed):
        desk.reply(receipt, "too late", (), desk.submission_key())
