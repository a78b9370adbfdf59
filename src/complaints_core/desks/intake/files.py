"""The file room: uploaded files are inspected on their way in, and shown only when nothing is left to be
drawn anew and the scanner has passed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from complaints_core.domain.files import Attachment, CheckedFile, FileRules, Upload
from complaints_core.interfaces.errors import FileNotReady
from complaints_core.interfaces.ports import FileState, IFileInspector, IFileScanner, IFileStore


@dataclass(frozen=True, kw_only=True)
class FileRoom:
    """Takes files in and hands them out, for every desk."""

    files: IFileStore
    inspector: IFileInspector
    scanner: IFileScanner
    rules: FileRules

    def take(self, uploads: Sequence[Upload], beside: Sequence[Attachment] = ()) -> tuple[Attachment, ...]:
        """Inspect and keep files that join those which are there already; raises FileRefused before anything
        is kept."""
        if not uploads:
            return ()
        checked = self.inspector.inspect(uploads, self.rules.room_for(beside))
        return tuple(map(self._keep, checked))

    def open(self, attachment: Attachment) -> BinaryIO:
        """Answer the bytes of a file that may be handed out; raises FileNotReady. The caller closes it."""
        if self.standing(attachment) != "clean":
            raise FileNotReady
        return self.files.open(attachment.file)

    def standing(self, attachment: Attachment) -> FileState | None:
        """Answer where a file stands; only a clean one may be handed out. None for one that is not there."""
        state = self.files.state(attachment.file)
        return self._drawn if state == "pending" else state

    def drop(self, attachment: Attachment) -> None:
        """Forget a file that nothing refers to any more."""
        self.files.remove(attachment.file)

    def _keep(self, checked: CheckedFile) -> Attachment:
        with checked.stream as stream:
            file = self.files.add(stream, "raw" if checked.raw else self._drawn)
        return Attachment(checked.name, checked.media_type, checked.size, checked.sha256, file)

    @property
    def _drawn(self) -> FileState:
        """Where a file stands that need not be drawn anew; without a scanner nobody keeps it back."""
        return "pending" if self.scanner.enabled else "clean"
