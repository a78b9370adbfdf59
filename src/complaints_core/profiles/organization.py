"""Who the organization is."""

from dataclasses import dataclass

from complaints_core.domain.lists import Label


@dataclass(frozen=True, kw_only=True)
class Organization:
    """Names, purpose, and whom to call; numbers as they are dialled, with ASCII digits."""

    name: Label
    short_name: Label
    purpose: Label  # what the dialog of the first visit says
    hotline: str
    emergency: str  # for people in danger
    counsel: str
    website: str
