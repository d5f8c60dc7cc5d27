"""'Highest', 'rose' and 'fell' are only said when computed, and ties are named."""

import pytest

from reports.statistics import (
    Level,
    average,
    compare_averages,
    compare_shares,
    distribution,
)
from reports.wording import (
    ORGANISATIONS,
    average_change_sentence,
    average_sentence,
    averages_sentence,
    count_change_sentence,
    share_change_sentence,
    strongest_sentence,
    weakest_sentence,
)
from tests.reports.published import (
    LABELS,
    RATED,
    RESPONSES,
    counted,
    grades,
    spread,
    yes_no,
)

QUESTIONS = [(label, spread(label)) for label in LABELS]
AVERAGES = [average((int(row[q]), 1) for q in RATED if row[q]) for row in RESPONSES]
A = ("1.1", grades(0, 2, 4, 0))


def test_the_published_audit_is_highest_on_its_first_question():
    assert strongest_sentence(QUESTIONS, unit=ORGANISATIONS, minimum_base=10) == (
        "The highest share is for question 1.1: 20 of 22 organisations (91%) say ‘Good’ or "
        "‘Outstanding’."
    )
    assert weakest_sentence(QUESTIONS) == (
        "The lowest share is for question 3.2: 12 of 22 agencies (55%) say ‘Good’ or ‘Outstanding’."
    )


def test_it_says_how_many_questions_are_equal():
    c = ("3", grades(3, 3, 0, 0))
    assert strongest_sentence([A, ("2", grades(2, 0, 4, 0)), c]) == (
        "2 of 3 questions share the highest figure (1.1 and 2). On each, 4 of 6 agencies (67%) say "
        "‘Good’ or ‘Outstanding’."
    )
    assert strongest_sentence([A, ("2", grades(4, 0, 4, 4)), c]) == (
        "2 of 3 questions share the highest figure: 1.1 (4 of 6, 67%) and 2 (8 of 12, 67%). These "
        "agencies say ‘Good’ or ‘Outstanding’."
    )
    assert strongest_sentence(
        [("1", grades(0, 7, 15, 0)), ("2", grades(0, 159, 341, 0)), c]
    ).startswith("2 of 3 questions share the highest figure when rounded: 1 (15 of 22, 68%)")


def test_of_many_equal_questions_the_figure_is_said_once_with_the_bases():
    many = [(str(n), grades(0, 0, n, 0)) for n in range(5, 12)]
    assert strongest_sentence([*many, A]) == (
        "7 of 8 questions share the highest figure (5, 6, 7, 8, 9, 10 and 11). On each, 100% of "
        "the 5 to 11 agencies answering say ‘Good’ or ‘Outstanding’."
    )


def test_that_no_question_stands_out_is_said_once():
    assert strongest_sentence([A, ("2", grades(2, 0, 4, 0))]) == (
        "No question stands out: both questions are equal (1.1 and 2). On each, 4 of 6 agencies "
        "(67%) say ‘Good’ or ‘Outstanding’."
    )
    assert strongest_sentence([A, A, A]).startswith("No question stands out: all 3 are equal")
    assert weakest_sentence([A, A, A]) == ""


def test_one_question_or_none_cannot_be_ranked():
    assert strongest_sentence([A]) == (
        "Only question 1.1 has enough answers to compare: 4 of 6 agencies (67%) say ‘Good’ or "
        "‘Outstanding’."
    )
    few = [("1", grades(0, 0, 4, 0)), ("2", grades(0, 4, 0, 0)), ("3", yes_no(9, 2))]
    assert strongest_sentence(few) == (
        "No question was answered by 5 agencies or more, so none is called strongest or weakest."
    )


def test_questions_with_other_answers_are_compared_by_what_counts_as_met():
    yes = Level("yes", "Yes", counts_as="met"), Level("no", "No", counts_as="not_met")
    checked = distribution([counted(yes[0], 9), counted(yes[1], 1)])
    assert strongest_sentence([A, ("2", checked)]) == (
        "The highest share is for question 2: 9 of 10 agencies (90%) say ‘Yes’."
    )
    same = distribution([counted(yes[0], 4), counted(yes[1], 2)])
    other = ("3", grades(3, 3, 0, 0))
    assert strongest_sentence([A, ("2", same), other]) == (
        "2 of 3 questions share the highest figure (1.1 and 2). On each, 4 of 6 agencies (67%) "
        "give an answer that counts as met."
    )


