"""Invented national codes for tests, demonstrations and benches."""

from collections.abc import Iterator
from random import Random

from complaints_core.persian.identifiers import NationalCode

# Places of issue from 900 on: the published lists end at 732, so no office gave these codes to anybody.
_FIRST, _HOW_MANY = 900_000_000, 100_000_000


def national_codes(seed: int) -> Iterator[NationalCode]:
    """Draw invented codes: right by their check digit, in no card's number range, the same for each seed.

    No code comes twice, through all of the hundred million: they walk around the range in steps of a random
    stride that shares no factor with its size.
    """
    random = Random(seed)  # noqa: S311 - invented people need no secrecy, but the same people every time
    place, stride = random.randrange(_HOW_MANY), random.randrange(_HOW_MANY // 10) * 10 + 7
    while True:
        place = (place + stride) % _HOW_MANY
        first_nine = str(_FIRST + place)
        code = first_nine + NationalCode.check_digit(first_nine)
        if NationalCode.holds(code):  # not all one digit, and a serial number that is not zero
            yield NationalCode(code)
