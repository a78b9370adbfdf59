"""Amendments over a profile: what is changed is changed, everything else stays, disorder is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from complaints_core.domain.amendment_kinds import (
    CenterClosed,
    CenterKept,
    ClosureEntered,
    ClosureRemoved,
    EntriesOrdered,
    EntryKept,
    EntryRetired,
    TemplateKept,
    TemplateRemoved,
    TextChanged,
    UnitClosed,
    UnitKept,
)
from complaints_core.domain.amendments import Amendment, Amendments
from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.directory import Center, Unit
from complaints_core.domain.lists import Entry, Label
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.errors import ProfileError
from complaints_core.profiles import Profile, amended, load_profile
from complaints_core.testing import NOON, builders

BASE = load_profile()
MADE: dict[str, Any] = {"at": NOON, "by": "modir"}
SNOW = Closure(date(2026, 11, 25), Label(fa="برف", en="Snow"), "23")
DELAY = BASE.lists["subject"].get("delay")
CEDARS = Center("c_1", "Cedars", "elderly", "23", "2301", "nongov")
SHORTER = AnswerTemplate("t", "Shorter", "{tracking_code}", "23")


def after(*changes: Amendment) -> Profile:
    return amended(BASE, Amendments().joined_by(*changes))


def test_without_amendments_it_is_the_profile_itself() -> None:
    assert amended(BASE, Amendments()) is BASE


def test_what_nobody_changed_stays_the_same() -> None:
    changed = after(ClosureEntered(closure=SNOW, **MADE))

    assert changed.process is BASE.process
    assert changed.lists["subject"] is BASE.lists["subject"]
    assert changed.texts == BASE.texts
    assert changed.directory == BASE.directory


def test_a_closure_shuts_its_province_alone_until_it_is_removed() -> None:
    shut = ClosureEntered(closure=SNOW, **MADE)
    calendar = after(shut).calendar

    assert calendar.why_not(SNOW.day, "23") == SNOW.reason
    assert calendar.is_working(SNOW.day, "07")
    assert BASE.calendar.is_working(SNOW.day, "23")
    assert after(shut, ClosureRemoved(closure=SNOW, **MADE)).calendar.is_working(SNOW.day, "23")


def test_a_unit_has_another_name() -> None:
    tehran = BASE.directory.unit("23")
    assert tehran is not None
    renamed = replace(tehran, label=Label(fa="تهران", en="Tehran"))

    changed = after(UnitKept(unit=renamed, **MADE))

    assert changed.directory.unit("23") == renamed
    assert changed.directory.is_within("2301", "23")


def test_a_closed_unit_is_known_and_its_heir_is_in_charge() -> None:
    changed = after(UnitClosed(unit="07", heir="23", **MADE))

    assert changed.directory.unit("07") is not None
    assert changed.unit_for("province", "07") == "23"
    assert changed.unit_for("province", "08") == "08"
    assert changed.units_for_report("07") == ("23", "headquarters")


def test_a_complaint_of_a_closed_unit_keeps_its_deadline() -> None:
    complaint = builders.filed(BASE, NOON, province="07")

    changed = after(UnitClosed(unit="07", heir="headquarters", **MADE))

    assert changed.course.deadline(complaint, NOON) == BASE.course.deadline(complaint, NOON)


def test_heirs_that_inherit_from_one_another_leave_it_to_headquarters() -> None:
    changed = after(UnitClosed(unit="07", heir="08", **MADE), UnitClosed(unit="08", heir="07", **MADE))

    assert changed.unit_for("province", "07") == "headquarters"


def test_a_new_unit_below_nothing_is_refused() -> None:
    lost = Unit("9901", Label(fa="گم", en="Lost"), "99", "county", "23")

    with pytest.raises(ProfileError, match="9901 has nothing above it"):
        after(UnitKept(unit=lost, new=True, **MADE))


def test_a_center_is_added_changed_and_closed() -> None:
    kept = CenterKept(center=CEDARS, new=True, **MADE)
    moved = CenterKept(center=replace(CEDARS, name="Cedars of the South"), **MADE)

    assert after(kept).directory.center("c_1") == CEDARS
    assert [one.name for one in after(kept, moved).directory.find_centers("cedars", 5)] == [moved.center.name]
    closed = after(kept, CenterClosed(center="c_1", **MADE)).directory
    assert closed.find_centers("cedars", 5) == ()
    assert closed.center("c_1") == replace(CEDARS, closed=True)


def test_a_center_in_the_wrong_province_is_refused() -> None:
    with pytest.raises(ProfileError, match="'2301' is not in province '07'"):
        after(CenterKept(center=replace(CEDARS, province="07"), **MADE))


def test_a_retired_code_stays_readable_and_is_no_longer_offered() -> None:
    changed = after(EntryRetired(list_name="subject", code="delay", on=date(2026, 12, 1), **MADE))

    assert changed.lists["subject"].text("delay", "en") == BASE.lists["subject"].text("delay", "en")
    assert "delay" in changed.offered("subject", date(2026, 11, 30))
    assert "delay" not in changed.offered("subject", date(2026, 12, 1))


def test_a_retired_code_can_be_used_again() -> None:
    assert DELAY is not None
    retired = EntryRetired(list_name="subject", code="delay", on=date(2026, 12, 1), **MADE)

    changed = after(retired, EntryKept(list_name="subject", entry=DELAY, **MADE))

    assert changed.lists["subject"] is BASE.lists["subject"]


def test_a_new_code_stands_at_the_end_until_the_list_is_ordered() -> None:
    heat = Entry("heat", Label(fa="گرما", en="Heat"), group="social", urgent=True)
    kept = EntryKept(list_name="subject", entry=heat, new=True, **MADE)

    assert after(kept).lists["subject"].codes[-1] == "heat"
    assert after(kept).is_urgent("heat")
    order = EntriesOrdered(list_name="subject", codes=("heat", "delay"), **MADE)
    assert after(kept, order).lists["subject"].codes[:2] == ("heat", "delay")
    assert len(after(kept, order).lists["subject"]) == len(BASE.lists["subject"]) + 1


def test_a_subject_of_no_field_is_refused() -> None:
    with pytest.raises(ProfileError, match="there is no field 'weather'"):
        after(EntryKept(list_name="subject", entry=Entry("heat", Label(fa="گ", en="H"), "weather"), **MADE))


def test_an_sms_says_something_else() -> None:
    changed = after(TextChanged(name="complaint_registered", text="ثبت شد: {tracking_code}", **MADE))

    assert changed.texts["complaint_registered"].render(tracking_code="1") == "ثبت شد: 1"
    assert changed.texts["complaint_registered"].params == ("tracking_code",)


@pytest.mark.parametrize(
    "text", ["no code", "{tracking_code} {name}", "{tracking_code", "{tracking_code} " * 20]
)
def test_an_sms_that_cannot_be_sent_is_refused(text: str) -> None:
    with pytest.raises(ProfileError, match=r"texts\.toml: complaint_registered"):
        after(TextChanged(name="complaint_registered", text=text, **MADE))


def test_a_template_is_kept_and_removed() -> None:
    kept = TemplateKept(template=SHORTER, new=True, **MADE)

    assert after(kept).templates_for("2301") == (SHORTER,)
    assert after(kept, TemplateRemoved(code="t", title="Shorter", **MADE)).templates_for("2301") == ()


@pytest.mark.parametrize(
    "change",
    [
        UnitClosed(unit="9999", heir="23", **MADE),
        CenterClosed(center="gone", **MADE),
        EntryRetired(list_name="weather", code="heat", on=SNOW.day, **MADE),
        EntryRetired(list_name="subject", code="heat", on=SNOW.day, **MADE),
        TextChanged(name="gone", text="…", **MADE),
        TemplateRemoved(code="gone", title="…", **MADE),
        ClosureRemoved(closure=SNOW, **MADE),
    ],
    ids=lambda change: change.subject,
)
def test_what_the_base_knows_no_more_is_passed_over(change: Amendment) -> None:
    changed = after(change)

    assert changed.directory == BASE.directory
    assert changed.lists == BASE.lists
    assert changed.texts == BASE.texts


@pytest.mark.parametrize("text", ["{name}", "{due", "{due.year}"])
def test_a_template_that_cannot_be_filled_is_refused(text: str) -> None:
    with pytest.raises(ProfileError, match=r"answer template t\.text"):
        after(TemplateKept(template=replace(SHORTER, text=text), **MADE))


def test_a_template_of_no_unit_is_refused() -> None:
    with pytest.raises(ProfileError, match="there is no unit 'nowhere'"):
        after(TemplateKept(template=replace(SHORTER, unit="nowhere"), **MADE))


def test_a_unit_left_to_nobody_is_refused() -> None:
    with pytest.raises(ProfileError, match="07 is left to 'nowhere'"):
        after(UnitClosed(unit="07", heir="nowhere", **MADE))
