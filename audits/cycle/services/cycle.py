"""The life of an audit cycle: prepared, launched, closed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.models import Listing, Partnership, User
from audits import records
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.queries import participant as participant_queries
from audits.cycle.services import participant as participant_services
from audits.models import (
    Cycle,
    CyclePartner,
    CycleTemplate,
    Participant,
    Submission,
    TemplateVersion,
)
from audits.reminder import queries as reminder_queries
from audits.reminder.services import notice as notice_services
from audits.submission.services import submission as submission_services
from audits.transitions import CYCLE, before
from s11portal.common import clock
from s11portal.common.errors import Refused


@transaction.atomic
def create(
    *,
    actor: User | None,
    partnership: Partnership,
    title: str,
    period: str,
    opens_on: date,
    closes_on: date,
    version: TemplateVersion,
    listings: Collection[Listing],
    percentages: str = "",
    names_agencies: bool = False,
) -> Cycle:
    """Prepare an audit led by `partnership`. Nobody gets an email before the launch.

    Raises Refused for wrong dates, a version that may not be used, or foreign agencies.
    """
    membership_access.require(actor, "manage_cycles", partnership=partnership)
    _check(partnership, title, opens_on, closes_on, version, listings)
    chosen = Cycle.Percentages(percentages or Cycle.Percentages.WHOLE)
    cycle = Cycle.objects.create(
        partnership=partnership,
        title=title.strip(),
        period=period.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        percentages=chosen,
        names_agencies=names_agencies,
    )
    CyclePartner.objects.create(cycle=cycle, partnership=partnership)
    CycleTemplate.objects.create(cycle=cycle, version=version)
    participant_services.add(actor=actor, cycle=cycle, listings=listings)
    _record(actor, "prepared the audit", cycle, version, listings)
    return cycle


@transaction.atomic
def edit(
    *,
    actor: User,
    cycle: Cycle,
    title: str,
    period: str,
    opens_on: date,
    closes_on: date,
    version: TemplateVersion,
    listings: Collection[Listing],
    percentages: str = "",
    names_agencies: bool | None = None,
) -> None:
    """Change an audit that is being prepared: everything `create` takes.

    Raises Refused when it is launched already, and as `create` does. Agencies whose return
    was brought in from a file stay, as does the template they answered. Without `percentages`
    or `names_agencies` these stay as chosen.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    inside = cycle_queries.listing_ids(cycle)
    _check(cycle.partnership, title, opens_on, closes_on, version, listings, cycle, inside)
    chosen = Cycle.Percentages(percentages or cycle.percentages)
    changed = Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.DRAFT).update(
        title=title.strip(),
        period=period.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        percentages=chosen,
        names_agencies=cycle.names_agencies if names_agencies is None else names_agencies,
    )
    if not changed:
        raise Refused("You can no longer change this audit: it has been launched.")
    _use_version(cycle, version)
    wanted = {listing.agency_id for listing in listings}
    own = participant_queries.brought_in_by_the_lead(cycle)
    gone = [row for row in own if row.agency_id not in wanted]
    participant_services.remove(actor=actor, cycle=cycle, rows=gone)
    cycle.refresh_from_db()
    participant_services.add(actor=actor, cycle=cycle, listings=listings)
    cycle.participants.update(due_on=closes_on)
    _record(actor, "changed the audit", cycle, version, listings)


