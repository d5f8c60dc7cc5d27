"""A letter for each level, so that a grid can be read without any colour."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from reports.statistics import Level


def level_letters(levels: Sequence[Level]) -> dict[str, str]:
    """A capital for each level by its code, different for each.

    The first letter of the label where that is free ('Good' is G), else the first letter of one
    of its other words, else any letter of the label, else the next free one of the alphabet.
    """
    letters: dict[str, str] = {}
    for level in levels:
        words = [word for word in level.label.upper().split() if word]
        wanted = [word[0] for word in words] + list("".join(words)) + list(ascii_uppercase)
        free = (c for c in wanted if c in ascii_uppercase and c not in letters.values())
        letters[level.code] = next(free)
    return letters
