"""Two check digits behind a number: ISO/IEC 7064, MOD 97-10.

They catch every single wrong digit and every swap of two neighbours.
"""

from functools import reduce

from complaints_core.persian.errors import NotDigits

LENGTH = 2


def append(digits: str) -> str:
    """Put the two check digits behind ASCII `digits`; raises `NotDigits`."""
    if not _only_digits(digits):
        raise NotDigits
    return f"{digits}{98 - _remainder(digits + '00'):02d}"


def holds(digits: str) -> bool:
    """Whether ASCII `digits` end in their own two check digits; False for any other text."""
    # Compared in writing: 98 and 01 leave the same remainder, but only one of them is a check of ISO 7064.
    payload = digits[:-LENGTH]
    return _only_digits(payload) and append(payload) == digits


def _only_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _remainder(digits: str) -> int:
    # Digit by digit: `int` refuses text of thousands of digits.
    return reduce(lambda remainder, digit: (remainder * 10 + int(digit)) % 97, digits, 0)
