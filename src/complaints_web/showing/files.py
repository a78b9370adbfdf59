"""Files as pages show them: with an address, or with why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from complaints_core.desks.intake.files import FileRoom
from complaints_core.domain.files import Attachment
from complaints_core.interfaces.messages import _
from complaints_web.request import SiteRequest

_AWAITING: Final = _("It is being checked, and can be opened in a few moments.")
_MISSING: Final = _("This file is missing; nobody can open it.")
_REASONS: Final = {
    "raw": _AWAITING,
    "pending": _AWAITING,
    "infected": _("A virus was found in this file; nobody can open it."),
    "unreadable": _("This picture is damaged; nobody can open it. It has to be sent once more."),
}
"""Why a file cannot be had, for its sender and for staff."""


@dataclass(frozen=True)
class FileShown:
    """A file; without an address `said` tells why, and nothing of one that was not sent yet."""

    name: str
    size: int
    url: str | None = None
    said: str = ""


def files_shown(
    request: SiteRequest,
    room: FileRoom,
    files: Sequence[Attachment],
    address: Callable[[Attachment], str],
) -> tuple[FileShown, ...]:
    """Files that were sent, each with its address if it can be had."""

    def shown(file: Attachment) -> FileShown:
        reason = kept_back(request, room, file)
        return FileShown(file.name, file.size, None if reason else address(file), reason)

    return tuple(map(shown, files))


def unsent_files(files: Sequence[Attachment]) -> tuple[FileShown, ...]:
    """Files that are here already, but belong to nothing yet."""
    return tuple(FileShown(file.name, file.size) for file in files)


def kept_back(request: SiteRequest, room: FileRoom, file: Attachment) -> str:
    """Why a file cannot be had, in words; nothing for one that can."""
    standing = room.standing(file)
    return "" if standing == "clean" else request.language.gettext(_REASONS.get(standing or "", _MISSING))
