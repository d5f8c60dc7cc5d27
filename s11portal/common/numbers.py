"""Numbers as people in the UK write them."""

import re
from decimal import Decimal

# Thousands in groups of three or not at all: '1,5' is no number here, and certainly not fifteen.
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d+)?", re.A)
_PER_CENT = ("%", "per cent", "percent", "pct")
_MINUS = "\u2212"


def read_number(text: str, unit: str = "") -> Decimal:
    """The number that somebody wrote, with or without its unit. Raises ValueError.

    '1,204', '1 204' and '92%' (where the unit is per cent) are numbers; '1e3' is none.
    """
    written = " ".join(text.replace(_MINUS, "-").split())
    figure = _without(written, unit)
    if not _NUMBER.fullmatch(figure) or not figure.strip("-"):
        raise ValueError(text)
    return Decimal(figure.replace(",", "").replace(" ", ""))


def with_unit(figure: str, unit: str) -> str:
    """The figure and its unit: '94%', '12 people', '12' where there is none."""
    return f"{figure}{unit}" if unit.startswith("%") else f"{figure} {unit}".strip()


def _without(written: str, unit: str) -> str:
    """The text before its unit, or after it: '£12' and '12 people'."""
    said = unit.strip().casefold()
    # A percentage is asked for in several ways: '%', 'per cent', '% of staff'.
    is_share = said.startswith(_PER_CENT)
    names = sorted({said, *_PER_CENT} if is_share else {said}, key=len, reverse=True)
    for name in filter(None, names):
        if written.casefold().endswith(name):
            return written[: -len(name)].rstrip()
        if written.casefold().startswith(name):
            return written[len(name) :].lstrip()
    return written
