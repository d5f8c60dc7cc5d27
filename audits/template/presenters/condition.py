"""Conditions in words."""

from audits.template.rules.condition import Condition
from audits.template.rules.structure import Structure
from s11portal.common.words import joined


def in_words(structure: Structure, condition: Condition | None) -> str:
    """'4.2 is Yes', '1.1 is Good or Outstanding and the agency’s sector is Health'; '' for None.

    Fits behind 'Asked only if'.
    """
    return _words(structure, condition, outermost=True) if condition else ""


def _words(structure: Structure, condition: Condition, *, outermost: bool = False) -> str:
    for name, joint in (("all", " and "), ("any", " or ")):
        if name in condition:
            parts = condition[name]
            words = joint.join(_words(structure, part) for part in parts)
            return words if outermost or len(parts) == 1 else f"({words})"
    if "respondent" in condition:
        return _respondent(condition)
    return _question(structure, condition)


def _question(structure: Structure, condition: Condition) -> str:
    question = structure.by_key[condition["question"]]
    levels = question.scale.by_code if question.scale else {}

    def label(code: str) -> str:
        return levels[code].label if code in levels else code

    several = question.type == "tick_all"
    if "is" in condition:
        verb = "includes" if several else "is"
        return f"{question.label} {verb} {label(condition['is'])}"
    if "is_not" in condition:
        how = "without" if several else "and is not"
        return f"{question.label} is answered {how} {label(condition['is_not'])}"
    verb = "includes" if several else "is"
    return f"{question.label} {verb} {joined(map(label, condition['any_of']), 'or')}"


def _respondent(condition: Condition) -> str:
    name = condition["respondent"]
    if name == "duty":
        return _duty(condition)
    if "is" in condition:
        return f"the agency’s {name} is {condition['is']}"
    if "is_not" in condition:
        return f"the agency’s {name} is not {condition['is_not']}"
    return f"the agency’s {name} is {joined(condition['any_of'], 'or')}"


def _duty(condition: Condition) -> str:
    has = {"yes"} & {condition.get("is"), *condition.get("any_of", ())}
    if condition.get("is_not") == "no" or has:
        return "the agency has a Section 11 duty in law"
    return "the agency has no Section 11 duty in law"
