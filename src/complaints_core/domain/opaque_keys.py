"""Keys under which things are kept that nobody may read from the keys: national codes, receipts."""

import hashlib
import hmac
from functools import lru_cache


class OpaqueKeys:
    """Makes keys of one purpose: the same for the same code, and not reversible without the secret.

    A plain hash would not do: there are only a thousand million national codes, and all can be tried.
    """

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._secret = _secret_for(secret, purpose)

    def __call__(self, code: str) -> str:
        """Answer the key of a code: 64 hexadecimal digits."""
        return hmac.digest(self._secret, code.encode(), hashlib.sha256).hex()


@lru_cache(maxsize=16)
def _secret_for(secret: bytes, purpose: str) -> bytes:
    """Keys are made in every request, and an installation has few purposes."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)
