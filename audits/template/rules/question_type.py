"""The types of answer a question may have. A new type is one class here and one input template.

Each type turns what a form or a file carries into the JSON that an answer keeps, says
whether that counts as answered, and turns it into typed rows for a revision.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from audits.template.rules.structure import YES_NO, Question, Scale
from s11portal.common.dates import NotADate, read_date, uk_date
from s11portal.common.numbers import read_number, with_unit

Value = dict[str, Any] | None

# The boxes of a date on a page, as the form pack names them too.
DATE_BOXES = ("value-day", "value-month", "value-year")


class Invalid(ValueError):
    """What was typed cannot be taken. The message says what to type instead."""


@dataclass(frozen=True)
class Row:
    """One typed value of a revision. `level` is a level's code."""

    part: str = ""
    row: int = 0
    level: str | None = None
    number: Decimal | None = None
    date: datetime.date | None = None
    data: Any = None


class QuestionType:
    """What every type can do. `names` are the form fields it reads, after the question's key."""

    key: str
    title: str
    prompt: str = "Answer this question."
    has_scale = False  # names one of the template's scales
    has_own_choices = False
    has_limits = False  # unit, minimum, maximum, decimals
    is_yes_no = False  # may say which answer counts as met
    fixed_scale: Scale | None = None
    takes_several = False
    names: tuple[str, ...] = ("value",)

    def from_form(self, question: Question, data: Mapping[str, list[str]]) -> Value:
        """The value typed into the form: `data` has lists of strings by name. Raises Invalid."""
        typed = _last(data, "value")
        return self.from_text(question, typed) if typed else None

    def from_text(self, question: Question, text: str) -> Value:
        """The value written in one cell of a file. Raises Invalid."""
        raise NotImplementedError

    def is_answered(self, value: Value) -> bool:
        """Whether this value is an answer."""
        return bool(value)

    def rows(self, value: Value) -> Iterator[Row]:
        """The typed rows a revision keeps of an answered value."""
        raise NotImplementedError

    def as_text(self, question: Question, value: Value) -> str:
        """The value in words, for reading."""
        raise NotImplementedError


class OneLevel(QuestionType):
    """One level of a scale."""

    names = ("value", "other")

    def from_form(self, question: Question, data: Mapping[str, list[str]]) -> Value:
        value = super().from_form(question, data)
        other = _last(data, "other")
        if value and other and _level(question, value["level"]).other:
            value["other"] = other
        return value

    def from_text(self, question: Question, text: str) -> Value:
        """By code, or by label without regard to case. A code goes before another level's label."""
        assert question.scale is not None
        if text in question.scale.by_code:
            return {"level": text}
        for level in question.scale.levels:
            if text.casefold() == level.label.casefold():
                return {"level": level.code}
        choices = ", ".join(f"{level.code} ({level.label})" for level in question.scale.levels)
        raise Invalid(f"“{_short(text)}” is not one of the choices. Use {choices}.")

    def rows(self, value: Value) -> Iterator[Row]:
        assert value is not None
        yield Row(
            level=value["level"], data={"other": value["other"]} if "other" in value else None
        )

    def as_text(self, question: Question, value: Value) -> str:
        assert value is not None
        return _with_other(_level(question, value["level"]).label, value)


class Rating(OneLevel):
    """A level of one of the template's scales."""

    key, title, has_scale = "rating", "Rating on a scale", True
    prompt = "Select a rating."


class YesNo(OneLevel):
    """Yes or no: a scale that is the same in every template."""

    key, title, fixed_scale, is_yes_no = "yes_no", "Yes or no", YES_NO, True
    prompt = "Select yes or no."


class SingleChoice(OneLevel):
    """One of the choices that the question brings itself."""

    key, title, has_own_choices = "single_choice", "One choice", True
    prompt = "Select one answer."


class TickAll(QuestionType):
    """Any number of choices; 'none of these' excludes the others."""

    key, title, has_own_choices, takes_several = "tick_all", "Tick all that apply", True, True
    prompt = "Select at least one answer."
    names = ("value", "other")

    def from_form(self, question: Question, data: Mapping[str, list[str]]) -> Value:
        ticked = [text for text in data.get("value", []) if text.strip()]
        value = self._of(question, ticked)
        other = _last(data, "other")
        if value and other and any(_level(question, code).other for code in value["levels"]):
            value["other"] = other
        return value

    def from_text(self, question: Question, text: str) -> Value:
        """Codes or labels separated by semicolons."""
        return self._of(question, [part.strip() for part in text.split(";") if part.strip()])

    def _of(self, question: Question, texts: list[str]) -> Value:
        assert question.scale is not None
        one = OneLevel()
        codes = {(one.from_text(question, text) or {})["level"] for text in texts}
        ordered = [level for level in question.scale.levels if level.code in codes]
        if len(ordered) > 1 and any(level.none for level in ordered):
            none = next(level.label for level in ordered if level.none)
            raise Invalid(f"Select either “{none}” or the others, not both.")
        return {"levels": [level.code for level in ordered]} if ordered else None

    def rows(self, value: Value) -> Iterator[Row]:
        assert value is not None
        for number, code in enumerate(value["levels"]):
            yield Row(row=number, level=code)
        if "other" in value:
            yield Row(row=len(value["levels"]), data={"other": value["other"]})

    def as_text(self, question: Question, value: Value) -> str:
        assert value is not None
        return _with_other("; ".join(_level(question, c).label for c in value["levels"]), value)


