"""The text boxes of a question."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from audits.submission.presenters import answer_parts
from audits.submission.presenters.answer_inputs import ClashText
from audits.submission.rules.answer import MOST_CHARACTERS
from audits.template.rules.structure import BOX_TITLES, Question
from s11portal.common.words import joined

TITLES = {**BOX_TITLES, "na_reason": "Why does this not apply to you?"}
# Lines of the text boxes, as the page has them.
ROWS, SHORT_ROWS = "5", "3"
SHORT_BOXES = ("evidence", "na_reason")


@dataclass(frozen=True)
class Box:
    """One text box. `mark` is of its text as the page shows it, sent back as `mark_name`."""

    id: str
    label: SafeString
    described_by: str
    rows: str
    text: str
    mark_name: str
    mark: str
    error: str
    clash: ClashText | None
    most: int = MOST_CHARACTERS


def box(
    question: Question,
    name: str,
    *,
    text: str,
    marks: Mapping[str, str],
    errors: Mapping[str, str],
    clashes: Mapping[str, ClashText],
) -> Box:
    """The box `name` of the question. Marks, errors and clashes are by field."""
    box_id, hint, error = f"{question.key}.{name}", _hint(question, name), errors.get(name, "")
    return Box(
        id=box_id,
        label=answer_parts.label(box_id, TITLES[name], hint, error, of=question.label),
        described_by=f"{box_id}-hint {box_id}-error" if hint else f"{box_id}-error",
        rows=SHORT_ROWS if name in SHORT_BOXES else ROWS,
        text=text,
        mark_name=f"{question.key}.was.{name}",
        mark=marks[name],
        error=error,
        clash=clashes.get(name),
    )


def _hint(question: Question, name: str) -> str:
    if question.boxes.get(name) == "required":
        return ""
    obliging = [
        level.label
        for level in (question.scale.levels if question.scale else ())
        if name in level.obliges
    ]
    if obliging:
        return f"Needed if you choose {joined([f'“{label}”' for label in obliging], 'or')}."
    return "" if name == "na_reason" else "Optional."
