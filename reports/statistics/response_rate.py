"""Who answered, of those who were expected to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.statistics.rounding import EACH_ON_ITS_OWN, Rounding
from reports.statistics.shares import Share


@dataclass(frozen=True)
class ResponseRate:
    """The figures of a response rate.

    `listed`: in the cycle, the exempt included. `scored`: sent in a self-assessment of their own,
    late ones included. `national`: covered by a national document, which counts as returned and
    carries no scores. `late`: how many of the scored came after their date.
    """

    listed: int
    scored: int
    exempt: int = 0
    national: int = 0
    late: int = 0
    rounding: Rounding = EACH_ON_ITS_OWN

    @property
    def expected(self) -> int:
        """Those who had to answer: everybody listed without the exempt."""
        return self.listed - self.exempt

    @property
    def returned(self) -> int:
        """Returns of their own and national documents together."""
        return self.scored + self.national

    @property
    def outstanding(self) -> int:
        """Those expected who have returned nothing."""
        return self.expected - self.returned

    @property
    def percent(self) -> Decimal | None:
        """Returned of expected as a percentage (half up); None when nobody is expected."""
        return self.share.percent if self.expected else None

    @property
    def share(self) -> Share:
        """Returned of expected."""
        return Share(self.returned, self.expected, rounding=self.rounding)

    @property
    def text(self) -> str:
        """'22 of 25 (88%)', or '88% (440 of 500)' from a base of 50 on."""
        return self.share.text


def response_rate(
    expected: int,
    returned: int,
    exempt: int = 0,
    national: int = 0,
    late: int = 0,
    rounding: Rounding = EACH_ON_ITS_OWN,
) -> ResponseRate:
    """The response rate of a cycle.

    `expected` is everybody in the cycle, the exempt included: they are taken off here. `returned`
    is how many sent in a return of their own, the late ones included; `national` comes on top of
    it. An exempt agency that answered all the same is counted as returned, not as exempt. Raises
    ValueError when the figures contradict each other.
    """
    if min(expected, returned, exempt, national, late) < 0:
        raise ValueError("a count cannot be negative")
    if exempt > expected or returned + national > expected - exempt:
        raise ValueError("more returned or exempt than are in the cycle")
    if late > returned:
        raise ValueError("more late returns than returns")
    return ResponseRate(expected, returned, exempt, national, late, rounding)
