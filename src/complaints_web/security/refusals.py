"""What members of staff ask for that is not theirs is noted in the audit.

Coarse on purpose: who, which kind of page, and how it was refused; of the address no more than the tracking
code of a complaint that there is. A request that was refused keeps nothing, so the note has a transaction of
its own, after the answer is ready.
"""

import logging
from contextlib import suppress
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.events import NewResponse
from pyramid.request import Request

from complaints_core.desks.rounds.work import Taken
from complaints_core.domain.audit import REFUSED, AuditNote
from complaints_core.domain.faults import place_of
from complaints_core.domain.staff import Staff
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.ports import IAuditStore, IClock, IComplaintStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.ports import port_of
from complaints_web.routes import PREFIX

WORKPLACE: Final = "/staff"
NOT_HIS: Final = frozenset({404, 409})
"""Not his to see, or not his to do (any more)."""

log = logging.getLogger(__name__)


def include_refusals(config: Configurator) -> None:
    """Listen to every answer."""
    config.add_subscriber(note_refusal, NewResponse)


def note_refusal(event: Any) -> None:
    """Note a refusal to a member of staff on a page of the workplace. A fault of the audit is logged and
    spoils no answer."""
    request, status = event.request, event.response.status_int
    staff, route = request.__dict__.get("staff"), getattr(request, "matched_route", None)
    if status not in NOT_HIS or staff is None or route is None or WORKPLACE not in route.pattern:
        return
    try:
        with suppress(Taken):
            _note(request, staff, route.name.removeprefix(PREFIX), status)
    except Exception as fault:
        log.error("a refusal could not be noted: %s", place_of(fault))


def _note(request: Request, staff: Staff, page: str, status: int) -> None:
    own = bare_request(request.registry)
    with transaction_of(own):
        at, code = port_of(own, IClock).now(), _code_of(request, port_of(own, IComplaintStore))
        note = AuditNote.of(at, staff.username, REFUSED, code, page=page, answer=str(status))
        port_of(own, IAuditStore).note(note)


def _code_of(request: Request, complaints: IComplaintStore) -> str:
    """The tracking code in the address, where there is such a complaint."""
    with suppress(NotFound):
        code = TrackingCode.parse(request.matchdict.get("tracking_code", ""))
        return str(code) if complaints.get(code) else ""
    return ""
