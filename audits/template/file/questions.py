"""Standards and questions of a template file."""

import re
from decimal import Decimal
from typing import Any

from audits.template.file.collector import short
from audits.template.file.conditions import Asked, read_condition
from audits.template.file.fields import Fields, Seen, place_of
from audits.template.file.scales import read_choices
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.duty import DUTIES, EDITIONS
from audits.template.rules.structure import BOXES, Question, Scale, Standard

MOST_QUESTIONS = 500
MOST_TAGS = 20
MOST_DECIMALS = 6
NUMBER_FIELDS = ("unit", "minimum", "maximum", "decimals")
BOX_STATES = ("absent", "optional", "required")

TAG = re.compile(r"[a-z0-9]+([:_-][a-z0-9]+)*")
AMOUNT = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,6})?")


class QuestionReader:
    """Reads the questions in order; knows the scales and what came before."""

    def __init__(self, scales: dict[str, Scale], asked: Asked) -> None:
        self.scales = scales
        self.asked = asked
        self.keys, self.labels = Seen("question"), Seen("question")

    def read(self, fields: Fields) -> Question:
        """The question in `fields`, which later conditions may then ask about."""
        key = fields.key()
        label = fields.one_line("label", required=True, most=20)
        is_new = self.keys.note(fields, "key", key)
        self.labels.note(fields, "label", label)
        kind = fields.choice("type", question_type_rules.REGISTRY)
        question = Question(
            key=key,
            label=label,
            text=fields.text("text", required=True),
            type=kind,
            scale=self._scale(fields, kind, key, label),
            heading=fields.one_line("heading", most=250),
            guidance=fields.text("guidance"),
            na_allowed=fields.flag(
                "not_applicable", default=False, words={"allowed": True, "no": False}
            ),
            required=fields.flag("required", default=True),
            boxes={box: fields.choice(box, BOX_STATES, default="absent") for box in BOXES},
            tags=_tags(fields),
            shown_when=read_condition(fields, self.asked),
            **self._of_type(fields, kind),
        )
        if question.scale is not None:
            self._descriptors(fields, question)
        fields.finish()
        if key and is_new:
            self.asked.earlier[key] = question
        return question

    def _scale(self, fields: Fields, kind: str, key: str, label: str) -> Scale | None:
        of_type = question_type_rules.REGISTRY.get(kind)
        # Asked for in any case, so that they are known fields; reported where they mean nothing.
        if of_type is not None and not of_type.has_scale:
            fields.not_for(["scale"], f"A question of the type ‘{kind}’ has no scale.")
        if of_type is not None and not of_type.has_own_choices:
            fields.not_for(["choices"], f"A question of the type ‘{kind}’ has no choices.")
        fields.get("scale")
        fields.get("choices")
        if of_type is None:
            return None
        if of_type.has_own_choices:
            return read_choices(fields, key, label, several=of_type.takes_several)
        if of_type.has_scale:
            return self._named_scale(fields)
        return of_type.fixed_scale

    def _named_scale(self, fields: Fields) -> Scale | None:
        name = fields.text("scale", required=True)
        if name and name not in self.scales:
            known = ", ".join(self.scales) or "there are none"
            message = f"There is no scale with the key {short(name)}."
            remedy = f"Declare it under ‘scales’, or use one of those (keys: {known})."
            remedy = f"{fields.collector.suggest(name, self.scales)} {remedy}".strip()
            fields.add(fields.line_of("scale"), "scale", message, remedy)
        return self.scales.get(name)

    def _descriptors(self, fields: Fields, question: Question) -> None:
        of_type = question_type_rules.REGISTRY[question.type]
        if question.scale is None or not of_type.has_scale or not fields.has("descriptors"):
            return
        node = fields.node.items["descriptors"]
        inner = Fields(node, f"{fields.place}, descriptors", fields.collector)
        for code in question.scale.by_code:
            if text := inner.text(code):
                question.descriptors[code] = text
        for code in inner.node.items.keys() - question.scale.by_code.keys():
            message = f"{short(code)} is not a code of the scale {short(question.scale.title)}."
            remedy = f"The codes are {', '.join(question.scale.by_code)}."
            inner.add(inner.line_of(code), "", message, remedy)

    def _of_type(self, fields: Fields, kind: str) -> dict[str, Any]:
        of_type = question_type_rules.REGISTRY.get(kind)
        for name in ("descriptors", *NUMBER_FIELDS):
            fields.get(name)
        if of_type is None:
            return {}
        if not of_type.has_scale:
            fields.not_for(["descriptors"], f"A question of the type ‘{kind}’ has no scale.")
        if of_type.has_limits:
            return _number(fields)
        fields.not_for(NUMBER_FIELDS, f"A question of the type ‘{kind}’ has no number.")
        return {}


def read_standard(fields: Fields, reader: QuestionReader, keys: Seen, labels: Seen) -> Standard:
    """A standard with its questions."""
    key = fields.key()
    label = fields.one_line("label", required=True, most=20)
    keys.note(fields, "key", key)
    labels.note(fields, "label", label)
    title = fields.one_line("title", required=True, most=250)
    introduction = fields.text("introduction")
    shown_when = read_condition(fields, reader.asked)
    nodes = fields.entries("questions", least=1, most=MOST_QUESTIONS)
    fields.finish()
    questions = []
    for number, node in enumerate(nodes, 1):
        place = f"{fields.place}, {place_of(node, 'question', number)}"
        questions.append(reader.read(Fields(node, place, fields.collector)))
    return Standard(key, label, title, tuple(questions), introduction, shown_when)


def _tags(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for node in fields.texts("tags", most=MOST_TAGS):
        tag = node.text
        if not TAG.fullmatch(tag) or len(tag) > 60:
            remedy = "Use small letters, digits, hyphens and a colon, for example ‘prevent’."
            fields.add(node.line, "tags", f"{short(tag)} cannot be a tag.", remedy)
        elif tag.partition(":")[0] in EDITIONS and tag not in DUTIES:
            remedy = f"The duties are {', '.join(DUTIES)}."
            fields.add(node.line, "tags", f"There is no duty {short(tag)}.", remedy)
        elif tag in found:
            fields.add(node.line, "tags", f"The tag {short(tag)} is here twice.", "Keep one.")
        else:
            found.append(tag)
    return tuple(found)


def _number(fields: Fields) -> dict[str, str | int]:
    limits = {name: _amount(fields, name) for name in ("minimum", "maximum")}
    if all(limits.values()) and Decimal(limits["minimum"]) > Decimal(limits["maximum"]):
        message = f"The minimum {limits['minimum']} is greater than the maximum."
        fields.add(fields.line_of("minimum"), "minimum", message, "Swap them, or mend one.")
    return {
        "unit": fields.one_line("unit", most=40),
        "decimals": fields.whole_number("decimals", least=0, most=MOST_DECIMALS) or 0,
        **limits,
    }


def _amount(fields: Fields, name: str) -> str:
    text = fields.text(name)
    if text and not AMOUNT.fullmatch(text):
        message = f"{short(text)} is not a number."
        remedy = "Write digits, with a full stop before decimals, for example 12 or 0.5."
        fields.add(fields.line_of(name), name, message, remedy)
        return ""
    return text
