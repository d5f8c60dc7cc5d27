"""What a report says of one question, read aloud for every edge."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import Rounding, tick_all
from reports.wording import ORGANISATIONS, outside_sentence, question_sentence, tick_all_sentence
from tests.reports.published import AS_PUBLISHED, LABELS, grades, spread, yes_no

ZERO_TO_MANY = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        (
            "1.2",
            "Most organisations say ‘Good’ (14 of 22, 64%); 7 of 22 (32%) say ‘Requires "
            "improvement’ and 1 of 22 (4%) says ‘Outstanding’. Taken together, 15 of 22 "
            "organisations (68%) say ‘Good’ or ‘Outstanding’. No organisation says ‘Inadequate’.",
        ),
        (
            "2.1",
            "Organisations most often say ‘Good’ (8 of 22, 36%); 5 of 22 (23%) say ‘Inadequate’, "
            "4 of 22 (18%) say ‘Requires improvement’ and 5 of 22 (23%) say ‘Outstanding’. Taken "
            "together, 13 of 22 organisations (59%) say ‘Good’ or ‘Outstanding’.",
        ),
        (
            "3.2",
            "Organisations say ‘Requires improvement’ and ‘Good’ equally often (7 of 22 each, "
            "32%); 3 of 22 (13%) say ‘Inadequate’ and 5 of 22 (23%) say ‘Outstanding’. Taken "
            "together, 12 of 22 organisations (55%) say ‘Good’ or ‘Outstanding’.",
        ),
        (
            "4.2",
            "Most organisations say ‘No’ (14 of 22, 64%); 8 of 22 (36%) say ‘Yes’.",
        ),
        (
            "4.3",
            "Most of the 6 organisations that answered say ‘Good’ (4 of 6, 67%); 2 of 6 (33%) say "
            "‘Outstanding’. Taken together, all 6 say ‘Good’ or ‘Outstanding’. No "
            "organisation says ‘Inadequate’ or ‘Requires improvement’. Not counted in these "
            "figures: 2 organisations left it unanswered and 14 were not asked it.",
        ),
    ],
)
def test_the_published_audit(label, sentence):
    assert question_sentence("", spread(label), unit=ORGANISATIONS) == sentence


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (grades(0, 0, 1, 0), "One agency answered and says ‘Good’."),
        (grades(0, 0, 2, 0), "Both agencies say ‘Good’."),
        (grades(0, 0, 22, 0), "All 22 agencies say ‘Good’."),
        (
            grades(0, 0, 20, 0, unanswered=1),
            "All 20 agencies that answered say ‘Good’. Not counted in these "
            "figures: 1 agency left it unanswered.",
        ),
        (
            grades(5, 6, 11, 0),
            "Half of the agencies say ‘Good’ (11 of 22, 50%); 5 of 22 (23%) say ‘Inadequate’ and "
            "6 of 22 (27%) say ‘Requires improvement’. No agency says ‘Outstanding’.",
        ),
        (
            grades(1, 1, 1, 0, rounding=AS_PUBLISHED),
            "Agencies say ‘Inadequate’, ‘Requires improvement’ and ‘Good’ equally often (1 of 3 "
            "each, shown as 34%, 33% and 33% so that the whole adds up to 100%). No agency says "
            "‘Outstanding’.",
        ),
        (yes_no(1, 1), "Agencies say ‘Yes’ and ‘No’ equally often (1 of 2 each, 50%)."),
        (yes_no(3, 0), "All 3 agencies say ‘Yes’."),
        (yes_no(1, 2), "Most agencies say ‘No’ (2 of 3, 67%); 1 of 3 (33%) says ‘Yes’."),
        (
            grades(100, 30, 220, 50),
            "Most agencies say ‘Good’ (55%, 220 of 400); 25% (100 of 400) say ‘Inadequate’, 8% "
            "(30 of 400) say ‘Requires improvement’ and 13% (50 of 400) say ‘Outstanding’. Taken "
            "together, 68% of agencies (270 of 400) say ‘Good’ or ‘Outstanding’.",
        ),
    ],
)
def test_one_all_half_equal_and_many(answers, sentence):
    assert question_sentence("", answers) == sentence


@pytest.mark.parametrize(
    ("outside", "sentence"),
    [
        ({}, "There are no returns to count for this question."),
        ({"hidden": 22}, "No agency was asked this question."),
        (
            {"not_applicable": 22},
            "All 22 agencies asked say the question does not apply to them, so there are no "
            "percentages.",
        ),
        (
            {"not_applicable": 1},
            "The one agency asked says the question does not apply to it, so there are no "
            "percentages.",
        ),
        (
            {"unanswered": 2, "hidden": 1},
            "Neither of the 2 agencies asked answered this question, so there are no percentages. "
            "1 was not asked it.",
        ),
        (
            {"unanswered": 2, "not_applicable": 1, "hidden": 4},
            "No agency gave an answer that can be counted: 1 agency says the question does not "
            "apply to it, 2 left it unanswered and 4 were not asked it.",
        ),
    ],
)
def test_without_answers_it_says_why_and_prints_no_percentage(outside, sentence):
    assert question_sentence("", grades(0, 0, 0, 0, **outside)) == sentence
    assert outside_sentence(grades(0, 0, 0, 0, **outside)) == ""


def test_a_label_goes_in_front():
    assert question_sentence("4.2", spread("4.2")).startswith("Question 4.2: most agencies say")


@given(st.tuples(*[ZERO_TO_MANY] * 4), *[st.integers(0, 3)] * 3)
def test_every_percentage_has_its_base_and_every_word_is_computed(counts, silent, refused, hidden):
    answers = grades(*counts, unanswered=silent, not_applicable=refused, hidden=hidden)
    text = question_sentence("", answers)
    base, top = sum(counts), max(counts)
    assert text.endswith(".")
    assert "  " not in text
    assert not re.search(r"\b1 agencies", text)
    assert not re.search(r"\b1 of \d+ \(\d+%\) say\b", text)
    assert {int(n) for n in re.findall(r"of (\d+)[ ,)]", text)} <= {base, answers.asked}
    for sentence in text.split(". "):
        assert "%" not in sentence or f"of {base}" in sentence
    if base > 1:
        assert text.startswith("Most ") == (base > top > base / 2)
        assert text.startswith("Half ") == (counts.count(top) == 1 and top * 2 == base)
        assert ("equally often" in text) == (counts.count(top) > 1)
        assert text.startswith(("All ", "Both ")) == (top == base)
    for number, words in ((silent, "left it unanswered"), (refused, "not apply")):
        assert not (base and number) or words in text


@pytest.mark.parametrize("label", LABELS)
def test_each_level_that_was_chosen_is_named_once_with_its_count(label):
    answers = spread(label)
    text = question_sentence("", answers).split(" Taken together")[0]
    for part in answers.parts:
        if part.count:
            assert text.count(f"‘{part.label}’") == 1
            assert f"{part.count} of {answers.base}" in text


def test_tick_all_says_that_more_than_one_could_be_chosen():
    choices = [("a", "Health", 5), ("b", "Schools", 5), ("c", "Police", 0)]
    assert tick_all_sentence("2a", tick_all(choices, base=8)) == (
        "Question 2a: 8 agencies answered and could choose more than one. Chosen most often: "
        "‘Health’ and ‘Schools’ (5 of 8 each, 63%). Nobody chose ‘Police’."
    )
    one = tick_all([("a", "Health", 4)], base=9, rounding=Rounding(decimals=1))
    assert "Chosen most often: ‘Health’ (4 of 9, 44.4%)." in tick_all_sentence("", one)
    none = tick_all([("a", "Health", 0)], base=1)
    assert tick_all_sentence("", none) == (
        "1 agency answered and could choose more than one. None of the choices was ticked."
    )
    assert tick_all_sentence("", tick_all([], base=0)) == "No agency answered this question."
