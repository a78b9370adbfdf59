"""What nobody came back for."""

import io
from datetime import timedelta

from complaints_core.desks.rounds.forgetting import forget_expired
from complaints_core.domain.files import PDF, Attachment
from complaints_core.domain.pending import ParkedDraft, UsedChallenge
from complaints_core.memory import stores
from complaints_core.stores import Stores
from complaints_core.testing import NOON

LATER = NOON + timedelta(days=1)


def parked(office: Stores, key: str, hours: int) -> Attachment:
    """Park a draft with one file that is over some hours after noon."""
    file = office.files.add(io.BytesIO(b"%PDF"), "clean")
    attachment = Attachment("letter.pdf", PDF, 4, "0" * 64, file)
    expires = NOON + timedelta(hours=hours)
    office.pending.add(
        ParkedDraft(key=key, expires_at=expires, owner="somebody", typed=(), attachments=(attachment,))
    )
    return attachment


def test_a_draft_goes_with_its_files_and_one_that_still_waits_stays() -> None:
    office = stores()
    over, waiting = parked(office, "over", 1), parked(office, "waiting", 48)
    office.pending.add(UsedChallenge(key="used", expires_at=NOON))
    assert forget_expired(office.pending, office.files, LATER) == 2
    assert office.files.state(over.file) is None
    assert office.files.state(waiting.file) == "clean"
    assert office.pending.get(ParkedDraft, "waiting") is not None
    assert office.pending.get(UsedChallenge, "used") is None


def test_no_draft_is_forgotten_without_its_files_however_many_there_are() -> None:
    office = stores()
    files = [parked(office, str(number), 1) for number in range(5)]
    while forget_expired(office.pending, office.files, LATER, limit=2):
        pass
    assert [office.files.state(one.file) for one in files] == [None] * 5
