"""Reading a chart back: its texts and boxes as rectangles, to see that nothing overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from reports.charts.text import text_width

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    right: float
    bottom: float
    content: str = ""

    def overlaps(self, other: Rectangle) -> bool:
        return (
            self.left < other.right - 0.01
            and other.left < self.right - 0.01
            and self.top < other.bottom - 0.01
            and other.top < self.bottom - 0.01
        )

    def within(self, other: Rectangle) -> bool:
        return (
            self.left >= other.left - 0.01
            and self.top >= other.top - 0.01
            and self.right <= other.right + 0.01
            and self.bottom <= other.bottom + 0.01
        )


def parsed(picture: str) -> ElementTree.Element:
    """The chart as XML, which also proves that it is well formed."""
    return ElementTree.fromstring(picture)


def texts(picture: str) -> list[Rectangle]:
    """Every line of text with the room its capitals and descenders take."""
    found = []
    for element in parsed(picture).iter(f"{NAMESPACE}text"):
        size, x, y = (float(element.get(name)) for name in ("font-size", "x", "y"))
        content = "".join(element.itertext())
        width = text_width(content, size)
        width += sum(float(part.get("dx")) for part in element.iter(f"{NAMESPACE}tspan"))
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        found.append(Rectangle(left, y - 0.74 * size, left + width, y + 0.22 * size, content))
    return found


def boxes(picture: str) -> list[Rectangle]:
    found = []
    for element in parsed(picture).iter(f"{NAMESPACE}rect"):
        x, y, width, height = (float(element.get(name)) for name in ("x", "y", "width", "height"))
        found.append(Rectangle(x, y, x + width, y + height, element.get("fill")))
    return found


def circles(picture: str) -> list[Rectangle]:
    """The squares around the round marks, their borders included."""
    found = []
    for element in parsed(picture).iter(f"{NAMESPACE}circle"):
        x, y, radius = (float(element.get(name)) for name in ("cx", "cy", "r"))
        reach = radius + float(element.get("stroke-width")) / 2
        found.append(Rectangle(x - reach, y - reach, x + reach, y + reach))
    return found


def paper(picture: str) -> Rectangle:
    left, top, width, height = map(float, parsed(picture).get("viewBox").split())
    return Rectangle(left, top, left + width, top + height)


def check_nothing_overlaps_or_is_cut(picture: str) -> None:
    written, sheet = texts(picture), paper(picture)
    for line in written:
        assert line.within(sheet), f"cut: {line.content}"
    for one, other in combinations(written, 2):
        assert not one.overlaps(other), f"overlap: {one.content} / {other.content}"
    for box in boxes(picture):
        assert box.within(sheet)
        for line in written:
            # a text is inside a box or clear of it, never across its edge
            assert not line.overlaps(box) or line.within(box), f"across an edge: {line.content}"
