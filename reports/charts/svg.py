"""The elements the charts are drawn with.

Presentation attributes only: the content policy of the pages forbids style attributes and style
elements. Every text carries its own font-family, which the PDF needs. No clip paths, patterns or
baseline attributes: everything here draws the same in a browser and in WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from s11portal.common.words import isolated

WIDTH = 640.0  # a column of a page or document
NARROW = 344.0  # a phone: its letters stay as large as beside them in the text
FONT = "Inter, sans-serif"
INK = "#0c2c38"
SOFT_INK = "#43565f"
RULE = "#ccd8dc"
WHITE = "#ffffff"
LINE_HEIGHT = 1.3
VALUE_GAP = 4.0

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate: two decimals at most, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def escaped(text: str) -> str:
    """Text safe inside an element or an attribute, without characters that XML does not know."""
    return escape(_NOT_IN_XML.sub("", text))


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; underscores in attribute names become hyphens, values are escaped."""
    shown = "".join(
        f' {key.replace("_", "-")}="{number(v) if isinstance(v, int | float) else escaped(v)}"'
        for key, v in attributes.items()
    )
    return f"<{name}{shown}>{content}</{name}>" if content else f"<{name}{shown}/>"


def document(
    height: float,
    body: Iterable[str],
    *,
    title: str,
    description: str,
    id_prefix: str,
    width: float = WIDTH,
) -> str:
    """The whole picture, `width` units wide, that shrinks and grows with its column.

    `id_prefix` makes the ids unique in the page: a letter, then letters, digits, - and _. Raises
    ValueError for another, and for an empty title: the picture would have no name.
    """
    if not _ID.fullmatch(id_prefix):
        raise ValueError("an id prefix is a letter, then letters, digits, - and _")
    if not title.strip():
        raise ValueError("a chart needs a title")
    title_id, desc_id = f"{id_prefix}-title", f"{id_prefix}-desc"
    head = f'<title id="{title_id}">{escaped(title)}</title>'
    names = title_id
    if description:
        head += f'<desc id="{desc_id}">{escaped(description)}</desc>'
        names += f" {desc_id}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="100%" role="img" aria-labelledby="{names}">{head}{"".join(body)}</svg>'
    )


def text(
    x: float,
    baseline: float,
    content: str,
    *,
    size: float = 16,
    bold: bool = False,
    fill: str = INK,
    anchor: str = "start",
    value: str = "",
) -> str:
    """One line of text. `anchor` is start, middle or end; `baseline` where the letters stand.

    `value` follows in semi-bold, VALUE_GAP and a space further on: it flows after the text, so
    that the gap is the same whatever font the reader's device puts in.
    """
    if not (content + value).strip():
        return ""
    inner = escaped(isolated(content))
    if value:
        more = element("tspan", escaped(value), dx=VALUE_GAP, font_weight="600", font_family=FONT)
        inner = f"{inner} {more}"
    return element(
        "text",
        inner,
        x=x,
        y=baseline,
        font_family=FONT,
        font_size=size,
        font_weight="600" if bold else "400",
        fill=fill,
        text_anchor=anchor,
    )


def lines(
    x: float,
    top: float,
    content: Sequence[str],
    *,
    size: float = 16,
    bold: bool = False,
    fill: str = INK,
    anchor: str = "start",
) -> str:
    """Lines of text under each other, the first one's top at `top`; see block_height()."""
    return "".join(
        text(x, top + baseline(size, i), line, size=size, bold=bold, fill=fill, anchor=anchor)
        for i, line in enumerate(content)
    )


def baseline(size: float, line: int = 0) -> float:
    """How far below the top of a block of text the line stands."""
    return size * (0.98 + LINE_HEIGHT * line)


def block_height(count: int, size: float) -> float:
    """The height of so many lines of text."""
    return count * size * LINE_HEIGHT


def middle(y: float, size: float) -> float:
    """The baseline that centres capitals and figures of this size on y."""
    return y + 0.36 * size


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = WHITE,
    stroke: str = INK,
    dashed: bool = False,
) -> str:
    """A rectangle with a border, which is drawn in black and white as well."""
    attributes: dict[str, str | float] = {"x": x, "y": y, "width": width, "height": height}
    attributes |= {"fill": fill, "stroke": stroke, "stroke_width": 1}
    if dashed:
        attributes["stroke_dasharray"] = "4 3"
    return element("rect", **attributes)


def polyline(points: Iterable[Point], *, stroke: str = INK, width: float = 1) -> str:
    """A line through the points."""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polyline", points=path, fill="none", stroke=stroke, stroke_width=width)


def circle(x: float, y: float, radius: float, *, fill: str, stroke: str = INK) -> str:
    """A circle with a border."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=1.5)
