"""Settings of the site, read once from the ini file; a wrong one stops the start in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.settings import choice, flag

LEAST_SECRET: Final = 32
DEVELOPMENT_SECRET: Final = "development-only-secret-that-everybody-can-read"  # noqa: S105 - refused in production

OURS: Final = "complaints."
KNOWN: Final = frozenset(
    {
        "complaints.attachments.max_bytes",
        "complaints.attachments.max_files",
        "complaints.attachments.max_total_bytes",
        "complaints.backup.key",
        "complaints.backup.postgres",
        "complaints.challenge",
        "complaints.figures",
        "complaints.limits",
        "complaints.limits.storage",
        "complaints.log",
        "complaints.metrics.allow",
        "complaints.passwords",
        "complaints.pictures",
        "complaints.production",
        "complaints.profile",
        "complaints.ready.commit_seconds",
        "complaints.ready.disk_mib",
        "complaints.ready.index_seconds",
        "complaints.ready.outbox_seconds",
        "complaints.scanner",
        "complaints.search",
        "complaints.secret",
        "complaints.session.idle_minutes",
        "complaints.session.staff_idle_minutes",
        "complaints.sms",
        "complaints.sms.inline",
        "complaints.sms.spool",
        "complaints.store",
        "complaints.threads",
        "complaints.waiting",
        "complaints.waiting.seconds",
    }
)
"""Every setting that begins with `complaints.`; production.ini says what each is for."""
ELSEWHERE: Final = ("complaints.jinja2.", "complaints.sms.http.")
"""What begins so is looked at by whoever reads it."""


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
        _refuse_unknown(texts)
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


def _refuse_unknown(texts: Mapping[str, str]) -> None:
    """Raise SettingError for a name that is misspelt: nobody would know that it says nothing."""
    for key in texts:
        if key.startswith(OURS) and key not in KNOWN and not key.startswith(ELSEWHERE):
            meant = get_close_matches(key, KNOWN, 1)
            raise SettingError(key, f"there is no such setting{f'; is {meant[0]} meant?' if meant else ''}")


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
