"""What is refused at the start, and in which words: file, key, and what is wrong."""

from pathlib import Path

import pytest

from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles import load_profile

from .folders import broken, problems_of

MISTAKES = {
    # how a file is read
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
    # what must agree
    "no language": (
        "organization.toml",
        '["de", "en"]',
        "[]",
        "organization.toml: languages: at least one is needed",
    ),
    "a missing list": ("lists.toml", "[gender]", "[sex]", "lists.toml: gender: is missing or empty"),
    "an empty list": (
        "lists.toml",
        'theft = { de = "Diebstahl", en = "Theft" }',
        "",
        "lists.toml: misconduct_topic: is missing or empty",
    ),
    "a code that is no code": (
        "lists.toml",
        "theft =",
        '"The-Ft" =',
        "lists.toml: misconduct_topic.The-Ft: a code has small letters",
    ),
    "a code that stands twice": (
        "divisions.json",
        '"code": "n2"',
        '"code": "n1"',
        "divisions.json: county.n1: stands here 2 times",
    ),
    "a unit that is not there": (
        "lists.toml",
        'unit = "headquarters"',
        'unit = "moon"',
        "lists.toml: kind.motorway.unit: there is no unit 'moon'",
    ),
    "a subject without a field": (
        "lists.toml",
        'group = "light", urgent',
        'group = "dusk", urgent',
        "lists.toml: subject.cable.group: there is no field 'dusk'",
    ),
    "headquarters nowhere": (
        "organization.toml",
        'province = "n"',
        'province = "x"',
        "organization.toml: units.headquarters: headquarters is in no province",
    ),
    "a center of an unknown kind": (
        "centers.toml",
        'kind = "depot"',
        'kind = "barn"',
        "centers.toml: center depot_1.kind: 'barn' is not in the list center_kind",
    ),
    "a center in another province": (
        "centers.toml",
        'province = "s"',
        'province = "n"',
        "centers.toml: center depot_1.county: 's1' is not in province 'n'",
    ),
    "a broken process": (
        "process.toml",
        'target = "answered"',
        'target = "over"',
        "process.toml: status.answered: cannot be reached from 'new'",
    ),
    "a broken misconduct process": (
        "misconduct.toml",
        'initial = "new"',
        'initial = "old"',
        "misconduct.toml: initial: there is no status 'old'",
    ),
    "a clock without a rule": (
        "process.toml",
        'clock = "answer"',
        'clock = "cuckoo"',
        "process.toml: status.new.clock: there is no deadline rule 'cuckoo'",
    ),
    "a step without its text": (
        "process.toml",
        'sms = "complaint_registered"',
        'sms = "hurray"',
        "process.toml: step.report.sms: there is no text 'hurray'",
    ),
    "a form nobody knows": (
        "required.toml",
        "misconduct",
        "mischief",
        "required.toml: mischief: is not a form we know",
    ),
    "a form that is missing": (
        "required.toml",
        "misconduct",
        "mischief",
        "required.toml: misconduct: is missing",
    ),
    "a field nobody knows": (
        "required.toml",
        '"address"',
        '"shoe_size"',
        "required.toml: details: 'shoe_size' is not a field of this form",
    ),
    "a missing text": (
        "texts.toml",
        "password_changed",
        "password_eaten",
        "texts.toml: password_changed: is missing",
    ),
    "a placeholder nobody fills": (
        "texts.toml",
        "Ihr Code: {code}",
        "Ihr Code: {cod}",
        "texts.toml: registration_code.params: the text has ['cod']",
    ),
    "a placeholder that looks inside": (
        "texts.toml",
        "Ihr Code: {code}",
        "Ihr Code: {code.__class__}",
        "texts.toml: registration_code.params: the text has ['code.__class__']",
    ),
    "a brace that stays open": (
        "texts.toml",
        "Ihr Code: {code}",
        "Ihr Code: {code",
        "texts.toml: registration_code.text:",
    ),
    "a value no step has": (
        "texts.toml",
        'Gemeldet: {tracking_code}", gateway_template = "g", params = ["tracking_code"]',
        'Gemeldet: {name}", gateway_template = "g", params = ["name"]',
        "texts.toml: complaint_registered.params: this text is given ['tracking_code'] and nothing else",
    ),
    "a text of three parts": (
        "texts.toml",
        "Ihre Nummer ist neu.",
        "x" * 135,
        "texts.toml: mobile_changed.text: is longer than 134 characters",
    ),
    "a limit that is missing": (
        "limits.toml",
        "export = ",
        "import = ",
        "limits.toml: tries.export: is missing",
    ),
    "a limit of nothing": (
        "limits.toml",
        "login = { tries = 3",
        "login = { tries = 0",
        "limits.toml: tries.login: tries and seconds must be at least 1",
    ),
    "no deadline for the answer": (
        "calendar.toml",
        "[deadlines.answer]",
        "[deadlines.reply]",
        "calendar.toml: deadlines.answer: is missing",
    ),
    "a deadline of no days": (
        "calendar.toml",
        "headquarters = 5",
        "headquarters = 0",
        "calendar.toml: deadlines.answer: a deadline has at least one working day",
    ),
    "an alarm before the warning": (
        "calendar.toml",
        "urgent_days = 1",
        "alarm = 0.1",
        "calendar.toml: deadlines.answer: 0 <= warning <= alarm <= 1 does not hold",
    ),
    "passwords that are too short": (
        "limits.toml",
        "min_citizen = 9",
        "min_citizen = 4",
        "limits.toml: passwords: 8 <= min_citizen",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_by_file_and_key(tmp_path: Path, file: str, old: str, new: str, line: str) -> None:
    problems = problems_of(broken(tmp_path, {file: (old, new)}))
    assert any(problem.startswith(line) for problem in problems), problems


def test_a_sound_profile_has_no_problems(tmp_path: Path) -> None:
    assert problems_of(broken(tmp_path, {})) == ()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    copy = broken(
        tmp_path,
        {
            "lists.toml": ('group = "light" }', 'group = "dusk" }'),
            "texts.toml": ("password_changed", "password_eaten"),
            "limits.toml": ("max_files = 1", ""),
        },
    )
    assert [problem.split(":")[0] for problem in problems_of(copy)] == [
        "limits.toml",
        "lists.toml",
        "texts.toml",
    ]


@pytest.mark.parametrize(
    "file", ["lists.toml", "divisions.json", "process.toml", "passwords.txt", "calendar.toml"]
)
def test_a_file_that_is_missing_is_named(tmp_path: Path, file: str) -> None:
    copy = broken(tmp_path, {})
    (copy / file).unlink()
    assert any(problem.startswith(f"{file}: ") for problem in problems_of(copy))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    copy = broken(tmp_path, {})
    (copy / "texts.toml").write_bytes("# ü".encode("cp1256", "replace") + b"\xff")
    assert any(problem.startswith("texts.toml: cannot be read") for problem in problems_of(copy))


@pytest.mark.parametrize("name", ["nowhere", "", ".", "/"])
def test_what_is_no_profile_is_refused(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProfileError):
        load_profile(name)
