"""The board of a cycle: how far each agency is, and how many have returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from agencies.models import User
from audits.cycle.presenters.row import STATES, Row
from audits.cycle.queries.board import Entry
from audits.models import Cycle, Participant
from s11portal.common import clock
from s11portal.common.figures import half_up, share_text


@dataclass(frozen=True)
class Count:
    """One count above the board, and the key that filters the board by it."""

    key: str
    text: str
    number: int


@dataclass(frozen=True)
class Summary:
    """How many have returned of those expected."""

    returned: int
    expected: int
    late: int
    counts: tuple[Count, ...]

    @property
    def percentage(self) -> int:
        """Whole per cent, half up; 0 where nobody is expected."""
        if not self.expected:
            return 0
        return half_up(Fraction(100 * self.returned, self.expected))

    @property
    def sentence(self) -> str:
        """'12 of 22 returned (55%)'; from a base of 50 the share leads."""
        if not self.expected:
            return "No return is expected"
        return share_text(self.returned, self.percentage, self.expected, of="returned")


@dataclass(frozen=True)
class Board:
    """The rows that are shown, and what counts for all of them."""

    rows: list[Row]
    summary: Summary
    sectors: list[str]
    missing: list[Row]
    every: list[Row]

    @property
    def overdue(self) -> int:
        """How many agencies are overdue."""
        return sum(row.is_overdue for row in self.every)

    @property
    def remindable(self) -> int:
        """How many overdue agencies would get a reminder now."""
        return sum(row.is_overdue and bool(row.to_remind) for row in self.every)

    @property
    def awaited(self) -> int:
        """How many agencies that still have to submit would get a reminder now."""
        return sum(bool(row.to_remind) for row in self.every)


def rows_of(cycle: Cycle, entries: Iterable[Entry]) -> list[Row]:
    """The rows of all agencies."""
    today = clock.today()
    return [Row(entry, cycle.state == Cycle.State.OPEN, today) for entry in entries]


def summary_of(rows: list[Row]) -> Summary:
    """Exempt agencies leave the base; a national document counts as returned."""
    expected = [row for row in rows if row.participant.state != Participant.State.EXEMPT]
    return Summary(
        returned=sum(row.has_returned for row in expected),
        expected=len(expected),
        late=sum(row.state == "late" for row in expected),
        counts=tuple(
            Count(key, text, sum(row.is_in(key) for row in rows))
            for key, text in STATES.items()
            if key != "returned"
        ),
    )


def board_of(cycle: Cycle, entries: Iterable[Entry], *, state: str = "", sector: str = "") -> Board:
    """The board, filtered by a state of STATES and a sector."""
    rows = rows_of(cycle, entries)
    return Board(
        rows=[
            row
            for row in rows
            if (not state or row.is_in(state)) and (not sector or row.participant.sector == sector)
        ],
        summary=summary_of(rows),
        sectors=sorted({row.participant.sector for row in rows}),
        missing=[row for row in rows if row.is_missing],
        every=rows,
    )


def people(rows: Iterable[Row]) -> list[User]:
    """The leads of these agencies, each once."""
    return list({lead.pk: lead for row in rows for lead in row.entry.leads}.values())
