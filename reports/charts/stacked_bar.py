"""One question as a stacked bar, with its key and its base."""

from __future__ import annotations

from reports.charts import svg
from reports.charts.bar import Bar, Figures
from reports.charts.choice_bars import choice_bars
from reports.charts.legend import Entry, key
from reports.charts.notes import base_note
from reports.charts.palette import MOST_LEVELS, shades
from reports.statistics import Distribution, Part

_HEIGHT = 54.0
_SIZE = 19.0
_SECOND_SIZE = 14.0


def stacked_bar(
    spread: Distribution,
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
) -> str:
    """The distribution of one question as a 100% bar: SVG, `width` units wide.

    The figure that leads (the count below a base of 50) stands inside each part, the other under
    it; those of a part too narrow for them stand above it while there is room. The key gives
    label, count and percentage of every level, and a last line the base and what is not counted.
    `title` and `description` are read to those who do not see the picture; `id_prefix` makes its
    ids unique in the page. A question of more than six levels is drawn as one bar a level.
    """
    if len(spread.parts) > MOST_LEVELS:
        return choice_bars(spread, title, description, id_prefix, width=width)
    tints = shades(spread.parts)
    bar = Bar(
        spread,
        {part.code: _figures(spread, part) for part in spread.parts},
        x=0.5,
        width=width - 1,
        height=_HEIGHT,
        size=_SIZE,
        second_size=_SECOND_SIZE,
    )
    top = bar.callouts + 0.5
    entries = [
        Entry(tints[part.code].fill, part.label, spread.text(part.code) if spread.has_base else "")
        for part in spread.parts
    ]
    legend, legend_height = key(entries, top + _HEIGHT + 16, width=width)
    foot = top + _HEIGHT + 16 + legend_height + 10
    note, note_height = base_note(spread, foot, width=width)
    return svg.document(
        foot + note_height,
        [bar.draw(top, tints), legend, note],
        title=title,
        description=description,
        id_prefix=id_prefix,
        width=width,
    )


def _figures(spread: Distribution, part: Part) -> Figures:
    count, percent = f"{part.count:,}", f"{part.percent}%"
    if spread.count_leads:
        return Figures(count, percent, f"{count} ({percent})")
    return Figures(percent, count, f"{percent} ({count})")
