"""Who answered, and the grid of letters: complete, and readable without colour."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import (
    NARROW,
    NOT_APPLICABLE,
    WIDTH,
    GridColumn,
    GridRow,
    SectorRow,
    standard_grid,
    who_answered,
)
from reports.charts.dots import MOST_DOTS, STATES
from tests.reports.charts.pictures import (
    boxes,
    check_nothing_overlaps_or_is_cut,
    circles,
    paper,
    texts,
)
from tests.reports.published import GRADES

words = st.text(st.sampled_from("aMWi1 -()é安"), max_size=90)
CELLS = ["0", "1", "2", "3", NOT_APPLICABLE, None]


def written(picture):
    return [line.content for line in texts(picture)]


def test_each_agency_is_a_dot_and_each_sector_says_returned_of_expected():
    rows = [
        SectorRow("Health", ["returned"] * 4 + ["late", "not_returned"]),
        SectorRow("Police", ["national", "returned"]),
        SectorRow("Armed forces", ["exempt"]),
    ]
    picture = who_answered(rows, "Who answered", "", "c")
    shown = written(picture)
    assert {"5 of 6", "2 of 2", "none expected"} <= set(shown)
    assert {"Returned: 5", "Returned late: 1", "National document: 1"} <= set(shown)
    assert {"Not returned: 1", "Exempt, not expected: 1"} <= set(shown)
    # 7 round marks in the rows and one each in the key for returned, late, not returned
    assert picture.count("<circle") == 7 + 3


def test_up_to_200_agencies_are_dots_and_more_are_bars():
    def drawn(count):
        return who_answered([SectorRow("Health", ["returned"] * count)], "t", "", "c")

    assert (MOST_DOTS, len(circles(drawn(200)))) == (200, 200 + 1)
    assert (len(circles(drawn(201))), len(boxes(drawn(201)))) == (1, 1)
    assert "201 of 201" in written(drawn(201))
    assert len(drawn(1_000)) < 2_500


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_the_parts_of_a_bar_are_as_long_as_its_agencies_are_many(width):
    states = ["returned"] * 150 + ["late"] * 50 + ["national"] * 50 + ["not_returned"] * 150
    picture = who_answered([SectorRow("Health", states)], "t", "", "c", width=width)
    # the first box is the mark of a national document in the key
    _, returned, late, national, missing = boxes(picture)
    lengths = [part.right - part.left for part in (returned, late, national, missing)]
    assert [round(length / lengths[1], 2) for length in lengths] == [3, 1, 1, 3]
    # told apart without colour: by a letter, or by being empty
    for part, letter in ((late, "L"), (national, "N")):
        assert any(line.content == letter and line.within(part) for line in texts(picture))
    assert missing.content != returned.content


def test_states_that_do_not_occur_are_not_explained():
    assert written(who_answered([SectorRow("Health", ["returned"])], "t", "", "c")) == [
        "Returned: 1",
        "Health",
        "1 of 1",
    ]


def test_an_unknown_state_is_an_error():
    with pytest.raises(KeyError, match="asleep"):
        who_answered([SectorRow("Health", ["asleep"])], "t", "", "c")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(words, st.lists(st.sampled_from(list(STATES)), max_size=60)), max_size=5),
    st.sampled_from([WIDTH, NARROW]),
)
def test_dots_never_overlap_or_cut_a_word(rows, width):
    picture = who_answered([SectorRow(*row) for row in rows], "t", "", "c", width=width)
    check_nothing_overlaps_or_is_cut(picture)
    sheet, written_there = paper(picture), texts(picture)
    dots = circles(picture)
    assert len(dots) == len({(dot.left, dot.top) for dot in dots})
    for dot in dots:
        assert dot.within(sheet)
        # a letter in a dot is inside it; a name or a figure is clear of it
        assert not any(
            dot.overlaps(line) and line.content not in ("L", "N") for line in written_there
        )


@given(
    st.lists(st.tuples(words, st.lists(st.sampled_from(list(STATES)), max_size=60)), max_size=5),
    st.sampled_from([WIDTH, NARROW]),
)
def test_bars_never_cut_a_word_or_leave_the_paper(rows, width):
    many = SectorRow("Many", ["returned"] * (MOST_DOTS + 1))
    picture = who_answered([SectorRow(*row) for row in rows] + [many], "t", "", "c", width=width)
    check_nothing_overlaps_or_is_cut(picture)
    assert all(part.within(paper(picture)) for part in boxes(picture))


def test_on_a_phone_the_dots_stand_under_the_name_of_their_sector():
    rows = [SectorRow("Health", ["returned"] * 20), SectorRow("Police", ["not_returned"])]
    picture = who_answered(rows, "Who answered", "", "c", width=NARROW)
    (health,) = (line for line in texts(picture) if line.content == "Health")
    (figures,) = (line for line in texts(picture) if line.content == "20 of 20")
    assert (figures.top, figures.right) == (health.top, NARROW)
    under = [dot for dot in circles(picture) if dot.top > health.bottom]
    assert len(under) == 21
    assert len({dot.top for dot in under}) == 3  # 14 and 6 of Health, and one of Police


def test_the_grid_shows_a_letter_in_every_cell_and_explains_it():
    columns = [GridColumn("1", "Arrangements"), GridColumn("2", "Thresholds")]
    rows = [GridRow("A charity", ["0", None]), GridRow("A trust", ["2", NOT_APPLICABLE])]
    shown = written(standard_grid(columns, rows, GRADES, "Grid", "", "c"))
    assert shown[:8] == ["1", "2", "A charity", "I", "–", "A trust", "G", "n/a"]
    assert {"Inadequate", "No answer", "Not applicable", "Arrangements"} <= set(shown)


def test_the_key_leaves_out_what_does_not_occur():
    shown = written(
        standard_grid([GridColumn("1")], [GridRow("A", ["3"])], GRADES, "Grid", "", "c")
    )
    assert "No answer" not in shown
    assert "Not applicable" not in shown


def test_a_grid_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="cell"):
        standard_grid([GridColumn("1")], [GridRow("A", [])], GRADES, "Grid", "", "c")
    with pytest.raises(ValueError, match="columns"):
        standard_grid([], [], GRADES, "Grid", "", "c")
    with pytest.raises(ValueError, match="columns"):
        standard_grid([GridColumn("1")] * 21, [], GRADES, "Grid", "", "c")
    with pytest.raises(KeyError):
        standard_grid([GridColumn("1")], [GridRow("A", ["9"])], GRADES, "Grid", "", "c")


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(min_value=1, max_value=20))
def test_the_grid_never_overlaps_or_cuts_a_word(data, count):
    columns = [GridColumn(f"{i}.{i % 3}", data.draw(words)) for i in range(count)]
    cells = st.lists(st.sampled_from(CELLS), min_size=count, max_size=count)
    rows = [
        GridRow(data.draw(words), data.draw(cells)) for _ in range(data.draw(st.integers(0, 4)))
    ]
    check_nothing_overlaps_or_is_cut(standard_grid(columns, rows, GRADES, "Grid", "", "c"))