@transaction.atomic
def launch(*, actor: User | None, cycle: Cycle) -> bool:
    """Open the audit for answers and invite every lead. True if this call launched it.

    Launched once, whatever is clicked: a second call finds it launched and changes nothing.
    Raises Refused without agencies. One transaction: state, returns, mails, history.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    # A closed audit is opened again by a decision with a reason, not by an old tab of this page.
    moved = Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.DRAFT).update(
        state=Cycle.State.OPEN, launched_at=clock.now()
    )
    if not moved:
        return False
    cycle.refresh_from_db()
    _copy_listings(cycle)
    rows = list(
        cycle.participants.select_related(
            "agency", "cycle__partnership", "cycle_template__version__template"
        ).order_by("pk")
    )
    if not rows:
        raise Refused("Select at least one agency before you launch the audit.")
    submission_services.open_for(actor=actor, participants=rows)
    waiting = reminder_queries.awaited(cycle.participants.order_by("pk"))
    mails = notice_services.invite_all(list(waiting))
    records.of_cycle(actor, "launched the audit", cycle, agencies=len(rows), mails=mails)
    return True


@transaction.atomic
def close(*, actor: User | None, cycle: Cycle) -> bool:
    """End the audit and tell the leads. True if this call closed it.

    No answer can be changed after this, unless it is opened again (see services/ending.py).
    One that was never launched can be closed only when it holds returns brought in from a
    file (a past audit: nobody gets an email about it); otherwise Refused.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    state = Cycle.objects.values_list("state", flat=True).get(pk=cycle.pk)
    if not cycle_queries.with_figures(Cycle.objects.filter(pk=cycle.pk)).exists():
        raise Refused(
            "This audit has not been launched and has no returns, so you cannot close it."
        )
    moved = Cycle.objects.filter(
        pk=cycle.pk, state__in=before(CYCLE, Cycle.State.CLOSED) & {state}
    ).update(state=Cycle.State.CLOSED, closed_at=clock.now())
    if moved:
        cycle.refresh_from_db()
        records.of_cycle(actor, "closed the audit", cycle)
        if state == Cycle.State.OPEN:
            notice_services.announce_closing(cycle)
    return bool(moved)


def hold(cycle: Cycle) -> bool:
    """Lock a cycle that is not closed until the transaction ends; false if it is closed."""
    rows = Cycle.objects.filter(pk=cycle.pk).exclude(state=Cycle.State.CLOSED)
    return rows.update(state=F("state")) == 1


def hold_in_any_state(pk: int) -> None:
    """Lock a cycle until the transaction ends, closed or not.

    For who reads what must not change meanwhile, such as its returns and how they are rounded.
    """
    Cycle.objects.filter(pk=pk).update(state=F("state"))


def _check(
    partnership: Partnership,
    title: str,
    opens_on: date,
    closes_on: date,
    version: TemplateVersion,
    listings: Collection[Listing],
    cycle: Cycle | None = None,
    kept: Collection[int] = (),
) -> None:
    """Raise Refused for what no audit can be made of. `kept`: listings in `cycle` already."""
    if not title.strip():
        raise Refused("Enter a title.")
    if closes_on < opens_on:
        raise Refused("Returns cannot be due before the audit opens.")
    if not cycle_queries.usable_versions(partnership, cycle).filter(pk=version.pk).exists():
        raise Refused("Select a published template of your own or of the library.")
    current = set(cycle_queries.current_listings(partnership).values_list("pk", flat=True))
    if any(listing.pk not in current and listing.pk not in kept for listing in listings):
        raise Refused("Select agencies from your own list.")


def _use_version(cycle: Cycle, version: TemplateVersion) -> None:
    row = cycle.cycle_templates.earliest("pk")
    if row.version_id == version.pk:
        return
    if Submission.objects.filter(participant__cycle=cycle).exists():
        raise Refused("You cannot change the template: returns have been imported from a file.")
    cycle.cycle_templates.filter(pk=row.pk).update(version=version)


def _copy_listings(cycle: Cycle) -> None:
    """Copy sector, duty and size once more: the list may have changed since the preparation.

    Returns brought in from a file keep what the file said of their agency.
    """
    listings = participant_queries.listings_at_launch(cycle)
    rows = list(cycle.participants.filter(submission__isnull=True))
    for row in rows:
        for name, value in participant_services.as_listed(listings[row.pk]).items():
            setattr(row, name, value)
        row.due_on = cycle.closes_on
    Participant.objects.bulk_update(rows, ["sector", "statutory_duty", "size", "due_on"])


def _record(
    actor: User | None,
    verb: str,
    cycle: Cycle,
    version: TemplateVersion,
    listings: Collection[Listing],
) -> None:
    """What the audit was made of, in the history."""
    records.of_cycle(
        actor,
        verb,
        cycle,
        template=str(version),
        agencies=len(listings),
        percentages=cycle.percentages,
        names_agencies=cycle.names_agencies,
    )
