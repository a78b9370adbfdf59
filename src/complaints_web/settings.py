"""Settings of the site, read once from the ini file; a wrong one stops the start in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.settings import choice, flag

LEAST_SECRET: Final = 32
LEAST_LETTERS: Final = 8
"""So many different characters a random secret has at the very least."""
MOST: Final = 10**9
"""No number of bytes, minutes or seconds in a setting is meant to be larger."""
MOST_THREADS: Final = 1000
LONGEST_NUMBER: Final = 20
"""So many digits are read; Python refuses some thousand of them."""
DEVELOPMENT_SECRET: Final = "development-only-secret-that-everybody-can-read"  # noqa: S105 - refused in production

OURS: Final = ("complaints.", "zodb.")
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
        "complaints.plugins",
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
        "zodb.uri",
    }
)
"""Every setting that is ours by its beginning; production.ini says what each is for."""
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
            profile=_profile(texts),
            store=choice(texts, "complaints.store", "zodb", among=("zodb", "memory")),
            uri=texts.get("zodb.uri", ""),
            secret=_secret(texts, production=production),
            production=production,
            sms_inline=flag(texts, "complaints.sms.inline"),
            threads=whole(texts, "complaints.threads", 4, MOST_THREADS),
            idle_seconds=whole(texts, "complaints.session.idle_minutes", 30) * 60,
            staff_idle_seconds=whole(texts, "complaints.session.staff_idle_minutes", 15) * 60,
        )


def whole(texts: Mapping[str, str], key: str, default: int, most: int = MOST) -> int:
    """Read a whole number from 1 to `most`; raises SettingError."""
    text = texts.get(key, str(default)).strip()
    number = int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
    if not 0 < number <= most:
        raise SettingError(key, f"must be a whole number from 1 to {most}, not {text!r}")
    return number


def _refuse_unknown(texts: Mapping[str, str]) -> None:
    """Raise SettingError for a name that is misspelt: nobody would know that it says nothing."""
    for key in texts:
        if key.lower().startswith(OURS) and key not in KNOWN and not key.startswith(ELSEWHERE):
            meant = get_close_matches(key, KNOWN, 1)
            raise SettingError(key, f"there is no such setting{f'; is {meant[0]} meant?' if meant else ''}")


def _profile(texts: Mapping[str, str]) -> str:
    profile = texts.get("complaints.profile", "behzisti").strip()
    if not profile:
        raise SettingError("complaints.profile", "must name a profile or a folder")
    return profile


def _secret(texts: Mapping[str, str], *, production: bool) -> bytes:
    secret = texts.get("complaints.secret", "").strip()
    if not production:
        return (secret or DEVELOPMENT_SECRET).encode()
    if not secret or secret == DEVELOPMENT_SECRET:
        raise SettingError(
            "complaints.secret", "must be set in production; it signs sessions, keys and challenges"
        )
    if len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_LETTERS:
        raise SettingError("complaints.secret", f"needs at least {LEAST_SECRET} random characters")
    return secret.encode()
