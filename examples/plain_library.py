"""The core as a plain library: no web framework, no database, no network.

    python examples/plain_library.py

Somebody signs up, confirms with the code that waits in the outbox, complains, and reads the receipt. A portal
puts stores of its own behind the same ports; the plug-ins for passwords, limits and files are there to be
taken or left.
"""

import secrets
from datetime import UTC, datetime

from zope.interface import implementer

from complaints_core import AccountDesk, CitizenDesk, Stores, TrackingCode, forms, load_profile
from complaints_core.desks.codes import Codes
from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.notices import Notices
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.complaints import ComplaintDraft, Receipt
from complaints_core.domain.known_browsers import KnownBrowsers
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.submission import SubmissionKeys
from complaints_core.interfaces.ports import IClock
from complaints_core.interfaces.schemas import IComplaintDraft, IRegistration
from complaints_core.memory import stores as memory_stores
from complaints_core.persian import format_jalali
from complaints_core.persian.samples import national_codes
from complaints_plugins.antivirus import NoScanner
from complaints_plugins.files import Inspector
from complaints_plugins.limits import limits_from_settings
from complaints_plugins.passwords import Argon2idHasher

PROFILE = load_profile("behzisti")
SIGN_UP = {
    "first_name": "نرگس",
    "last_name": "بهاری",
    "father_name": "یوسف",
    "national_code": next(national_codes(1)),
    "birth_day": "۱۲",
    "birth_month": "4",
    "birth_year": "۱۳۶۲",
    "gender": "female",
    "mobile": "۰۹۱۲ ۰۰۰ ۰۱۲۳",
    "employment_status": "homemaker",
    "personnel_status": "client",
    "education_level": "diploma",
    "province": "23",
    "county": "2301",
    "postal_code": "۱۱۹۳۶۵۳۴۷۱",
    "address": "تهران، خیابان بهار، پلاک ۱۲",
    "password": "narges-dar-bad-77",
    "password_repeat": "narges-dar-bad-77",
}
COMPLAINT = {
    "subject": "care_allowance",
    "kind": "province",
    "description": "حق پرستاری مادرم از سه ماه پیش واریز نشده است.",
}


@implementer(IClock)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Answer the present moment, aware, in UTC."""
        return datetime.now(UTC)


# This part stands in the README.
def open_desks(stores: Stores, secret: bytes) -> tuple[AccountDesk, CitizenDesk]:
    """Every desk takes its collaborators as plain arguments; there is no registry to learn."""
    clock, limits = SystemClock(), limits_from_settings({}, PROFILE.limits, secret)
    notices = Notices(stores.outbox, clock, PROFILE)
    room = FileRoom(files=stores.files, inspector=Inspector(), scanner=NoScanner(), rules=PROFILE.files)
    account_desk = AccountDesk(
        citizens=stores.citizens,
        pending=stores.pending,
        hasher=Argon2idHasher(),
        limits=limits,
        clock=clock,
        profile=PROFILE,
        notices=notices,
        codes=Codes(stores.pending, notices, limits, clock),
        browsers=KnownBrowsers(OpaqueKeys(secret, "browser")),
    )
    citizen_desk = CitizenDesk(
        staff=stores.staff,
        complaints=stores.complaints,
        submissions=Submissions(pending=stores.pending, room=room, clock=clock, keys=SubmissionKeys(secret)),
        room=room,
        limits=limits,
        clock=clock,
        profile=PROFILE,
        notices=notices,
    )
    return account_desk, citizen_desk


def sign_up(desk: AccountDesk, stores: Stores) -> Citizen:
    """What was typed is read by the schema; the code that confirms it waits in the outbox."""
    values = forms.read(IRegistration, SIGN_UP, PROFILE.lists, PROFILE.required["registration"])
    waiting = desk.register(Registration(**values))
    (message,) = stores.outbox.due(desk.clock.now(), limit=1)
    return desk.confirm(waiting, dict(message.params)["code"])


def complain(desk: CitizenDesk, citizen: Citizen) -> Receipt:
    """The key makes a form that is sent twice one complaint."""
    values = forms.read(IComplaintDraft, COMPLAINT, PROFILE.lists, PROFILE.required["complaint"])
    return desk.submit(citizen, ComplaintDraft(**values), (), desk.submission_key(citizen))


# End of that part.


def main() -> str:
    """Go the whole way once, and answer the tracking code."""
    stores = memory_stores()
    account_desk, citizen_desk = open_desks(stores, secrets.token_bytes(32))
    citizen = sign_up(account_desk, stores)
    receipt = complain(citizen_desk, citizen)
    kept = citizen_desk.complaint(citizen, receipt.code)
    print(f"Filed for {citizen.full_name} as {TrackingCode(receipt.code).grouped}: {kept.status}.")
    if receipt.due:
        print(f"The answer is due by {format_jalali(receipt.due)}.")
    return receipt.code


if __name__ == "__main__":
    main()
