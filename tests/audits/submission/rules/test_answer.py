"""States of an answer, and what is missing."""

from audits.submission.rules.answer import EMPTY, Answer, count, missing, state
from audits.template.rules.structure import YES_NO, Level, Question, Scale, Standard, Structure

SCALE = Scale(
    "met",
    "Met",
    "higher_is_better",
    (Level("met", "Met", 2), Level("not", "Not met", 0, obliges=("examples",))),
)


def question(**more):
    return Question(key="q", label="1", text="?", type="rating", scale=SCALE, **more)


def test_silence_is_not_an_answer_and_zero_is():
    assert state(question(), EMPTY) == "unanswered"
    assert state(question(), Answer({"level": "not"})) == "answered"


def test_not_applicable_needs_leave_and_a_reason():
    answer = Answer(na=True)
    assert state(question(), answer) == "unanswered"
    assert state(question(na_allowed=True), answer) == "not_applicable"
    assert missing(question(na_allowed=True), answer) == ["Enter why this does not apply to you."]
    assert missing(question(na_allowed=True), Answer(na=True, na_reason="No staff")) == []


def test_a_hidden_question_is_hidden_whatever_was_answered():
    assert state(question(), Answer({"level": "met"}), shown=False) == "hidden"


def test_a_low_level_obliges_to_the_box_that_is_there():
    low = Answer({"level": "not"})
    assert missing(question(boxes={"examples": "optional"}), low) == [
        "Enter an example of what you do."
    ]
    assert missing(question(boxes={"examples": "absent"}), low) == []
    assert missing(question(boxes={"examples": "optional"}), Answer({"level": "met"})) == []


def test_a_required_box_of_blanks_is_missing():
    answer = Answer({"level": "met"}, evidence="  \n ")
    assert missing(question(boxes={"evidence": "required"}), answer) == [
        "Enter what evidence you hold."
    ]


def test_an_optional_question_may_stay_empty_and_is_still_counted():
    optional = Question(key="o", label="2", text="?", type="yes_no", scale=YES_NO, required=False)
    structure = Structure("t", "T", "full", (Standard("s", "1", "S", (optional,)),))
    assert missing(optional, EMPTY) == []
    assert count(structure, {}, {"o"}) == (1, 0)
    assert count(structure, {"o": Answer({"level": "no"})}, {"o"}) == (1, 1)
    assert count(structure, {"o": Answer({"level": "no"})}, set()) == (0, 0)
