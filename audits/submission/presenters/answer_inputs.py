"""What the inputs of a question hold, and how a text of somebody else's is shown beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.submission.rules.answer import Answer
from audits.submission.services.answer import Clash
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import Question
from s11portal.common.dates import typed_date


@dataclass(frozen=True)
class ClashText:
    """What somebody else saved in the same field meanwhile, in words and as the inputs have it."""

    field: str
    by: str
    theirs: str
    inputs: Mapping[str, list[str]]


def in_the_input(
    question: Question, answer: Answer, typed: Mapping[str, Any]
) -> tuple[frozenset[str], str, str]:
    """The codes picked, the text typed, and the words beside 'other'."""
    value = answer.value or {}
    if "value" in typed:
        raw = typed["value"]
        return frozenset(raw), raw[-1] if raw else "", (typed.get("other") or [""])[-1]
    text = value.get("text") or value.get("number") or _typed_date(value)
    return answer.codes, text, value.get("other", "")


def _typed_date(value: Mapping[str, Any]) -> str:
    return typed_date(date.fromisoformat(value["date"])) if value.get("date") else ""


def clash_text(question: Question, clash: Clash) -> ClashText:
    """The other person's side of a clash."""
    return field_text(question, clash.field, clash.theirs, by=clash.theirs_by)


def field_text(question: Question, field: str, content: Any, *, by: str) -> ClashText:
    """What `by` saved in a field: in words, and as the page's inputs would send it."""
    inputs = {field: [content] if content else []}
    if field == "na":
        theirs = "Does not apply to us" if content else "Applies to us"
        inputs = {"na": ["yes"] if content else []}
    elif field == "value":
        kind = question_type_rules.type_of(question)
        theirs = kind.as_text(question, content) if content else "No answer"
        codes, text, other = in_the_input(question, Answer(value=content), {})
        inputs = {"value": sorted(codes) if question.scale else [text], "other": [other]}
    else:
        theirs = content or "(empty)"
    return ClashText(field=field, by=by, theirs=theirs, inputs=inputs)
