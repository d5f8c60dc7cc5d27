"""What an answer page shows of one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from audits.models import Answer as AnswerRow
from audits.rules import question_type
from audits.rules.answer import EMPTY, Answer, missing, state
from audits.rules.merge import mark
from audits.rules.structure import BOX_TITLES, Level, Question
from audits.services.answer import Clash


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
    title: str
    hint: str
    text: str
    mark: str
    error: str
    clash: "ClashText | None"


@dataclass(frozen=True)
class ClashText:
    """What somebody else saved in the same field meanwhile, in words."""

    field: str
    by: str
    theirs: str


@dataclass(frozen=True)
class Card:
    """A question with everything its page needs."""

    question: Question
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

    @property
    def has_other(self) -> bool:
        """Whether some choice asks for more words."""
        return any(choice.level.other for choice in self.choices)

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
        found = [(f"{self.prefix}.{box.name}", box.error) for box in self.all_boxes if box.error]
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
) -> Card:
    """The card of one question. What was `typed` and could not be saved stands in the boxes."""
    typed, errors = typed or {}, errors or {}
    clash_texts = {clash.field: _clash_text(question, clash) for clash in clashes}
    codes, text, other = _in_the_input(question, answer, typed)
    boxes = {
        name: Box(
            name=name,
            title=title,
            hint=_hint(question, name),
            text=typed.get(name, getattr(answer, name)),
            mark=mark(getattr(answer, name)),
            error=errors.get(name, ""),
            clash=clash_texts.get(name),
        )
        for name, title in (*BOX_TITLES.items(), ("na_reason", "Why does this not apply to you?"))
    }
    return Card(
        question=question,
        prefix=question.key,
        shown=shown,
        state=state(question, answer, shown=shown),
        version=row.version if row else 0,
        input_template=f"audits/answer/_{question.type}.html",
        choices=_choices(question, codes),
        text=text,
        other=other,
        value_mark=mark(answer.value),
        error=errors.get("value", ""),
        value_clash=clash_texts.get("value") or clash_texts.get("na"),
        na=typed.get("na", answer.na),
        na_mark=mark(answer.na),
        na_box=boxes["na_reason"] if question.na_allowed else None,
        boxes=tuple(boxes[name] for name in question.open_boxes),
        missing=tuple(missing(question, answer)) if shown else (),
    )


def cards(
    questions: Iterable[Question],
    rows: Mapping[str, AnswerRow],
    answers: Mapping[str, Answer],
    shown: frozenset[str],
    *,
    typed: Mapping[str, Mapping[str, Any]] | None = None,
    errors: Mapping[str, Mapping[str, str]] | None = None,
    clashes: Iterable[Clash] = (),
) -> list[Card]:
    """The cards of several questions. `typed` is shown only where something was not saved."""
    clashes = list(clashes)
    typed, errors = typed or {}, errors or {}
    return [
        card(
            question,
            rows.get(question.key),
            answers.get(question.key, EMPTY),
            shown=question.key in shown,
            typed=typed.get(question.key),
            errors=errors.get(question.key),
            clashes=[clash for clash in clashes if clash.key == question.key],
        )
        for question in questions
    ]


def _in_the_input(
    question: Question, answer: Answer, typed: Mapping[str, Any]
) -> tuple[frozenset[str], str, str]:
    """The codes picked, the text typed, and the words beside 'other'."""
    value = answer.value or {}
    if "value" in typed:
        raw = typed["value"]
        return frozenset(raw), raw[-1] if raw else "", (typed.get("other") or [""])[-1]
    text = value.get("text") or value.get("number") or value.get("date") or ""
    return answer.codes, text, value.get("other", "")


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


def _clash_text(question: Question, clash: Clash) -> ClashText:
    if clash.field == "na":
        theirs = "Does not apply to us" if clash.theirs else "Applies to us"
    elif clash.field == "value":
        theirs = (
            question_type.of(question).as_text(question, clash.theirs)
            if clash.theirs
            else "No answer"
        )
    else:
        theirs = clash.theirs or "(empty)"
    return ClashText(field=clash.field, by=clash.theirs_by, theirs=theirs)
