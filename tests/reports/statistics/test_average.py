"""Averages: exact until printed, half up, and silent where nothing was scored."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import average

pairs = st.lists(
    st.tuples(st.integers(min_value=-10, max_value=10), st.integers(min_value=0, max_value=400)),
    max_size=8,
)


@given(pairs)
def test_an_average_is_the_exact_fraction_and_rounds_half_up_from_it(scored):
    result = average(scored)
    n = sum(count for _, count in scored)
    assert result.n == n
    if n == 0:
        assert (result.exact, result.whole, result.one_decimal) == (None, None, None)
        return
    exact = Fraction(sum(score * count for score, count in scored), n)
    assert result.exact == exact
    assert result.whole == floor(exact + Fraction(1, 2))
    assert Fraction(result.one_decimal) == Fraction(floor(exact * 10 + Fraction(1, 2)), 10)


@given(pairs, st.integers(min_value=-5, max_value=5))
def test_the_order_of_the_answers_does_not_matter(scored, turn):
    assert average(scored) == average(scored[turn:] + scored[:turn]) == average(scored[::-1])


@pytest.mark.parametrize(
    ("scored", "whole", "one_decimal"),
    [
        ([(2, 11), (3, 9)], 2, "2.5"),  # 2.45: the printed 2.5 would have rounded to 3
        ([(2, 1), (3, 1)], 3, "2.5"),
        ([(0, 1)], 0, "0.0"),
        ([(-1, 1), (0, 1)], 0, "-0.5"),
        ([(-2, 1), (-1, 1)], -1, "-1.5"),
        ([(-3, 2), (-2, 1)], -3, "-2.7"),
        ([(5, 3), (4, 1)], 5, "4.8"),
    ],
)
def test_averages_by_example(scored, whole, one_decimal):
    assert (average(scored).whole, average(scored).one_decimal) == (whole, one_decimal)


def test_silence_is_never_a_zero():
    assert average([]).exact is None
    assert average([(3, 0)]).one_decimal is None


def test_a_third_keeps_as_many_decimals_as_asked_for():
    assert average([(0, 2), (1, 1)]).decimals(2) == "0.33"


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        average([(3, -1)])
