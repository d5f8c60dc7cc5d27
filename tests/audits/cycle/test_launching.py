"""Launching and closing an audit, each once."""

import pytest
import time_machine

from agencies.models import History, Membership
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Reminder, Submission
from audits.response_file.services import returns as returns_services
from audits.template.queries import structure as structure_queries
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.cycles import (
    launched_cycle,
    manager_of,
    prepared_cycle,
    submitted,
)

pytestmark = pytest.mark.django_db

# --- launching -----------------------------------------------------------------------


def test_launching_opens_returns_and_invites_every_lead() -> None:
    cycle = prepared_cycle(agencies=2, without_lead=1)
    person_at(cycle.participants.order_by("pk").first().agency, "lead", "approver")
    assert cycle_services.launch(actor=manager_of(cycle.partnership), cycle=cycle)
    assert cycle.state == "open"
    assert Submission.objects.filter(state="not_started", asked__gt=0).count() == 3
    assert OutgoingMail.objects.count() == 3
    assert Reminder.objects.filter(step="launch").count() == 3
    row = History.objects.get(verb="launched the audit")
    assert row.data == {"agencies": 3, "mails": 3}


def test_contributors_and_people_who_left_are_not_invited() -> None:
    cycle = prepared_cycle(agencies=1)
    agency = cycle.participants.get().agency
    person_at(agency, "contributor", "approver")
    gone = person_at(agency, "lead")
    Membership.objects.filter(user=gone).update(ended_at="2026-10-01T00:00Z")
    cycle_services.launch(actor=None, cycle=cycle)
    assert OutgoingMail.objects.count() == 1


@time_machine.travel("2026-10-01 09:00")
def test_the_invitation_says_what_by_when_and_where() -> None:
    cycle = launched_cycle(agencies=1)
    mail = OutgoingMail.objects.get()
    agency = cycle.participants.get().agency
    assert mail.subject == "Section 11 audit 2026: please answer by 11 December 2026"
    assert f"asks {agency.name} to take part" in mail.body
    assert "opens on 5 October 2026. You can read the questions and begin before" in mail.body
    submission = Submission.objects.get()
    assert f"/a/{agency.code}/audits/{submission.pk}/" in mail.body


def test_a_second_launch_changes_and_sends_nothing() -> None:
    cycle = launched_cycle()
    stale = Cycle.objects.get(pk=cycle.pk)
    stale.state = "draft"  # another tab, opened before
    assert not cycle_services.launch(actor=None, cycle=stale)
    assert OutgoingMail.objects.count() == 3
    assert History.objects.filter(verb="launched the audit").count() == 1


def test_an_audit_without_agencies_is_not_launched() -> None:
    cycle = prepared_cycle(agencies=0)
    with pytest.raises(Refused, match="at least one agency"):
        cycle_services.launch(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert cycle.state == "draft"


def test_the_launch_copies_what_the_list_says_on_that_day() -> None:
    cycle = prepared_cycle(agencies=1)
    cycle.partnership.listings.update(sector="Police", size="small", statutory_duty=True)
    cycle_services.launch(actor=None, cycle=cycle)
    row = cycle.participants.get()
    assert (row.sector, row.size, row.statutory_duty) == ("Police", "small", True)
    cycle.partnership.listings.update(sector="Faith")
    row.refresh_from_db()
    assert row.sector == "Police"


def test_who_has_returned_on_paper_is_not_invited() -> None:
    cycle = prepared_cycle(agencies=2)
    name = cycle.partnership.listings.first().name
    content = f"agency,sector,1.1\n{name},Archive,1\n".encode()
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    cycle_services.launch(actor=None, cycle=cycle)
    assert OutgoingMail.objects.count() == 1
    assert cycle.participants.filter(sector="Archive").count() == 1


@pytest.mark.parametrize("agencies", [1, 12])
def test_opening_many_returns_costs_what_opening_one_costs(
    agencies: int, django_assert_num_queries
) -> None:
    """Without leads, so that only the returns count: each mail costs two queries more."""
    cycle = prepared_cycle(agencies=0, without_lead=agencies)
    structure_queries.structure_of(cycle_queries.version_of(cycle))  # kept from now on
    with django_assert_num_queries(15):
        cycle_services.launch(actor=None, cycle=cycle)


# --- closing -------------------------------------------------------------------------


def test_closing_ends_an_audit_once() -> None:
    cycle = launched_cycle()
    assert cycle_services.close(actor=manager_of(cycle.partnership), cycle=cycle)
    assert cycle.closed_at
    assert not cycle_services.close(actor=None, cycle=cycle)
    assert History.objects.filter(verb="closed the audit").count() == 1


def test_a_closed_audit_is_not_launched_again() -> None:
    cycle = launched_cycle()
    cycle_services.close(actor=None, cycle=cycle)
    assert not cycle_services.launch(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert cycle.state == "closed"


def test_a_draft_without_returns_has_nothing_to_close() -> None:
    with pytest.raises(Refused, match="you cannot close it"):
        cycle_services.close(actor=None, cycle=prepared_cycle())


def test_a_past_audit_from_a_file_is_closed_without_telling_anybody() -> None:
    cycle = prepared_cycle(agencies=1)
    name = cycle.partnership.listings.get().name
    content = f"agency,sector,1.1\n{name},Health,1\n".encode()
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    assert cycle_services.close(actor=None, cycle=cycle)
    assert not OutgoingMail.objects.exists()


# --- counting ------------------------------------------------------------------------


def test_the_list_counts_returned_of_expected() -> None:
    cycle = launched_cycle(agencies=4)
    manager = manager_of(cycle.partnership)
    membership = Membership.objects.get(user=manager)
    rows = list(cycle.participants.order_by("pk"))
    submitted(rows[0])
    participant_services.exempt(actor=manager, participant=rows[1], reason="Merged")
    participant_services.accept_national_document(
        actor=manager, participant=rows[2], document="BTP 2026"
    )
    counted = cycle_queries.with_counts(scope.cycles_visible_to(membership), membership).get()
    assert (counted.returned, counted.expected) == (2, 3)


def test_a_cycle_is_seen_by_its_partnership_and_after_launch_by_its_agencies() -> None:
    cycle = prepared_cycle(agencies=1)
    manager = Membership.objects.get(user=manager_of(cycle.partnership))
    agency = cycle.participants.get().agency
    lead = Membership.objects.get(agency=agency)
    stranger = Membership.objects.get(user=manager_of(PartnershipFactory()))
    assert scope.cycles_visible_to(manager).get() == cycle
    assert not scope.cycles_visible_to(lead).exists()
    assert not scope.cycles_visible_to(stranger).exists()
    cycle_services.launch(actor=None, cycle=cycle)
    assert scope.cycles_visible_to(lead).get() == cycle
    assert Participant.objects.count() == 1
