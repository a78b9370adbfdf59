"""Settings of the site, read once from the ini file; a wrong one stops the start in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.settings import choice, flag

LEAST_SECRET: Final = 32
DEVELOPMENT_SECRET: Final = "development-only-secret-that-everybody-can-read"  # noqa: S105 - refused in production


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the site itself needs to know; plug-ins read their own settings from `raw`."""

    raw: Mapping[str, str]
    profile: str
    store: str
    uri: str
    secret: bytes
    production: bool
    sms_inline: bool
    threads: int
    idle_seconds: int
    staff_idle_seconds: int

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Settings":
        """Read the settings of an ini file; raises SettingError."""
        texts = {key: str(value) for key, value in raw.items()}
        production = flag(texts, "complaints.production")
        return cls(
            raw=texts,
            profile=texts.get("complaints.profile", "behzisti"),
            store=choice(texts, "complaints.store", "zodb", among=("zodb", "memory")),
            uri=texts.get("zodb.uri", ""),
            secret=_secret(texts, production=production),
            production=production,
            sms_inline=flag(texts, "complaints.sms.inline"),
            threads=whole(texts, "complaints.threads", 4),
            idle_seconds=whole(texts, "complaints.session.idle_minutes", 30) * 60,
            staff_idle_seconds=whole(texts, "complaints.session.staff_idle_minutes", 15) * 60,
        )


def whole(texts: Mapping[str, str], key: str, default: int) -> int:
    """Read a whole number above zero; raises SettingError."""
    text = texts.get(key, str(default)).strip()
    if not text.isdecimal() or int(text) == 0:
        raise SettingError(key, f"must be a whole number above zero, not {text!r}")
    return int(text)


def _secret(texts: Mapping[str, str], *, production: bool) -> bytes:
    secret = texts.get("complaints.secret", "").strip()
    if not production:
        return (secret or DEVELOPMENT_SECRET).encode()
    if not secret or secret == DEVELOPMENT_SECRET:
        raise SettingError(
            "complaints.secret", "must be set in production; it signs sessions, keys and challenges"
        )
    if len(secret) < LEAST_SECRET:
        raise SettingError("complaints.secret", f"needs at least {LEAST_SECRET} random characters")
    return secret.encode()
