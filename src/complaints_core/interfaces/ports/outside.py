"""The ports of what touches the outside: time, chance, machines and people, other programs."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from complaints_core.domain.files import CheckedFile, FileRules, Upload
    from complaints_core.domain.outbox import OutboxMessage, SmsReceipt


class IClock(Interface):
    """What time it is."""

    def now() -> datetime:
        """Answer the present moment, aware, in UTC."""


class IPasswordHasher(Interface):
    """Password hashing. Secrets arrive normalised by `persian.secret`."""

    def hash(secret: str) -> str:
        """Answer a salted hash that names its own parameters."""

    def verify(hashed: str | None, secret: str) -> bool:
        """Tell whether the secret belongs to the hash. With None it works just as long and answers False."""

    def needs_rehash(hashed: str) -> bool:
        """Tell whether the hash was made with weaker parameters than today's."""


class ISecondFactor(Interface):
    """Codes of six digits that change every 30 seconds (TOTP, RFC 6238)."""

    def new_secret() -> str:
        """Answer a new random key, in base32."""

    def address(secret: str, username: str) -> str:
        """Answer the `otpauth://` address that an authenticator app reads."""

    def step(secret: str, typed: str, now: datetime) -> int | None:
        """Answer the number of the 30 seconds to which the digits belong: the present ones or those beside
        them; None when they fit none. That a step is used once is the caller's to see to."""


class IChallenge(Interface):
    """Tells people from machines, by picture and by sound."""

    enabled = Attribute("bool: False for the `off` plug-in, whose `verify` always answers True")

    def issue() -> str:
        """Answer the id of a new challenge: URL-safe, tells nothing of the answer, at most 200 characters."""

    def picture(challenge: str) -> bytes | None:
        """Answer a PNG, or None for an unknown or expired id. The same id gives the same digits."""

    def sound(challenge: str) -> bytes | None:
        """Answer a WAV that speaks the digits, or None for an unknown or expired id, or where there is no
        voice installed."""

    def verify(challenge: str, typed: str) -> bool:
        """Tell whether the digits were read right. A challenge can be tried once, right or wrong."""


class ILimits(Interface):
    """Attempt limits. The rules (`login`, `register` …) are named; how many tries each allows in how long is
    the profile's to say. Keys are never personal data in the clear."""

    def spend(rule: str, key: str) -> None:
        """Count one try; raises errors.TooManyTries when the rule's limit was reached before."""

    def spent(rule: str, key: str) -> int:
        """Answer how many tries count at this moment."""

    def forget(rule: str, key: str) -> None:
        """Start again from none, after a success."""


class ISmsGateway(Interface):
    """Sends one SMS."""

    name = Attribute("str: stable name for logs")

    def send(message: "OutboxMessage") -> "SmsReceipt":
        """Hand a message to the operator, with its id as the key by which the gateway may drop a second one.

        Raises SmsTemporary when it may be tried again, SmsPermanent when that is useless. Never logs number,
        text or parameters.
        """


class IFileScanner(Interface):
    """Looks for viruses."""

    enabled = Attribute("bool: False for `none`; then files are shown at once")

    def clean(stream: BinaryIO) -> bool:
        """Tell whether a file is free of known viruses; raises ScannerUnavailable for no verdict."""


class IFileInspector(Interface):
    """Decides by content, never by name, whether an uploaded file is taken, and makes it harmless.

    What is dear it may leave for later: a file that it answers as `raw` is shown to nobody until `redrawn`
    was asked, outside of the request. One that leaves nothing for later suits a site without a worker.
    """

    def inspect(uploads: "Iterable[Upload]", rules: "FileRules") -> "list[CheckedFile]":
        """Answer the files to keep, pictures without metadata, streams at their beginning.

        Raises a subclass of errors.FileRefused that names the file.
        """

    def redrawn(stream: BinaryIO) -> BinaryIO | None:
        """Answer a raw picture drawn anew, at its beginning, or None for one that cannot be drawn. The caller
        closes both."""
