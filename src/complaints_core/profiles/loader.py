"""Loads a profile folder: everything is read, everything is verified, all problems are told at once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles.organization import Organization
from complaints_core.profiles.profile import Profile
from complaints_core.profiles.readers.calendar import read_calendar, read_deadlines
from complaints_core.profiles.readers.directory import read_directory
from complaints_core.profiles.readers.lists import read_lists
from complaints_core.profiles.readers.process import read_process
from complaints_core.profiles.readers.rules import (
    read_files,
    read_limits,
    read_passwords,
    read_required,
    read_texts,
)
from complaints_core.profiles.reading import Section, read_file
from complaints_core.profiles.verifier import verify

SHIPPED = Path(__file__).parent
"""Where the profiles lie that come with the program."""
HEAD = "organization.toml"
"""The file by which a folder is known to be a profile."""
FILES = (
    HEAD, "lists.toml", "divisions.json", "centers.toml", "process.toml", "misconduct.toml", "required.toml",
    "texts.toml", "calendar.toml", "limits.toml",
)  # fmt: skip
"""The files of a profile, but for its passwords."""


def load_profile(name_or_folder: str | Path = "behzisti") -> Profile:
    """Answer a profile by the name of one that ships with us, or by its folder; each folder is read once.

    Raises ProfileError with every problem, each line naming file and key.
    """
    shipped = SHIPPED / name_or_folder
    folder = shipped if (shipped / HEAD).is_file() else Path(name_or_folder)
    return _loaded(folder.resolve())


@lru_cache(maxsize=16)
def _loaded(folder: Path) -> Profile:
    return read_profile(folder)


def read_profile(folder: Path) -> Profile:
    """Read a folder as it is now; raises ProfileError as `load_profile`."""
    if not folder.is_dir():
        raise ProfileError((f"{folder}: there is no such folder",))
    if not (folder / HEAD).is_file():
        raise ProfileError((f"{folder}: is no profile, for it has no {HEAD}",))
    problems: list[str] = []
    profile = _read(folder, problems)
    problems += verify(profile)
    if problems:
        raise ProfileError(tuple(problems))
    return profile


def _read(folder: Path, problems: list[str]) -> Profile:
    files = {name: read_file(folder, name, problems) for name in FILES}
    if problems:  # what stands in a file that cannot be read does not lack elsewhere
        raise ProfileError(tuple(problems))
    head = files[HEAD]
    languages = head.words("languages")
    for section in files.values():
        section.languages = languages
    return _made(folder, head, files)


def _made(folder: Path, head: Section, files: Mapping[str, Section]) -> Profile:
    lists = read_lists(files["lists.toml"], files["divisions.json"])
    with head, files["calendar.toml"] as calendar, files["limits.toml"] as limits:
        return Profile(
            name=folder.name,
            languages=head.languages,
            organization=_read_organization(head.section("organization")),
            confirm_mobile=head.flag("confirm_mobile", default=True),
            lists=MappingProxyType(lists),
            directory=read_directory(head.section("units"), files["centers.toml"], lists),
            process=read_process(files["process.toml"]),
            misconduct_process=read_process(files["misconduct.toml"]),
            required=MappingProxyType(read_required(files["required.toml"])),
            texts=MappingProxyType(read_texts(files["texts.toml"])),
            calendar=read_calendar(calendar),
            deadlines=MappingProxyType(read_deadlines(calendar.section("deadlines"))),
            limits=MappingProxyType(read_limits(limits.section("tries"))),
            files=read_files(limits.section("files")),
            passwords=read_passwords(limits.section("passwords"), folder / "passwords.txt"),
        )


def _read_organization(table: Section) -> Organization:
    with table:
        return Organization(
            name=table.label("name"),
            short_name=table.label("short_name"),
            purpose=table.label("purpose"),
            hotline=table.text("hotline"),
            emergency=table.text("emergency"),
            counsel=table.text("counsel"),
            website=table.text("website"),
        )
