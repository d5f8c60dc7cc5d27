"""Who answered, and the grid of letters: complete, and readable without colour."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import (
    NOT_APPLICABLE,
    GridColumn,
    GridRow,
    SectorRow,
    standard_grid,
    who_answered,
)
from reports.charts.dots import STATES
from tests.reports.charts.pictures import check_nothing_overlaps_or_is_cut, texts
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
@given(st.lists(st.tuples(words, st.lists(st.sampled_from(list(STATES)), max_size=60)), max_size=5))
def test_dots_never_overlap_or_cut_a_word(rows):
    picture = who_answered([SectorRow(*row) for row in rows], "t", "", "c")
    check_nothing_overlaps_or_is_cut(picture)
    marks = [tuple(map(float, m)) for m in re.findall(r'<circle cx="(.*?)" cy="(.*?)"', picture)]
    assert len(marks) == len(set(marks))


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
