"""Shades for the levels of a scale, told apart in colour and in black and white.

The hue comes from the level's colour name, the lightness from its place in the scale: the worst
level is the darkest, so that concerns stand out and good news needs little ink. Rung by rung all
hues have the same lightness, so a grey print keeps the order whatever colours were chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.statistics import MET, NOT_MET, PARTLY_MET, Level

MOST_LEVELS = 6
DARK_TEXT = "#0b0c0c"
LIGHT_TEXT = "#ffffff"
PLAIN = "blue"

# CIE lightness of the rungs, and sRGB colours (RRGGBB) that have it.
RUNGS = (30, 34, 46, 58, 61, 65, 70, 76, 81, 86, 91)
_SHADES = {
    "red": "8d1418 992222 bc453f e0655d e96d65 f5786f fe8a80 fea49a ffb8b0 fecbc5 fededa",
    "amber": "6b3b01 784301 a15c03 ca781c d28028 de8a36 ec9845 f9aa62 febb80 fecea5 fee0c7",
    "yellow": "544601 5f4f03 816b02 a48a09 ad9106 b89c20 c6a934 d4ba56 dfc974 ead78f f5e5aa",
    "green": "03522d 085c34 317a50 529a6d 5aa275 64ad7f 72ba8c 88ca9f 9dd6b0 b1e3c1 c6efd3",
    "blue": "014a77 065485 2f72a5 4f91c6 5799cf 62a4da 6fb1e8 85c1f4 9acffc b4dcff cfe8ff",
    "purple": "573877 614281 7e5fa1 9d7ec2 a586ca b090d6 be9de4 cdaff0 d8bef8 e4cffe ede0fe",
    "grey": "42474a 4c5153 686e71 878c8f 8e9497 999fa2 a6acaf b7bcbf c5cacc d4d8da e2e6e8",
}
COLOURS = tuple(_SHADES)

# which rungs a scale of so many levels uses, worst (darkest) first
_LADDERS = {
    1: (65,),
    2: (34, 86),
    3: (34, 65, 86),
    4: (30, 61, 76, 91),
    5: (30, 46, 61, 76, 91),
    6: (30, 46, 58, 70, 81, 91),
}

_GOODNESS = {NOT_MET: 0, PARTLY_MET: 1, MET: 2}
_WARMTH = {"red": 0, "amber": 1, "yellow": 2, "green": 3, "blue": 4, "purple": 4}


@dataclass(frozen=True)
class Shade:
    """A fill and the colour of text that can be read on it (4.5 to 1 or better)."""

    fill: str
    text: str


def shade(colour: str | None, lightness: int) -> Shade:
    """One shade of a palette colour at one of RUNGS; an unknown or missing colour is blue."""
    fills = _SHADES.get(colour or PLAIN, _SHADES[PLAIN]).split()
    fill = f"#{fills[RUNGS.index(lightness)]}"
    return Shade(fill, LIGHT_TEXT if contrast(fill, LIGHT_TEXT) >= 4.5 else DARK_TEXT)


def shades(levels: Sequence[Level]) -> dict[str, Shade]:
    """The shade of each level of a scale by its code, the worst one darkest.

    Pass the whole scale, those levels too that nobody chose, so that a level looks the same in
    every chart. Raises ValueError for more than six levels: their shades could not be told apart.
    """
    if len(levels) > MOST_LEVELS:
        raise ValueError("no more than six levels can be told apart by shade")
    ladder = _LADDERS[len(levels)] if levels else ()
    in_order = tuple(reversed(levels)) if _best_first(levels) else tuple(levels)
    found = {
        level.code: shade(level.colour, lightness)
        for level, lightness in zip(in_order, ladder, strict=True)
    }
    return {level.code: found[level.code] for level in levels}


def _best_first(levels: Sequence[Level]) -> bool:
    """Whether the scale runs from best to worst: by what counts as met, by colour, by score."""
    for values in (
        [_GOODNESS[level.counts_as] for level in levels if level.counts_as in _GOODNESS],
        [_WARMTH[level.colour] for level in levels if level.colour in _WARMTH],
        [level.score for level in levels if level.score is not None],
    ):
        if len(values) > 1 and values[0] != values[-1]:
            return values[0] > values[-1]
    return False


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours written #rrggbb, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The WCAG relative luminance of #rrggbb, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
