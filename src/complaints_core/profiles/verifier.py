"""Finds what is wrong with a profile as a whole: codes, texts and rules that name one another must agree."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from zope.interface.interface import InterfaceClass

from complaints_core.domain import process_verifier
from complaints_core.domain.clock import ANSWER, FIRST_LOOK
from complaints_core.domain.complaints import CITIZEN
from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.domain.process import PAUSED, Process
from complaints_core.domain.staff import INSPECTOR
from complaints_core.interfaces import schemas
from complaints_core.interfaces.calls import IVisitor
from complaints_core.profiles.profile import Profile
from complaints_core.profiles.texts import LONGEST, SmsText

LISTS: Final = (
    "employment_status", "personnel_status", "education_level", "gender", "kind", "field", "subject",
    "center_kind", "ownership", "misconduct_topic", "misconduct_outcome", "finding", "province", "county",
)  # fmt: skip
"""The lists every profile has."""

FORMS: Final[Mapping[str, tuple[InterfaceClass, ...]]] = {
    "registration": (schemas.IRegistration,),
    "details": (schemas.IDetails,),
    "visitor": (IVisitor,),
    "complaint": (schemas.IComplaintDraft,),
    "misconduct": (schemas.IMisconductDraft, schemas.IReporterIdentity),
}
"""The forms whose needed fields a profile chooses, and the schemas these come from."""

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "registration_code": ("code",),
    "already_registered": (),
    "recovery_code": ("code",),
    "password_changed": (),
    "mobile_code": ("code",),
    "mobile_changed": (),
    "complaint_registered": ("tracking_code",),
}
"""The texts every profile has, and what they are given; texts of steps are given the tracking code."""

WARNINGS: Final = frozenset({"already_registered", "password_changed", "mobile_changed"})
"""The texts that warn of somebody else at the account: these go out always, and no other does."""

LIMITS: Final = (
    "login", "login_address", "register", "register_mobile", "register_address", "recover",
    "recover_address", "recover_code", "code", "challenge", "park", "file", "reply", "misconduct", "receipt",
    "staff_login", "staff_second", "operator", "caller", "export",
)  # fmt: skip
"""The limit rules every profile has."""

LONGEST_VALUE = 14  # characters of a tracking code in groups, the longest value a text is given
CODE = re.compile(r"[a-z0-9_]+")


def verify(profile: Profile) -> tuple[str, ...]:
    """Answer every problem, one line each that begins with file and key; nothing for a sound profile."""
    checks: tuple[Callable[[Profile], Iterable[str]], ...] = (
        _languages, _lists, _references, _units, _centers, _processes, _inspection, _required, _texts,
        _limits, _deadlines, _passwords, _templates,
    )  # fmt: skip
    return tuple(chain.from_iterable(check(profile) for check in checks))


def _languages(profile: Profile) -> Iterator[str]:
    if not profile.languages:
        yield "organization.toml: languages: at least one is needed"


def _lists(profile: Profile) -> Iterator[str]:
    for name in LISTS:
        if not len(profile.lists.get(name, ())):
            yield f"{_file_of(name)}: {name}: is missing or empty"
    for name, entries in profile.lists.items():
        for code, times in Counter(entry.code for entry in entries).items():
            if times > 1:
                yield f"{_file_of(name)}: {name}.{code}: stands here {times} times"
            if not CODE.fullmatch(code):
                yield f"{_file_of(name)}: {name}.{code}: a code has small letters, digits and _ alone"


def _file_of(name: str) -> str:
    return "divisions.json" if name in ("province", "county") else "lists.toml"


def _references(profile: Profile) -> Iterator[str]:
    fields = profile.lists.get("field", ())
    for name, entries in profile.lists.items():
        for entry in entries:
            key = f"{_file_of(name)}: {name}.{entry.code}"
            if entry.unit and profile.directory.unit(entry.unit) is None:
                yield f"{key}.unit: there is no unit {entry.unit!r}"
            if name == "subject" and entry.group not in fields:
                yield f"{key}.group: there is no field {entry.group!r}"


def _units(profile: Profile) -> Iterator[str]:
    for unit in profile.directory.units:
        if unit.level != HEADQUARTERS and not profile.directory.is_within(unit.code, HEADQUARTERS):
            yield f"organization.toml: units.{unit.level}: {unit.code} has nothing above it"
        if unit.province not in profile.lists.get("province", ()):
            yield f"organization.toml: units.{unit.level}: {unit.code} is in no province"
        if unit.heir and profile.directory.unit(unit.heir) is None:
            yield f"organization.toml: units.{unit.level}: {unit.code} is left to {unit.heir!r}: no unit"


def _centers(profile: Profile) -> Iterator[str]:
    told = {"kind": "center_kind", "province": "province", "county": "county", "ownership": "ownership"}
    for center in profile.directory.centers:
        key = f"centers.toml: center {center.code}"
        for attribute, name in told.items():
            if getattr(center, attribute) not in profile.lists.get(name, ()):
                yield f"{key}.{attribute}: {getattr(center, attribute)!r} is not in the list {name}"
        county = profile.lists["county"].get(center.county)
        if county is not None and county.parent != center.province:
            yield f"{key}.county: {center.county!r} is not in province {center.province!r}"
    for code, times in Counter(center.code for center in profile.directory.centers).items():
        if times > 1:
            yield f"centers.toml: center {code}: stands here {times} times"


def _processes(profile: Profile) -> Iterator[str]:
    files = (("process.toml", profile.process, True), ("misconduct.toml", profile.misconduct_process, False))
    look = profile.deadlines.get(FIRST_LOOK)
    for file, process, complaints in files:
        found = process_verifier.problems(
            process,
            profile.languages,
            objection=complaints,
            first_look=complaints and look is not None and look.urgent_hours > 0,
        )
        yield from (f"{file}: {problem}" for problem in (*found, *_dangling(process, profile)))


def _inspection(profile: Profile) -> Iterator[str]:
    """A report is nobody's but the inspectors' and the reporter's, and nothing in it happens by itself."""
    for step in profile.misconduct_process.steps:
        for actor in sorted(step.actors - {CITIZEN, INSPECTOR}):
            yield f"misconduct.toml: step.{step.code}.actors: {actor!r} has nothing to do with a report"
        if step.sms:
            yield f"misconduct.toml: step.{step.code}.sms: whoever reports is told nothing by SMS"


