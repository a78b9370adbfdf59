"""What administrators type about the people of their units, and why they are refused."""

from zope.interface import Interface

from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.fields import Line
from complaints_core.interfaces.messages import _


class ICentersOwned(Interface):
    """The centers that a member of staff owns or leads."""

    centers = Line(
        title=_("Codes of centers of his own"),
        max_length=400,
        required=False,
        description=_("With spaces between them. Complaints about them are never shown to him."),
    )


class INewStaff(ICentersOwned):
    """Somebody who begins to work here; his posts come beside it."""

    first_name = Line(title=_("First name"), max_length=60)
    last_name = Line(title=_("Last name"), max_length=80)
    username = Line(
        title=_("User name"),
        max_length=40,
        description=_(
            "Four Latin letters or more; digits, dots and hyphens may follow. It is never changed."
        ),
    )


class IStaffRow(INewStaff):
    """A post of somebody new, in a sheet; whoever holds several posts has several rows."""

    role = Line(title=_("Role"), max_length=60)
    unit = Line(title=_("Unit"), max_length=120)


class WrongUserName(Refusal):
    """A user name of letters that not every keyboard has, or a very short one."""

    message = _("Please choose Latin letters: at least four characters, a letter first.")
    field = "username"


class UserNameTaken(Refusal):
    """Somebody has this user name already, perhaps elsewhere."""

    message = _("There is an account of this name already. Please choose another one.")
    field = "username"


class UnknownPost(Refusal):
    """There is no such role or unit, half of the post is missing, or it is not his to give."""

    message = _("Please choose a role and a unit that is yours.")


class NoPost(Refusal):
    """Somebody would work here without any post."""

    message = _("Please choose at least one post. For whoever works here no more there is a page of its own.")


class UnknownCenter(Refusal):
    """There is no center of this code."""

    message = _("There is no center with the code {code}.")
    field = "centers"


class TooManyAtOnce(Refusal):
    """A sheet has more new people than one request can hash passwords for; `most` is how many it may have."""

    message = _("At most {most} people can be added at once. Please divide the sheet.")
    field = "attachments"


class OwnAccount(Refusal):
    """Nobody gives himself a post, disowns a center of his, or takes his own factor away."""

    message = _("Another administrator has to do this for you.")


class LastAdministrator(Refusal):
    """Nobody would be left who administers a unit."""

    message = _("Nobody else administers this unit. Give somebody the post first.")


class HandOverNeeded(Refusal):
    """Complaints would be left without anybody who may answer for them."""

    message = _("Complaints that are still open: {n}. Please choose who gets them.")
    field = "to"
