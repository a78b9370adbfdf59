"""Submission keys: a form that is sent twice makes one thing.

A key is drawn when a form is shown, names its owner without telling who he is, and is signed, so that words
and files may be parked under it even after the session has ended, and nobody else can fetch them.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from complaints_core.domain.tracking import ReceiptCode

ANYBODY = "anybody"
"""The owner of a key on a form that needs no account."""


@dataclass(frozen=True)
class SubmissionKeys:
    """Makes and reads submission keys with the installation's secret."""

    secret: bytes

    def issue(self, owner: str) -> str:
        """Draw a key for an owner (a citizen's key, or ANYBODY): about 70 URL-safe characters."""
        body = f"{secrets.token_hex(12)}.{owner[:16]}"
        return f"{body}.{self._sign(body)}"

    def owner(self, key: str) -> str | None:
        """Answer the first 16 characters of the owner of a key, or None for a key we did not make."""
        body, _, signature = key.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            return None
        return body.partition(".")[2]

    def belongs(self, key: str, owner: str) -> bool:
        """Tell whether this key was issued to this owner."""
        return self.owner(key) == owner[:16]

    def receipt(self, key: str) -> ReceiptCode:
        """Derive the misconduct receipt of a key. The key holds 96 random bits; the receipt is the same when
        the form is sent twice, and is not stored anywhere in the clear."""
        digest = hmac.digest(self.secret, f"receipt:{key}".encode(), hashlib.sha256)
        return ReceiptCode(f"{int.from_bytes(digest) % 10**ReceiptCode.LENGTH:0{ReceiptCode.LENGTH}}")

    def _sign(self, body: str) -> str:
        return hmac.new(self.secret, f"submission:{body}".encode(), hashlib.sha256).hexdigest()[:24]
