"""Forms within a conversation. Where the session or the conversation has ended meanwhile, the words wait for
the same citizen until both codes were asked for again."""

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.staff import OPERATOR
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.parking import ParkingPage, typed_under
from complaints_web.request import StaffRequest
from complaints_web.security.staff import at_work, to_staff_login
from complaints_web.views.staff.operator.call import KEPT, CallPage, call_of, goes_on, to_start


class SpokenPage(CallPage, ParkingPage):
    """A form for which a conversation must go on."""

    told = _("The conversation has ended meanwhile. Ask for both again; the words are kept.")

    @property
    def owner(self) -> Citizen:
        """With whom the operator speaks; raises HTTPNotFound while he has no account."""
        return caller_of(self.request)

    def show(self) -> Response:
        """Without a conversation one begins."""
        request = self.request
        if at_work(request) is None:
            return to_staff_login(request)
        self.only_operators()
        return super().show() if goes_on(request) else to_start(request)

    def send(self) -> Response:
        """As ever; what has ended meanwhile loses nothing."""
        request, start = self.request, self.request.path_to("operator")
        if at_work(request) is None:
            return to_staff_login(request, self.parked_at(self.typed(), start))
        self.only_operators()
        return super().send() if goes_on(request) else HTTPSeeOther(self.parked_at(self.typed(), start))

    def only_operators(self) -> None:
        """Raise HTTPNotFound for everybody else."""
        if OPERATOR not in (self.request.staff.roles if self.request.staff else ()):
            raise HTTPNotFound


def typed_meanwhile(request: StaffRequest) -> dict[str, str]:
    """Answer once the words that were written before the conversation ended, with their key; raises
    HTTPNotFound while the caller has no account."""
    return typed_under(request, caller_of(request), request.session.pop(KEPT, ""))


def caller_of(request: StaffRequest) -> Citizen:
    """Answer with whom the operator speaks; raises HTTPNotFound while he has no account."""
    try:
        return request.operator_desk.citizen(request.staff, call_of(request))
    except NotFound:
        raise HTTPNotFound from None
