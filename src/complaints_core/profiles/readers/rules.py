"""What is needed, allowed and said: `required.toml`, `limits.toml`, `passwords.txt`, `texts.toml`."""

from pathlib import Path

from complaints_core.domain.files import MIB, FileRules
from complaints_core.profiles.limits import LimitRule
from complaints_core.profiles.passwords import PasswordRules
from complaints_core.profiles.reading import Section
from complaints_core.profiles.texts import SmsText


def read_required(file: Section) -> dict[str, frozenset[str]]:
    """Read the names of the fields that each form needs."""
    return {form: frozenset(file.words(form)) for form in file.left()}


def read_texts(file: Section) -> dict[str, SmsText]:
    """Read the SMS texts by name."""
    return {
        name: SmsText(
            name,
            row.text("text"),
            row.text("gateway_template"),
            row.words("params", ()),
            row.flag("always", default=False),
        )
        for name, row in file.each()
    }


def read_limits(table: Section) -> dict[str, LimitRule]:
    """Read the limit rules by name."""
    with table:
        return {name: LimitRule(row.number("tries"), row.number("seconds")) for name, row in table.each()}


def read_files(table: Section) -> FileRules:
    """Read what may be attached; sizes are written in MiB."""
    with table:
        return FileRules(
            max_files=table.number("max_files"),
            max_bytes=table.number("max_mib") * MIB,
            max_total_bytes=table.number("max_total_mib") * MIB,
            media_types=frozenset(table.words("media_types")),
        )


def read_passwords(table: Section, denied: Path) -> PasswordRules:
    """Read the password rules, and the denied words: one a line, ``#`` begins a comment."""
    words: frozenset[str] = frozenset()
    try:
        lines = denied.read_text(encoding="utf-8").splitlines()
        words = frozenset(word for line in lines if (word := line.partition("#")[0].strip()))
    except (OSError, UnicodeDecodeError) as wrong:
        table.problems.append(f"{denied.name}: cannot be read: {type(wrong).__name__}")
    with table:
        return PasswordRules(
            min_citizen=table.number("min_citizen"),
            min_staff=table.number("min_staff"),
            max_length=table.number("max_length"),
            denied=words,
        )
