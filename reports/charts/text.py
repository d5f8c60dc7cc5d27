"""How wide a text will be, so that nothing in a chart overlaps or is cut."""

from __future__ import annotations

import unicodedata

# Advance widths of Inter SemiBold 4, characters 32 to 126, in thousandths of the font size.
# Semi-bold is used for regular text too: a little too wide is the safe side.
_WIDTHS = (
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481, 621,
    652, 666, 632, 648, 587, 646, 648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724, 608,
    586, 755, 744, 275, 561, 677, 566, 906, 741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690,
    705, 653, 393, 379, 393, 481, 468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261, 569,
    261, 898, 610, 608, 625, 625, 397, 549, 380, 608, 576, 837, 562, 576, 562, 393, 358, 393, 673,
)  # fmt: skip
_OTHER = 720
_WIDE = 1020
_PICTURE = 1300
_FIRST = 32
_KERNED = 1.02  # pairs that stand wider than their letters alone
_FIRST_WIDE = 0x1100  # Hangul, kana, Chinese and the rest: never narrower than their height
_FIRST_PICTURE = 0x1F000  # emoji
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")  # accents, vowel signs, marks of direction

_JOINER = "\u200d"
_VIRAMA = 9
_TONES = range(0x1F3FB, 0x1F400)  # what changes the emoji before it


def text_width(text: str, size: float) -> float:
    """The width of one line in the units of `size`, erring on the wide side."""
    return sum(map(_letter_width, text)) * size / 1000 * _KERNED


def _letter_width(letter: str) -> int:
    place = ord(letter) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    if unicodedata.category(letter) in _WITHOUT_WIDTH:
        return 0
    if ord(letter) >= _FIRST_PICTURE:
        return _PICTURE
    return _WIDE if ord(letter) >= _FIRST_WIDE and letter.isalpha() else _OTHER


def wrap(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`; words that are too long are broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, size, width)
        lines.extend(full)
    return [*lines, line] if line else lines


def _broken(word: str, size: float, width: float) -> list[str]:
    """A word in pieces that fit; a single letter always counts as fitting."""
    pieces, piece = [], ""
    for letter in _letters(word):
        if piece and text_width(piece + letter, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def _letters(word: str) -> list[str]:
    """The letters of a word with the signs that belong to each: 'नि', a family of emoji."""
    found: list[str] = []
    for character in word:
        belongs = unicodedata.category(character)[0] == "M" or character == _JOINER
        belongs = belongs or ord(character) in _TONES
        if found and (belongs or _goes_on(found[-1])):
            found[-1] += character
        else:
            found.append(character)
    return found


def _goes_on(letter: str) -> bool:
    """Whether the next character is part of it: behind a joiner or a virama."""
    return letter[-1] == _JOINER or unicodedata.combining(letter[-1]) == _VIRAMA
