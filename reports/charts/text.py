"""How wide a text will be, so that nothing in a chart overlaps or is cut."""

from __future__ import annotations

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
_FIRST = 32
_KERNED = 1.02  # pairs that stand wider than their letters alone
_FIRST_WIDE = 0x1100  # Hangul, kana, Chinese and the rest: never narrower than their height


def text_width(text: str, size: float) -> float:
    """The width of one line in the units of `size`, erring on the wide side."""
    total = 0
    for character in text:
        place = ord(character) - _FIRST
        if 0 <= place < len(_WIDTHS):
            total += _WIDTHS[place]
        else:
            total += _WIDE if ord(character) >= _FIRST_WIDE and character.isalpha() else _OTHER
    return total * size / 1000 * _KERNED


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
    """A word in pieces that fit; a single character always counts as fitting."""
    pieces, piece = [], ""
    for character in word:
        if piece and text_width(piece + character, size) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
