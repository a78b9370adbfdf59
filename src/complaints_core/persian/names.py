"""Names of people, compared: by whatever title somebody is called, he is the same."""

from functools import lru_cache
from typing import Final

from complaints_core.persian.text import fold

_CALLED: Final = (
    "آقا", "آقای", "خانم", "بانو", "جناب", "سرکار", "دکتر", "مهندس", "استاد", "سید", "سیده", "حاج", "حاجی",
    "حاجیه", "شیخ", "سردار", "سرهنگ", "سرگرد", "سروان", "ستوان", "مدیر", "رئیس", "مسئول", "کارشناس", "همکار",
    "mr", "mrs", "ms", "miss", "dr", "eng", "prof",
)  # fmt: skip
TITLES: Final = frozenset(map(fold, _CALLED))
"""What people are called before their names, folded."""


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """Make the key under which names of people are compared: `name_key` without the titles before them; a
    name that is nothing but titles is kept whole. Cached, for whoever works here is compared again and
    again."""
    words = fold(name).replace(".", " ").split()
    named = next((place for place, word in enumerate(words) if word not in TITLES), 0)
    return "".join(words[named:])
