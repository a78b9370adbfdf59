"""Who a session belongs to. Every page asks this before anything else, so it needs the stores that know, and
no desk."""

from complaints_core.desks.logins import Logins
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.pending import EndedLogin
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import ICitizenStore, IPendingStore, IStaffStore


def citizen_signed_in(
    citizens: ICitizenStore, pending: IPendingStore, key: str, login_epoch: int, login: str
) -> Citizen | None:
    """Answer the citizen of a session, unless its login, or all logins of that time, were ended."""
    citizen = citizens.get(key)
    if citizen is None or citizen.login_epoch != login_epoch or pending.get(EndedLogin, login):
        return None
    return citizen


def staff_signed_in(
    staff: IStaffStore, logins: Logins, username: str, login_epoch: int, login: str = ""
) -> Staff | None:
    """Answer the member of staff of a session, unless this login or all logins of that time were ended.
    Between the two factors there is no login yet."""
    one = staff.get(username)
    if one is None or not one.active or one.login_epoch != login_epoch:
        return None
    return one if not login or logins.known(username, login) else None
