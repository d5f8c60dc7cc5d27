"""Who answered, of those who were expected to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import response_rate


def test_22_of_25():
    rate = response_rate(25, 22)
    assert (rate.percent, rate.outstanding, rate.text) == (88, 3, "22 of 25 (88%)")


def test_the_exempt_leave_the_expected():
    rate = response_rate(25, 22, exempt=3)
    assert (rate.expected, rate.percent, rate.outstanding) == (22, 100, 0)


def test_a_national_document_counts_as_returned_and_not_as_scored():
    rate = response_rate(25, 21, national=1)
    assert (rate.returned, rate.scored, rate.percent) == (22, 21, 88)


def test_late_returns_count_and_are_marked():
    rate = response_rate(25, 22, late=4)
    assert (rate.returned, rate.late) == (22, 4)


def test_nobody_expected_is_no_percentage():
    assert response_rate(0, 0).percent is None
    assert response_rate(2, 0, exempt=2).text == "no answers"


def test_from_50_on_the_percentage_leads():
    assert response_rate(500, 440).text == "88% (440 of 500)"


@pytest.mark.parametrize(
    "figures",
    [
        {"expected": 3, "returned": 4},
        {"expected": 3, "returned": 3, "exempt": 1},
        {"expected": 3, "returned": 3, "national": 1},
        {"expected": 3, "returned": 1, "late": 2},
        {"expected": 1, "returned": 0, "exempt": 2},
        {"expected": 3, "returned": -1},
    ],
)
def test_figures_that_contradict_each_other_are_refused(figures):
    with pytest.raises(ValueError):
        response_rate(**figures)


@given(st.integers(0, 400), st.integers(0, 20), st.integers(0, 400), st.integers(0, 20))
def test_returned_and_outstanding_are_all_that_is_expected(scored, national, missing, exempt):
    rate = response_rate(scored + national + missing + exempt, scored, exempt, national)
    assert rate.returned + rate.outstanding == rate.expected == scored + national + missing
    assert rate.percent is None or 0 <= rate.percent <= 100
