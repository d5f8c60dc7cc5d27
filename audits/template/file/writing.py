"""The canonical file of a template: fixed order, defaults left out, one way to write each text."""

from audits.template.file.emit import Value, emit
from audits.template.file.questions import NUMBER_FIELDS
from audits.template.file.template import FORMAT
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import BOXES, Level, Question, Scale, Standard, Structure


def write(structure: Structure) -> str:
    """The file from which `read` makes an equal structure (ids aside)."""
    return emit(
        {
            "format": FORMAT,
            "key": structure.key,
            "name": structure.name,
            "kind": structure.kind,
            "introduction": structure.introduction,
            "scales": [_scale(scale) for scale in structure.scales],
            "standards": [_standard(standard) for standard in structure.standards],
        }
    )


def _scale(scale: Scale) -> Value:
    return {
        "key": scale.key,
        "title": scale.title,
        "direction": scale.direction,
        "levels": [_level(level) for level in scale.levels],
    }


def _level(level: Level) -> Value:
    return {
        "code": level.code,
        "label": level.label,
        "score": "" if level.score is None else str(level.score),
        "colour": level.colour,
        "counts_as": level.counts_as,
        "meaning": level.meaning,
        "obliges": list(level.obliges),
        "other": "yes" if level.other else "",
        "none": "yes" if level.none else "",
    }


def _standard(standard: Standard) -> Value:
    return {
        "key": standard.key,
        "label": standard.label,
        "title": standard.title,
        "introduction": standard.introduction,
        "shown_when": _condition(standard.shown_when),
        "questions": [_question(question) for question in standard.questions],
    }


def _question(question: Question) -> Value:
    of_type = question_type_rules.of(question)
    choices = question.scale.levels if of_type.has_own_choices and question.scale else ()
    return {
        "key": question.key,
        "label": question.label,
        "type": question.type,
        "scale": question.scale.key if of_type.has_scale and question.scale else "",
        "heading": question.heading,
        "text": question.text,
        "guidance": question.guidance,
        "descriptors": _descriptors(question),
        "not_applicable": "allowed" if question.na_allowed else "",
        "required": "" if question.required else "no",
        **{box: _box(question, box) for box in BOXES},
        "choices": [_level(choice) for choice in choices],
        **{name: _number(getattr(question, name)) for name in NUMBER_FIELDS},
        "tags": list(question.tags),
        "shown_when": _condition(question.shown_when),
    }


def _descriptors(question: Question) -> Value:
    codes = question.scale.by_code if question.scale else {}
    return {code: question.descriptors.get(code, "") for code in codes}


def _box(question: Question, box: str) -> str:
    state = question.boxes.get(box, "absent")
    return "" if state == "absent" else state


def _number(value: str | int) -> str:
    return str(value) if value else ""


def _condition(condition: object) -> Value:
    """A condition as it is; the order of its fields does not matter and is made the same."""
    if not isinstance(condition, dict):
        return ""
    order = ("question", "respondent", "all", "any", "is", "is_not", "any_of")
    return {
        name: [_condition(part) for part in condition[name]]
        if name in ("all", "any")
        else condition[name]
        for name in order
        if name in condition
    }
