"""Whole percentages, percentages that stand alone, and halves."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.statistics import (
    Rounding,
    adding_up,
    half_up,
    half_up_decimal,
    percentage,
    relative_change,
)

counts = st.lists(st.integers(min_value=0, max_value=5000), min_size=1, max_size=8)
fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=997)


@given(counts)
def test_percentages_made_to_add_up_do_or_there_is_no_base(values):
    assert sum(adding_up(values)) == (100 if sum(values) else 0)


@given(counts)
def test_no_part_is_a_whole_point_or_more_from_its_exact_share(values):
    base = sum(values)
    for count, percent in zip(values, adding_up(values), strict=True):
        assert not base or abs(percent - Fraction(100 * count, base)) < 1


@given(counts)
def test_a_larger_count_never_shows_a_smaller_percentage(values):
    shown = sorted(zip(values, adding_up(values), strict=True))
    percents_by_count = [percent for _, percent in shown]
    assert percents_by_count == sorted(percents_by_count)


@given(counts)
def test_equal_counts_differ_by_a_point_at_most_and_the_earlier_gets_it(values):
    percents = adding_up(values)
    for i, count in enumerate(values):
        for j in range(i + 1, len(values)):
            if values[j] == count:
                assert percents[i] - percents[j] in (0, 1)


# 375 and 1956 of 7905 end on the same fraction: the earlier of them gets the point.
SAME_FRACTION = [0, 217, 375, 375, 375, 1008, 1956, 3599]


@example((SAME_FRACTION, SAME_FRACTION[::-1]))
@given(counts.flatmap(lambda values: st.tuples(st.just(values), st.permutations(values))))
def test_another_order_of_the_levels_changes_nothing_but_who_gets_a_tied_point(pair):
    values, reordered = pair
    assert by_remainder(values) == by_remainder(reordered)


def by_remainder(values: list[int]) -> dict[int, int]:
    """The points given to all counts whose exact percentages end on the same fraction."""
    given: dict[int, int] = {}
    for count, percent in zip(values, adding_up(values), strict=True):
        remainder = 100 * count % (sum(values) or 1)
        given[remainder] = given.get(remainder, 0) + percent
    return given


@given(counts, st.integers(min_value=0, max_value=7))
def test_a_level_nobody_chose_shows_0_and_leaves_the_others_alone(values, place):
    place = min(place, len(values))
    with_empty = [*values[:place], 0, *values[place:]]
    percents = list(adding_up(with_empty))
    assert percents.pop(place) == 0
    assert tuple(percents) == adding_up(values)


@pytest.mark.parametrize(
    ("values", "percents"),
    [
        ([0, 7, 14, 1], (0, 32, 64, 4)),
        ([1, 1, 1], (34, 33, 33)),
        ([1, 1, 1, 1, 1, 1], (17, 17, 17, 17, 16, 16)),
        ([1, 199], (1, 99)),
        ([0, 0], (0, 0)),
        ([5], (100,)),
        ([], ()),
    ],
)
def test_adding_up_to_100_by_example(values, percents):
    assert adding_up(values) == percents


def test_a_negative_count_is_refused():
    for wrong in (
        lambda: adding_up([3, -1]),
        lambda: percentage(-1, 3),
        lambda: relative_change(-1, 3),
    ):
        with pytest.raises(ValueError, match="negative"):
            wrong()


@given(fractions)
def test_half_up_is_the_nearest_whole_number_and_never_below_a_half(value):
    assert Fraction(-1, 2) < half_up(value) - value <= Fraction(1, 2)


@given(fractions, st.integers(min_value=0, max_value=4))
def test_decimals_are_printed_in_full_and_within_half_a_step(value, decimals):
    shown = half_up_decimal(value, decimals)
    assert abs(Fraction(shown) - value) <= Fraction(1, 2 * 10**decimals)
    assert len(str(shown).partition(".")[2]) == decimals


@pytest.mark.parametrize(
    ("value", "whole"),
    [("2.45", 2), ("2.5", 3), ("2.4999", 2), ("-0.5", 0), ("-1.5", -1), ("-1.51", -2), ("0", 0)],
)
def test_halves_go_up_below_zero_too(value, whole):
    assert half_up(Fraction(value)) == whole


def test_no_average_is_printed_as_minus_zero():
    assert str(half_up_decimal(Fraction(-1, 100), 1)) == "0.0"


@pytest.mark.parametrize(
    ("numerator", "base", "decimals", "shown"),
    [
        (115, 500, 0, "23"),
        (1, 8, 0, "13"),
        (1, 8, 1, "12.5"),
        (41, 134, 2, "30.60"),
        (0, 134, 2, "0.00"),
        (134, 134, 2, "100.00"),
    ],
)
def test_a_percentage_is_rounded_half_up(numerator, base, decimals, shown):
    assert percentage(numerator, base, decimals) == Decimal(shown)
    assert str(percentage(numerator, base, decimals)) == shown
    assert str(Rounding(decimals).percent(numerator, base)) == shown


@given(counts, st.integers(min_value=0, max_value=2))
def test_a_percentage_does_not_depend_on_the_counts_beside_it(values, decimals):
    base = sum(values)
    for count, percent in zip(values, Rounding(decimals).parts(values), strict=True):
        assert percent == (percentage(count, base, decimals) or 0)


def test_buckinghamshire_printed_two_decimals():
    assert Rounding(decimals=2).parts([91, 20, 23]) == (
        Decimal("67.91"),
        Decimal("14.93"),
        Decimal("17.16"),
    )


@pytest.mark.parametrize(
    ("count", "base", "whole"), [(2, 8, 25), (5, 7, 71), (6, 134, 4), (1, 22, 5), (1, 8, 13)]
)
def test_a_whole_percentage_is_what_a_calculator_gives(count, base, whole):
    assert Rounding().parts([count, base - count])[0] == whole
    assert Rounding(adds_up=True).percent(count, base) == whole


def test_without_a_base_there_is_no_percentage():
    assert percentage(0, 0, 2) is None
    assert relative_change(0, 5) is None


def test_a_count_that_shrank_changes_by_less_than_nothing():
    assert relative_change(8, 3) == -62  # -62.5, half up
