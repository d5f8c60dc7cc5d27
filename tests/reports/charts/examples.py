"""One of each chart, for what must hold of all of them."""

from reports.charts import (
    NARROW,
    BarRow,
    GridColumn,
    GridRow,
    SectorRow,
    bars_overview,
    choice_bars,
    stacked_bar,
    standard_grid,
    who_answered,
)
from reports.statistics import tick_all
from tests.reports.published import ABOUT, GRADES, LABELS, grades, spread


def every_chart(title="Question 2.1", description="What agencies say", prefix="c", label="Health"):
    rows = [BarRow(q, spread(q), ABOUT[q], label) for q in LABELS]
    hundreds = [SectorRow(label, [*["returned", "not_returned"] * 100, "late", "exempt"])]
    sectors = [SectorRow(label, ["returned", "late", "national", "not_returned", "exempt"])]
    grid = [GridRow(label, ["0", "n/a"]), GridRow("Police", ["3", None])]
    columns = [GridColumn("1", label), GridColumn("2", "Thresholds")]
    ticks = tick_all([("a", label, 3), ("b", "Schools", 0)], base=5, unanswered=1)
    named = (title, description, prefix)
    return {
        "stacked bar": stacked_bar(spread("2.1"), *named),
        "empty bar": stacked_bar(grades(0, 0, 0, 0, not_applicable=3), *named),
        "overview": bars_overview(rows, *named),
        "choices": choice_bars(ticks, *named),
        "dots": who_answered(sectors, *named),
        "bars by sector": who_answered(hundreds, *named),
        "grid": standard_grid(columns, grid, GRADES, *named),
        "narrow stacked bar": stacked_bar(spread("2.1"), *named, width=NARROW),
        "narrow empty bar": stacked_bar(grades(0, 0, 0, 0), *named, width=NARROW),
        "narrow overview": bars_overview(rows, *named, width=NARROW),
        "narrow choices": choice_bars(ticks, *named, width=NARROW),
        "narrow dots": who_answered(sectors, *named, width=NARROW),
        "narrow bars by sector": who_answered(hundreds, *named, width=NARROW),
    }
