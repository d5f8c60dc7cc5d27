"""What each type of question takes."""

from datetime import date
from decimal import Decimal

import pytest

from audits.template.rules import question_type as question_type_rules
from audits.template.rules.question_type import Invalid
from audits.template.rules.structure import YES_NO, Level, Question, Scale

GRADE = Scale(
    "grade",
    "Grade",
    "higher_is_better",
    (Level("0", "Inadequate", 0), Level("1", "Requires improvement", 1), Level("2", "Good", 2)),
)
CHOICES = Scale(
    "q",
    "Choices",
    "none",
    (
        Level("a", "Paid staff"),
        Level("b", "Volunteers"),
        Level("x", "Other", other=True),
        Level("n", "None of these", none=True),
    ),
    "choices",
)


def question(type_, scale=None, **more):
    return Question(key="q", label="1", text="?", type=type_, scale=scale, **more)


def typed(question_, *values, other=""):
    data = {"value": list(values), "other": [other]}
    return question_type_rules.type_of(question_).from_form(question_, data)


def test_a_rating_is_taken_by_code_or_label():
    kind, asked = question_type_rules.REGISTRY["rating"], question("rating", GRADE)
    assert kind.from_text(asked, "2") == {"level": "2"}
    assert kind.from_text(asked, "requires Improvement") == {"level": "1"}


def test_a_code_is_meant_before_another_choice_of_that_name():
    swapped = Scale("q", "Years", "none", (Level("1", "2"), Level("2", "1")), "choices")
    assert typed(question("single_choice", swapped), "2") == {"level": "2"}
    assert typed(question("tick_all", swapped), "2") == {"levels": ["2"]}


def test_a_text_is_the_same_however_it_is_sent():
    """Line ends come as CR LF from a form and as LF from a script; no text holds zero bytes."""
    assert typed(question("text"), "one\r\ntwo\x00 ") == {"text": "one\ntwo"}
    assert typed(question("single_choice", CHOICES), "x", other="a\r\nb") == {
        "level": "x",
        "other": "a\nb",
    }


def test_a_score_out_of_scale_is_told_with_the_scale():
    with pytest.raises(Invalid, match=r"“7” is not one of the choices\. Use 0 \(Inadequate\)"):
        typed(question("rating", GRADE), "7")


def test_nothing_typed_is_no_answer():
    for type_, scale in [("rating", GRADE), ("text", None), ("number", None), ("date", None)]:
        asked = question(type_, scale)
        assert typed(asked, "") is None
        assert typed(asked) is None
        assert not question_type_rules.type_of(asked).is_answered(None)


def test_zero_is_an_answer():
    asked = question("number", minimum="0")
    assert question_type_rules.type_of(asked).is_answered(typed(asked, "0"))
    assert question_type_rules.type_of(question("rating", GRADE)).is_answered({"level": "0"})


def test_ticks_are_kept_in_the_order_of_the_choices():
    assert typed(question("tick_all", CHOICES), "b", "a") == {"levels": ["a", "b"]}


def test_none_of_these_excludes_the_others():
    with pytest.raises(Invalid, match="either “None of these” or the others"):
        typed(question("tick_all", CHOICES), "a", "n")


def test_please_say_is_kept_only_with_other():
    asked = question("tick_all", CHOICES)
    assert typed(asked, "x", other="Host families") == {"levels": ["x"], "other": "Host families"}
    assert typed(asked, "a", other="Host families") == {"levels": ["a"]}
    one = question("single_choice", CHOICES)
    assert typed(one, "x", other="Families") == {"level": "x", "other": "Families"}


@pytest.mark.parametrize(
    ("text", "number"), [("12", "12"), ("1,204", "1204"), ("1 204", "1204"), ("0", "0")]
)
def test_numbers_as_people_write_them(text, number):
    assert typed(question("number"), text) == {"number": number}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("twelve", "not a number"),
        ("NaN", "not a number"),
        ("1e3", "not a number"),
        ("1_000", "not a number"),
        ("1,5", "not a number"),
        ("92%", "not a number"),
        ("1" * 30, "too large"),
        ("-1", "too small"),
        ("1000", "too large"),
        ("1.5", "whole number"),
    ],
)
def test_numbers_that_cannot_be_are_told(text, message):
    with pytest.raises(Invalid, match=message):
        typed(question("number", minimum="0", maximum="999"), text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("92%", "%"),
        ("92 %", "per cent"),
        ("92 per cent", "% of staff"),
        ("92 people", "people"),
        ("£92", "£"),
        ("92", "%"),
    ],
)
def test_a_number_may_carry_the_unit_that_was_asked_for(text, unit):
    assert typed(question("number", unit=unit), text) == {"number": "92"}


@pytest.mark.parametrize("text", ["2026-03-31", "31/3/2026", "31.3.2026", "31 March 2026"])
def test_dates_as_people_write_them(text):
    assert typed(question("date"), text) == {"date": "2026-03-31"}


@pytest.mark.parametrize("text", ["31/31/2026", "yesterday", "2026-02-30", "1/2", "1/2/3/4"])
def test_dates_that_are_none_are_told(text):
    with pytest.raises(Invalid, match="not a da"):
        typed(question("date"), text)


@pytest.mark.parametrize("text", ["31/03/26", "1/1/1"])
def test_a_year_is_written_in_full(text):
    with pytest.raises(Invalid, match="Enter the year in full, like"):
        typed(question("date"), text)


def test_typed_rows_of_each_type():
    def rows(asked, value):
        return list(question_type_rules.type_of(asked).rows(value))

    assert rows(question("yes_no", YES_NO), {"level": "no"})[0].level == "no"
    assert rows(question("number"), {"number": "1.50"})[0].number == Decimal("1.50")
    assert rows(question("date"), {"date": "2026-03-31"})[0].date == date(2026, 3, 31)
    ticks = rows(question("tick_all", CHOICES), {"levels": ["a", "x"], "other": "Y"})
    assert [(row.row, row.level) for row in ticks] == [(0, "a"), (1, "x"), (2, None)]
