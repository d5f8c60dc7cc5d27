"""Figures and their units, as people write them."""

import pytest

from s11portal.common.numbers import read_number, with_unit


@pytest.mark.parametrize(
    ("figure", "unit", "written"),
    [
        ("94.2", "%", "94.2%"),
        ("94", "% of staff", "94% of staff"),
        ("12", "people", "12 people"),
        ("12", "", "12"),
    ],
)
def test_a_sign_follows_its_figure_and_a_word_stands_apart(figure, unit, written):
    assert with_unit(figure, unit) == written
    assert f"{read_number(written, unit)}" == figure
