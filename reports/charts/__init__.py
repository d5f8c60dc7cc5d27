"""The project's own charts: functions that return SVG text, the same for pages and PDFs.

Every chart has a title and a description for those who do not see it, no style attributes (the
content policy forbids them) and ids made unique by `id_prefix`. They take the width of their
column, for which they are drawn WIDTH units wide; those of the results page can be drawn NARROW as
well, with letters of the same size, for a phone. A data table belongs beside each of them.
"""

from reports.charts.choice_bars import choice_bars, choice_pages
from reports.charts.dots import (
    EXEMPT,
    LATE,
    NATIONAL,
    NOT_RETURNED,
    RETURNED,
    SectorRow,
    who_answered,
)
from reports.charts.grid import NOT_APPLICABLE, GridColumn, GridRow, standard_grid
from reports.charts.letters import level_letters
from reports.charts.overview import BarRow, bars_overview
from reports.charts.palette import COLOURS, MOST_LEVELS, Shade, shades
from reports.charts.stacked_bar import stacked_bar
from reports.charts.svg import NARROW, WIDTH

__all__ = [
    "COLOURS",
    "EXEMPT",
    "LATE",
    "MOST_LEVELS",
    "NARROW",
    "NATIONAL",
    "NOT_APPLICABLE",
    "NOT_RETURNED",
    "RETURNED",
    "WIDTH",
    "BarRow",
    "GridColumn",
    "GridRow",
    "SectorRow",
    "Shade",
    "bars_overview",
    "choice_bars",
    "choice_pages",
    "level_letters",
    "shades",
    "stacked_bar",
    "standard_grid",
    "who_answered",
]
