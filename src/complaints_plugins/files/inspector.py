"""The plug-in that lets files in."""

from collections.abc import Iterable
from contextlib import ExitStack, closing
from itertools import islice
from typing import BinaryIO

from zope.interface import implementer

from complaints_core.domain.files import PDF, CheckedFile, FileRules, Upload
from complaints_core.interfaces.errors import (
    EmptyFile,
    FilesTooLarge,
    FileTooLarge,
    KindNotAllowed,
    TooManyFiles,
    UnreadablePicture,
)
from complaints_core.interfaces.ports import IFileInspector
from complaints_plugins.files import pdf, pictures
from complaints_plugins.files.names import kept_name, shown_name
from complaints_plugins.files.sniffer import NEEDED, sniff
from complaints_plugins.files.spools import measured, received
from complaints_plugins.settings import Settings, choice

SETTING = "complaints.pictures"


@implementer(IFileInspector)
class Inspector:
    """Takes PDF, JPEG and PNG. The streams it answers belong to the caller, who closes them.

    Pictures are drawn anew at once, or later, where a worker asks for it: then they come out bare, and raw.
    """

    def __init__(self, *, draws_later: bool = False) -> None:
        self._draws_later = draws_later

    def inspect(self, uploads: Iterable[Upload], rules: FileRules) -> list[CheckedFile]:
        """Answer the files to keep, or raise the FileRefused of the first that cannot be taken."""
        most = max(0, rules.max_files)
        sent = list(islice(uploads, most + 1))
        if len(sent) > most:
            raise TooManyFiles(name=shown_name(sent[most].name), most=most)
        with ExitStack() as opened:
            checked = list(self._each(sent, rules, opened))
            opened.pop_all()
        return checked

    def redrawn(self, stream: BinaryIO) -> BinaryIO | None:
        """Answer a picture drawn anew, or None for one that cannot be drawn."""
        media_type = _kind(stream)
        try:
            return pictures.redrawn(stream, media_type) if media_type else None
        except pictures.PictureError:
            return None

    def _each(self, sent: Iterable[Upload], rules: FileRules, opened: ExitStack) -> Iterable[CheckedFile]:
        room = rules.max_total_bytes
        for upload in sent:
            arrived, size = _arrived(upload, rules, room)
            opened.callback(arrived.close)
            room -= size
            checked = self._checked(upload.name, arrived, rules)
            opened.callback(checked.stream.close)
            yield checked

    def _checked(self, name: str, arrived: BinaryIO, rules: FileRules) -> CheckedFile:
        media_type = _kind(arrived)
        if media_type is None or media_type not in rules.media_types:
            raise KindNotAllowed(name=shown_name(name))
        stream = self._harmless(name, arrived, media_type)
        size, sha256 = measured(stream)
        raw = self._draws_later and media_type != PDF
        return CheckedFile(kept_name(name, media_type), media_type, size, sha256, stream, raw)

    def _harmless(self, name: str, arrived: BinaryIO, media_type: str) -> BinaryIO:
        if media_type == PDF:
            if not pdf.whole(arrived):
                raise KindNotAllowed(name=shown_name(name))
            return arrived
        draw = pictures.bare if self._draws_later else pictures.redrawn
        with closing(arrived):
            try:
                return draw(arrived, media_type)
            except pictures.PictureError as problem:
                raise UnreadablePicture(name=shown_name(name)) from problem


def inspector_from_settings(settings: Settings) -> Inspector:
    """Answer the inspector of `complaints.pictures`: `later` where a worker draws them anew, or `at-once`.
    Raises SettingError."""
    return Inspector(draws_later=choice(settings, SETTING, "later", among=("later", "at-once")) == "later")


def _arrived(upload: Upload, rules: FileRules, room: int) -> tuple[BinaryIO, int]:
    stream, size = received(upload.stream, most=max(0, min(rules.max_bytes, room)))
    if 0 < size <= min(rules.max_bytes, room):
        return stream, size
    stream.close()
    name = shown_name(upload.name)
    if not size:
        raise EmptyFile(name=name)
    if size > rules.max_bytes:
        raise FileTooLarge(name=name, most=rules.max_bytes)
    raise FilesTooLarge(name=name, most=max(0, rules.max_total_bytes))


def _kind(stream: BinaryIO) -> str | None:
    media_type = sniff(stream.read(NEEDED))
    stream.seek(0)
    return media_type
