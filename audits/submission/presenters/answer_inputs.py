"""What the inputs of a question hold, and how a text of somebody else's is shown beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audits.submission.rules.answer import Answer
from audits.submission.services.answer import Clash
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.question_type import DATE_BOXES
from audits.template.rules.structure import Question


@dataclass(frozen=True)
class ClashText:
    """What somebody else saved in the same field meanwhile, in words and as the inputs have it."""

    field: str
    by: str
    theirs: str
    inputs: Mapping[str, list[str]]


@dataclass(frozen=True)
class DateBox:
    """One of the three boxes of a date."""

    id: str
    label: str
    width: str
    text: str


def date_boxes(question: Question, answer: Answer, typed: Mapping[str, Any]) -> tuple[DateBox, ...]:
    """Day, month and year as they are stored, or as they were typed; none for other types."""
    if question.type != "date":
        return ()
    texts = _date_texts(answer.value or {})
    if "value" in typed:
        texts = [(typed.get(name) or [""])[-1] for name in DATE_BOXES]
        # A page of before the three boxes sends all of it under one name.
        texts[0] = texts[0] or "".join(typed["value"])
    described = zip(DATE_BOXES, ("Day", "Month", "Year"), ("2", "2", "4"), texts, strict=True)
    return tuple(
        DateBox(id=f"{question.key}.{name}", label=label, width=width, text=text)
        for name, label, width, text in described
    )


def _date_texts(value: Mapping[str, Any]) -> list[str]:
    if not value.get("date"):
        return ["", "", ""]
    day = date.fromisoformat(value["date"])
    return [str(day.day), str(day.month), str(day.year)]


def in_the_input(
    question: Question, answer: Answer, typed: Mapping[str, Any]
) -> tuple[frozenset[str], str, str]:
    """The codes picked, the text typed, and the words beside 'other'."""
    value = answer.value or {}
    if "value" in typed:
        raw = typed["value"]
        return frozenset(raw), raw[-1] if raw else "", (typed.get("other") or [""])[-1]
    text = value.get("text") or value.get("number") or ""
    return answer.codes, text, value.get("other", "")


def clash_text(question: Question, clash: Clash) -> ClashText:
    """The other person's side of a clash."""
    met = field_text(question, clash.met, clash.theirs, by=clash.theirs_by)
    if clash.met == clash.field:
        return met
    # Whoever takes over one of two rivals takes back the other.
    own = field_text(question, clash.field, None, by=clash.theirs_by)
    return replace(met, field=clash.field, inputs={**own.inputs, **met.inputs})


def field_text(question: Question, field: str, content: Any, *, by: str) -> ClashText:
    """What `by` saved in a field: in words, and as the page's inputs would send it."""
    inputs = {field: [content] if content else []}
    if field == "na":
        theirs = "Does not apply to us" if content else "Applies to us"
        inputs = {"na": ["yes"] if content else []}
    elif field == "value":
        kind = question_type_rules.type_of(question)
        theirs = kind.as_text(question, content) if content else "No answer"
        inputs = _as_sent(question, Answer(value=content))
    else:
        theirs = content or "(empty)"
    return ClashText(field=field, by=by, theirs=theirs, inputs=inputs)


def _as_sent(question: Question, answer: Answer) -> dict[str, list[str]]:
    """The value as the page's inputs would send it."""
    if boxes := date_boxes(question, answer, {}):
        return {box.id.removeprefix(f"{question.key}."): [box.text] for box in boxes}
    codes, text, other = in_the_input(question, answer, {})
    return {"value": sorted(codes) if question.scale else [text], "other": [other]}
