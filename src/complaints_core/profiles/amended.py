"""Lays what administrators changed over the profile that stands on disk."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from complaints_core.domain.amendments import Amendments, Draft
from complaints_core.domain.lists import CodeList, Entry
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles.profile import Profile
from complaints_core.profiles.texts import SmsText
from complaints_core.profiles.verifier import verify


def amended(profile: Profile, amendments: Amendments) -> Profile:
    """Answer the profile with every change made; the profile itself where there is none.

    Raises ProfileError with every problem, as when a folder is read.
    """
    changed = laid_over(profile, amendments)
    problems = verify(changed) if changed is not profile else ()
    if problems:
        raise ProfileError(problems)
    return changed


def laid_over(profile: Profile, amendments: Amendments) -> Profile:
    """Answer the same without verifying it anew: for amendments that were verified when they were made."""
    if not amendments.changes:
        return profile
    draft = amendments.over(draft_of(profile))
    return replace(
        profile,
        lists=MappingProxyType(_lists(profile, draft)),
        directory=replace(
            profile.directory, units=tuple(draft.units.values()), centers=tuple(draft.centers.values())
        ),
        calendar=replace(profile.calendar, closures=_closures(draft)),
        texts=MappingProxyType({name: _text(profile, name, text) for name, text in draft.texts.items()}),
        answer_templates=tuple(draft.templates.values()),
    )


def draft_of(profile: Profile) -> Draft:
    """Answer the parts of a profile that can be amended, opened to be changed."""
    return Draft(
        units={unit.code: unit for unit in profile.directory.units},
        centers={center.code: center for center in profile.directory.centers},
        lists={name: _by_code(entries) for name, entries in profile.lists.items()},
        closures={(one.scope, one.day): one for one in reversed(profile.calendar.closures)},
        texts={name: text.text for name, text in profile.texts.items()},
        templates={one.code: one for one in profile.answer_templates},
    )


def _by_code(entries: CodeList) -> dict[str, Entry]:
    return {entry.code: entry for entry in entries}


def _lists(profile: Profile, draft: Draft) -> Mapping[str, CodeList]:
    """The lists of a draft; one that nobody changed stays the same object, with what it has worked out."""
    made = {name: CodeList(name, tuple(entries.values())) for name, entries in draft.lists.items()}
    return {name: _unless_same(profile.lists.get(name), one) for name, one in made.items()}


def _unless_same(before: CodeList | None, after: CodeList) -> CodeList:
    return before if before == after and before is not None else after


def _closures(draft: Draft) -> tuple[Closure, ...]:
    return tuple(sorted(draft.closures.values(), key=lambda one: (one.day, one.scope)))


def _text(profile: Profile, name: str, text: str) -> SmsText:
    return replace(profile.texts[name], text=text)
