"""Conditions of a template file: their shape, and whether what they ask about can be known."""

from dataclasses import dataclass, field
from typing import Any

from audits.template.file.collector import Collector, short
from audits.template.file.fields import Fields
from audits.template.file.nodes import Node
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.condition import Condition
from audits.template.rules.structure import Question
from s11portal.common.words import joined

TESTS = ("is", "is_not", "any_of")
MOST_TERMS = 50

# What a condition may ask about the agency itself; the sector is the partnership's own word.
RESPONDENT: dict[str, tuple[str, ...]] = {
    "sector": (),
    "size": ("small", "medium", "large"),
    "duty": ("yes", "no"),
}


@dataclass
class Asked:
    """The questions read so far, and the lines of all question keys in the file."""

    key_lines: dict[str, int] = field(default_factory=dict)
    earlier: dict[str, Question] = field(default_factory=dict)


def read_condition(owner: Fields, asked: Asked) -> Condition | None:
    """The `shown_when` of a question or standard, or None."""
    node = owner.get("shown_when")
    if node is None:
        return None
    return _condition(node, f"{owner.place}, shown_when", owner.collector, asked)


def _condition(node: Node, place: str, collector: Collector, asked: Asked) -> dict[str, Any]:
    fields = Fields(node, place, collector)
    heads = [n for n in ("question", "respondent", "all", "any") if n in fields.node.items]
    if len(heads) != 1:
        message = "A condition can only ask about one thing."
        remedy = (
            "Write ‘question:’ or ‘respondent:’ with ‘is:’, ‘is_not:’ or ‘any_of:’; "
            "or ‘all:’ or ‘any:’ with a list of such conditions."
        )
        fields.add(fields.line, "", message, remedy)
        return {}
    head = heads[0]
    if head in ("all", "any"):
        entries = fields.entries(head, least=1, most=MOST_TERMS)
        fields.finish()
        return {head: [_condition(entry, place, collector, asked) for entry in entries]}
    name = fields.text(head, required=True)
    found = {head: name, **_test(fields)}
    fields.finish()
    if head == "question":
        _check_question(fields, name, _tested(found), asked)
    else:
        _check_respondent(fields, name, _tested(found))
    return found


def _test(fields: Fields) -> dict[str, Any]:
    tests = [name for name in TESTS if fields.has(name)]
    if len(tests) != 1:
        message = "A condition needs one of ‘is’, ‘is_not’ and ‘any_of’."
        remedy = "Add the missing one." if not tests else f"Keep one of {joined(tests, 'or')}."
        fields.add(fields.line, "", message, remedy)
        return {}
    name = tests[0]
    if name == "any_of":
        texts = fields.texts(name, most=MOST_TERMS)
        if not texts and not fields.entries(name, most=MOST_TERMS):
            fields.add(fields.line_of(name), name, "The list is empty.", "Add a code.")
        return {name: [node.text for node in texts]}
    return {name: fields.text(name)}


def _tested(condition: dict[str, Any]) -> list[str]:
    if "any_of" in condition:
        return condition["any_of"]
    return [condition[name] for name in ("is", "is_not") if condition.get(name)]


def _check_question(fields: Fields, key: str, codes: list[str], asked: Asked) -> None:
    if not key:
        return
    line = fields.line_of("question")
    question = asked.earlier.get(key)
    if question is None:
        if key in asked.key_lines:
            message = (
                f"The question {short(key)} (line {asked.key_lines[key]}) is not asked before."
            )
            remedy = "A condition can only look back: move that question up, or this one down."
        else:
            message = f"There is no question with the key {short(key)}."
            remedy = fields.collector.suggest(
                key, asked.key_lines, "Use the key of an earlier question (not its label)."
            )
        fields.add(line, "question", message, remedy)
        return
    if question.type not in question_type_rules.REGISTRY:
        return  # already said
    if question.scale is None:
        if question_type_rules.type_of(question).has_scale:
            return  # already said
        message = f"The question {short(key)} has no codes: its type is {question.type}."
        remedy = "Ask about a rating, a yes/no question or one with choices."
        fields.add(line, "question", message, remedy)
        return
    if not question.scale.levels:
        return  # already said
    _check_values(fields, codes, list(question.scale.by_code), f"the question {short(key)}")


def _check_respondent(fields: Fields, name: str, values: list[str]) -> None:
    if not name:
        return
    if name not in RESPONDENT:
        remedy = f"Use {joined(RESPONDENT, 'or')}."
        line = fields.line_of("respondent")
        fields.add(line, "respondent", f"We do not hold {short(name)} for agencies.", remedy)
    elif RESPONDENT[name]:
        _check_values(fields, values, list(RESPONDENT[name]), f"the agency’s {name}")


def _check_values(fields: Fields, values: list[str], known: list[str], what: str) -> None:
    test = next((name for name in TESTS if fields.has(name)), "")
    for value in values:
        if value not in known:
            message = f"{short(value)} is not a code of {what}."
            fields.add(fields.line_of(test), test, message, f"Use {joined(known, 'or')}.")
