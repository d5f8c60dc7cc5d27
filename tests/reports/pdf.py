"""Reads a PDF in tests: its text as a screen reader would find it, its tags, its outline.

Reading a long document takes its time, so what was read is kept: let all tests of one document
share its `Pdf`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf


class Pdf:
    """An opened PDF."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(content))
        self.root = self.pdf.Root

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, white space made even."""
        return [even(_page_text(page)) for page in self.pdf.pages]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return " ".join(self.pages)

    @cached_property
    def bare(self) -> str:
        """The whole text without white space: charts place their letters one by one."""
        return re.sub(r"\s", "", self.text)

    @property
    def title(self) -> str:
        return str(self.pdf.docinfo["/Title"])

    @property
    def bookmarks(self) -> list[str]:
        """The outline's first level."""
        with self.pdf.open_outline() as outline:
            return [item.title for item in outline.root]

    def page_with(self, *words: str) -> str:
        """The text of the first page that holds all these words."""
        return next(page for page in self.pages if all(word in page for word in words))

    def tags(self) -> Counter[str]:
        """How often each tag is used."""
        return Counter(str(node.S).lstrip("/") for node in self.nodes)

    def figures(self) -> list[str]:
        """The alternative text of each figure."""
        return [str(node.get("/Alt", "")) for node in self.nodes if node.S == "/Figure"]

    def headings(self) -> list[int]:
        """The levels of the headings, in reading order."""
        names = [str(node.S) for node in self.nodes]
        return [int(name[2]) for name in names if re.fullmatch("/H[1-6]", name)]

    @cached_property
    def nodes(self) -> list[Any]:
        """Every node of the structure tree, in reading order."""
        found: list[Any] = []
        _walk(self.root.StructTreeRoot.K, found)
        return found


def even(text: str) -> str:
    """Single spaces, none before a full stop or a comma."""
    return re.sub(r" (?=[.,;:?!])", "", re.sub(r"\s+", " ", text)).strip()


def _walk(node: Any, found: list[Any]) -> None:
    if isinstance(node, pikepdf.Array):
        for child in node:
            _walk(child, found)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append(node)
        if "/K" in node:
            _walk(node.K, found)


def _page_text(page: Any) -> str:
    out: list[str] = []
    _stream_text(page, page.get("/Resources", {}), out)
    return "".join(out)


def _stream_text(stream: Any, resources: Any, out: list[str]) -> None:
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name == "Tf":
            letters = _letters(resources.Font[str(operands[0])])
        elif name in ("Tj", "TJ"):
            texts = operands[0] if name == "TJ" else [operands[0]]
            for text in texts:
                if isinstance(text, pikepdf.String):
                    out.append(_decoded(bytes(text), letters))
        elif name in ("ET", "Td", "Tm", "T*"):
            out.append(" ")
        elif name == "Do":
            inner = resources.XObject[str(operands[0])]
            if inner.get("/Subtype") == "/Form":
                _stream_text(inner, inner.get("/Resources", resources), out)


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    pairs = zip(codes[::2], codes[1::2], strict=False)
    return "".join(letters.get(high * 256 + low, "?") for high, low in pairs)


def _letters(font: Any) -> dict[int, str]:
    """What the font's ToUnicode map makes of its glyph numbers."""
    cmap = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, unicode in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(unicode).decode("utf-16-be")
    return found
