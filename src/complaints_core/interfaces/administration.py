"""What administrators type, and what they are refused.

Names are written in the organization's first language and, where staff or citizens read the other one, in it
too.
"""

import re
from typing import Final

from zope.interface import Interface

from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.fields import BirthDate, Code, CodeLine, Line, LongText, Misread, YesNo
from complaints_core.interfaces.messages import _

CODE: Final = re.compile("[a-z0-9_]+")


class Day(BirthDate):
    """A Jalali day typed in three boxes."""


class NewCode(CodeLine):
    """A code that is given once, for ever."""

    def read(self, typed: str) -> str:
        """Keep small Latin letters, digits and underscores; raises `Misread` for anything else."""
        code = super().read(typed)
        if not CODE.fullmatch(code):
            raise Misread(_("Please write small Latin letters, digits and _ alone."))
        return code


class IClosureDraft(Interface):
    """Days on which offices are shut, and why."""

    day = Day(title=_("First day"), parts=("day_day", "day_month", "day_year"))
    until = Day(
        title=_("Last day"),
        parts=("until_day", "until_month", "until_year"),
        required=False,
        description=_("Only where it is more than one day."),
    )
    scope = CodeLine(title=_("Where"), max_length=20)
    reason = Line(
        title=_("Reason"),
        max_length=100,
        description=_("Citizens read it beside the days that do not count, for example: cold weather."),
    )
    reason_en = Line(title=_("Reason in English"), max_length=100, required=False)


class ITemplateDraft(Interface):
    """A template of answers."""

    title = Line(title=_("Title"), max_length=80, description=_("Colleagues find the template by it."))
    unit = CodeLine(
        title=_("For which unit"), max_length=20, description=_("Everything below the unit may use it too.")
    )
    text = LongText(title=_("Text"), max_length=5000, min_length=10)


class ISmsTextDraft(Interface):
    """What an SMS says."""

    text = LongText(title=_("Text"), max_length=400, min_length=5)


class IEntryChange(Interface):
    """What a code of a list is called, and how it is marked."""

    label = Line(title=_("Name"), max_length=120)
    label_en = Line(title=_("Name in English"), max_length=120, required=False)
    group = Code(title=_("Field"), list_name="field", required=False)
    urgent = YesNo(
        title=_("Is it urgent?"),
        answers=(_("Yes, within hours"), _("No")),
        default=False,
        description=_("What is urgent stands first in every list and is looked at within hours."),
    )


class IEntryDraft(IEntryChange):
    """A new code of a list."""

    code = NewCode(
        title=_("Code"),
        max_length=40,
        description=_("Small Latin letters, digits and _; it is given once and never changes."),
    )


class ICenterChange(Interface):
    """What is known of a center."""

    name = Line(title=_("Name"), max_length=150)
    kind = Code(title=_("Kind of center"), list_name="center_kind")
    ownership = Code(title=_("Who runs it"), list_name="ownership")
    province = Code(title=_("Province"), list_name="province")
    county = Code(title=_("County"), list_name="county")


class ICenterDraft(ICenterChange):
    """A new center."""

    code = NewCode(
        title=_("Code"),
        max_length=40,
        description=_("Small Latin letters, digits and _; it is given once and never changes."),
    )


class IUnitChange(Interface):
    """What a unit is called."""

    label = Line(title=_("Name"), max_length=120)
    label_en = Line(title=_("Name in English"), max_length=120, required=False)


class IUnitDraft(IUnitChange):
    """A new unit."""

    code = NewCode(
        title=_("Code"),
        max_length=40,
        description=_("Small Latin letters, digits and _; it is given once and never changes."),
    )


class IUnitRow(IUnitDraft):
    """A unit in a sheet."""

    parent = Line(title=_("Unit above"), max_length=120)


class IUnitClosing(Interface):
    """Who takes over from a unit that is closed."""

    heir = CodeLine(title=_("Who takes over its open complaints"), max_length=40)


# What administrators are refused


class AmendedMeanwhile(Refusal):
    """Another administrator has changed something since this one looked."""

    message = _("Somebody else has just changed something here. Look at it, and do it once more.")


class AmendmentRefused(Refusal):
    """A change that would leave the organization in disorder; `problem` says with what it does not agree."""

    message = _("This does not fit the rest, so nothing was changed: {problem}.")


class EndsBeforeItBegins(Refusal):
    """The last day of a closure lies before its first."""

    message = _("The last day lies before the first one.")
    field = "until"


class TooLong(Refusal):
    """A closure has too many days at once; `most` is how many it may have."""

    message = _("At most {most} days can be closed at once.")
    field = "until"


class TooFarAway(Refusal):
    """A closure lies long ago or far ahead: most likely a mistyped year."""

    message = _("This day is too long ago or too far ahead. Please check the year.")
    field = "day"


class ClosedAlready(Refusal):
    """Offices are shut on all of these days already."""

    message = _("Offices are closed on these days already.")
    field = "day"


class StrayBrace(Refusal):
    """A text has a brace that does not belong to a variable."""

    message = _("A brace stands alone here. A variable is written as {example}.")
    field = "text"

    def __init__(self) -> None:
        super().__init__(example="{due}")


class UnknownVariables(Refusal):
    """A text names variables that there are not; `names` and `known` are lists of names."""

    message = _("There is no variable {names} here; there are: {known}.")
    field = "text"


class MissingVariables(Refusal):
    """A text does not name what it must tell; `names` is a list of names."""

    message = _("The text must name: {names}.")
    field = "text"


class TooManyParts(Refusal):
    """An SMS would have more parts than two; `most` and `typed` are characters."""

    message = _(
        "With its values in place, the SMS has {typed} characters; at most {most} fit into two parts."
    )
    field = "text"


class CodeTaken(Refusal):
    """There is such a code already; codes are never given twice."""

    message = _("This code is in use already. Please choose another one.")
    field = "code"


class UnitsBelow(Refusal):
    """A unit cannot close before the units below it."""

    message = _("Units lie below this one. Close them first.")


class PeopleLeft(Refusal):
    """A unit cannot close while somebody works there; `n` is how many."""

    message = _("{n} people work at this unit. Give them other posts first.")


class LastEntry(Refusal):
    """A list would be left with nothing to choose from."""

    message = _("This is the last one that can be chosen; add another one first.")


class NotASheet(Refusal):
    """A file is no Excel file that can be read, or none came at all."""

    message = _("Please choose an Excel file (.xlsx) made from the sheet with the right headings.")
    field = "attachments"


class MissingColumns(Refusal):
    """A sheet lacks columns; `names` are their headings."""

    message = _("The first row of the sheet must have these headings, too: {names}.")
    field = "attachments"


class NothingToImport(Refusal):
    """A sheet would change nothing."""

    message = _("Nothing in this sheet is new or different.")
    field = "attachments"
