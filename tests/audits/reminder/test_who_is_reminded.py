"""Reminders go to those whose return is to come: by themselves, or by hand once a day."""

from datetime import timedelta

import pytest
import time_machine

from agencies.membership import services as membership_services
from agencies.models import Membership
from agencies.people.services import acceptance as acceptance_services
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder.services import audit_mail as audit_mail_services
from audits.reminder.services import reminder as reminder_services
from audits.submission.services import submission as submission_services
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import AgencyFactory, InvitationFactory, UserFactory, person_at
from tests.factories.cycles import (
    launched_cycle,
    lead_of,
    manager_of,
    prepared_cycle,
    submitted,
)

from .timetable import DUE, go_to, subjects

pytestmark = pytest.mark.django_db

# --- to whom -------------------------------------------------------------------------


def test_only_agencies_whose_return_is_to_come_are_reminded(
    clock: time_machine.Traveller,
) -> None:
    """Not the submitted, the exempt, the national document; the sent back is to come again."""
    cycle = launched_cycle(agencies=6)
    manager = manager_of(cycle.partnership)
    rows = list(cycle.participants.order_by("pk"))
    submitted(rows[0])
    submitted(rows[1])
    submission_services.send_back(
        actor=manager, submission=Submission.objects.get(participant=rows[1]), reason="Look again"
    )
    participant_services.exempt(actor=manager, participant=rows[2], reason="Merged")
    participant_services.accept_national_document(
        actor=manager, participant=rows[3], document="BTP"
    )
    Submission.objects.filter(participant=rows[4]).update(state="started", answered=3)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 3
    reminded = Reminder.objects.filter(step="overdue").values_list("participant", flat=True)
    assert set(reminded) == {rows[1].pk, rows[4].pk, rows[5].pk}


def test_drafts_and_closed_audits_remind_nobody(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle()
    cycle_services.close(actor=None, cycle=cycle)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0


def test_every_lead_is_reminded_and_nobody_else(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    agency = cycle.participants.get().agency
    person_at(agency, "contributor")
    go_to(clock, DUE - timedelta(days=3))
    assert reminder_services.sweep() == 1
    assert OutgoingMail.objects.latest("pk").to == lead_of(agency).email


def test_a_lead_who_joins_later_gets_the_invitation_at_once_and_no_reminder_that_day(
    clock: time_machine.Traveller,
) -> None:
    """Late in the evening too: it waited for the next hour between 7 and 19."""
    cycle = launched_cycle(agencies=0, without_lead=1)
    agency = cycle.participants.get().agency
    go_to(clock, DUE - timedelta(days=3), 22)
    invitation = InvitationFactory(agency=agency, role="lead")
    late = UserFactory(email=invitation.email)
    acceptance_services.accept(actor=late, invitation=invitation)
    mail = OutgoingMail.objects.get(key__startswith="launch:")
    assert mail.to == late.email
    assert reminder_services.sweep() == 0
    go_to(clock, DUE - timedelta(days=2))
    assert reminder_services.sweep() == 1  # the step of yesterday
    assert reminder_services.sweep() == 0


def test_a_colleague_who_becomes_a_lead_gets_the_invitation_once(
    clock: time_machine.Traveller,
) -> None:
    cycle = launched_cycle(agencies=1)
    agency = cycle.participants.get().agency
    colleague = Membership.objects.get(user=person_at(agency, "contributor"))
    OutgoingMail.objects.all().delete()
    for roles in (["lead"], ["contributor"], ["lead", "contributor"]):
        membership_services.change_roles(actor=None, membership=colleague, roles=roles)
    assert OutgoingMail.objects.get().to == colleague.user.email


def test_nobody_is_invited_to_what_waits_for_nothing(clock: time_machine.Traveller) -> None:
    """Not to a prepared or closed audit, nor where the return is in or none is expected."""
    agency = AgencyFactory()
    prepared, closed, returned, exempt = (launched_cycle(agencies=1) for _ in range(4))
    for cycle in (prepared, closed, returned, exempt):
        cycle.participants.update(agency=agency)
    Cycle.objects.filter(pk=prepared.pk).update(state="draft")
    Cycle.objects.filter(pk=closed.pk).update(state="closed")
    Submission.objects.filter(participant__cycle=returned).update(state="submitted")
    exempt.participants.update(state=Participant.State.EXEMPT)
    OutgoingMail.objects.all().delete()
    membership_services.add_member(actor=None, user=UserFactory(), place=agency, roles=["lead"])
    assert not OutgoingMail.objects.exists()


def test_an_agency_that_is_expected_again_is_invited_at_once(
    clock: time_machine.Traveller,
) -> None:
    cycle = prepared_cycle(agencies=1)
    row = cycle.participants.select_related("cycle", "agency").get()
    participant_services.exempt(actor=None, participant=row, reason="Merged")
    cycle_services.launch(actor=None, cycle=cycle)
    assert not OutgoingMail.objects.exists()
    participant_services.expect(actor=None, participant=row)
    assert OutgoingMail.objects.get().to == lead_of(row.agency).email


def test_one_who_submits_between_the_look_and_the_letter_gets_none(
    clock: time_machine.Traveller,
) -> None:
    cycle = launched_cycle(agencies=1)
    go_to(clock, DUE + timedelta(days=1))
    (mail,) = reminder_services.pending()
    submitted(cycle.participants.get())
    assert not reminder_services.send(mail)
    assert not subjects()


def test_a_lead_who_left_is_reminded_no_more(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=1)
    Membership.objects.update(ended_at="2026-11-01T00:00Z")
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0


def test_one_letter_that_cannot_be_written_does_not_keep_back_the_others(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = launched_cycle(agencies=3)
    broken = cycle.participants.order_by("pk").first()
    whole = audit_mail_services.context

    def context(participant: Participant, *rest: object) -> object:
        if participant.pk == broken.pk:
            raise OSError("a template is missing")
        return whole(participant, *rest)

    monkeypatch.setattr(audit_mail_services, "context", context)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 2
    assert not Reminder.objects.filter(step="overdue", participant=broken).exists()


# --- by hand -------------------------------------------------------------------------


def test_a_manager_reminds_once_a_day(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=3)
    submitted(cycle.participants.first())
    go_to(clock, DUE + timedelta(days=3))
    manager = manager_of(cycle.partnership)
    rows = list(Participant.objects.all())
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 0
    assert reminder_services.sweep() == 0  # nobody gets two mails on one day
    go_to(clock, DUE + timedelta(days=4))
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2


def test_by_hand_nobody_is_reminded_of_a_closed_audit(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    cycle_services.close(actor=None, cycle=cycle)
    with pytest.raises(reminder_services.Refused, match="while the audit is open"):
        reminder_services.remind(
            actor=manager_of(cycle.partnership), cycle=cycle, rows=list(Participant.objects.all())
        )
    assert Cycle.objects.get().state == "closed"
