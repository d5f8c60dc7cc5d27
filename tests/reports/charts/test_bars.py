"""Bars: in proportion, with every figure readable, whatever the counts and labels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import NARROW, WIDTH, BarRow, bars_overview, choice_bars, shades, stacked_bar
from reports.charts.bar import Bar, Figures, segments, spaced
from reports.charts.text import text_width, wrap
from reports.statistics import Level, LevelCount, distribution, tick_all
from tests.reports.charts.pictures import check_nothing_overlaps_or_is_cut, texts
from tests.reports.published import ABOUT, LABELS, grades, spread, yes_no

words = st.text(st.sampled_from("aMWi1 -()é安"), max_size=90)
many = st.integers(min_value=0, max_value=2000)
few = st.integers(min_value=0, max_value=5)
widths = st.sampled_from([WIDTH, NARROW])


@st.composite
def spreads(draw, most=6):
    size = draw(st.integers(min_value=1, max_value=most))
    counts = draw(st.lists(draw(st.sampled_from([many, few])), min_size=size, max_size=size))
    levels = [LevelCount(str(i), draw(words), count=n) for i, n in enumerate(counts)]
    return distribution(levels, not_applicable=draw(many), hidden=draw(few), unanswered=draw(few))


def written(picture):
    return [line.content for line in texts(picture)]


@settings(max_examples=150, deadline=None)
@given(spreads(most=9), widths)
def test_a_stacked_bar_never_overlaps_or_cuts_a_word(answers, width):
    picture = stacked_bar(answers, "Title", "Description", "c", width=width)
    check_nothing_overlaps_or_is_cut(picture)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(words, spreads(), words, words), min_size=1, max_size=5))
def test_an_overview_never_overlaps_or_cuts_a_word(rows):
    picture = bars_overview([BarRow(*row) for row in rows], "Title", "Description", "c")
    check_nothing_overlaps_or_is_cut(picture)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(words, few), min_size=1, max_size=9), words, widths)
def test_choices_never_overlap_or_cut_a_word(choices, name, width):
    ticks = tick_all([(str(i), label, n) for i, (label, n) in enumerate(choices)], base=5)
    check_nothing_overlaps_or_is_cut(choice_bars(ticks, "Title", name, "c", width=width))


@given(spreads())
def test_the_parts_fill_the_bar_in_order_and_none_that_was_chosen_is_invisible(answers):
    placed = segments(answers, 10, 600)
    assert [s.part for s in placed] == [part for part in answers.parts if part.count]
    edge = 10
    for segment in placed:
        assert segment.x == pytest.approx(edge)
        assert segment.width >= 3.9
        edge += segment.width
    assert not placed or edge == pytest.approx(610)


def test_widths_follow_the_counts_not_the_rounded_percentages():
    (a, b) = segments(yes_no(1, 2), 0, 600)
    assert (a.width, b.width) == (pytest.approx(200), pytest.approx(400))


@pytest.mark.parametrize("label", LABELS)
def test_the_published_audit_prints_each_level_with_count_base_and_percentage(label):
    shown = written(stacked_bar(spread(label), f"Question {label}", "", "c"))
    for part in spread(label).parts:
        assert f"{part.label} {spread(label).text(part.code)}" in shown
        if part.count:
            assert {str(part.count), f"{part.percent}%"} <= set(shown)


def test_the_base_and_what_is_not_counted_stand_below():
    assert "Base: n = 6. Not counted: unanswered 2, not asked 14." in written(
        stacked_bar(spread("4.3"), "Question 4.3", "", "c")
    )


def test_from_a_base_of_50_the_percentage_leads_and_small_parts_stand_above_the_bar():
    picture = stacked_bar(grades(1, 2, 460, 37), "Many", "", "c")
    assert {"92%", "460", "0% (1)", "0% (2)", "Good 92% (460 of 500)"} <= set(written(picture))


def test_above_a_narrow_bar_stands_what_has_room_and_the_key_has_the_rest():
    answers = grades(30, 40, 1000, 50)
    wide = written(stacked_bar(answers, "Many", "", "c"))
    assert {"3% (30)", "4% (40)", "4% (50)"} <= set(wide)
    narrow = written(stacked_bar(answers, "Many", "", "c", width=NARROW))
    assert {"3% (30)", "4% (40)", "4% (50)"} <= set(narrow)
    levels = [LevelCount(str(i), f"Level {i}", count=n) for i, n in enumerate([2000, *[150] * 5])]
    narrow = written(stacked_bar(distribution(levels), "Six", "", "c", width=NARROW))
    assert narrow.count("5%") + narrow.count("6%") == 5
    assert not any("%" in line and line.endswith("(150)") for line in narrow)
    assert sum("(150 of 2,750)" in line for line in narrow) == 5


def test_figures_without_room_above_a_bar_are_left_to_the_key():
    answers = distribution([LevelCount(str(i), f"Level {i}", count=1) for i in range(6)])
    figures = {part.code: Figures("17%", "1", "17% (1)") for part in answers.parts}
    bar = Bar(answers, figures, x=0, width=120, height=54, size=19)
    assert len(bar.narrow) == 6
    assert bar.callouts == 0
    assert "<text" not in bar.draw(0, shades(answers.parts))


def test_a_narrow_key_has_a_row_for_each_level():
    picture = stacked_bar(spread("2.1"), "Question 2.1", "", "c", width=NARROW)
    rows = [line for line in texts(picture) if " of 22 (" in line.content]
    assert len(rows) == len(spread("2.1").parts)
    assert len({line.top for line in rows}) == len(rows)


def test_nobody_answering_is_said_and_not_drawn_as_zero():
    shown = written(stacked_bar(grades(0, 0, 0, 0, not_applicable=22), "Nobody", "", "c"))
    assert "No answers to show" in shown
    assert "Base: n = 0. Not counted: not applicable 22." in shown
    assert not any("%" in line for line in shown)


def test_a_choice_of_many_levels_is_drawn_as_one_bar_each():
    levels = [LevelCount(str(i), f"Choice {i}", count=i) for i in range(8)]
    shown = written(stacked_bar(distribution(levels), "Choices", "", "c"))
    assert {"Choice 0", "0 of 28 (0%)", "Choice 7", "7 of 28 (25%)"} <= set(shown)
    with pytest.raises(ValueError, match="six"):
        bars_overview([BarRow("1", distribution(levels))], "Choices", "", "c")


def test_an_overview_names_each_question_its_counts_and_its_base():
    rows = [BarRow(label, spread(label), ABOUT[label], "Standard") for label in LABELS]
    shown = written(bars_overview(rows, "All questions", "", "c"))
    assert set(LABELS) <= set(shown)
    assert shown.count("n = 22") == 9
    assert shown.count("n = 6") == 1
    assert shown.count("Standard") == 1
    assert "Not counted: unanswered 2, not asked 14" in shown
    assert "4.2:" in shown  # the key of yes and no says whose it is


def test_an_overview_of_nothing_is_an_empty_picture():
    assert written(bars_overview([], "Nothing", "", "c")) == []


def test_a_level_looks_the_same_whether_somebody_chose_it_or_not():
    tints = [
        stacked_bar(answers, "t", "", "c").split(f">{label} <")[0].rsplit("<rect", 1)[1][:90]
        for label in ("Good",)
        for answers in (grades(0, 0, 0, 3), grades(1, 2, 3, 4))
    ]
    fills = {tint.split('fill="')[1][:7] for tint in tints}
    assert len(fills) == 1


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(5, 60)), max_size=6))
def test_figures_above_a_bar_are_moved_apart_and_stay_over_it(places):
    places.sort()
    widths = [width for _, width in places]
    moved = spaced([centre for centre, _ in places], widths, 0, 600)
    for i, centre in enumerate(moved):
        assert widths[i] / 2 - 0.01 <= centre <= 600 - widths[i] / 2 + 0.01
        if i:
            assert centre - widths[i] / 2 >= moved[i - 1] + widths[i - 1] / 2


@given(words, st.floats(min_value=30, max_value=300))
def test_wrapped_text_keeps_every_character_and_fits(text, width):
    rows = wrap(text, 15, width)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(row, 15) <= width for row in rows)


def test_levels_are_told_apart_by_code_even_with_equal_labels():
    answers = distribution([LevelCount("a", "Same", count=1), LevelCount("b", "Same", count=2)])
    assert written(stacked_bar(answers, "t", "", "c"))[-3:-1] == [
        "Same 1 of 3 (33%)",
        "Same 2 of 3 (67%)",
    ]
    assert Level("a", "Same") != Level("b", "Same")


@pytest.mark.parametrize("letters", ["नि", "क्ष", "👨‍👩‍👧", "👍🏽", "e\u0301"])
def test_a_word_is_never_broken_inside_a_letter(letters):
    lines = wrap(letters * 30, 15, 60)
    assert len(lines) > 3
    assert "".join(lines) == letters * 30
    assert all(line.startswith(letters) for line in lines)


def test_arabic_in_a_key_leaves_the_figures_behind_it_in_order():
    spread = distribution([LevelCount("a", "مرحبا", count=3), LevelCount("b", "Other", count=1)])
    assert "\u2068مرحبا\u2069 " in stacked_bar(spread, "Title", "", "c")
