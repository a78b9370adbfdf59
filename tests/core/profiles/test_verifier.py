"""What must agree in a profile, and in which words it is refused: file, key, and what is wrong."""

from pathlib import Path

import pytest

from .folders import broken, problems_of

MISTAKES = {
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
    "a report in wrong hands": (
        "misconduct.toml",
        'actors = ["inspector"]',
        'actors = ["inspector", "expert"]',
        "misconduct.toml: step.close.actors: 'expert' has nothing to do with a report",
    ),
    "an SMS about a report": (
        "misconduct.toml",
        'asks = ["text"]',
        'sms = "mobile_code"',
        "misconduct.toml: step.close.sms: whoever reports is told nothing by SMS",
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
    "a warning that some are not sent": (
        "texts.toml",
        'gateway_template = "d", always = true',
        'gateway_template = "d"',
        "texts.toml: password_changed.always: is a warning",
    ),
    "news that everybody is sent": (
        "texts.toml",
        'gateway_template = "g"',
        'gateway_template = "g", always = true',
        "texts.toml: complaint_registered.always: is no warning",
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
