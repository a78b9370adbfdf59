"""How the files of a profile are read, and in which words a mistake is told: file, key, and what is wrong."""

from pathlib import Path

import pytest

from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles import load_profile

from .folders import broken, problems_of

MISTAKES = {
    "a missing key": (
        "organization.toml",
        'hotline = "100"',
        "",
        "organization.toml: organization.hotline: is missing: a text",
    ),
    "an unknown key": (
        "organization.toml",
        'hotline = "100"',
        'hotline = "100"\nfax = "3"',
        "organization.toml: organization.fax: is not a key we know",
    ),
    "a text that is told nowhere and has no template": (
        "texts.toml",
        "registration_code",
        "joke = { text = 'x' }\nregistration_code",
        "texts.toml: joke.gateway_template: is missing: a text",
    ),
    "a key of another kind": (
        "limits.toml",
        "max_files = 1",
        'max_files = "one"',
        "limits.toml: files.max_files: must be a whole number",
    ),
    "a flag as a number": (
        "limits.toml",
        "max_files = 1",
        "max_files = true",
        "limits.toml: files.max_files: must be a whole number of at least 0",
    ),
    "a negative number": (
        "limits.toml",
        "max_files = 1",
        "max_files = -1",
        "limits.toml: files.max_files: must be a whole number of at least 0",
    ),
    "a list of numbers": (
        "required.toml",
        '["subject"]',
        "[1]",
        "required.toml: complaint: must be a list of texts",
    ),
    "a row that is no table": (
        "calendar.toml",
        "closure = [",
        "closure = [ 7,",
        "calendar.toml: closure.1: must be a table",
    ),
    "a file that is no TOML": ("lists.toml", "[gender]", "[gender", "lists.toml: cannot be read:"),
    "a missing language": (
        "lists.toml",
        'theft = { de = "Diebstahl", en = "Theft" }',
        'theft = { de = "Diebstahl" }',
        "lists.toml: misconduct_topic.theft.en: is missing: a text",
    ),
    "a day that does not exist": (
        "calendar.toml",
        "1404/01/06",
        "1404/12/30",
        "calendar.toml: closure.1.day: '1404/12/30' is no Jalali date",
    ),
    "a closure without a day": (
        "calendar.toml",
        'day = "1404/01/06", ',
        "",
        "calendar.toml: closure.1.day: is missing",
    ),
    "an unknown weekday": (
        "calendar.toml",
        '"sunday"',
        '"funday"',
        "calendar.toml: weekend: 'funday' is none of saturday",
    ),
    "a week of holidays": (
        "calendar.toml",
        '"sunday"',
        '"sunday", "monday", "tuesday", "wednesday", "thursday", "friday"',
        "calendar.toml: weekend: leaves no working day",
    ),
    "somebody unheard of to wait for": (
        "process.toml",
        'waits_for = "office"',
        'waits_for = "godot"',
        "process.toml: status.new.waits_for: must be one of office",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_by_file_and_key(tmp_path: Path, file: str, old: str, new: str, line: str) -> None:
    problems = problems_of(broken(tmp_path, {file: (old, new)}))
    assert any(problem.startswith(line) for problem in problems), problems


@pytest.mark.parametrize(
    "file", ["lists.toml", "divisions.json", "process.toml", "passwords.txt", "calendar.toml"]
)
def test_a_file_that_is_missing_is_named(tmp_path: Path, file: str) -> None:
    copy = broken(tmp_path, {})
    (copy / file).unlink()
    assert any(problem.startswith(f"{file}: ") for problem in problems_of(copy))


def test_files_that_cannot_be_read_are_all_that_is_told(tmp_path: Path) -> None:
    copy = broken(tmp_path, {"process.toml": ("label", "[")})
    (copy / "lists.toml").unlink()
    lists, process = problems_of(copy)
    assert lists == "lists.toml: is missing"
    assert process.startswith("process.toml: cannot be read: ")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    copy = broken(tmp_path, {})
    (copy / "texts.toml").write_bytes("# ü".encode("cp1256", "replace") + b"\xff")
    assert any(problem.startswith("texts.toml: cannot be read") for problem in problems_of(copy))


@pytest.mark.parametrize("name", ["nowhere", "", ".", "/"])
def test_what_is_no_profile_is_refused(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProfileError):
        load_profile(name)
