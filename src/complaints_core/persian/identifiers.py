"""Numbers and addresses that name a person or lead to one, as strings with a checked door.

`parse` reads what a person typed: with any digits, with spaces or hyphens between them. It raises a subclass
of `Unreadable`. The plain constructor is for values that were parsed before and come back from a store; it
checks nothing, so that a rule which changes later does not lock away what was kept. Each kind is its own
canonical string: equal, hashed and stored as one, and hidden by `repr`, so that a trace or a log line tells
nobody's number.
"""

import re
from itertools import accumulate, pairwise
from typing import ClassVar, Self

from complaints_core.persian.errors import (
    AreaCodeMissing,
    EmailTooLong,
    MobileAsLandline,
    NationalCodeIncomplete,
    NationalCodeLength,
    NationalCodeWrong,
    NotAForeignCode,
    NotALandline,
    NotAMobile,
    NotAnEmail,
    NotDigits,
    PostalCodeLength,
    PostalCodeWrong,
)
from complaints_core.persian.text import clean_line, digits

_BULLET = "•"
_DIGITS = re.compile(r"[0-9]*")
_SEPARATORS = dict.fromkeys(map(ord, " -()\u200c\u2010\u2011\u2013\u2212"))


def _compact(typed: str) -> str:
    """Fold digits and drop what people put between them."""
    return digits(clean_line(typed)).translate(_SEPARATORS)


def _only_digits(typed: str) -> str:
    compact = _compact(typed)
    if not _DIGITS.fullmatch(compact):
        raise NotDigits
    return compact


class Identifier(str):
    """A canonical string that can be shown in groups and hidden but for its ends."""

    __slots__ = ()
    groups: ClassVar[tuple[int, ...]] = ()  # digits to a group when shown; the rest stands in the last one
    open_ends: ClassVar[tuple[int, int]]  # characters left readable at start and end when masked

    def _written(self) -> str:
        """Write it as people do in Iran."""
        return str(self)

    @property
    def shown(self) -> str:
        """Grouped for reading; to be isolated left-to-right on a Persian page."""
        written = self._written()
        cuts = [0, *accumulate(self.groups), len(written)]
        return " ".join(filter(None, (written[start:end] for start, end in pairwise(cuts))))

    @property
    def masked(self) -> str:
        """Known again by its owner, of no use to others."""
        written, (head, tail) = self._written(), self.open_ends
        hidden = len(written) - head - tail
        if hidden <= 0:
            return _BULLET * len(written)
        return written[:head] + _BULLET * hidden + written[-tail:]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked!r})"


class NationalCode(Identifier):
    """The ten digits of an Iranian citizen, the last a check digit.

    The place of issue in the first three is not checked: every published list of them refuses real codes.
    """

    __slots__ = ()
    groups = (3, 3, 4)
    open_ends = (3, 2)

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a typed code; never adds zeros, since one code in ten with a lost digit would then pass."""
        code = _only_digits(typed)
        if len(code) in (8, 9):
            raise NationalCodeIncomplete
        if len(code) != 10:
            raise NationalCodeLength(count=len(code))
        if not cls.holds(code):
            raise NationalCodeWrong
        return cls(code)

    @classmethod
    def holds(cls, code: str) -> bool:
        """Whether exactly this text, ten ASCII digits, follows the rule of the check digit."""
        if len(code) != 10 or not _DIGITS.fullmatch(code):
            return False
        one_digit_only, no_serial = len(set(code)) == 1, code[3:9] == "000000"
        return not one_digit_only and not no_serial and cls.check_digit(code[:9]) == code[9]

    @staticmethod
    def check_digit(first_nine: str) -> str:
        """Work out the tenth digit from nine: weights 10 to 2, modulo 11."""
        remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(first_nine)) % 11
        return str(remainder if remainder < 2 else 11 - remainder)


class ForeignCode(Identifier):
    """The code of a foreign national: digits of no published rule, 12 as a rule, older ones shorter."""

    __slots__ = ()
    groups = (4, 4, 4)
    open_ends = (2, 2)
    LEAST, MOST = 8, 14

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a typed code; only its length can be checked."""
        code = _only_digits(typed)
        if not cls.LEAST <= len(code) <= cls.MOST:
            raise NotAForeignCode(least=cls.LEAST, most=cls.MOST)
        return cls(code)


