"""What can be wrong with typed text, each as a class with an English gettext message id.

`message` is the message id with `{name}` placeholders and `values` fills them, so that the site can say it in
Persian. Values hold limits and counts, never what the person typed: they may end in a log.
"""

from typing import ClassVar


def _(message: str) -> str:
    """Mark a message id for the catalogue extractor; translation happens where it is shown."""
    return message


class Unreadable(ValueError):
    """Typed text that cannot be read as what was asked for."""

    message: ClassVar[str] = _("This could not be read.")

    def __init__(self, **values: object) -> None:
        # No positional arguments, so that a pickled error can be made again.
        super().__init__()
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class NotDigits(Unreadable):
    """A letter or a sign stands where only digits belong."""

    message = _("Use digits only.")


# Identifiers


class NationalCodeIncomplete(Unreadable):
    """Eight or nine digits: nearly always the leading zeros were dropped. We never add them ourselves."""

    message = _("A national code has 10 digits; write the leading zeros too.")


class NationalCodeLength(Unreadable):
    """A national code of another length; value `count`."""

    message = _("A national code has 10 digits; this one has {count}.")


class NationalCodeWrong(Unreadable):
    """Ten digits which break the rule of the check digit."""

    message = _("This national code is not right; please compare it with your card, digit by digit.")


class NotAForeignCode(Unreadable):
    """A code of a foreign national outside the known lengths; values `least`, `most`."""

    message = _("The code of a foreign national has {least} to {most} digits.")


class PostalCodeLength(Unreadable):
    """A postal code of another length; value `count`."""

    message = _("A postal code has 10 digits; this one has {count}.")


class PostalCodeWrong(Unreadable):
    """Ten digits that no postal code has."""

    message = _("This postal code is not right; please check its digits.")


class NotAMobile(Unreadable):
    """Not a mobile number of Iran."""

    message = _("A mobile number has 11 digits and begins with 09.")


class NotALandline(Unreadable):
    """Not a landline number of Iran."""

    message = _("A landline number has 11 digits: the area code with its zero, then eight digits.")


class AreaCodeMissing(NotALandline):
    """Eight digits: a landline number without its area code."""

    message = _("Write the area code too, such as 021.")


class MobileAsLandline(NotALandline):
    """A mobile number where a landline was asked for."""

    message = _("This is a mobile number; here a landline number with its area code is asked for.")


class NotAnEmail(Unreadable):
    """Not the shape of an e-mail address; value `example`."""

    message = _("Write an e-mail address with Latin letters, such as {example}.")


class EmailTooLong(Unreadable):
    """Longer than mail servers accept; value `most`."""

    message = _("An e-mail address has at most {most} characters.")


# Dates


class NotADate(Unreadable):
    """Not year, month and day; value `example`."""

    message = _("Write the date as year, month and day, such as {example}.")


class NoSuchDate(Unreadable):
    """A Jalali date that does not exist; `part` names the wrong part: day, month or year."""

    part: ClassVar[str]


class NoSuchYear(NoSuchDate):
    """A year outside our range, or written with two digits; values `first`, `last`."""

    message = _("Write the year with four digits, between {first} and {last}.")
    part = "year"


class NoSuchMonth(NoSuchDate):
    """A month outside 1 to 12."""

    message = _("The month must be between 1 and 12.")
    part = "month"


class NoSuchDay(NoSuchDate):
    """A day which this month of this year does not have; values `year`, `month`, `length`."""

    message = _("The day must be between 1 and {length}; this month of {year} has {length} days.")
    part = "day"
