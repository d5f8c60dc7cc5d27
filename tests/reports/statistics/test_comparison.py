"""This cycle beside the one before, and which questions stand highest and lowest."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import (
    average,
    compare_averages,
    compare_questions,
    compare_shares,
    highest,
    lowest,
    shares_of,
)
from tests.reports.published import LABELS, grades, spread, yes_no

four_counts = st.tuples(*[st.integers(min_value=0, max_value=300)] * 4)


def test_a_share_rises_by_the_points_between_the_percentages_shown():
    change = compare_shares(grades(0, 9, 13, 0).met, grades(0, 7, 14, 1).met)
    assert (change.word, change.points) == ("rose", 68 - 59)


def test_a_share_falls_or_stays():
    assert compare_shares(grades(0, 7, 14, 1).met, grades(0, 9, 13, 0).met).word == "fell"
    assert compare_shares(grades(0, 1, 1, 0).met, grades(0, 50, 50, 0).met).word == "unchanged"


def test_averages_are_compared_as_printed_with_one_decimal():
    change = compare_averages(average([(2, 19), (3, 1)]), average([(2, 8), (3, 1)]))
    assert (change.previous.one_decimal, change.current.one_decimal) == ("2.1", "2.1")
    assert change.word == "unchanged"
    change = compare_averages(average([(2, 10)]), average([(2, 8), (1, 2)]))
    assert (change.word, change.difference) == ("fell", Decimal("-0.2"))


def test_nothing_is_compared_with_no_answers():
    change = compare_shares(grades(0, 0, 0, 0).met, grades(0, 7, 14, 1).met)
    assert (change.points, change.word) == (None, None)
    assert compare_averages(average([]), average([(2, 1)])).word is None


def test_questions_are_matched_by_identity_and_compared_on_the_same_scale_only():
    before = {"a": grades(0, 9, 13, 0), "b": yes_no(3, 4), "old": grades(1, 0, 0, 0)}
    now = {"new": grades(0, 0, 1, 0), "a": grades(0, 7, 14, 1), "b": grades(0, 1, 1, 1)}
    result = compare_questions(before, now)
    assert [change.identity for change in result.questions] == ["a"]
    assert result.questions[0].share.points == 9
    assert result.questions[0].average.word == "rose"
    assert (result.new, result.gone, result.rescaled) == (("new",), ("old",), ("b",))


def test_yes_and_no_are_compared_when_the_share_is_named():
    result = compare_questions({"v": yes_no(4, 10)}, {"v": yes_no(8, 14)}, ["yes"])
    assert (result.questions[0].share.word, result.questions[0].share.points) == ("rose", 36 - 29)
    assert compare_questions({"v": yes_no(4, 10)}, {"v": yes_no(8, 14)}).questions[0].share is None


@given(four_counts, four_counts)
def test_rose_is_only_said_of_a_larger_figure_shown_and_reads_the_other_way_as_fell(a, b):
    there, back = (compare_shares(grades(*x).met, grades(*y).met) for x, y in ((a, b), (b, a)))
    if not (sum(a) and sum(b)):
        assert there.word is back.word is None
        return
    assert (there.word == "rose") == (there.current.percent > there.previous.percent)
    assert (there.word == "rose") == (back.word == "fell")
    assert there.points == -back.points


def test_the_highest_question_of_the_published_report_is_not_86_percent():
    ranked = shares_of([(label, spread(label)) for label in LABELS], minimum_base=20)
    assert [(item.label, item.share.percent) for item in highest(ranked)] == [("1.1", 91)]
    assert [(item.label, item.share.percent) for item in lowest(ranked)] == [("3.2", 55)]


def test_a_question_needs_five_answers_to_be_compared():
    ranked = shares_of([("a", grades(0, 0, 4, 0)), ("b", grades(0, 0, 0, 5))])
    assert [item.label for item in ranked] == ["b"]
    ranked = shares_of([(label, spread(label)) for label in LABELS])
    assert [(item.label, item.share.text) for item in highest(ranked)] == [("4.3", "6 of 6 (100%)")]


def test_every_tie_is_named():
    ranked = shares_of([("a", grades(3, 0, 3, 0)), ("b", grades(0, 5, 0, 5)), ("c", yes_no(1, 1))])
    assert [item.label for item in highest(ranked)] == ["a", "b"]
    assert [item.label for item in lowest(ranked)] == ["a", "b"]
    assert highest([]) == lowest([]) == ()


@given(st.lists(four_counts, max_size=8))
def test_no_question_outside_the_highest_is_printed_as_high(rows):
    ranked = shares_of([(str(i), grades(*row)) for i, row in enumerate(rows)])
    top, bottom = highest(ranked), lowest(ranked)
    assert bool(top) == bool(bottom) == bool(ranked)
    for item in ranked:
        if item not in top:
            assert all(
                item.share.exact < best.share.exact or item.share.percent < best.share.percent
                for best in top
            )
        if item not in bottom:
            assert all(
                item.share.percent > low.share.percent or item.share.exact > low.share.exact
                for low in bottom
            )
