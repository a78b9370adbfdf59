"""Tracking codes and misconduct receipts: drawn at random, spoken in groups, checked by arithmetic.

A tracking code is twelve digits, ten drawn and two check digits (ISO 7064 MOD 97-10), so that a code that was
misheard on the phone is known to be wrong before anything is looked up. It opens nothing by itself. A receipt
is sixteen drawn digits, and the only key to a misconduct report.
"""

import secrets
from typing import Self

from complaints_core import persian
from complaints_core.domain.one_time import Draw
from complaints_core.interfaces.errors import NotFound
from complaints_core.persian import check_digits


class _Digits(str):
    """A code of a fixed number of digits."""

    LENGTH: int
    __slots__ = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a code with any digits, spaces or hyphens; raises NotFound when it cannot be one."""
        kept = persian.digits(persian.clean_line(typed)).replace(" ", "").replace("-", "")
        if not (kept.isascii() and kept.isdigit() and len(kept) == cls.LENGTH and cls.holds(kept)):
            raise NotFound
        return cls(kept)

    @classmethod
    def holds(cls, digits: str) -> bool:
        """Tell whether the check digits fit, where the code has any."""
        return bool(digits)

    @property
    def grouped(self) -> str:
        """The code in fours, to be read aloud or copied by hand."""
        return " ".join(self[at : at + 4] for at in range(0, len(self), 4))


class TrackingCode(_Digits):
    """Names a complaint, as `4821 0937 5563`."""

    LENGTH = 12
    __slots__ = ()

    @classmethod
    def drawn(cls, draw: Draw = secrets.randbelow) -> "TrackingCode":
        """Draw a new code."""
        return cls(check_digits.append(f"{draw(10**10):010}"))

    @classmethod
    def holds(cls, digits: str) -> bool:
        """Tell whether the two check digits fit."""
        return check_digits.holds(digits)


class ReceiptCode(_Digits):
    """Opens a misconduct report, as `4821 0937 5563 1180`."""

    LENGTH = 16
    __slots__ = ()

    @classmethod
    def drawn(cls, draw: Draw = secrets.randbelow) -> "ReceiptCode":
        """Draw a new receipt."""
        return cls(f"{draw(10**16):016}")
