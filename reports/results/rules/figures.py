"""The figures of one cycle as plain values: counts as the database gave them.

What is derived (percentages, averages, rates) is computed by reports.statistics when asked, so
that a page, a document and a sentence start from the same counts.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from reports.results.rules.scales import Scored, ScoredScale, together
from reports.statistics import (
    EACH_ON_ITS_OWN,
    Average,
    Distribution,
    LevelCount,
    ResponseRate,
    Rounding,
    TickAll,
    distribution,
    half_up_decimal,
    response_rate,
    tick_all,
)

ONE_LEVEL = ("rating", "yes_no", "single_choice")


@dataclass(frozen=True)
class QuestionFigures:
    """The answers to one question, counted over the current returns.

    `levels` hold the counts of a question with choices; `lowest`, `highest` and `total` those
    of numbers, `earliest` and `latest` those of dates. `examples`, `evidence` and `difference`
    say how many returns wrote something in that box.
    """

    id: int
    identity: int
    label: str
    text: str
    type: str
    heading: str = ""
    unit: str = ""
    decimals: int = 0
    direction: str = "none"
    scale: str = ""
    levels: tuple[LevelCount, ...] = ()
    answered: int = 0
    not_applicable: int = 0
    unanswered: int = 0
    hidden: int = 0
    lowest: Decimal | None = None
    highest: Decimal | None = None
    total: Decimal | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    examples: int = 0
    evidence: int = 0
    difference: int = 0
    rounding: Rounding = EACH_ON_ITS_OWN

    @cached_property
    def spread(self) -> Distribution | None:
        """The distribution over the levels; None for a type without exactly one level."""
        if self.type not in ONE_LEVEL:
            return None
        return distribution(
            self.levels,
            not_applicable=self.not_applicable,
            hidden=self.hidden,
            unanswered=self.unanswered,
            rounding=self.rounding,
        )

    @cached_property
    def ticks(self) -> TickAll | None:
        """The counts of a tick-all question; None for other types."""
        if self.type != "tick_all":
            return None
        return tick_all(
            [(level.code, level.label, level.count) for level in self.levels],
            base=self.answered,
            rounding=self.rounding,
            not_applicable=self.not_applicable,
            hidden=self.hidden,
            unanswered=self.unanswered,
        )

    @property
    def base(self) -> int:
        """n: those asked and answering."""
        return self.spread.base if self.spread else self.answered

    @property
    def mean(self) -> Decimal | None:
        """The average of the numbers, half up to one decimal; None where nobody gave one."""
        if self.total is None or not self.answered:
            return None
        return half_up_decimal(Fraction(self.total) / self.answered, 1)

    @property
    def written(self) -> int:
        """How many texts there are to read about this question."""
        own = self.answered if self.type == "text" else 0
        return own + self.examples + self.evidence + self.difference


@dataclass(frozen=True)
class StandardFigures:
    """A standard with the figures of its questions."""

    identity: int
    label: str
    title: str
    questions: tuple[QuestionFigures, ...]


@dataclass(frozen=True)
class TemplateFigures:
    """One template used in the cycle: its returns are never mixed with another's."""

    version: int
    name: str
    standards: tuple[StandardFigures, ...]

    @property
    def questions(self) -> tuple[QuestionFigures, ...]:
        """Every question, in order."""
        return tuple(q for standard in self.standards for q in standard.questions)


@dataclass(frozen=True)
class AgencyFigures:
    """One agency in the cycle, under the name the partnership lists it by.

    `state`: expected, exempt or national. `scores` are its scored answers, scale by scale.
    """

    participant: int
    name: str
    sector: str
    state: str = "expected"
    reason: str = ""
    national_document: str = ""
    revision: int | None = None
    returned_on: datetime.date | None = None
    late: bool = False
    imported: bool = False
    started: bool = False
    scores: tuple[Scored, ...] = ()

    @property
    def standing(self) -> str:
        """returned, late, national, exempt or not_returned: the states of reports.charts.dots."""
        if self.revision is not None:
            return "late" if self.late else "returned"
        return self.state if self.state in ("national", "exempt") else "not_returned"

    @property
    def averages(self) -> tuple[Average, ...]:
        """The exact averages of its scored answers, scale by scale."""
        return tuple(scored.average for scored in self.scores)


