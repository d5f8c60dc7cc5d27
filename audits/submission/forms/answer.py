"""Reading what an answer page sends. Fields are named <question key>.<field>."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from audits.models import Answer as AnswerRow
from audits.submission.rules.answer import MOST_CHARACTERS
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import Question
from s11portal.common.saving.merge import Edit


@dataclass(frozen=True)
class Received:
    """What a page sent: edits that can be saved, and by question key what cannot.

    `errors` has a sentence per field; `typed` everything as it was typed, so that a page
    can show it again whatever happens.
    """

    edits: tuple[Edit, ...] = ()
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)


NOTHING = Received()


def receive(questions: Iterable[Question], data: QueryDict) -> Received:
    """Read the questions that `data` contains. Nothing is stored."""
    received = Received()
    edits = []
    for question in questions:
        if f"{question.key}.version" in data:
            edits.append(_receive_one(question, data, received))
    return Received(tuple(edits), received.errors, received.typed)


def _receive_one(question: Question, data: QueryDict, received: Received) -> Edit:
    key = question.key
    kind = question_type_rules.type_of(question)
    raw = {name: data.getlist(f"{key}.{name}") for name in kind.names}
    typed: dict[str, Any] = dict(raw)
    fields: dict[str, Any] = {}
    errors: dict[str, str] = {}
    try:
        _check_lengths(raw)
        fields["value"] = kind.from_form(question, raw)
    except question_type_rules.Invalid as problem:
        errors["value"] = str(problem)
    for name in _texts(question):
        text = data.get(f"{key}.{name}", "").replace("\r\n", "\n").replace("\x00", "")
        typed[name] = text
        if len(text) > MOST_CHARACTERS:
            errors[name] = _too_long(text)
        else:
            fields[name] = text.strip()
    if question.na_allowed:
        fields["na"] = typed["na"] = data.get(f"{key}.na") == "yes"
    received.typed[key] = typed
    if errors:
        received.errors[key] = errors
    marks = {name: data.get(f"{key}.was.{name}", "-") for name in AnswerRow.FIELDS}
    version = data.get(f"{key}.version", "")
    base = int(version) if version.isdecimal() and len(version) < 10 else 0
    return Edit(key=key, fields=fields, marks=marks, base=base, token=data.get("token", ""))


def _texts(question: Question) -> tuple[str, ...]:
    return (*question.open_boxes, "na_reason") if question.na_allowed else question.open_boxes


def _check_lengths(raw: dict[str, list[str]]) -> None:
    for text in (text for texts in raw.values() for text in texts):
        if len(text) > MOST_CHARACTERS:
            raise question_type_rules.Invalid(_too_long(text))


def _too_long(text: str) -> str:
    return (
        f"This text has {len(text):,} characters and was not saved. The limit is "
        f"{MOST_CHARACTERS:,}. Shorten it here, or keep the long version on your own system "
        "and say where it is."
    )
