"""Who returned a self-assessment, in words."""

import pytest

from reports.statistics import response_rate
from reports.wording import (
    ORGANISATIONS,
    few_returns_sentence,
    provisional_sentence,
    response_sentence,
    sector_sentence,
)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            (25, 22),
            "22 of 25 agencies returned their self-assessment (88%). 3 agencies did not.",
        ),
        (
            (25, 22, 2),
            "22 of 23 agencies returned their self-assessment (96%). 1 agency did not. 2 agencies "
            "were exempt and are not counted among those expected.",
        ),
        (
            (25, 22, 2, 1, 4),
            "All 23 agencies returned their self-assessment. 4 of the 23 came "
            "late. For 1 of the 23, a national document takes the place of the self-assessment "
            "and carries no scores. 2 agencies were exempt and are not counted among those "
            "expected.",
        ),
        ((25, 0), "None of the 25 agencies returned its self-assessment."),
        ((2, 0), "Neither of the 2 agencies returned its self-assessment."),
        (
            (25, 1),
            "1 of 25 agencies returned its self-assessment (4%). 24 agencies did not.",
        ),
        ((1, 1), "The one agency expected returned its self-assessment."),
        (
            (1, 1, 0, 0, 1),
            "The one agency expected returned its self-assessment. It came late.",
        ),
        ((1, 0), "The one agency expected did not return its self-assessment."),
        (
            (1, 0, 0, 1),
            "The one agency expected returned its self-assessment. A national "
            "document takes its place and carries no scores.",
        ),
        ((2, 2), "Both agencies returned their self-assessment."),
        ((0, 0), "No agency was expected to return a self-assessment."),
        ((1, 0, 1), "No agency was expected to return a self-assessment: 1 was exempt."),
        (
            (500, 440),
            "88% of agencies (440 of 500) returned their self-assessment. 60 agencies did not.",
        ),
    ],
)
def test_after_the_close(figures, sentence):
    assert response_sentence(response_rate(*figures)) == sentence


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            (25, 22),
            "22 of 25 organisations have returned their self-assessment so far (88%). 3 "
            "organisations have not returned it yet.",
        ),
        (
            (2, 1),
            "1 of 2 organisations has returned its self-assessment so far (50%). 1 organisation "
            "has not returned it yet.",
        ),
        (
            (25, 0),
            "None of the 25 organisations has returned its self-assessment so far.",
        ),
        (
            (1, 0),
            "The one organisation expected has not yet returned its self-assessment.",
        ),
        ((2, 2), "Both organisations have returned their self-assessment."),
    ],
)
def test_while_returns_can_still_come(figures, sentence):
    text = response_sentence(response_rate(*figures), unit=ORGANISATIONS, closed=False)
    assert text == sentence


def test_who_is_missing_by_sector():
    missing = [("Health", 2), ("Police", 0), ("Faith", 1)]
    assert sector_sentence(missing) == "Still missing: 2 agencies in Health and 1 in Faith."
    assert sector_sentence([("Health", 0)]) == ""


@pytest.mark.parametrize(
    ("returns", "sentence"),
    [
        (0, ""),
        (1, "There is only one return, so every percentage is 0% or 100%."),
        (2, "With 2 returns, one agency changes a percentage by about 50 percentage points"),
        (22, "With 22 returns, one agency changes a percentage by about 4.5 percentage points"),
        (50, ""),
    ],
)
def test_how_much_one_return_weighs(returns, sentence):
    assert few_returns_sentence(returns).startswith(sentence)
    assert bool(few_returns_sentence(returns)) == bool(sentence)


def test_an_audit_being_prepared_is_not_called_open():
    assert "being prepared" in provisional_sentence(is_prepared=True)
    assert "is open" in provisional_sentence(is_prepared=False)