def _dangling(process: Process, profile: Profile) -> Iterator[str]:
    for status in process.statuses:
        if status.clock not in ("", PAUSED, *profile.deadlines):
            yield f"status.{status.code}.clock: there is no deadline rule {status.clock!r}"
    for step in process.steps:
        if step.sms and step.sms not in profile.texts:
            yield f"step.{step.code}.sms: there is no text {step.sms!r}"


def _required(profile: Profile) -> Iterator[str]:
    for form, chosen in profile.required.items():
        known = {name for schema in FORMS.get(form, ()) for name in schema.names(all=True)}
        if form not in FORMS:
            yield f"required.toml: {form}: is not a form we know"
        for name in sorted(chosen - known):
            yield f"required.toml: {form}: {name!r} is not a field of this form"
    for form in sorted(FORMS.keys() - profile.required.keys()):
        yield f"required.toml: {form}: is missing"


def _texts(profile: Profile) -> Iterator[str]:
    steps = (*profile.process.steps, *profile.misconduct_process.steps)
    given = {**{step.sms: ("tracking_code",) for step in steps if step.sms}, **TEXTS}
    for name in sorted(given.keys() - profile.texts.keys()):
        yield f"texts.toml: {name}: is missing"
    for name, text in profile.texts.items():
        yield from (f"texts.toml: {name}.{problem}" for problem in _text_problems(text, given.get(name)))
        if name in WARNINGS and not text.always:
            yield f"texts.toml: {name}.always: is a warning, which goes also to whoever wants no SMS"
        if text.always and name in given.keys() - WARNINGS:
            yield f"texts.toml: {name}.always: is no warning; who wants no SMS is not told"


def _text_problems(text: SmsText, given: tuple[str, ...] | None) -> Iterator[str]:
    try:
        placeholders = text.placeholders
    except ValueError as wrong:
        yield f"text: {wrong}"
        return
    if set(placeholders) != set(text.params):
        yield f"params: the text has {sorted(set(placeholders))}, params names {sorted(text.params)}"
    elif not set(text.params) <= set(given or ()):
        yield f"params: this text is given {sorted(given or ())} and nothing else"
    elif len(text.render(**dict.fromkeys(text.params, "0" * LONGEST_VALUE))) > LONGEST:
        yield f"text: is longer than {LONGEST} characters, so than two parts"


def _templates(profile: Profile) -> Iterator[str]:
    for template in profile.answer_templates:
        key = f"answer template {template.code}"
        if profile.directory.unit(template.unit) is None:
            yield f"{key}.unit: there is no unit {template.unit!r}"
        try:
            yield from (f"{key}.text: there is no variable {name!r}" for name in template.unknown)
        except ValueError as wrong:
            yield f"{key}.text: {wrong}"


def _limits(profile: Profile) -> Iterator[str]:
    for name in LIMITS:
        if name not in profile.limits:
            yield f"limits.toml: tries.{name}: is missing"
    for name, rule in profile.limits.items():
        if rule.tries < 1 or rule.seconds < 1:
            yield f"limits.toml: tries.{name}: tries and seconds must be at least 1"


def _deadlines(profile: Profile) -> Iterator[str]:
    if ANSWER not in profile.deadlines:
        yield f"calendar.toml: deadlines.{ANSWER}: is missing"
    for name, rule in profile.deadlines.items():
        if min([rule.days, *rule.days_at.values()]) < 1:
            yield f"calendar.toml: deadlines.{name}: a deadline has at least one working day"
        if not 0 <= rule.warning <= rule.alarm <= 1:
            yield f"calendar.toml: deadlines.{name}: 0 <= warning <= alarm <= 1 does not hold"


def _passwords(profile: Profile) -> Iterator[str]:
    rules = profile.passwords
    if not 8 <= rules.min_citizen <= rules.min_staff <= rules.max_length:
        yield "limits.toml: passwords: 8 <= min_citizen <= min_staff <= max_length does not hold"
