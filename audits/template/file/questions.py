"""Standards and questions of a template file."""

from decimal import Decimal
from typing import Any

from audits.template.file.collector import short
from audits.template.file.conditions import Asked
from audits.template.file.fields import Fields, place_of
from audits.template.file.reading import Reader
from audits.template.file.scales import read_choices
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.field import Field
from audits.template.rules.kind import ScaleName, TextByLevel
from audits.template.rules.structure import Question, Scale, Standard

# What a message says a type has none of, by the ability that the type lacks.
WITHOUT = {
    "has_scale": "scale",
    "has_own_choices": "choices",
    "has_limits": "number",
    "is_yes_no": "yes or no",
}


class QuestionReader(Reader):
    """Reads the questions in order; knows the scales and what came before."""

    def __init__(self, scales: dict[str, Scale], asked: Asked) -> None:
        super().__init__(Question, "question", asked)
        self.scales = scales

    def read(self, fields: Fields) -> Question:
        """The question in `fields`, which later conditions may then ask about."""
        values = self.values(fields)
        of_type = question_type_rules.REGISTRY.get(values["type"])
        choices = values.pop("choices")
        if of_type is not None:
            values["scale"] = values["scale"] or choices or of_type.fixed_scale
        question = Question(**values)
        _check_limits(fields, question)
        fields.finish()
        if question.key:
            self.asked.earlier.setdefault(question.key, question)
        return question

    def value(self, field: Field, fields: Fields, values: dict[str, Any]) -> Any:
        """One field; what means nothing for the type of the question is a problem."""
        if field.kind.only and not _is_for(field, fields, values["type"]):
            return field.default
        if field.attribute == "choices":
            several = question_type_rules.REGISTRY[values["type"]].takes_several
            nodes = super().value(field, fields, values)
            return read_choices(fields, nodes, values["key"], values["label"], several=several)
        if isinstance(field.kind, ScaleName):
            return self._scale(field, fields)
        if isinstance(field.kind, TextByLevel):
            return _texts_by_level(field, fields, values["scale"])
        return super().value(field, fields, values)

    def _scale(self, field: Field, fields: Fields) -> Scale | None:
        name = fields.text(field.name, required=True)
        if name and name not in self.scales:
            known = ", ".join(self.scales) or "there are none"
            message = f"There is no scale with the key {short(name)}."
            remedy = f"Declare it under ‘scales’, or use one of those (keys: {known})."
            remedy = f"{fields.collector.suggest(name, self.scales)} {remedy}".strip()
            fields.add(fields.line_of(field.name), field.name, message, remedy)
        return self.scales.get(name)


def _is_for(field: Field, fields: Fields, kind: str) -> bool:
    """Whether questions of this type have the field. If not, it may not be there."""
    of_type = question_type_rules.REGISTRY.get(kind)
    if of_type is not None and getattr(of_type, field.kind.only):
        return True
    for name in field.names:
        fields.get(name)  # a field that is known, whatever the type
    if of_type is not None:
        without = WITHOUT[field.kind.only]
        fields.not_for(field.names, f"A question of the type ‘{kind}’ has no {without}.")
    return False


def _texts_by_level(field: Field, fields: Fields, scale: Scale | None) -> dict[str, str]:
    node = fields.get(field.name)
    if node is None or scale is None:
        return {}
    inner = Fields(node, f"{fields.place}, {field.name}", fields.collector)
    found = {code: text for code in scale.by_code if (text := inner.text(code))}
    for code in inner.node.items.keys() - scale.by_code.keys():
        message = f"{short(code)} is not a code of the scale {short(scale.title)}."
        remedy = f"The codes are {', '.join(scale.by_code)}."
        inner.add(inner.line_of(code), "", message, remedy)
    return found


def _check_limits(fields: Fields, question: Question) -> None:
    least, most = question.minimum, question.maximum
    if least and most and Decimal(least) > Decimal(most):
        message = f"The minimum {least} is greater than the maximum."
        fields.add(fields.line_of("minimum"), "minimum", message, "Swap them, or correct one.")


class StandardReader(Reader):
    """Reads the standards in order, with their questions."""

    def __init__(self, scales: dict[str, Scale], asked: Asked) -> None:
        super().__init__(Standard, "standard", asked)
        self.questions = QuestionReader(scales, asked)

    def read(self, fields: Fields) -> Standard:
        """A standard with its questions."""
        values = self.values(fields)
        fields.finish()
        questions = []
        for number, node in enumerate(values["questions"], 1):
            place = f"{fields.place}, {place_of(node, 'question', number)}"
            questions.append(self.questions.read(Fields(node, place, fields.collector)))
        return Standard(**{**values, "questions": tuple(questions)})
