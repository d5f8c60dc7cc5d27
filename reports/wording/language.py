"""Small pieces of plain English that the computed sentences are made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.statistics import Share
from s11portal.common.words import counted, isolated


@dataclass(frozen=True)
class Unit:
    """What is being counted. A council counts once or as its departments; the page says which."""

    singular: str
    plural: str

    def noun(self, count: int) -> str:
        """'agency' for 1, 'agencies' for any other number."""
        return self.singular if count == 1 else self.plural

    def counted(self, count: int) -> str:
        """'1 agency', '22 agencies', '1,042 agencies'."""
        return counted(count, self.singular, self.plural)


AGENCIES = Unit("agency", "agencies")
ORGANISATIONS = Unit("organisation", "organisations")


def quoted(label: str) -> str:
    """A level's label in quotation marks: it is what the agency chose, not what we found."""
    return f"\u2018{isolated(label)}\u2019"


def says(count: int) -> str:
    """'says' for one, 'say' for any other number."""
    return "says" if count == 1 else "say"


def share_of(share: Share, unit: Unit) -> str:
    """'15 of 22 agencies (68%)', or '68% of agencies (340 of 500)' from a base of 50 on."""
    part = f"{share.count:,} of {share.base:,}"
    if share.count_leads:
        return f"{part} {unit.noun(share.base)} ({share.percent}%)"
    return f"{share.percent}% of {unit.plural} ({part})"


def points(number: Decimal | int) -> str:
    """'1 percentage point', '9 percentage points'; the sign is left to the sentence."""
    return f"{abs(number)} percentage {'point' if abs(number) == 1 else 'points'}"


def number(value: Decimal | int | str) -> str:
    """A number for reading: a real minus sign, which screen readers say."""
    return str(value).replace("-", "\u2212")


def lower_first(sentence: str) -> str:
    """The sentence with a small first letter, to follow a colon."""
    return sentence[:1].lower() + sentence[1:]
