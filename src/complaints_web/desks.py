"""Desks for a request: their collaborators are the plug-ins behind the ports."""

from pyramid.request import Request

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.administration import AdministrationDesk
from complaints_core.desks.auditing import AuditDesk
from complaints_core.desks.calls import Calls
from complaints_core.desks.casework.finding import Finder
from complaints_core.desks.casework.handover import HandOver
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.codes import Codes
from complaints_core.desks.figures import FiguresDesk
from complaints_core.desks.imports.people import ImportingPeople
from complaints_core.desks.inspection import InspectorDesk
from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.intake.staff_forms import StaffForms
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.desks.naming import Naming
from complaints_core.desks.news import NewsDesk
from complaints_core.desks.notices import Notices
from complaints_core.desks.operator import OperatorDesk
from complaints_core.desks.personnel import PersonnelDesk
from complaints_core.desks.recovery import RecoveryDesk
from complaints_core.desks.staff import StaffDesk
from complaints_core.desks.staff_account import StaffAccountDesk
from complaints_core.desks.visitors import Visitors
from complaints_core.domain.known_browsers import KnownBrowsers
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.submission import SubmissionKeys
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import (
    IAmendmentStore,
    IAuditStore,
    IChanges,
    ICitizenStore,
    IClock,
    IComplaintStore,
    IFigures,
    IFileInspector,
    IFileScanner,
    IFileStore,
    ILimits,
    IMisconductStore,
    INewsStore,
    IOutbox,
    IPasswordHasher,
    IPendingStore,
    ISearchIndex,
    ISecondFactor,
    IStaffStore,
)
from complaints_web.background import send_after_commit
from complaints_web.ports import port_of
from complaints_web.site import site_of


def account_desk(request: Request) -> AccountDesk:
    """Answer the desk for whoever wants an account or has one."""
    pending, limits, clock = (port_of(request, port) for port in (IPendingStore, ILimits, IClock))
    notices = _notices(request)
    return AccountDesk(
        citizens=port_of(request, ICitizenStore),
        pending=pending,
        hasher=port_of(request, IPasswordHasher),
        limits=limits,
        clock=clock,
        profile=request.profile,
        notices=notices,
        codes=Codes(pending, notices, limits, clock),
        browsers=_known_browsers(request, "citizen's browser"),
    )


def recovery_desk(request: Request) -> RecoveryDesk:
    """Answer the desk for whoever forgot his password."""
    return RecoveryDesk(account=request.account_desk)


def citizen_desk(request: Request) -> CitizenDesk:
    """Answer the desk of a citizen who is signed in."""
    return CitizenDesk(
        complaints=port_of(request, IComplaintStore),
        staff=port_of(request, IStaffStore),
        submissions=_submissions(request),
        room=_file_room(request),
        limits=port_of(request, ILimits),
        clock=port_of(request, IClock),
        profile=request.profile,
        notices=_notices(request),
    )


def staff_desk(request: Request) -> StaffDesk:
    """Answer the desk of a member of staff who is signed in."""
    complaints = port_of(request, IComplaintStore)
    return StaffDesk(
        complaints=complaints,
        finder=Finder(port_of(request, ISearchIndex), _wording(request), complaints),
        audit=port_of(request, IAuditStore),
        citizens=port_of(request, ICitizenStore),
        staff=port_of(request, IStaffStore),
        room=_file_room(request),
        clock=port_of(request, IClock),
        profile=request.profile,
        notices=_notices(request),
    )


def figures_desk(request: Request) -> FiguresDesk:
    """Answer the desk of those who lead."""
    return FiguresDesk(port_of(request, IFigures), port_of(request, IChanges), request.staff_desk)


def staff_account_desk(request: Request) -> StaffAccountDesk:
    """Answer the door of staff."""
    return StaffAccountDesk(
        staff=port_of(request, IStaffStore),
        pending=port_of(request, IPendingStore),
        audit=port_of(request, IAuditStore),
        hasher=port_of(request, IPasswordHasher),
        second_factor=port_of(request, ISecondFactor),
        limits=port_of(request, ILimits),
        clock=port_of(request, IClock),
        profile=request.profile,
        naming=_naming(request),
        browsers=_known_browsers(request, "browser of staff"),
    )