# With fewer agencies than this, a sector's average reveals the score of one to another.
FEWEST_UNNAMED = 3


@dataclass(frozen=True)
class SectorFigures:
    """The agencies of one sector, by name."""

    name: str
    agencies: tuple[AgencyFigures, ...]
    rounding: Rounding = EACH_ON_ITS_OWN

    @property
    def rate(self) -> ResponseRate:
        """Who answered in this sector."""
        return rate_of(self.agencies, self.rounding)

    @property
    def averages(self) -> tuple[Average, ...]:
        """The averages over all scored answers of the sector, scale by scale."""
        return tuple(one.average for one in together(a.scores for a in self.agencies))

    @property
    def names_nobody(self) -> bool:
        """Whether the sector's averages can be shown without giving away a single agency's."""
        rows = zip(*(agency.scores for agency in self.agencies if agency.scores), strict=True)
        counts = [sum(scored.n > 0 for scored in row) for row in rows]
        return all(count == 0 or count >= FEWEST_UNNAMED for count in counts)


@dataclass(frozen=True)
class CycleFigures:
    """One cycle as one partnership sees it. Agencies are sorted by name.

    `scales` are its scored scales, in the order in which they occur; each has its own averages.
    """

    cycle: int
    title: str
    period: str
    opens_on: datetime.date
    closes_on: datetime.date
    state: str
    partnership: str
    agencies: tuple[AgencyFigures, ...] = ()
    templates: tuple[TemplateFigures, ...] = ()
    scales: tuple[ScoredScale, ...] = ()
    rounding: Rounding = EACH_ON_ITS_OWN

    @property
    def is_open(self) -> bool:
        """Whether returns can still come, so that every figure is provisional."""
        return self.state != "closed"

    @property
    def is_prepared(self) -> bool:
        """Whether it has not been launched yet: its returns were imported from a file."""
        return self.state == "draft"

    @cached_property
    def rate(self) -> ResponseRate:
        """Who answered."""
        return rate_of(self.agencies, self.rounding)

    @property
    def imported(self) -> int:
        """How many returns were imported from a file."""
        return sum(agency.imported for agency in self.agencies)

    @property
    def has_averages(self) -> bool:
        """Whether any answer carries a score."""
        return any(average.n for average in self.averages)

    @property
    def averages(self) -> tuple[Average, ...]:
        """The averages over all scored answers, scale by scale; of nobody where none is seen."""
        scored = together(a.scores for a in self.agencies)
        return tuple(one.average for one in scored or (Scored(),) * len(self.scales))

    @property
    def scored(self) -> tuple[AgencyFigures, ...]:
        """The agencies that returned a self-assessment, by name."""
        return tuple(agency for agency in self.agencies if agency.revision is not None)

    @property
    def missing(self) -> tuple[AgencyFigures, ...]:
        """The expected agencies that returned nothing, by name."""
        return tuple(agency for agency in self.agencies if agency.standing == "not_returned")

    @property
    def without_return(self) -> tuple[AgencyFigures, ...]:
        """Missing, exempt, and covered by a national document, by name."""
        return tuple(agency for agency in self.agencies if agency.revision is None)

    @cached_property
    def sectors(self) -> tuple[SectorFigures, ...]:
        """The agencies by sector, sectors by name."""
        names = sorted({agency.sector for agency in self.agencies}, key=str.casefold)
        return tuple(
            SectorFigures(name, tuple(a for a in self.agencies if a.sector == name), self.rounding)
            for name in names
        )

    @property
    def questions(self) -> tuple[QuestionFigures, ...]:
        """Every question of every template, in order."""
        return tuple(q for template in self.templates for q in template.questions)

    def question(self, identity: int) -> QuestionFigures | None:
        """The question with this identity."""
        return next((q for q in self.questions if q.identity == identity), None)


def rate_of(
    agencies: tuple[AgencyFigures, ...], rounding: Rounding = EACH_ON_ITS_OWN
) -> ResponseRate:
    """The response rate of these agencies. An exempt one that answered counts as returned."""
    standings = Counter(agency.standing for agency in agencies)
    return response_rate(
        expected=len(agencies),
        returned=standings["returned"] + standings["late"],
        exempt=standings["exempt"],
        national=standings["national"],
        late=standings["late"],
        rounding=rounding,
    )
