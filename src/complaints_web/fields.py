"""Fields of a schema as a page shows them: what never changes is made once a language, the rest once a
request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder

from complaints_core import persian
from complaints_core.domain.lists import CodeList
from complaints_core.forms import InvalidForm
from complaints_core.interfaces import fields as kinds
from complaints_core.interfaces.errors import FilesTooLarge, FileTooLarge, Refusal
from complaints_core.interfaces.messages import _
from complaints_core.profiles import Profile
from complaints_web.languages import MONTHS, Language, utc_now

Option = tuple[str, str]
Options = tuple[Option, ...] | tuple[tuple[str, tuple[Option, ...]], ...]

FEW: Final = 3
"""A list this short is shown as radio buttons."""

KINDS: Final = {
    kinds.Secret: "secret",
    kinds.BirthDate: "date",
    kinds.LongText: "text",
    kinds.MobileLine: "phone",
    kinds.LandlineLine: "phone",
    kinds.EmailLine: "email",
    kinds.NationalCodeLine: "code",
    kinds.PostalCodeLine: "code",
    kinds.DigitsLine: "code",
}
AUTOCOMPLETE: Final = {
    "first_name": "given-name",
    "last_name": "family-name",
    "mobile": "tel",
    "email": "email",
    "postal_code": "postal-code",
    "address": "street-address",
    "national_code": "username",
    "password": "new-password",
    "password_repeat": "new-password",
    "old_password": "current-password",
    "code": "one-time-code",
    "receipt": "off",  # no browser may offer it to whoever sits there next
}
PARTS: Final = (_("Day"), _("Month"), _("Year"))


@dataclass(frozen=True)
class DatePart:
    """One of the three boxes of a date."""

    name: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class FieldView:
    """One field as templates see it; see templates/pieces/field.jinja2."""

    name: str
    label: str
    kind: str
    hint: str = ""
    value: str = ""
    error: str = ""
    required: bool = False
    options: Options = ()
    maxlength: int | None = None
    autocomplete: str = ""
    inputmode: str = ""
    dir: str = ""
    parts: tuple[DatePart, ...] = ()
    challenge: str = ""
    picture_url: str = ""
    sound_url: str = ""
    another_url: str = ""

    @property
    def anchor(self) -> str:
        """The id of the control that the error summary leads to."""
        return self.parts[0].name if self.parts else self.name


@dataclass(frozen=True)
class FormView:
    """All fields of a form, and what the error summary says."""

    fields: Mapping[str, FieldView]
    summary: tuple[Option, ...] = ()
    url: str = ""

    def joined_by(self, *more: FieldView) -> "FormView":
        """Answer the form with further fields that no schema has: files, the security code."""
        return replace(self, fields={**self.fields, **{one.name: one for one in more}})


@dataclass(frozen=True)
class Mistakes:
    """What is wrong with a form: sentences by field, and those that belong to no field."""

    by_field: Mapping[str, str] = field(default_factory=dict)
    general: tuple[str, ...] = ()

    @classmethod
    def of(cls, refusal: Refusal, language: Language) -> "Mistakes":
        """Put a refusal into words."""
        if isinstance(refusal, InvalidForm):
            return cls({one.field: language.gettext(one.message, **one.values) for one in refusal.errors})
        values = dict(refusal.values)
        if isinstance(refusal, FileTooLarge | FilesTooLarge):
            values["most"] = language.filesize(values["most"])
        text = language.gettext(refusal.message, **values)
        return cls({refusal.field: text}) if refusal.field else cls(general=(text,))


def blank_form(
    schema: InterfaceClass, needed: frozenset[str], language: Language, profile: Profile
) -> FormView:
    """Answer an empty form, with what can be chosen today; `needed` names fields that must be filled beside
    those of the schema."""
    return FormView(_blank(schema, needed, language, profile, persian.tehran_day(utc_now())))


def filled_form(blank: FormView, typed: Mapping[str, str], mistakes: Mistakes) -> FormView:
    """Answer a form with what was typed and what is wrong with it; on top stands, too, what is wrong with
    something that has no field in it."""
    errors = mistakes.by_field
    shown = {name: _filled(view, typed, errors.get(name, "")) for name, view in blank.fields.items()}
    general = (*mistakes.general, *(text for name, text in errors.items() if name not in shown))
    of_fields = ((one.anchor, _told(one)) for one in shown.values() if one.error)
    return FormView(shown, (*(("content", text) for text in general), *of_fields))


def _told(field: FieldView) -> str:
    """What is wrong, after the label of its field; a label that asks has its own mark at its end."""
    asks = field.label.endswith(("?", "\u061f"))
    return f"{field.label} {field.error}" if asks else f"{field.label}: {field.error}"


def typed_of(schema: InterfaceClass, kept: object, language: Language) -> dict[str, str]:
    """Answer the text of a kept object as its owner would type it in his language, to show it in a form."""
    typed: dict[str, str] = {}
    for name, one in getFieldsInOrder(schema):
        value = getattr(kept, name)
        if isinstance(one, kinds.BirthDate):
            day = persian.to_jalali(value)
            typed.update(zip(one.parts, map(str, (day.day, day.month, day.year)), strict=True))
        elif isinstance(one, kinds.MobileLine | kinds.LandlineLine):
            typed[name] = language.digits(one.reader(value).local) if value else ""
        elif isinstance(one, kinds.PostalCodeLine):
            typed[name] = language.digits(value)
        elif isinstance(one, kinds.YesNo):
            typed[name] = kinds.YES if value else kinds.NO
        else:
            typed[name] = value
    return typed


def _filled(view: FieldView, typed: Mapping[str, str], error: str) -> FieldView:
    if view.kind == "date":
        parts = tuple(replace(part, value=typed.get(part.name, "")) for part in view.parts)
        return replace(view, parts=parts, error=error)
    value = "" if view.kind == "secret" else typed.get(view.name, view.value)
    return view if value == view.value and not error else replace(view, value=value, error=error)


@lru_cache(maxsize=128)
def _blank(
    schema: InterfaceClass, needed: frozenset[str], language: Language, profile: Profile, today: date
) -> Mapping[str, FieldView]:
    return {
        name: _field(one, name, language, options, needed=one.required or name in needed)
        for name, one in getFieldsInOrder(schema)
        for options in (_offered(one, language, profile, today),)
    }


def _field(one: Any, name: str, language: Language, options: Options, *, needed: bool) -> FieldView:
    kind = _kind(one, options)
    return FieldView(
        name=name,
        label=language.gettext(one.title),
        kind=kind,
        hint=language.gettext(one.description) if one.description else "",
        value=_answer_before(one) if isinstance(one, kinds.YesNo) else "",
        required=needed or isinstance(one, kinds.YesNo),  # that one has its answer from the beginning
        options=options,
        maxlength=getattr(one, "max_length", None),
        autocomplete=AUTOCOMPLETE.get(name, ""),
        inputmode={"code": "numeric", "phone": "tel", "email": "email"}.get(kind, ""),
        dir="ltr" if kind in ("code", "phone", "email", "secret") else "",
        parts=_parts(one, language),
    )


def _answer_before(one: kinds.YesNo) -> str:
    """The answer of a choice of two that nobody has made yet."""
    return kinds.YES if one.default else kinds.NO


def _offered(one: Any, language: Language, profile: Profile, today: date) -> Options:
    """What can be chosen in a field today, if anything."""
    if isinstance(one, kinds.Code):
        return _options(profile.offered(one.list_name, today), language, profile)
    if isinstance(one, kinds.YesNo):
        return tuple(zip((kinds.YES, kinds.NO), map(language.gettext, one.answers), strict=True))
    if isinstance(one, kinds.Scale):
        names = enumerate(map(language.gettext, one.steps), 1)
        return tuple((str(number), f"{language.digits(number)}. {name}") for number, name in names)
    return ()


def _kind(one: Any, options: Options) -> str:
    if isinstance(one, kinds.Scale | kinds.YesNo):
        return "radios"
    if isinstance(one, kinds.Code):
        return (
            "radios"
            if len(options) <= FEW and all(isinstance(second, str) for _first, second in options)
            else "choice"
        )
    return next((kind for cls, kind in KINDS.items() if isinstance(one, cls)), "line")


def _parts(one: Any, language: Language) -> tuple[DatePart, ...]:
    if not isinstance(one, kinds.BirthDate):
        return ()
    months = tuple((str(number), language.gettext(month)) for number, month in enumerate(MONTHS, 1))
    return tuple(
        DatePart(name, language.gettext(label), options=months if label == PARTS[1] else ())
        for name, label in zip(one.parts, PARTS, strict=True)
    )


def _options(codes: CodeList, language: Language, profile: Profile) -> Options:
    """The entries of a list in groups, where they lie under entries of another list."""
    if codes.name == "county":
        return tuple(
            (province.label.text(language.code), _plain(codes.within(province.code), language))
            for province in profile.lists["province"]
        )
    groups = codes.grouped()
    if len(groups) == 1:
        return _plain(codes, language)
    return tuple(
        (profile.lists["field"].text(group, language.code), _plain(entries, language))
        for group, entries in groups.items()
    )


def _plain(entries: Iterable[Any], language: Language) -> tuple[Option, ...]:
    return tuple((entry.code, entry.label.text(language.code)) for entry in entries)
