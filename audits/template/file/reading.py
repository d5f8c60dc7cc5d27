"""Reading the authored fields of an element: once for each kind of field."""

import re
from functools import singledispatch
from typing import Any

from audits.template.file.collector import short
from audits.template.file.conditions import Asked, read_condition
from audits.template.file.fields import Fields, Seen
from audits.template.file.nodes import Node
from audits.template.rules import kind as kind_rules
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.duty import DUTIES, EDITIONS
from audits.template.rules.field import Field, fields_of
from s11portal.common.words import joined

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TAG = re.compile(r"[a-z0-9]+([:_-][a-z0-9]+)*")
AMOUNT = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,6})?")


class Reader:
    """Reads elements of one sort that stand beside each other.

    It notes what comes twice among them. `only` leaves out the fields that are for others:
    those of a choice from a level.
    """

    def __init__(
        self, definition: type, what: str, asked: Asked | None = None, *, only: str = ""
    ) -> None:
        self.asked = asked or Asked()
        self.definition = [
            one for one in fields_of(definition) if not only or one.kind.only in ("", only)
        ]
        self.seen = {one.name: Seen(what) for one in self.definition if one.kind.unique}

    def values(self, fields: Fields) -> dict[str, Any]:
        """The value of each field, by its attribute; the nodes of a list of other elements."""
        values: dict[str, Any] = {}
        for field in self.definition:
            value = self.value(field, fields, values)
            if field.kind.unique:
                folded = field.kind.unique == kind_rules.FOLDED
                self.seen[field.name].note(fields, field.name, value, folded=folded)
            values[field.attribute] = value
        return values

    def value(self, field: Field, fields: Fields, values: dict[str, Any]) -> Any:
        """One field; `values` has those before it."""
        if isinstance(field.kind, kind_rules.When):
            return read_condition(fields, self.asked)
        return read(field.kind, field, fields)


@singledispatch
def read(kind: kind_rules.Kind, field: Field, fields: Fields) -> Any:
    """What the file says in a field: its default when it says nothing or something wrong."""
    raise NotImplementedError(f"{type(kind).__name__} cannot be read without its surroundings")


@read.register
def _(kind: kind_rules.Key, field: Field, fields: Fields) -> str:
    return fields.key(field.name, most=kind.most)


@read.register
def _(kind: kind_rules.Line, field: Field, fields: Fields) -> str:
    return fields.one_line(field.name, required=not field.has_default, most=kind.most)


@read.register
def _(kind: kind_rules.Text, field: Field, fields: Fields) -> str:
    return fields.text(field.name, required=not field.has_default, most=kind.most)


@read.register
def _(kind: kind_rules.Choice, field: Field, fields: Fields) -> str:
    assumed = field.default if field.has_default else kind.assumed or None
    return fields.choice(field.name, kind.options, default=assumed)


@read.register
def _(kind: kind_rules.TypeName, field: Field, fields: Fields) -> str:
    return fields.choice(field.name, question_type_rules.REGISTRY)


@read.register
def _(kind: kind_rules.Boxes, field: Field, fields: Fields) -> dict[str, str]:
    usual = kind.states[0]
    return {box: fields.choice(box, kind.states, default=usual) for box in field.names}


@read.register
def _(kind: kind_rules.Flag, field: Field, fields: Fields) -> bool:
    return fields.flag(field.name, default=field.default, words={kind.yes: True, "no": False})


@read.register
def _(kind: kind_rules.WholeNumber, field: Field, fields: Fields) -> int | None:
    number = fields.whole_number(field.name, least=kind.least, most=kind.most)
    return field.default if number is None else number


@read.register
def _(kind: kind_rules.Entries, field: Field, fields: Fields) -> list[Node]:
    return fields.entries(field.name, least=kind.least, most=kind.most)


@read.register
def _(kind: kind_rules.Code, field: Field, fields: Fields) -> str:
    code = fields.one_line(field.name, required=True, most=kind.most)
    if code and not CODE.fullmatch(code):
        remedy = "Use letters, digits, full stops, hyphens and underscores, without spaces."
        line = fields.line_of(field.name)
        fields.add(line, field.name, f"{short(code)} cannot be a code.", remedy)
    return code


@read.register
def _(kind: kind_rules.Amount, field: Field, fields: Fields) -> str:
    text = fields.text(field.name)
    if text and not AMOUNT.fullmatch(text):
        message = f"{short(text)} is not a number."
        remedy = "Write digits, with a full stop before decimals, for example 12 or 0.5."
        fields.add(fields.line_of(field.name), field.name, message, remedy)
        return field.default
    return text


@read.register
def _(kind: kind_rules.Several, field: Field, fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for node in fields.texts(field.name, most=len(kind.options)):
        if node.text in found:
            fields.add(node.line, field.name, f"{short(node.text)} is here twice.", "Keep one.")
        elif node.text not in kind.options:
            message = f"{short(node.text)} is no {kind.what}."
            fields.add(node.line, field.name, message, f"Use {joined(kind.options, 'or')}.")
        else:
            found.append(node.text)
    return tuple(one for one in kind.options if one in found)


@read.register
def _(kind: kind_rules.Tags, field: Field, fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for node in fields.texts(field.name, most=kind.most):
        tag = node.text
        if not TAG.fullmatch(tag) or len(tag) > 60:
            remedy = "Use small letters, digits, hyphens and a colon, for example ‘prevent’."
            fields.add(node.line, field.name, f"{short(tag)} cannot be a tag.", remedy)
        elif tag.partition(":")[0] in EDITIONS and tag not in DUTIES:
            remedy = f"The duties are {', '.join(DUTIES)}."
            fields.add(node.line, field.name, f"There is no duty {short(tag)}.", remedy)
        elif tag in found:
            fields.add(node.line, field.name, f"The tag {short(tag)} is here twice.", "Keep one.")
        else:
            found.append(tag)
    return tuple(found)
