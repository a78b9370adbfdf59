"""News for members of staff, shown on their lists until they are read: what changed without them."""

from dataclasses import dataclass, replace
from datetime import datetime

from complaints_core.domain.lists import NO_LABEL, Label

MOST_CODES = 100
"""So many complaints are named in one piece of news; further ones are counted."""


@dataclass(frozen=True, kw_only=True)
class News:
    """One piece of news.

    `key` is its own for one reader: what comes again under the same key is joined to it. `message` is a
    message id with `{n}` (how many complaints), `{why}` (the reason) or neither. `codes` are the tracking
    codes it is about, `count` how many there were.
    """

    key: str
    at: datetime
    message: str
    why: Label = NO_LABEL
    codes: tuple[str, ...] = ()
    count: int = 0

    def joined_by(self, later: "News") -> "News":
        """Answer this piece of news with the complaints of a later one."""
        codes = (*self.codes, *later.codes)[:MOST_CODES]
        return replace(later, codes=codes, count=self.count + later.count)
