"""The standing of a standard: worst, most common, average, share met, in either direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import (
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    NO_DIRECTION,
    Level,
    roll_up,
    weakest_first,
    worst_first,
)
from tests.reports.published import GRADES, RATED, RESPONSES, YES_NO

RISK = (
    Level("1", "Low risk", 1),
    Level("2", "Some risk", 2),
    Level("3", "High risk", 3),
)
COMPLIANCE = (
    Level("met", "Met", None, "green", "met"),
    Level("part", "Partially met", None, "amber", "partly_met"),
    Level("not", "Not met", None, "red", "not_met"),
)


def test_higher_is_better():
    result = roll_up(GRADES, ["2", "3", "2", "1"], HIGHER_IS_BETTER)
    assert result.worst.label == "Requires improvement"
    assert result.most_common.label == "Good"
    assert (result.average.whole, result.average_level.label) == (2, "Good")
    assert result.met.text == "3 of 4 (75%)"
    assert (result.n, result.tied) == (4, False)


def test_lower_is_better():
    result = roll_up(RISK, ["1", "2", "3", "1"], LOWER_IS_BETTER)
    assert (result.worst.label, result.most_common.label) == ("High risk", "Low risk")
    assert result.average.one_decimal == "1.8"
    assert result.met is None


def test_a_scale_without_scores_is_ranked_by_what_its_levels_count_as():
    assert [level.code for level in worst_first(COMPLIANCE)] == ["not", "part", "met"]
    result = roll_up(COMPLIANCE, ["met", "met", "part"], NO_DIRECTION)
    assert (result.worst.code, result.most_common.code) == ("part", "met")
    assert (result.average.n, result.average_level) == (0, None)
    assert result.met.text == "2 of 3 (67%)"


def test_a_tie_for_the_most_common_takes_the_worse_of_the_two_and_says_so():
    assert roll_up(GRADES, ["3", "1"], HIGHER_IS_BETTER).most_common.code == "1"
    assert roll_up(RISK, ["3", "1"], LOWER_IS_BETTER).most_common.code == "3"
    assert roll_up(COMPLIANCE, ["met", "not"], NO_DIRECTION).most_common.code == "not"
    assert roll_up(GRADES, ["3", "1"], HIGHER_IS_BETTER).tied


def test_no_direction_has_no_worst_and_a_tie_takes_the_earlier():
    result = roll_up(YES_NO, ["no", "yes"], NO_DIRECTION)
    assert (result.worst, result.most_common.code) == (None, "yes")


def test_position_ranks_where_there_are_neither_scores_nor_counts_as():
    plain = (Level("a", "Early"), Level("b", "Late"))
    assert worst_first(plain, HIGHER_IS_BETTER)[0].code == "a"
    assert worst_first(plain, LOWER_IS_BETTER)[0].code == "b"
    assert worst_first(plain, NO_DIRECTION) == ()


def test_a_level_without_a_score_is_not_the_worst_and_not_in_the_average():
    scale = (*GRADES, Level("dk", "Do not know"))
    result = roll_up(scale, ["dk", "3"], HIGHER_IS_BETTER)
    assert (result.worst.code, result.average.whole, result.average.n) == ("3", 3, 1)
    assert roll_up(scale, ["dk"], HIGHER_IS_BETTER).worst is None


def test_no_answers_roll_up_to_nothing():
    result = roll_up(GRADES, [], HIGHER_IS_BETTER)
    assert [result.level(how) for how in ("worst", "most_common", "average")] == [None] * 3
    assert not result.met.has_base


def test_the_method_is_chosen_by_its_name():
    result = roll_up(GRADES, ["0", "3", "3"], HIGHER_IS_BETTER)
    assert [result.level(how).code for how in ("worst", "most_common", "average")] == [
        "0",
        "3",
        "2",
    ]
    with pytest.raises(ValueError, match="best"):
        result.level("best")


def test_an_average_between_the_levels_of_a_scale_with_gaps_has_no_level():
    scale = (Level("lo", "Low", 0), Level("hi", "High", 10))
    result = roll_up(scale, ["lo", "hi"], HIGHER_IS_BETTER)
    assert (result.average.whole, result.average_level) == (5, None)


@given(st.lists(st.sampled_from("0123"), min_size=1), st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)
    result = roll_up(GRADES, answers, HIGHER_IS_BETTER)
    assert result == roll_up(GRADES, shuffled, HIGHER_IS_BETTER)
    assert result.worst.code == min(answers)
    assert roll_up(GRADES, answers, LOWER_IS_BETTER).worst.code == max(answers)


def test_the_weakest_organisations_come_first_and_the_silent_last():
    rows = [*RESPONSES, {"agency": "Silent"}]
    in_order = weakest_first(
        rows, lambda row: [row.get(label) for label in RATED], GRADES, HIGHER_IS_BETTER
    )
    assert in_order[0]["agency"] == "Organisation 03"
    assert in_order[-1]["agency"] == "Silent"
