"""Finds every percentage that stands beside its count and base in a text, and works it out anew.

    claims("20 of 22 agencies (91%) say …")     # [Claim(count=20, base=22, percent='91', …)]
    wrong(text)                                  # those that a calculator contradicts

Pages and documents are read as people read them: tags taken away, `text_of(html)`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.results.rules.figures import CycleFigures

_N = r"(?P<n>\d[\d,]*)"
_M = r"(?P<m>\d[\d,]*)"
_P = r"(?P<p>\d+(?:\.\d+)?)%"
_WORDS = r"[^\d(%;]{0,90}?"

# How a percentage stands beside its count and base. `whole` ones are never a question's parts.
_PATTERNS = (
    rf"{_N} of {_M}(?: {_WORDS})? \({_P}\)",
    rf"{_N} of {_M}(?: each)?, {_P}",
    rf"{_P} \({_N} of {_M}\)",
    rf"{_P} of [^\d(%;]{{1,40}} \({_N} of {_M}\)",
    rf"{_P}(?: each)?, {_N} of {_M}",
)
_WHOLE_PATTERNS = (
    rf"{_N} of {_M} agencies returned(?: so far)? {_P} of those expected",
    rf"{_P} of (?:‘[^’]+’ )?(?:ratings|answers) {_WORDS} {_N} of {_M}",
    rf"{_N} (?:‘[^’]+’ )?(?:rating|answer)s? {_WORDS} {_P} of {_M} ",
)
# What stands before a share of several answers, or of one that is compared.
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
_COMBINED = re.compile(r"(Taken together, |share is for question \S+ |On each, )$")


@dataclass(frozen=True)
class Claim:
    """A percentage as it is printed, with its count and base, and the words around it."""

    count: int
    base: int
    percent: str
    is_combined: bool
    words: str

    @property
    def is_right(self) -> bool:
        """Whether a calculator gives it, to as many decimals as it has."""
        step = Decimal(1).scaleb(-len(self.percent.partition(".")[2]))
        exact = Decimal(100 * self.count) / Decimal(self.base)
        return exact.quantize(step, ROUND_HALF_UP) == Decimal(self.percent)

    @property
    def as_part(self) -> tuple[int, int, Decimal]:
        """Count, base and percentage, as declared_parts() has them."""
        return self.count, self.base, Decimal(self.percent)


def claims(text: str) -> list[Claim]:
    """Every percentage that stands beside its count and base."""
    return [*_found(text, _PATTERNS, combined=False), *_found(text, _WHOLE_PATTERNS, combined=True)]


def wrong(text: str, parts: Iterable[tuple[int, int, Decimal]] = ()) -> list[Claim]:
    """The claims a calculator contradicts, but for `parts` that are declared to add up to 100."""
    declared = set(parts)
    return [
        claim
        for claim in claims(text)
        if not claim.is_right and (claim.is_combined or claim.as_part not in declared)
    ]


def declared_parts(figures: CycleFigures) -> set[tuple[int, int, Decimal]]:
    """The answers to each question as its audit's rule of adding up to 100 prints them."""
    if not figures.rounding.adds_up:
        return set()
    return {
        (part.count, q.spread.base, part.percent)
        for q in figures.questions
        if q.spread
        for part in q.spread.parts
    }


def text_of(page: str) -> str:
    """A page as it is read: without tags, with single spaces."""
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))
    return re.sub(r" (?=[,.;:)])", "", text)


def rows_of(page: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table of a page: its caption, and its rows of cells."""
    for table in re.findall(r"<table.*?</table>", page, re.S):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.S)
        rows = [
            [
                text_of(cell).strip()
                for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.S)
            ]
            for row in re.findall(r"<tr\b.*?</tr>", table, re.S)
        ]
        yield text_of(caption[1]).strip() if caption else "", rows


def table_claims(page: str) -> list[Claim]:
    """The percentages in tables: of a question's answers, of all questions, and of sectors."""
    found = []
    for _caption, (head, *rows) in ((c, r) for c, r in rows_of(page) if r):
        if "Expected" in head:
            place = head.index("Expected")
            found += [_claim(row[place + 1], row[place], row[place + 2]) for row in rows]
        elif head[-1:] == ["Share"]:
            base = next(row[1] for row in rows if row[0].startswith("Base (n)"))
            found += [_claim(row[1], base, row[2]) for row in rows]
        elif "n" in head:
            base = head.index("n")
            for row in rows:
                cells = [re.fullmatch(r"([\d,]+) \((.+%)\)", cell) for cell in row[1:base]]
                found += [_claim(cell[1], row[base], cell[2]) for cell in cells if cell]
    return [claim for claim in found if claim is not None]


def _claim(count: str, base: str, percent: str) -> Claim | None:
    if not percent.endswith("%") or not _number(base):
        return None
    words = f"{count} of {base}: {percent}"
    return Claim(_number(count), _number(base), percent.rstrip("%"), False, words)


def _found(text: str, patterns: Iterable[str], *, combined: bool) -> Iterator[Claim]:
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            before = text[max(0, match.start() - 60) : match.start()]
            yield Claim(
                _number(match["n"]),
                _number(match["m"]),
                match["p"],
                combined or bool(_COMBINED.search(before)),
                f"…{before[-30:]}{match[0]}",
            )


def _number(text: str) -> int:
    return int(text.replace(",", ""))