class PostalCode(Identifier):
    """The ten digits of an address."""

    __slots__ = ()
    groups = (5,)
    open_ends = (3, 2)
    _STRICT = re.compile(r"[13-9]{5}[0-9]{5}")
    _LOOSE = re.compile(r"[1-9][0-9]{9}")

    @classmethod
    def parse(cls, typed: str, *, allow_0_and_2: bool = False) -> Self:
        """Read a typed code.

        No code we know of has 0 or 2 among its first five digits; `allow_0_and_2` lifts that rule where an
        office meets one.
        """
        code = _only_digits(typed)
        if len(code) != 10:
            raise PostalCodeLength(count=len(code))
        rule = cls._LOOSE if allow_0_and_2 else cls._STRICT
        if len(set(code)) == 1 or not rule.fullmatch(code):
            raise PostalCodeWrong
        return cls(code)


class _Phone(Identifier):
    """A number of Iran, kept as E.164: ``+98`` and ten digits."""

    __slots__ = ()
    _PREFIX: ClassVar[str] = r"(?:\+98|0098|98|0)"

    @property
    def local(self) -> str:
        """As it is dialled inside Iran: a zero and ten digits."""
        return "0" + self[3:]

    def _written(self) -> str:
        return self.local


class Mobile(_Phone):
    """A mobile number, kept as ``+989…``; whether it is in use tells an SMS, not a list of prefixes."""

    __slots__ = ()
    groups = (4, 3)
    open_ends = (4, 4)
    _TYPED = re.compile(rf"{_Phone._PREFIX}?(9[0-9]{{9}})")

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a typed number, with or without its zero or country code."""
        number = cls._TYPED.fullmatch(_compact(typed))
        if number is None:
            raise NotAMobile
        return cls(f"+98{number[1]}")


class Landline(_Phone):
    """A landline number with its area code, kept as ``+98…``.

    Area codes are two digits from 1 to 8, as all in use are; a subscriber's eight digits start with no 0.
    """

    __slots__ = ()
    groups = (3, 4)
    open_ends = (3, 4)
    _TYPED = re.compile(rf"{_Phone._PREFIX}([1-8]{{2}}[1-9][0-9]{{7}})")
    _NO_AREA = re.compile(r"[1-9][0-9]{7}")

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a typed number; the area code with its zero or the country code must stand there."""
        compact = _compact(typed)
        number = cls._TYPED.fullmatch(compact)
        if number is not None:
            return cls(f"+98{number[1]}")
        if cls._NO_AREA.fullmatch(compact):
            raise AreaCodeMissing
        raise MobileAsLandline if Mobile._TYPED.fullmatch(compact) else NotALandline


class Email(Identifier):
    """An e-mail address of Latin letters, its domain in lower case.

    The check is of shape and length (RFC 5321: 64 before the @, 254 in all); more is proved by a letter only.
    """

    __slots__ = ()
    MOST = 254
    _ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    _LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    _TYPED = re.compile(
        rf"(?=[^@]{{1,64}}@)({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?=[A-Za-z][A-Za-z0-9-]){_LABEL})"
    )

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a typed address."""
        address = digits(clean_line(typed))
        if len(address) > cls.MOST:
            raise EmailTooLong(most=cls.MOST)
        parts = cls._TYPED.fullmatch(address)
        if parts is None:
            raise NotAnEmail(example="name@example.com")
        return cls(f"{parts[1]}@{parts[2].lower()}")

    @property
    def masked(self) -> str:
        """First letter and domain; how long the name is stays hidden."""
        name, _at, domain = self.partition("@")
        return f"{name[:1]}{_BULLET * 3}@{domain}"
