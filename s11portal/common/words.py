"""Small pieces of plain English: lists, and nouns behind a number."""

from collections.abc import Iterable


def joined(items: Iterable[str], word: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'; empty for none."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def counted(number: int, singular: str, plural: str) -> str:
    """'1 agency', '22 agencies', '1,042 agencies'."""
    return f"{number:,} {singular if number == 1 else plural}"
