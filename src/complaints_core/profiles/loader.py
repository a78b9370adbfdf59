"""Loads a profile folder: everything is read, everything is verified, all problems are told at once."""

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
    head = read_file(folder, HEAD, (), problems)
    head.languages = head.words("languages")

    def file(name: str) -> Section:
        return read_file(folder, name, head.languages, problems)

    lists = read_lists(file("lists.toml"), file("divisions.json"))
    with head, file("calendar.toml") as calendar, file("limits.toml") as limits:
        return Profile(
            name=folder.name,
            languages=head.languages,
            organization=_read_organization(head.section("organization")),
            confirm_mobile=head.flag("confirm_mobile", default=True),
            lists=MappingProxyType(lists),
            directory=read_directory(head.section("units"), file("centers.toml"), lists),
            process=read_process(file("process.toml")),
            misconduct_process=read_process(file("misconduct.toml")),
            required=MappingProxyType(read_required(file("required.toml"))),
            texts=MappingProxyType(read_texts(file("texts.toml"))),
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
