"""What inspectors type about a report of misconduct; beside `schemas`, by the same rules."""

from zope.interface import Interface

from complaints_core.interfaces.fields import Code, Line, LongText
from complaints_core.interfaces.messages import _


class IConclusionDraft(Interface):
    """What was found, at the end."""

    outcome = Code(title=_("Outcome"), list_name="misconduct_outcome")
    text = LongText(
        title=_("What was found"),
        max_length=10000,
        min_length=20,
        description=_(
            "The reporter reads it as it stands here. Write nothing that shows others who reported."
        ),
    )


class IHandOver(Interface):
    """Which body outside the organization decides from now on, and what the reporter should know."""

    body = Line(title=_("Competent body"), max_length=150)
    text = LongText(title=_("Text"), max_length=5000, min_length=5)


class IIdentityOpening(Interface):
    """Why it must be known who reported."""

    opening_reason = LongText(
        title=_("Why must you know who reported?"),
        max_length=1000,
        min_length=20,
        description=_("The reporter reads this reason, with the hour. The audit keeps who opened it."),
    )
