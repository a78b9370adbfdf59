"""Typed text and a schema make values, or errors: for HTML, JSON and sheets alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from zope.interface import Invalid
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder

from complaints_core.domain.lists import CodeList
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.fields import BirthDate, Code, Misread
from complaints_core.interfaces.messages import _


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: a message id and the values for its placeholders."""

    field: str
    message: str
    values: Mapping[str, Any]


class InvalidForm(Refusal):
    """Some fields cannot be taken as they were typed; `errors` are in the order of the form."""

    message = _("Please look at the marked fields.")

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__()
        self.errors = errors


def read(
    schema: InterfaceClass,
    typed: Mapping[str, str],
    lists: Mapping[str, CodeList],
    required: frozenset[str] = frozenset(),
    on: date | None = None,
) -> dict[str, Any]:
    """Answer the values of all fields of a schema, by name; what was left empty is left out.

    `typed` maps names of boxes to text as it came; a date has three boxes. `lists` are the profile's code
    lists, `required` the profile's names of fields that must be filled beside those of the schema. Something
    new takes only codes that may be chosen `on` its day; without a day, retired codes are read, too.
    Raises InvalidForm with every error at once.
    """
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, field in getFieldsInOrder(schema):
        try:
            value = _value(field, name, typed, values, lists)
            if on is not None and isinstance(field, Code) and value is not None:
                _check_offered(lists[field.list_name], value, on)
            if value is not None:
                values[name] = value
            elif field.required or name in required:
                raise Misread(_("Please fill in this field."))
        except Misread as wrong:
            errors.append(FieldError(name, wrong.message, wrong.values))
    if not errors:
        errors.extend(_broken_invariants(schema, values))
    if errors:
        raise InvalidForm(tuple(errors))
    return values


def _value(
    field: Any, name: str, typed: Mapping[str, str], values: Mapping[str, Any], lists: Mapping[str, CodeList]
) -> Any:
    """Answer the value of one field, or None where nothing was typed."""
    if isinstance(field, BirthDate):
        parts = [typed.get(part, "") for part in field.parts]
        return field.read(*parts) if any(part.strip() for part in parts) else None
    text = typed.get(name, "")
    if not text.strip():
        return None
    value = field.fromUnicode(text)
    if isinstance(field, Code):
        _check_code(lists[field.list_name], value, values)
    return None if value == "" else value


def _check_code(codes: CodeList, code: str, values: Mapping[str, Any]) -> None:
    """A code is one of its list, and below what was chosen in the list above (a county in its province)."""
    entry = codes.get(code)
    if entry is None:
        raise Misread(_("Please choose one from the list."))
    if entry.parent and values.get("province", entry.parent) != entry.parent:
        raise Misread(_("This county is not in the province you chose."))


def _check_offered(codes: CodeList, code: str, day: date) -> None:
    """A page that was open for long may offer what was retired meanwhile."""
    entry = codes.get(code)
    if entry is not None and not entry.valid_on(day):
        raise Misread(_("This can no longer be chosen. Please choose something else from the list."))


def _broken_invariants(schema: InterfaceClass, values: dict[str, Any]) -> list[FieldError]:
    broken: list[Invalid] = []
    try:
        schema.validateInvariants(SimpleNamespace(**values), broken)
    except Invalid:
        return [
            FieldError(one.values["field"], one.message, one.values)
            for one in broken
            if isinstance(one, Misread)
        ]
    return []
