"""The canonical file of a template: fixed order, defaults left out, one way to write each text.

The order is that of the definitions in rules/structure.py. Here is what a file says for each
kind of field.
"""

from functools import singledispatch
from typing import Any

from audits.template.file.emit import Value, emit
from audits.template.file.template import FORMAT
from audits.template.rules import kind as kind_rules
from audits.template.rules.field import fields_of
from audits.template.rules.structure import SCALE, Structure


def write(structure: Structure) -> str:
    """The file from which `read` makes an equal structure (ids aside)."""
    return emit({"format": FORMAT, **_fields(structure)})


def _fields(element: Any) -> dict[str, Value]:
    """What the file says of an element, by the names of its fields; nothing of a default."""
    said: dict[str, Any] = {}
    for field in fields_of(type(element)):
        value = getattr(element, field.attribute)
        if field.is_default(value):
            continue
        found = say(field.kind, value, element)
        said.update(found if len(field.names) > 1 else {field.name: found})
    return said


@singledispatch
def say(kind: kind_rules.Kind, value: Any, element: Any) -> Any:
    """How the file says a value that is not the default: for texts, as it is.

    For a kind of several fields, what it says in each.
    """
    return value


@say.register
def _(kind: kind_rules.Flag, value: bool, element: Any) -> Value:
    return kind.yes if value else "no"


@say.register
def _(kind: kind_rules.WholeNumber, value: int, element: Any) -> Value:
    return str(value)


@say.register
def _(kind: kind_rules.Texts, value: tuple[str, ...], element: Any) -> Value:
    return list(value)


@say.register
def _(kind: kind_rules.Boxes, value: dict[str, str], element: Any) -> dict[str, str]:
    states = kind.stored(value)
    return {box: states.get(box, "") for box in kind.boxes}


@say.register
def _(kind: kind_rules.TextByLevel, value: dict[str, str], element: Any) -> Value:
    codes = element.scale.by_code if element.scale else {}
    return {code: value.get(code, "") for code in codes}


@say.register
def _(kind: kind_rules.ScaleName, value: Any, element: Any) -> Value:
    return value.key if value.origin == SCALE else ""


@say.register
def _(kind: kind_rules.Entries, value: tuple[Any, ...], element: Any) -> Value:
    return [_fields(entry) for entry in value]


@say.register
def _(kind: kind_rules.When, value: Any, element: Any) -> Value:
    return _condition(value)


def _condition(condition: dict[str, Any]) -> Value:
    """A condition as it is; the order of its fields does not matter and is made the same."""
    order = ("question", "respondent", "all", "any", "is", "is_not", "any_of")
    return {
        name: [_condition(part) for part in condition[name]]
        if name in ("all", "any")
        else condition[name]
        for name in order
        if name in condition
    }
