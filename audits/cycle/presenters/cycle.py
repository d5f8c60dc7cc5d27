"""Pages of a cycle: what it is made of, and what a launch would send."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from agencies.models import Listing
from audits.cycle.forms.cycle import CycleForm
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters.row import Row
from audits.cycle.queries.board import Entry
from audits.models import Cycle
from audits.reminder import presenters as reminder_presenters
from audits.reminder.presenters import Preview
from audits.reminder.services import audit_mail as audit_mail_services
from s11portal.common import clock


@dataclass(frozen=True)
class Choice:
    """One agency to tick."""

    listing: Listing
    ticked: bool

    @property
    def lead(self) -> str:
        """A state for the status tag; empty where the agency has a lead."""
        state = self.listing.lead_state  # type: ignore[attr-defined]  # annotated
        return "" if state == "lead" else state


@dataclass(frozen=True)
class SectorChoices:
    """The agencies of one sector."""

    sector: str
    choices: list[Choice]


def choices(form: CycleForm) -> list[SectorChoices]:
    """The agencies a form offers, by sector (1 query)."""
    ticked = {str(getattr(value, "pk", value)) for value in form["listings"].value() or ()}
    return [
        SectorChoices(sector, [Choice(one, str(one.pk) in ticked) for one in group])
        for sector, group in groupby(form.offered, key=lambda listing: listing.sector)
    ]


@dataclass(frozen=True)
class LaunchPreview:
    """What a launch would do, before any email is sent."""

    ready: list[Row]
    without_lead: list[Row]
    archived: list[Row]
    returned: list[Row]
    people: int
    mail: Preview | None
    due_is_past: bool

    @property
    def agencies(self) -> int:
        """How many agencies the audit asks."""
        groups = (self.ready, self.without_lead, self.archived, self.returned)
        return sum(len(rows) for rows in groups)


def launch_preview(cycle: Cycle, entries: Iterable[Entry]) -> LaunchPreview:
    """Who would get the invitation, who would not, and its text."""
    rows = board_presenters.rows_of(cycle, entries)
    waiting = [row for row in rows if row.is_missing and not row.is_archived]
    ready = [row for row in waiting if row.entry.leads]
    return LaunchPreview(
        ready=ready,
        without_lead=[row for row in waiting if not row.entry.leads],
        archived=[row for row in rows if row.is_missing and row.is_archived],
        returned=[row for row in rows if not row.is_missing],
        people=sum(len(row.entry.leads) for row in ready),
        mail=_mail(audit_mail_services.LAUNCHED, ready),
        due_is_past=cycle.closes_on < clock.today(),
    )


def _mail(template: str, rows: list[Row]) -> Preview | None:
    if not rows:
        return None
    return reminder_presenters.preview(template, rows[0].participant, rows[0].entry.leads[0])


def initial(cycle: Cycle, version_id: int, listing_ids: Iterable[int]) -> dict[str, Any]:
    """What a form about an existing cycle starts with."""
    return {
        "title": cycle.title,
        "period": cycle.period,
        "opens_on": cycle.opens_on,
        "closes_on": cycle.closes_on,
        "version": version_id,
        "percentages": cycle.percentages,
        "names_agencies": cycle.names_agencies,
        "listings": list(listing_ids),
    }
