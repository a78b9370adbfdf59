"""What an operator types about a caller or visitor, and what he is refused.

Two facts each: who only knows one of them learns nothing.
"""

from zope.interface import Interface

from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.fields import BirthDate, DigitsLine, Line, MobileLine, NationalCodeLine
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IDetails, IRegistration


class ICaller(Interface):
    """Two facts by which an operator knows for whom he files, and how they speak."""

    national_code = NationalCodeLine(
        title=_("National code"), max_length=30, description=_("Ask for it, then for the birth date.")
    )
    birth_date = BirthDate(title=_("Birth date"), parts=("birth_day", "birth_month", "birth_year"))


class ICaseOfCaller(Interface):
    """Two facts by which an operator opens a complaint with its citizen."""

    tracking_code = DigitsLine(
        title=_("Tracking code"), length=12, max_length=40, description=_("Twelve digits, read out in fours.")
    )
    national_code = NationalCodeLine(title=_("National code of the caller"), max_length=30)


class IVisitor(IDetails):
    """A caller or visitor without an account: as in a sign-up, but for the password, and a mobile if any."""

    first_name = Line(title=_("First name"), max_length=60)
    last_name = Line(title=_("Last name"), max_length=80)
    mobile = MobileLine(  # type: ignore[assignment] # here it may stay empty
        title=_("Mobile number"),
        max_length=30,
        required=False,
        description=_("Leave it empty for whoever has none: no SMS is sent then."),
    )


# Names come first on the page, as in a sign-up, and so among the mistakes.
for _name in ("first_name", "last_name"):
    IVisitor[_name].order = IRegistration[_name].order


class IVisitorMobile(Interface):
    """The mobile number of a visitor who had none."""

    mobile = MobileLine(title=_("Mobile number"), max_length=30)


class WrongCaller(Refusal):
    """There is an account with this national code, and another birth date."""

    message = _("National code and birth date do not belong together. Please ask for both again.")
    field = "national_code"


class WrongCaseOfCaller(Refusal):
    """Tracking code and national code do not belong together; which of the two is wrong is not said."""

    message = _(
        "No complaint was found with this tracking code and national code. Please ask for both again."
    )
    field = "tracking_code"


class SkipReasonMissing(Refusal):
    """The code from the SMS is not asked for only where an operator says why."""

    message = _("Please say why the code is not asked for.")
    field = "why"
