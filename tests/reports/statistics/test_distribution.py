"""A question's distribution, its combined shares, and how shares are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import (
    LevelCount,
    Rounding,
    distribution,
    half_up_decimal,
    share_text,
    tick_all,
)
from tests.reports.published import AS_PUBLISHED, grades, spread, yes_no

counts = st.lists(st.integers(min_value=0, max_value=900), min_size=2, max_size=6)


roundings = st.sampled_from(
    [Rounding(), Rounding(decimals=1), Rounding(decimals=2), Rounding(adds_up=True)]
)


def some_levels(values):
    return [LevelCount(str(i), f"Level {i}", i - 1, None, None, n) for i, n in enumerate(values)]


@given(counts, roundings, st.data())
def test_a_combined_share_comes_from_the_combined_count(values, rounding, data):
    spread = distribution(some_levels(values), rounding=rounding)
    codes = data.draw(st.sets(st.sampled_from([part.code for part in spread.parts])))
    together = spread.combined(codes)
    assert together.count == sum(part.count for part in spread.parts if part.code in codes)
    assert together.base == sum(values)
    exact = Fraction(100 * together.count, together.base or 1)
    if not (rounding.adds_up and len(codes) == 1):
        assert together.percent == half_up_decimal(exact, rounding.decimals)


@given(counts)
def test_all_levels_together_are_100_percent_of_the_base(values):
    spread = distribution(some_levels(values))
    assert spread.combined(part.code for part in spread.parts).percent == (
        100 if spread.has_base else 0
    )


@given(counts)
def test_the_average_of_a_question_is_the_exact_one(values):
    spread = distribution(some_levels(values))
    scores = [score for score, count in enumerate(values, start=-1) for _ in range(count)]
    assert spread.average.n == len(scores)
    assert spread.average.exact == (Fraction(sum(scores), len(scores)) if scores else None)


def test_good_or_outstanding_is_computed_from_its_count_where_parts_add_up_to_100_too():
    for rounding, shown in ((Rounding(), [33, 0, 33, 33]), (AS_PUBLISHED, [34, 0, 33, 33])):
        thirds = grades(1, 0, 1, 1, rounding=rounding)
        assert [part.percent for part in thirds.parts] == shown
        assert thirds.met.text == "2 of 3 (67%)"


def test_a_level_alone_has_the_percentage_of_its_chart():
    thirds = grades(1, 0, 1, 1, rounding=AS_PUBLISHED)
    assert thirds.share("0").text == thirds.text("0") == "1 of 3 (34%)"


def test_two_decimals_are_printed_wherever_a_share_is():
    people = yes_no(91, 43, rounding=Rounding(decimals=2))
    assert people.text("yes") == "67.91% (91 of 134)"
    assert people.share("no").bare_text == "32.09%, 43 of 134"


def test_a_code_named_twice_counts_once():
    assert spread("1.1").combined(["2", "2"]).count == 17


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        spread("1.1").combined(["good"])


def test_what_stays_outside_the_base_is_counted_and_kept_apart():
    some = grades(1, 2, 3, 4, not_applicable=2, hidden=5, unanswered=1)
    assert (some.base, some.asked, some.hidden) == (10, 13, 5)


def test_without_answers_there_is_no_base_and_no_percentage_to_print():
    nobody = grades(0, 0, 0, 0, not_applicable=22)
    assert not nobody.has_base
    assert nobody.met.text == "no answers"
    assert nobody.largest == ()
    assert nobody.average.whole is None


def test_a_question_without_levels_that_count_as_met_has_no_combined_share():
    assert spread("4.2").met is None


def test_the_largest_part_is_all_of_those_that_are_equal():
    assert [part.label for part in spread("3.2").largest] == ["Requires improvement", "Good"]


def test_below_a_base_of_50_the_count_leads():
    assert share_text(5, 23, 22) == "5 of 22 (23%)"
    assert share_text(25, 51, 49) == "25 of 49 (51%)"
    assert share_text(25, 50, 50) == "50% (25 of 50)"
    assert share_text(115, 23, 500) == "23% (115 of 500)"
    assert share_text(1150, 23, 5000) == "23% (1,150 of 5,000)"
    assert grades(0, 0, 20, 29).count_leads
    assert not grades(0, 0, 21, 29).count_leads


def test_the_same_inside_brackets():
    assert spread("1.1").share("2").bare_text == "17 of 22, 77%"
    assert grades(0, 385, 115, 0).share("2").bare_text == "23%, 115 of 500"


def test_wrong_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        grades(1, -1, 0, 0)
    with pytest.raises(ValueError, match="negative"):
        grades(1, 1, 0, 0, unanswered=-1)
    with pytest.raises(ValueError, match="twice"):
        distribution([LevelCount("a", "A"), LevelCount("a", "B")])


def test_tick_all_rounds_each_choice_on_its_own_against_those_who_answered():
    areas = tick_all(
        [("a", "Health", 67), ("b", "Schools", 45), ("c", "Police", 45)],
        base=134,
        rounding=Rounding(decimals=2),
    )
    assert [tick.text for tick in areas.ticks] == [
        "50.00% (67 of 134)",
        "33.58% (45 of 134)",
        "33.58% (45 of 134)",
    ]
    assert [tick.label for tick in areas.most_ticked] == ["Health"]
    assert tick_all([("a", "A", 1), ("b", "B", 1)], base=8).ticks[0].text == "1 of 8 (13%)"


def test_tick_all_without_answers_has_no_percentage():
    nobody = tick_all([("a", "A", 0)], base=0, unanswered=3)
    assert (nobody.has_base, nobody.ticks[0].text, nobody.most_ticked) == (False, "no answers", ())
    with pytest.raises(ValueError, match="more often"):
        tick_all([("a", "A", 4)], base=3)
