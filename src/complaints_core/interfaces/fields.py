"""Schema fields for what people type in Iran: each knows how to read its own text.

`fromUnicode(typed)` answers the value to keep, or raises `Misread` with a message id. Limits and hints stand
on the field, so that HTML forms, JSON and sheets say the same.
"""

from datetime import date
from typing import Any

from zope.interface import implementer
from zope.schema import Bool, Date, Int, TextLine
from zope.schema import Text as ZopeText
from zope.schema.interfaces import IFromUnicode, ValidationError

from complaints_core import persian
from complaints_core.interfaces.messages import _

YES, NO = "yes", "no"

LONGEST_PART = 4
"""So many digits has a year."""


class Misread(ValidationError):
    """What was typed cannot be read as this field's value."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@implementer(IFromUnicode)
class Line(TextLine):
    """One line of text, cleaned for storage."""

    def fromUnicode(self, value: str) -> str:  # type: ignore[override]  # noqa: N802 - zope.schema's name
        """Clean a typed line and check its length."""
        return _within(self, self.read(value))

    def read(self, typed: str) -> str:
        """Turn typed text into the value to keep; raises `Misread`."""
        return persian.clean_line(typed)


@implementer(IFromUnicode)
class LongText(ZopeText):
    """Several lines of text, cleaned for storage."""

    def fromUnicode(self, value: str) -> str:  # type: ignore[override]  # noqa: N802 - zope.schema's name
        """Clean typed text and check its length."""
        return _within(self, persian.clean(value))


class _Identifier(Line):
    """A line that one value class of `persian` reads."""

    reader: type[Any]

    def read(self, typed: str) -> str:
        try:
            return str.__str__(self.reader.parse(typed))
        except persian.Unreadable as wrong:
            raise Misread(wrong.message, **wrong.values) from None


class NationalCodeLine(_Identifier):
    """A ten-digit national code with its check digit."""

    reader = persian.NationalCode


class MobileLine(_Identifier):
    """A mobile number, kept as +989…"""

    reader = persian.Mobile


class LandlineLine(_Identifier):
    """A landline number with its area code, kept as +98…"""

    reader = persian.Landline


class PostalCodeLine(_Identifier):
    """A ten-digit postal code."""

    reader = persian.PostalCode


class EmailLine(_Identifier):
    """An e-mail address."""

    reader = persian.Email


class DigitsLine(Line):
    """A code made of digits alone, typed with any digits, spaces or hyphens between them."""

    def __init__(self, *, length: int, **kw: Any) -> None:
        super().__init__(**kw)
        self.length = length

    def read(self, typed: str) -> str:
        """Keep the digits; anything but `length` digits is misread."""
        kept = persian.digits(persian.clean_line(typed)).replace(" ", "").replace("-", "")
        if not (kept.isascii() and kept.isdigit() and len(kept) == self.length):
            raise Misread(_("Please type the {length} digits."), length=self.length)
        return kept


class Secret(Line):
    """A password: normalised so that every keyboard types the same one, never shown again."""

    def read(self, typed: str) -> str:
        """Normalise; see DOMAIN of `persian.secret`."""
        return persian.secret(typed)


class CodeLine(Line):
    """A code that the organization gave: of a unit, a center, an entry in a list; in digits of any kind."""

    def read(self, typed: str) -> str:
        """Keep its digits as they are kept everywhere."""
        return persian.digits(super().read(typed))


class Code(CodeLine):
    """The code of an entry in one of the profile's lists, such as `gender` or `province`."""

    def __init__(self, *, list_name: str, **kw: Any) -> None:
        super().__init__(**kw)
        self.list_name = list_name


@implementer(IFromUnicode)
class YesNo(Bool):
    """A choice of two; the `default` holds until somebody chooses. `answers` are what they say (message ids),
    the one for yes first."""

    def __init__(self, *, answers: tuple[str, str], default: bool = True, **kw: Any) -> None:
        super().__init__(required=False, default=default, **kw)
        self.answers = answers

    def fromUnicode(self, value: str) -> bool:  # type: ignore[override]  # noqa: N802 - zope.schema's name
        """Read ``yes`` or ``no``; raises `Misread` for anything else."""
        typed = value.strip()
        if typed not in (YES, NO):
            raise Misread(_("Please choose one from the list."))
        return typed == YES


@implementer(IFromUnicode)
class Scale(Int):
    """A whole number from 1 on a scale; `steps` are the names of its steps (message ids), lowest first."""

    def __init__(self, *, steps: tuple[str, ...], **kw: Any) -> None:
        super().__init__(min=1, max=len(steps), **kw)
        self.steps = steps

    def fromUnicode(self, value: str) -> int:  # type: ignore[override]  # noqa: N802 - zope.schema's name
        """Read the number of a step; raises `Misread` for anything else."""
        typed = persian.digits(value.strip())
        for number, _name in enumerate(self.steps, 1):
            if typed == str(number):
                return number
        raise Misread(_("Please choose one from the list."))


class BirthDate(Date):
    """A Jalali date typed in three boxes, kept as a Gregorian date."""

    def __init__(self, *, parts: tuple[str, str, str], **kw: Any) -> None:
        super().__init__(**kw)
        self.parts = parts  # names of the boxes for day, month and year

    def read(self, day: str, month: str, year: str) -> date:
        """Turn the three boxes into a date; raises `Misread` naming what is wrong."""
        parts = [persian.digits(persian.clean_line(part)) for part in (year, month, day)]
        if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST_PART for part in parts):
            raise Misread(_("Please give day, month and year, for example 5 Mehr 1360."))
        try:
            return persian.from_jalali(int(parts[0]), int(parts[1]), int(parts[2]))
        except persian.Unreadable as wrong:
            raise Misread(wrong.message, **wrong.values) from None


def _within(field: Any, value: str) -> str:
    if field.max_length is not None and len(value) > field.max_length:
        raise Misread(
            _("At most {most} characters fit here; you typed {typed}."),
            most=field.max_length,
            typed=len(value),
        )
    if value and field.min_length is not None and len(value) < field.min_length:
        raise Misread(_("Please write at least {least} characters."), least=field.min_length)
    return value