def personnel_desk(request: Request) -> PersonnelDesk:
    """Answer the desk of an administrator, for the people in his units."""
    return PersonnelDesk(
        door=request.staff_account_desk, handover=hand_over(request), profile=request.profile
    )


def people_import(request: Request) -> ImportingPeople:
    """Answer what hires people from a sheet."""
    return ImportingPeople(request.personnel_desk)


def audit_desk(request: Request) -> AuditDesk:
    """Answer the desk of auditors."""
    return AuditDesk(*(port_of(request, port) for port in (IAuditStore, IPendingStore, IClock)))


def hand_over(request: Request) -> HandOver:
    """Answer what hands complaints over from one member of staff to another."""
    return HandOver(
        complaints=port_of(request, IComplaintStore),
        staff=port_of(request, IStaffStore),
        audit=port_of(request, IAuditStore),
        clock=port_of(request, IClock),
        profile=request.profile,
    )


def staff_forms(request: Request) -> StaffForms:
    """Answer what keeps the forms of staff."""
    return StaffForms(_submissions(request), port_of(request, ILimits))


def operator_desk(request: Request) -> OperatorDesk:
    """Answer the desk of an operator who is signed in."""
    calls = Calls(
        citizens=port_of(request, ICitizenStore),
        complaints=port_of(request, IComplaintStore),
        pending=port_of(request, IPendingStore),
        audit=port_of(request, IAuditStore),
        limits=port_of(request, ILimits),
        clock=port_of(request, IClock),
    )
    visitors = Visitors(request.account_desk, calls)
    return OperatorDesk(calls=calls, visitors=visitors, citizen_desk=request.citizen_desk)


def misconduct_desk(request: Request) -> MisconductDesk:
    """Answer the desk for whoever reports misconduct."""
    return MisconductDesk(
        reports=port_of(request, IMisconductStore),
        staff=port_of(request, IStaffStore),
        submissions=_submissions(request),
        room=_file_room(request),
        limits=port_of(request, ILimits),
        clock=port_of(request, IClock),
        profile=request.profile,
    )


def inspector_desk(request: Request) -> InspectorDesk:
    """Answer the desk of an inspector who is signed in."""
    return InspectorDesk(
        reports=port_of(request, IMisconductStore),
        staff=port_of(request, IStaffStore),
        audit=port_of(request, IAuditStore),
        room=_file_room(request),
        clock=port_of(request, IClock),
        profile=request.profile,
    )


def administration_desk(request: Request) -> AdministrationDesk:
    """Answer the desk of an administrator, for what the organization is made of."""
    return AdministrationDesk(
        amendments=port_of(request, IAmendmentStore),
        audit=port_of(request, IAuditStore),
        clock=port_of(request, IClock),
        complaints=port_of(request, IComplaintStore),
        people=port_of(request, IStaffStore),
        base=site_of(request.registry).profile,
        profile=request.profile,
        naming=_naming(request),
        figures=port_of(request, IFigures),
        changes=port_of(request, IChanges),
    )


def news_desk(request: Request) -> NewsDesk:
    """Answer the desk at which staff are told what changed without them."""
    return NewsDesk(port_of(request, INewsStore), port_of(request, IStaffStore), request.profile.directory)


def _wording(request: Request) -> Wording:
    return site_of(request.registry).wording(request.profile)


def _naming(request: Request) -> Naming:
    return Naming(port_of(request, IMisconductStore), port_of(request, IStaffStore), request.profile)


def _notices(request: Request) -> Notices:
    if site_of(request.registry).settings.sms_inline:
        send_after_commit(request)
    return Notices(port_of(request, IOutbox), port_of(request, IClock), request.profile)


def _file_room(request: Request) -> FileRoom:
    return FileRoom(
        files=port_of(request, IFileStore),
        inspector=port_of(request, IFileInspector),
        scanner=port_of(request, IFileScanner),
        rules=site_of(request.registry).file_rules,
    )


def _known_browsers(request: Request, purpose: str) -> KnownBrowsers:
    return KnownBrowsers(OpaqueKeys(site_of(request.registry).settings.secret, purpose))


def _submissions(request: Request) -> Submissions:
    return Submissions(
        pending=port_of(request, IPendingStore),
        room=_file_room(request),
        clock=port_of(request, IClock),
        keys=SubmissionKeys(site_of(request.registry).settings.secret),
    )
