"""An answer as a plain value, its state, and what is still missing from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import BOXES, Question, Structure

MOST_CHARACTERS = 20_000

ANSWERED = "answered"
NOT_APPLICABLE = "not_applicable"
UNANSWERED = "unanswered"
HIDDEN = "hidden"


@dataclass(frozen=True)
class Answer:
    """What somebody answered to one question. `value` is JSON as the question type keeps it."""

    value: dict[str, Any] | None = None
    examples: str = ""
    evidence: str = ""
    difference: str = ""
    na: bool = False
    na_reason: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """The level codes chosen; empty for texts, numbers and dates."""
        value = self.value or {}
        if "levels" in value:
            return frozenset(value["levels"])
        return frozenset({value["level"]} if value.get("level") else ())

    def box(self, name: str) -> str:
        """The text in one of the boxes."""
        return getattr(self, name)


EMPTY = Answer()
FIELDS = tuple(field.name for field in fields(Answer))


def state(question: Question, answer: Answer, *, shown: bool = True) -> str:
    """answered, not_applicable, unanswered or hidden. Silence is never a zero."""
    if not shown:
        return HIDDEN
    if answer.na and question.na_allowed:
        return NOT_APPLICABLE
    if question_type_rules.type_of(question).is_answered(answer.value):
        return ANSWERED
    return UNANSWERED


def missing(question: Question, answer: Answer) -> list[str]:
    """What a shown question still needs before the return can be submitted, in sentences."""
    how = state(question, answer)
    if how == NOT_APPLICABLE:
        return [] if answer.na_reason.strip() else ["Enter why this does not apply to you."]
    if how == UNANSWERED:
        return [question_type_rules.type_of(question).prompt] if question.required else []
    needed = [box for box in BOXES if _is_needed(question, answer, box)]
    return [_BOX_PROMPTS[box] for box in needed if not answer.box(box).strip()]


def _is_needed(question: Question, answer: Answer, box: str) -> bool:
    if question.boxes.get(box) == "required":
        return True
    levels = question.scale.by_code if question.scale else {}
    obliged = {name for code in answer.codes if code in levels for name in levels[code].obliges}
    return box in obliged and box in question.open_boxes


_BOX_PROMPTS = {
    "examples": "Enter an example of what you do.",
    "evidence": "Enter what evidence you hold.",
    "difference": "Enter what difference it has made for children.",
}


def count(
    structure: Structure, answers: Mapping[str, Answer], shown: Iterable[str]
) -> tuple[int, int]:
    """How many questions are asked, and how many of those are answered or not applicable."""
    shown = frozenset(shown)
    asked = [question for question in structure.questions if question.key in shown]
    done = [
        question
        for question in asked
        if state(question, answers.get(question.key, EMPTY)) != UNANSWERED
    ]
    return len(asked), len(done)
