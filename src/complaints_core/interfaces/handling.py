"""What staff type to handle complaints, and why they are refused."""

from zope.interface import Interface

from complaints_core.interfaces.errors import Refusal, StepNotAllowed
from complaints_core.interfaces.fields import Code, Line, LongText
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IReason, IReferral

LONGEST_BODY = 150


class IAssignment(Interface):
    """Who shall answer for a complaint."""

    staff = Line(title=_("Colleague"), max_length=40)


class IBulkAssignment(IAssignment):
    """Who shall answer for many complaints, and why."""

    reason = LongText(title=_("Reason"), max_length=2000, required=False)


class IBulkReferral(IReferral):
    """Which unit shall handle many complaints, and why."""


class IAnswerDraft(Interface):
    """The organization's formal answer."""

    finding = Code(title=_("Finding"), list_name="finding")
    body = Line(
        title=_("Body that decides"),
        max_length=LONGEST_BODY,
        required=False,
        description=_("Only where this organization does not decide: who does, as the complainant finds it."),
    )
    text = LongText(
        title=_("Answer"),
        max_length=10000,
        min_length=20,
        description=_("What was found, why, and what follows. The citizen reads it as it stands here."),
    )


class IDecline(IReason):
    """Which body decides, and why it is not this organization."""

    body = Line(
        title=_("Body that decides"),
        max_length=LONGEST_BODY,
        min_length=3,
        description=_("As the complainant finds it: the name, and a place or number if you know one."),
    )
    reason = LongText(title=_("Reason"), max_length=2000, min_length=5)


class ILink(Interface):
    """Which complaint another one repeats."""

    original = Line(
        title=_("Tracking code of the complaint that goes on"),
        max_length=20,
        description=_("Another complaint of the same person; this one is closed and leads there."),
    )


class NoWayBack(Refusal):
    """The unit that referred a complaint is not there any more, or must not handle it."""

    message = _("This complaint cannot go back to where it came from. Please refer it to another unit.")


class UnknownOriginal(Refusal):
    """There is no such complaint, or it is nothing that another one could repeat."""

    message = _("Please give the tracking code of another complaint of this person that is being handled.")
    field = "original"


class BodyMissing(Refusal):
    """What is out of scope needs the name of the body that decides."""

    message = _("Please name the body that decides on this, so that the complainant knows where to go.")
    field = "body"


class MovedOn(StepNotAllowed):
    """Somebody has moved a complaint on since it was looked over."""

    message = _("Meanwhile somebody has moved this complaint on.")