class Text(QuestionType):
    """Free text, kept as typed."""

    key, title = "text", "Text"
    prompt = "Enter an answer."

    def from_text(self, question: Question, text: str) -> Value:
        return {"text": text}

    def rows(self, value: Value) -> Iterator[Row]:
        assert value is not None
        yield Row(data={"text": value["text"]})

    def as_text(self, question: Question, value: Value) -> str:
        assert value is not None
        return value["text"]


class Number(QuestionType):
    """A number, kept as typed without thousands separators."""

    key, title, has_limits = "number", "Number", True
    prompt = "Enter a number."

    def from_text(self, question: Question, text: str) -> Value:
        try:
            number = read_number(text, question.unit)
        except ValueError:
            raise Invalid(
                f"“{_short(text)}” is not a number. Enter it in digits, for example 12."
            ) from None
        if abs(number) >= Decimal(10) ** 14:
            raise Invalid(f"“{_short(text)}” is too large. Enter a smaller number.")
        if -int(number.as_tuple().exponent) > question.decimals:
            places = (
                f"at most {question.decimals} decimal places"
                if question.decimals
                else "a whole number"
            )
            raise Invalid(f"“{_short(text)}” has too many decimals. Enter {places}.")
        if question.minimum and number < Decimal(question.minimum):
            raise Invalid(f"{text} is too small. Enter {question.minimum} or more.")
        if question.maximum and number > Decimal(question.maximum):
            raise Invalid(f"{text} is too large. Enter {question.maximum} or less.")
        return {"number": f"{number:f}"}

    def rows(self, value: Value) -> Iterator[Row]:
        assert value is not None
        yield Row(number=Decimal(value["number"]))

    def as_text(self, question: Question, value: Value) -> str:
        assert value is not None
        return with_unit(value["number"], question.unit)


class Date(QuestionType):
    """A day, in any of the ways people write one. A page has a box for each part of it."""

    key, title = "date", "Date"
    prompt = "Enter a date."
    names = ("value", *DATE_BOXES)

    def from_form(self, question: Question, data: Mapping[str, list[str]]) -> Value:
        """The three boxes together, or a whole date that was typed into one of them."""
        parts = [_last(data, name) for name in DATE_BOXES]
        filled = [part for part in parts if part]
        if not filled:
            return super().from_form(question, data)
        return self.from_text(question, filled[0] if len(filled) == 1 else "/".join(parts))

    def from_text(self, question: Question, text: str) -> Value:
        try:
            return {"date": read_date(text).isoformat()}
        except NotADate as problem:
            said = str(problem)
            quoted = said if "“" in said else f"“{_short(text)}” is not a date. {said}"
            raise Invalid(quoted) from None

    def rows(self, value: Value) -> Iterator[Row]:
        assert value is not None
        yield Row(date=datetime.date.fromisoformat(value["date"]))

    def as_text(self, question: Question, value: Value) -> str:
        assert value is not None
        day = datetime.date.fromisoformat(value["date"])
        return uk_date(day)


REGISTRY: dict[str, QuestionType] = {
    kind.key: kind
    for kind in (Rating(), YesNo(), SingleChoice(), TickAll(), Text(), Number(), Date())
}


def type_of(question: Question) -> QuestionType:
    """The type of a question."""
    return REGISTRY[question.type]


def _last(data: Mapping[str, list[str]], name: str) -> str:
    """What was typed under a name, as it is stored.

    Browsers send line ends as CR LF and scripts as LF: only one of them may be stored, or a
    text nobody touched looks changed. PostgreSQL cannot keep a zero byte.
    """
    typed = (data.get(name) or [""])[-1]
    return typed.replace("\r\n", "\n").replace("\x00", "").strip()


def _level(question: Question, code: str) -> Any:
    assert question.scale is not None
    return question.scale.by_code[code]


def _with_other(text: str, value: dict[str, Any]) -> str:
    return f"{text}: {value['other']}" if value.get("other") else text


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
