"""Small pieces of plain English: lists, and nouns behind a number."""

import re
from collections.abc import Iterable

# Letters written from right to left: Hebrew, Arabic and their neighbours.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATE, _END = "\u2068", "\u2069"


def joined(items: Iterable[str], word: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'; empty for none."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def counted(number: int, singular: str, plural: str) -> str:
    """'1 agency', '22 agencies', '1,042 agencies'."""
    return f"{number:,} {singular if number == 1 else plural}"


def isolated(text: str) -> str:
    """`text` so that it does not turn the words and numbers around it the other way.

    Arabic in an English sentence would: '(14 of 22)' behind it would read '(22 of 14'. Where
    nothing runs from right to left the text is what it was.
    """
    return f"{_ISOLATE}{text}{_END}" if _RIGHT_TO_LEFT.search(text) else text
