"""A document as it lies on paper: where its words stand and how large they are.

Another reader than the one that made it (PDFium). Millimetres from the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import pypdfium2

MM = 25.4 / 72
POINT = 1 / MM
BROKEN = "\ufffe"  # a hyphen at the end of a line
CAPITAL = 0.727  # the height of Inter's capitals and figures, in its size
# Where the running texts stand, above and below what a page says.
HEAD, FOOT = 26.0, 22.0
CONTENT_TOP = 30.0


@dataclass(frozen=True)
class Word:
    """Letters without a space between them, as far as their ink reaches."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float  # of its letters in points; 0 where there is neither a capital nor a figure

    def overlap(self, other: Word) -> float:
        """How far the two run into each other: the lesser of width and height, or 0."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, min(wide, high))


class Page:
    """One page."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        width, height = page.get_size()
        self.number = number
        self.width, self.height = width * MM, height * MM
        self.is_turned = width > height
        self._letters = page.get_textpage()

    @cached_property
    def words(self) -> list[Word]:
        """Every word of the page."""
        return list(self._words())

    @property
    def body(self) -> list[Word]:
        """The words between the running texts."""
        return [w for w in self.words if w.top > HEAD and w.bottom < self.height - FOOT + 1]

    @property
    def text(self) -> str:
        """The words of the body in their order."""
        return " ".join(word.text for word in self.body)

    @property
    def filled(self) -> float:
        """How far down the body reaches, of the room it has: 0 to 1."""
        lowest = max((word.bottom for word in self.body), default=CONTENT_TOP)
        return (lowest - CONTENT_TOP) / (self.height - CONTENT_TOP - FOOT)

    def cut(self, edge: float) -> list[str]:
        """The words nearer than `edge` to the paper's edge, or beyond it."""
        return [
            word.text
            for word in self.words
            if word.left < edge
            or word.right > self.width - edge
            or word.top < edge
            or word.bottom > self.height - edge
        ]

    def outside(self, margin: float) -> list[str]:
        """The words of the body that reach into the margins left and right."""
        return [w.text for w in self.body if w.left < margin or w.right > self.width - margin]

    def overlapping(self, more: float) -> list[tuple[str, str]]:
        """The pairs of words that run into each other by more than so many millimetres."""
        return [(a.text, b.text) for a, b in combinations(self.words, 2) if a.overlap(b) > more]

    def _words(self) -> Iterator[Word]:
        text = self._letters.get_text_range()
        letters: list[tuple[str, tuple[float, float, float, float]]] = []
        for place in range(self._letters.count_chars()):
            letter = text[place] if place < len(text) else " "
            box = self._letters.get_charbox(place)
            if letter.isspace() or letter == BROKEN or box[2] <= box[0]:
                yield from self._word(letters)
                letters = []
            else:
                letters.append((letter, box))
        yield from self._word(letters)

    def _word(self, letters: list[tuple[str, tuple[float, float, float, float]]]) -> Iterator[Word]:
        if not letters:
            return
        boxes = [box for _, box in letters]
        capitals = [
            (top - bottom) / CAPITAL
            for letter, (_, bottom, _, top) in letters
            if letter in "ABDEFHIKLMNPRTUVWXYZ0123456789"
        ]
        yield Word(
            "".join(letter for letter, _ in letters),
            min(box[0] for box in boxes) * MM,
            self.height - max(box[3] for box in boxes) * MM,
            max(box[2] for box in boxes) * MM,
            self.height - min(box[1] for box in boxes) * MM,
            min(capitals, default=0.0),
        )


def pages_of(document: bytes) -> list[Page]:
    """The pages of a PDF."""
    return [Page(page, number) for number, page in enumerate(pypdfium2.PdfDocument(document), 1)]
