"""Levels can be told apart in colour, in grey, and the figures on them can be read."""

import itertools

import pytest

from reports.charts import COLOURS, MOST_LEVELS, level_letters, shades
from reports.charts.palette import LIGHT_TEXT, RUNGS, contrast, luminance, shade
from reports.statistics import Level
from tests.reports.published import GRADES, YES_NO


def lightness(fill):
    """CIE L*, which follows how light a grey looks: 0 is black, 100 white."""
    return 116 * luminance(fill) ** (1 / 3) - 16


@pytest.mark.parametrize("colour", [*COLOURS, None, "mauve"])
@pytest.mark.parametrize("rung", RUNGS)
def test_text_on_every_shade_has_a_contrast_of_at_least_4_and_a_half(colour, rung):
    tint = shade(colour, rung)
    assert contrast(tint.fill, tint.text) >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("rung", RUNGS)
def test_all_colours_are_equally_light_on_the_same_rung(colour, rung):
    assert lightness(shade(colour, rung).fill) == pytest.approx(rung, abs=0.5)


@pytest.mark.parametrize("count", range(2, MOST_LEVELS + 1))
def test_levels_get_lighter_step_by_step_whatever_their_colours(count):
    for colours in itertools.product(("red", "blue", None), repeat=count):
        levels = [Level(str(i), "", None, c, None) for i, c in enumerate(colours)]
        steps = [lightness(tint.fill) for tint in shades(levels).values()]
        if steps[0] > steps[-1]:
            steps.reverse()
        assert all(after - before >= 9 for before, after in itertools.pairwise(steps))


def test_the_worst_level_is_the_darkest_whichever_end_it_is_at():
    tints = shades(GRADES)
    by_lightness = sorted(tints, key=lambda code: luminance(tints[code].fill))
    assert by_lightness == ["0", "1", "2", "3"]
    assert shades(GRADES[::-1]) == dict(reversed(tints.items()))


def test_colours_say_which_end_is_worst_where_nothing_counts_as_met():
    levels = [Level("a", "Fine", None, "green"), Level("b", "Not fine", None, "red")]
    tints = shades(levels)
    assert tints["b"].text == LIGHT_TEXT
    assert luminance(tints["a"].fill) > luminance(tints["b"].fill)


def test_scores_say_it_where_there_are_no_colours_and_else_the_first_is_darkest():
    falling = shades([Level("3", "Three", 3), Level("0", "None", 0)])
    assert luminance(falling["0"].fill) < luminance(falling["3"].fill)
    plain = shades(YES_NO)
    assert luminance(plain["yes"].fill) < luminance(plain["no"].fill)


def test_more_than_six_levels_are_refused():
    assert shades([]) == {}
    with pytest.raises(ValueError, match="six"):
        shades([Level(str(i), "") for i in range(7)])


def test_every_level_has_its_own_letter():
    assert list(level_letters(GRADES).values()) == ["I", "R", "G", "O"]
    labels = ["Fully in place", "In place, some development", "Not in place", "N", "n", "7", ""]
    letters = level_letters([Level(str(i), label) for i, label in enumerate(labels)])
    assert list(letters.values())[:3] == ["F", "I", "N"]
    assert len(set(letters.values())) == len(labels)
