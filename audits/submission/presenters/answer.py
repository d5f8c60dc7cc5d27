"""What an answer page shows of one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from audits.models import Answer as AnswerRow
from audits.submission.presenters import answer_parts
from audits.submission.presenters.answer_box import Box, box
from audits.submission.presenters.answer_inputs import (
    ClashText,
    DateBox,
    clash_text,
    date_boxes,
    in_the_input,
)
from audits.submission.rules.answer import EMPTY, FIELDS, MOST_CHARACTERS, Answer
from audits.submission.services.answer import Clash
from audits.template.rules.structure import Question
from s11portal.common.dates import uk_datetime
from s11portal.common.saving.merge import Edit, mark


@dataclass(frozen=True)
class Card:
    """A question with everything its page needs."""

    question: Question
    prefix: str
    shown: bool
    version: int
    legend: SafeString
    choices: tuple[answer_parts.Choice, ...]
    options: SafeString
    input_template: str
    text: str
    date_boxes: tuple[DateBox, ...]
    other: str
    value_mark: str
    error: str
    value_clash: ClashText | None
    na: bool
    na_mark: str
    na_box: Box | None
    boxes: tuple[Box, ...]
    changed: str
    has_versions: bool
    most: int = MOST_CHARACTERS

    @property
    def other_label(self) -> str:
        """The choice that asks for more words."""
        return next((choice.label for choice in self.choices if choice.is_other), "")

    @property
    def described_by(self) -> str:
        """The ids of what is said about the whole question. An input of its own says its error."""
        ids = [f"{self.prefix}-guidance"] if self.question.guidance else []
        return " ".join([*ids, f"{self.prefix}.value-error"] if self.choices else ids)

    @property
    def has_clash(self) -> bool:
        """Whether somebody else wrote here meanwhile."""
        return bool(self.value_clash or any(box.clash for box in self.all_boxes))

    @property
    def all_boxes(self) -> tuple[Box, ...]:
        """The text boxes, the reason for 'not applicable' included."""
        return (*self.boxes, self.na_box) if self.na_box else self.boxes

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) for the summary above the page."""
        found = [(box.id, box.error) for box in self.all_boxes if box.error]
        inputs = [choice.id for choice in self.choices] + [part.id for part in self.date_boxes]
        first = inputs[0] if inputs else f"{self.prefix}.value"
        return [(first, self.error), *found] if self.error else found


def card(
    question: Question,
    row: AnswerRow | None,
    answer: Answer,
    *,
    shown: bool,
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    clashes: Iterable[Clash],
    since: Edit | None,
    changed_by: str,
) -> Card:
    """The card of one question. What was `typed` and could not be saved stands in the boxes.

    `since` is the edit of an older page whose typed fields are shown again: they keep its marks
    and version, so that saving them still meets what others wrote meanwhile. `changed_by`
    names who changed the answer last, if the reader should know.
    """
    marks = _marks(answer, typed, since)
    found = {clash.field: clash_text(question, clash) for clash in clashes}
    boxes = _boxes(question, answer, typed, marks=marks, errors=errors, clashes=found)
    codes, text, other = in_the_input(question, answer, typed)
    choices = answer_parts.choices(question, codes)
    return Card(
        question=question,
        prefix=question.key,
        shown=shown,
        version=since.base if since else row.version if row else 0,
        legend=answer_parts.legend(question),
        choices=choices,
        options=answer_parts.options(question, choices, is_wrong="value" in errors),
        input_template="" if choices else f"audits/submission/answer/_{question.type}.html",
        text=text,
        date_boxes=date_boxes(question, answer, typed),
        other=other,
        value_mark=marks["value"],
        error=errors.get("value", ""),
        value_clash=found.get("value") or found.get("na"),
        na=typed.get("na", answer.na),
        na_mark=marks["na"],
        na_box=boxes.pop("na_reason", None),
        boxes=tuple(boxes.values()),
        has_versions=bool(row and row.kept_number > 1),
        changed=_changed(row, changed_by) if row and changed_by else "",
    )


def _marks(answer: Answer, typed: Mapping[str, Any], since: Edit | None) -> dict[str, str]:
    """The marks that the page sends back, by field."""
    marks = {name: mark(getattr(answer, name)) for name in FIELDS}
    if since:
        marks |= {name: since.marks[name] for name in typed if name in marks}
    return marks


def _boxes(
    question: Question, answer: Answer, typed: Mapping[str, Any], **found: Any
) -> dict[str, Box]:
    """The text boxes that the question shows, by field."""
    names = (*question.open_boxes, "na_reason") if question.na_allowed else question.open_boxes
    return {
        name: box(question, name, text=typed.get(name, getattr(answer, name)), **found)
        for name in names
    }


def _changed(row: AnswerRow, by: str) -> str:
    """Who last changed the answer, and when any field of it was last written."""
    at = max(stamp["at"] for stamp in row.stamps.values())
    return f"Last changed by {by} {uk_datetime(datetime.fromisoformat(at))}"


def cards(
    questions: Iterable[Question],
    rows: Mapping[str, AnswerRow],
    answers: Mapping[str, Answer],
    shown: frozenset[str],
    *,
    typed: Mapping[str, Mapping[str, Any]],
    errors: Mapping[str, Mapping[str, str]],
    clashes: Iterable[Clash],
    since: Mapping[str, Edit],
    editors: Mapping[int, str],
) -> list[Card]:
    """The cards of several questions. `typed` is shown only where something was not saved.

    `editors` has the names of those who are not the reader.
    """
    clashes = list(clashes)
    return [
        card(
            question,
            rows.get(question.key),
            answers.get(question.key, EMPTY),
            shown=question.key in shown,
            typed=typed.get(question.key, {}),
            errors=errors.get(question.key, {}),
            clashes=[clash for clash in clashes if clash.key == question.key],
            since=since.get(question.key) if typed.get(question.key) else None,
            changed_by=_editor(rows.get(question.key), editors),
        )
        for question in questions
    ]


def _editor(row: AnswerRow | None, names: Mapping[int, str]) -> str:
    return names.get(row.editor_id, "") if row and row.editor_id else ""
