"""The desk of exports for a request, and what makes them in the background."""

from pyramid.request import Request

from complaints_core.desks.exporting import ExportDesk
from complaints_core.desks.rounds.export_round import Press
from complaints_core.interfaces.ports import (
    IAuditStore,
    ICitizenStore,
    IClock,
    IFileStore,
    IPendingStore,
    IStaffStore,
)
from complaints_web.export_sheets import SheetOfComplaints
from complaints_web.ports import port_of


def export_desk(request: Request) -> ExportDesk:
    """Answer the desk at which staff ask for Excel files and take them."""
    return ExportDesk(
        pending=port_of(request, IPendingStore),
        files=port_of(request, IFileStore),
        audit=port_of(request, IAuditStore),
        clock=port_of(request, IClock),
        directory=request.profile.directory,
    )


def export_press(request: Request) -> Press:
    """Answer what makes the parts of these files."""
    staff = port_of(request, IStaffStore)
    return Press(
        pending=port_of(request, IPendingStore),
        files=port_of(request, IFileStore),
        citizens=port_of(request, ICitizenStore),
        staff=staff,
        audit=port_of(request, IAuditStore),
        clock=port_of(request, IClock),
        finder=request.staff_desk.finder,
        write=SheetOfComplaints(request.profile, staff),
    )
