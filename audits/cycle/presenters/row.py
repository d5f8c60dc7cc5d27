"""One agency on a board: where its return stands, and what may be done about it."""

from dataclasses import dataclass
from datetime import date

from agencies.models import User
from audits.cycle.queries.board import Entry
from audits.models import Participant, Revision, Submission
from s11portal.common.dates import days_left, uk_date

# What the board can be filtered by, in the order of its counts.
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
    def is_sent_back(self) -> bool:
        """The return has come, and is back with the agency."""
        return self._how == Submission.State.SENT_BACK and self.is_expected

    @property
    def is_awaited(self) -> bool:
        """A return is to come, or to come again."""
        return self.is_missing or self.is_sent_back

    @property
    def is_overdue(self) -> bool:
        """The due date has passed, to the end of that day, and the audit is open."""
        return self.is_awaited and self.is_open and self.participant.due_on < self.today

    @property
    def is_archived(self) -> bool:
        """The partnership has archived the agency: it is not reminded."""
        return self.entry.listing.archived_at is not None

    @property
    def has_no_lead(self) -> bool:
        """Nobody can answer."""
        return self.is_awaited and not self.entry.leads

    @property
    def can_be_reminded(self) -> bool:
        """There is somebody to write to, and something to wait for."""
        waits = self.is_awaited and self.is_open and not self.is_archived
        return waits and bool(self.entry.leads)

    @property
    def to_remind(self) -> tuple[User, ...]:
        """The leads who would get a reminder now: those who had no email about it today."""
        if not self.can_be_reminded:
            return ()
        return tuple(lead for lead in self.entry.leads if lead.pk not in self.entry.emailed_today)

    @property
    def _how(self) -> str:
        return self.submission.state if self.submission else Submission.State.NOT_STARTED

    @property
    def state(self) -> str:
        """The one word that says most: a key of s11portal/common/statuses.py."""
        if not self.is_expected:
            return self.participant.state
        if self._how == Submission.State.SUBMITTED and self.revision and self.revision.late:
            return "late"
        return "overdue" if self.is_overdue and self.is_missing else self._how

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
        if self.revision and not self.is_sent_back and self.is_expected:
            imported = self.revision.origin == Revision.Origin.IMPORT
            return "Imported from a file" if imported else uk_date(self.revision.submitted_at)
        if self.submission and self._how == Submission.State.STARTED:
            return f"{self.submission.answered} of {self.submission.asked} answered"
        return "Not started" if self.is_overdue and self.is_missing else ""

    @property
    def note(self) -> str:
        """Why there is no return, and the next step, while that matters."""
        return "" if self.has_returned and not self.is_sent_back else self.participant.reason

    @property
    def kind(self) -> str:
        """How the line is set: one with a note is held together with it."""
        return "noted" if self.note else ""

    @property
    def days_left(self) -> str:
        """'3 days left' or '2 days ago'; empty where nothing is awaited now."""
        return days_left(self.participant.due_on) if self.is_awaited and self.is_open else ""

    def is_in(self, state: str) -> bool:
        """Whether the row belongs to one of STATES. An overdue one may be started as well."""
        return {
            "returned": self.has_returned,
            "overdue": self.is_overdue,
            "started": self.is_missing and self._how == Submission.State.STARTED,
            "not_started": self.is_missing and self._how == Submission.State.NOT_STARTED,
            "sent_back": self.is_sent_back,
            "no_lead": self.has_no_lead,
            "exempt": not self.is_expected,
        }[state]
