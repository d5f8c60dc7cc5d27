"""Every figure the published report prints, recomputed from the answers, one test each."""

import pytest

from reports.statistics import average, relative_change
from tests.reports.published import PUBLISHED, RATED, RESPONSES, spread

PERCENTAGES = [
    (label, code, percent)
    for label, by_score in PUBLISHED["percent_by_score"].items()
    for code, percent in by_score.items()
]
PERCENTAGES += [(label, "yes", percent) for label, percent in PUBLISHED["percent_yes"].items()]
PERCENTAGES += [(label, "no", percent) for label, percent in PUBLISHED["percent_no"].items()]


def test_the_report_prints_32_percentages_and_22_averages():
    assert len(PERCENTAGES) == 32
    assert len(PUBLISHED["average_score"]) == PUBLISHED["organisations"] == len(RESPONSES) == 22


@pytest.mark.parametrize(("label", "code", "percent"), PERCENTAGES)
def test_published_percentage(label, code, percent):
    assert spread(label).part(code).percent == percent


@pytest.mark.parametrize("label", [*PUBLISHED["percent_by_score"], "4.2"])
def test_levels_the_report_does_not_print_are_the_ones_nobody_chose(label):
    printed = {code for question, code, _ in PERCENTAGES if question == label}
    assert {part.code for part in spread(label).parts if part.count} == printed


@pytest.mark.parametrize(("organisation", "published"), PUBLISHED["average_score"].items())
def test_published_average(organisation, published):
    row = next(row for row in RESPONSES if row["agency"] == organisation)
    scored = [(int(row[label]), 1) for label in RATED if row[label] != ""]
    assert average(scored).whole == published


def test_one_of_22_is_4_percent_beside_14_and_7_and_5_percent_beside_2_13_and_6():
    assert (spread("1.2").part("3").count, spread("1.2").part("3").percent) == (1, 4)
    assert (spread("2.2").part("0").count, spread("2.2").part("0").percent) == (1, 5)


def test_the_question_about_volunteers_counts_apart_who_was_not_asked_and_who_did_not_answer():
    volunteers = spread("4.3")
    assert (volunteers.base, volunteers.hidden, volunteers.unanswered) == (6, 14, 2)
    assert volunteers.asked == spread("4.2").part("yes").count == 8


def test_22_returns_after_14_are_the_published_57_percent_more():
    assert relative_change(14, 22) == PUBLISHED["rise_on_previous_year_percent"]
