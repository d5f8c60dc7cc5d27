"""The board of a cycle: how far each agency is, and how many have returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agencies.models import User
from audits.cycle.queries.board import Entry
from audits.models import Cycle, Participant, Revision, Submission
from s11portal.common import clock
from s11portal.common.dates import uk_date
from s11portal.common.figures import half_up, share_text

# What the board can be narrowed to, in the order of its counts.
STATES = {
    "returned": "Returned",
    "overdue": "Overdue",
    "started": "Started",
    "not_started": "Not started",
    "sent_back": "Sent back",
    "no_lead": "No lead yet",
    "exempt": "Exempt or national document",
}


@dataclass(frozen=True)
class Row:
    """One agency on the board."""

    entry: Entry
    is_open: bool
    today: date

    @property
    def participant(self) -> Participant:
        """The agency in the cycle."""
        return self.entry.participant

    @property
    def submission(self) -> Submission | None:
        """The working return: its state and counters, never its answers."""
        return getattr(self.participant, "submission", None)

    @property
    def revision(self) -> Revision | None:
        """The submitted return that counts."""
        return self.submission.current_revision if self.submission else None

    @property
    def is_expected(self) -> bool:
        """Whether a return of its own is expected."""
        return self.participant.state == Participant.State.EXPECTED

    @property
    def has_returned(self) -> bool:
        """Whether it counts as returned; a national document does, an exempt agency not."""
        if self.participant.state == Participant.State.NATIONAL:
            return True
        return self.is_expected and self.revision is not None

    @property
    def is_missing(self) -> bool:
        """Expected, and nothing has come."""
        return self.is_expected and self.revision is None

    @property
    def is_overdue(self) -> bool:
        """The due date has passed, to the end of that day, and the audit is open."""
        return self.is_missing and self.is_open and self.participant.due_on < self.today

    @property
    def has_no_lead(self) -> bool:
        """Nobody can answer."""
        return self.is_missing and not self.entry.leads

    @property
    def can_be_reminded(self) -> bool:
        """There is somebody to write to, and something to wait for."""
        return self.is_missing and self.is_open and bool(self.entry.leads)

    @property
    def state(self) -> str:
        """The one word that says most: a key of s11portal/common/statuses.py."""
        if not self.is_expected:
            return self.participant.state
        how = self.submission.state if self.submission else Submission.State.NOT_STARTED
        if how == Submission.State.SUBMITTED and self.revision and self.revision.late:
            return "late"
        return "overdue" if self.is_overdue else how

    @property
    def words(self) -> str:
        """The state's words where they differ from the usual ones."""
        missing = self.is_missing and not self.is_open and self.submission is not None
        return "No return" if missing else ""

    @property
    def detail(self) -> str:
        """One line below the state."""
        if self.participant.state == Participant.State.NATIONAL:
            return self.participant.national_document
        if self.revision and self.state != Submission.State.SENT_BACK and self.is_expected:
            imported = self.revision.origin == Revision.Origin.IMPORT
            return "Brought in from a file" if imported else uk_date(self.revision.submitted_at)
        if self.submission and self.submission.state == Submission.State.STARTED:
            return f"{self.submission.answered} of {self.submission.asked} answered"
        return "Not started" if self.is_overdue else ""

    def is_in(self, state: str) -> bool:
        """Whether the row belongs to one of STATES. An overdue one may be started as well."""
        how = self.submission.state if self.submission else Submission.State.NOT_STARTED
        return {
            "returned": self.has_returned,
            "overdue": self.is_overdue,
            "started": self.is_missing and how == Submission.State.STARTED,
            "not_started": self.is_missing and how == Submission.State.NOT_STARTED,
            "sent_back": self.is_expected and how == Submission.State.SENT_BACK,
            "no_lead": self.has_no_lead,
            "exempt": not self.is_expected,
        }[state]


@dataclass(frozen=True)
class Count:
    """One count above the board, and the key that narrows the board to it."""

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
    remindable: int
    missing: list[Row]


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
    """The board, narrowed to a state of STATES and a sector."""
    rows = rows_of(cycle, entries)
    return Board(
        rows=[
            row
            for row in rows
            if (not state or row.is_in(state)) and (not sector or row.participant.sector == sector)
        ],
        summary=summary_of(rows),
        sectors=sorted({row.participant.sector for row in rows}),
        remindable=sum(row.is_overdue and row.can_be_reminded for row in rows),
        missing=[row for row in rows if row.is_missing],
    )


def people(rows: Iterable[Row]) -> list[User]:
    """The leads of these agencies, each once."""
    return list({lead.pk: lead for row in rows for lead in row.entry.leads}.values())