def test_other_levels_can_be_the_top():
    assert strongest_sentence([("1", yes_no(2, 4)), ("2", yes_no(3, 3))], codes=["yes"]) == (
        "The highest share is for question 2: 3 of 6 agencies (50%) say ‘Yes’."
    )


def test_a_share_that_rose_fell_or_stayed():
    before, now = grades(0, 9, 13, 0).met, grades(0, 7, 14, 1).met
    assert share_change_sentence(compare_shares(before, now), last="2021-22") == (
        "The share of agencies that say ‘Good’ or ‘Outstanding’ rose by 9 percentage points, from "
        "13 of 22 (59%) in 2021-22 to 15 of 22 (68%) now."
    )
    assert " fell by 9 percentage points, from 15 of 22 (68%) last time to" in (
        share_change_sentence(compare_shares(now, before))
    )
    assert share_change_sentence(compare_shares(now, now)).endswith(
        " is unchanged: 15 of 22 (68%) last time and 15 of 22 (68%) now."
    )
    one = compare_shares(grades(0, 49, 51, 0).met, grades(0, 48, 52, 0).met)
    assert "rose by 1 percentage point, from 51% (51 of 100)" in share_change_sentence(one)


def test_nothing_is_said_to_have_changed_where_nobody_answered():
    nobody, some = grades(0, 0, 0, 0).met, grades(0, 7, 14, 1).met
    assert share_change_sentence(compare_shares(nobody, some)) == (
        "There is no comparison with last time."
    )
    assert (
        average_change_sentence(compare_averages(average([]), average([(2, 1)])), last="2021-22")
        == "There is no comparison of averages with 2021-22."
    )


def test_an_average_that_fell_or_stayed():
    change = compare_averages(average([(2, 10)]), average([(2, 8), (1, 2)]))
    assert average_change_sentence(change) == (
        "The average score fell by 0.2, from 2.0 (10 scored answers) last time to 1.8 (10 scored "
        "answers) now."
    )
    assert "is unchanged: 2.0 (1 scored answer) last time" in average_change_sentence(
        compare_averages(average([(2, 1)]), average([(2, 3)]))
    )


@pytest.mark.parametrize(
    ("previous", "current", "sentence"),
    [
        (14, 22, "22 returns, 8 more than in 2019-20 (14), a rise of 57%."),
        (3, 1, "1 return, 2 fewer than in 2019-20 (3), a fall of 67%."),
        (3, 3, "3 returns, as many as in 2019-20."),
        (0, 3, "3 returns; there were none in 2019-20."),
        (1000, 1001, "1,001 returns, 1 more than in 2019-20 (1,000)."),
    ],
)
def test_a_count_beside_the_one_before(previous, current, sentence):
    assert count_change_sentence(previous, current, last="2019-20") == sentence


@pytest.mark.parametrize(
    ("scored", "sentence"),
    [
        ([], "There is no average: no answer carries a score."),
        ([(2, 1)], "The average score is 2 (2.0 to one decimal place), over 1 scored answer."),
        (
            [(2, 11), (3, 9)],
            "The average score is 2 (2.5 to one decimal place, rounded from 2.45), over 20 scored "
            "answers.",
        ),
        ([(-1, 3)], "The average score is −1 (−1.0 to one decimal place), over 3 scored answers."),
    ],
)
def test_an_average_with_what_it_rests_on(scored, sentence):
    assert average_sentence(average(scored)) == sentence


def test_the_averages_of_the_published_audit():
    assert averages_sentence(AVERAGES) == (
        "Of the 22 agencies with scores, 8 have an average of 3, 13 have an average of 2 and 1 has "
        "an average of 1."
    )


def test_averages_of_one_of_two_and_of_nobody():
    three, silent = AVERAGES[0], average([])
    names = {3: "Outstanding"}
    assert averages_sentence([three, silent], labels=names) == (
        "The one agency with scores has an average of 3 (Outstanding). 1 agency has no scored "
        "answer and so no average."
    )
    assert averages_sentence([three, three]) == "Both agencies with scores have an average of 3."
    assert averages_sentence([three] * 3) == "All 3 agencies with scores have an average of 3."
    assert averages_sentence([silent]) == "No agency has an average: no answer carries a score."
