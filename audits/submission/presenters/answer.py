"""What an answer page shows of one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from audits.models import Answer as AnswerRow
from audits.submission.presenters.answer_inputs import ClashText, clash_text, in_the_input
from audits.submission.rules.answer import EMPTY, FIELDS, Answer, missing, state
from audits.submission.services.answer import Clash
from audits.template.rules.structure import BOX_TITLES, Level, Question
from s11portal.common import markdown
from s11portal.common.saving.merge import Edit, mark

# Lines of the text boxes.
ROWS, SHORT_ROWS = 5, 3
SHORT_BOXES = ("evidence", "na_reason")


@lru_cache(maxsize=1024)
def published_html(text: str) -> SafeString:
    """The Markdown of a published template as HTML. It never changes: each process keeps it."""
    return markdown.to_html(text)


@dataclass(frozen=True)
class Choice:
    """One level or choice to pick. `hint` says what it means here."""

    level: Level
    hint: str
    checked: bool
    id: str


@dataclass(frozen=True)
class Box:
    """One text box of a question."""

    name: str
    id: str
    title: str
    hint: str
    rows: int
    text: str
    mark: str
    error: str
    clash: ClashText | None


@dataclass(frozen=True)
class Card:
    """A question with everything its page needs."""

    question: Question
    guidance: SafeString
    prefix: str
    shown: bool
    state: str
    version: int
    input_template: str
    choices: tuple[Choice, ...]
    text: str
    other: str
    value_mark: str
    error: str
    value_clash: ClashText | None
    na: bool
    na_mark: str
    na_box: Box | None
    boxes: tuple[Box, ...]
    missing: tuple[str, ...]
    changed_by: str
    changed_at: datetime | None

    @property
    def other_label(self) -> str:
        """The choice that asks for more words."""
        return next((choice.level.label for choice in self.choices if choice.level.other), "")

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
        first = self.choices[0].id if self.choices else f"{self.prefix}.value"
        return [(first, self.error), *found] if self.error else found


def card(
    question: Question,
    row: AnswerRow | None,
    answer: Answer,
    *,
    shown: bool,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    clashes: Iterable[Clash] = (),
    since: Edit | None = None,
    changed_by: str = "",
) -> Card:
    """The card of one question. What was `typed` and could not be saved stands in the boxes.

    `since` is the edit of an older page whose typed fields stand here: they keep its marks
    and version, so that saving them still meets what others wrote meanwhile. `changed_by`
    names who changed the answer last, if the reader should know.
    """
    typed, errors = typed or {}, errors or {}
    marks = {name: mark(getattr(answer, name)) for name in FIELDS}
    if since:
        marks |= {name: since.marks[name] for name in typed if name in marks}
    clash_texts = {clash.field: clash_text(question, clash) for clash in clashes}
    codes, text, other = in_the_input(question, answer, typed)
    boxes = {
        name: Box(
            name=name,
            id=f"{question.key}.{name}",
            title=title,
            hint=_hint(question, name),
            rows=SHORT_ROWS if name in SHORT_BOXES else ROWS,
            text=typed.get(name, getattr(answer, name)),
            mark=marks[name],
            error=errors.get(name, ""),
            clash=clash_texts.get(name),
        )
        for name, title in (*BOX_TITLES.items(), ("na_reason", "Why does this not apply to you?"))
    }
    return Card(
        question=question,
        guidance=published_html(question.guidance),
        prefix=question.key,
        shown=shown,
        state=state(question, answer, shown=shown),
        version=since.base if since else row.version if row else 0,
        input_template=f"audits/answer/_{question.type}.html",
        choices=_choices(question, codes),
        text=text,
        other=other,
        value_mark=marks["value"],
        error=errors.get("value", ""),
        value_clash=clash_texts.get("value") or clash_texts.get("na"),
        na=typed.get("na", answer.na),
        na_mark=marks["na"],
        na_box=boxes["na_reason"] if question.na_allowed else None,
        boxes=tuple(boxes[name] for name in question.open_boxes),
        missing=tuple(missing(question, answer)) if shown else (),
        changed_by=changed_by,
        changed_at=_changed_at(row),
    )


def _changed_at(row: AnswerRow | None) -> datetime | None:
    """When any field of the answer was last written, by the fields' stamps."""
    moments = [stamp["at"] for stamp in row.stamps.values()] if row else []
    return datetime.fromisoformat(max(moments)) if moments else None


def cards(
    questions: Iterable[Question],
    rows: Mapping[str, AnswerRow],
    answers: Mapping[str, Answer],
    shown: frozenset[str],
    *,
    typed: Mapping[str, Mapping[str, Any]] | None = None,
    errors: Mapping[str, Mapping[str, str]] | None = None,
    clashes: Iterable[Clash] = (),
    since: Mapping[str, Edit] | None = None,
    editors: Mapping[int, str] | None = None,
) -> list[Card]:
    """The cards of several questions. `typed` is shown only where something was not saved.

    `editors` has the names of those who are not the reader.
    """
    clashes = list(clashes)
    typed, errors, since = typed or {}, errors or {}, since or {}
    return [
        card(
            question,
            rows.get(question.key),
            answers.get(question.key, EMPTY),
            shown=question.key in shown,
            typed=typed.get(question.key),
            errors=errors.get(question.key),
            clashes=[clash for clash in clashes if clash.key == question.key],
            since=since.get(question.key) if typed.get(question.key) else None,
            changed_by=_editor(rows.get(question.key), editors or {}),
        )
        for question in questions
    ]


def _editor(row: AnswerRow | None, names: Mapping[int, str]) -> str:
    return names.get(row.editor_id, "") if row and row.editor_id else ""


def _choices(question: Question, codes: frozenset[str]) -> tuple[Choice, ...]:
    levels = question.scale.levels if question.scale else ()
    return tuple(
        Choice(
            level=level,
            hint=question.descriptors.get(level.code) or level.meaning,
            checked=level.code in codes,
            id=f"{question.key}.value.{level.code}",
        )
        for level in levels
    )


def _hint(question: Question, box: str) -> str:
    if question.boxes.get(box) == "required":
        return ""
    obliging = [
        level.label
        for level in (question.scale.levels if question.scale else ())
        if box in level.obliges
    ]
    if obliging:
        return f"Needed if you choose {' or '.join(f'“{label}”' for label in obliging)}."
    return "" if box == "na_reason" else "Optional."
