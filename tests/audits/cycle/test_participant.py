"""What a manager does about one agency: more time, no return expected, a note, back again."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.models import History, Membership, User
from audits import scope
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Participant, Reminder, Submission
from audits.submission.rules.answer import Answer
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.cycles import launched_cycle, lead_of, manager_of, prepared_cycle, submitted

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Three weeks before the due date, 11 December."""
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON), tick=False) as clock:
        yield clock


@pytest.fixture
def participant() -> Participant:
    """An agency that is asked to answer."""
    return launched_cycle(agencies=1).participants.select_related("cycle", "agency").get()


@pytest.fixture
def manager(participant: Participant) -> User:
    """A business manager of its partnership."""
    return manager_of(participant.cycle.partnership)


def url(name: str, participant: Participant) -> str:
    """One of the agency's pages in the cycle."""
    slug = participant.cycle.partnership.slug
    return reverse(name, kwargs={"slug": slug, "pk": participant.pk})


# --- services ------------------------------------------------------------------------


def test_more_time_is_told_to_the_leads(participant: Participant, manager: User) -> None:
    OutgoingMail.objects.all().delete()
    participant_services.move_date(
        actor=manager, participant=participant, due_on=date(2026, 12, 18)
    )
    participant.refresh_from_db()
    assert participant.due_on == date(2026, 12, 18)
    mail = OutgoingMail.objects.get()
    assert mail.to == lead_of(participant.agency).email
    assert "now due by 18 December 2026" in mail.body
    row = History.objects.get(verb="moved the due date of")
    assert row.data == {"before": "2026-12-11", "after": "2026-12-18"}
    assert row.participant_id == participant.pk


@pytest.mark.parametrize(
    ("due_on", "says"),
    [
        (date(2026, 11, 19), "must be today or later"),
        (date(2026, 12, 11), "already due by 11 December 2026"),
    ],
)
def test_a_past_and_the_same_date_are_refused(
    participant: Participant, manager: User, due_on: date, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        participant_services.move_date(actor=manager, participant=participant, due_on=due_on)


def test_two_managers_who_move_the_same_date_do_not_overwrite_each_other(
    participant: Participant, manager: User
) -> None:
    stale = Participant.objects.select_related("cycle", "agency").get(pk=participant.pk)
    participant_services.move_date(
        actor=manager, participant=participant, due_on=date(2026, 12, 18)
    )
    with pytest.raises(Refused, match="while the audit is open"):
        participant_services.move_date(actor=manager, participant=stale, due_on=date(2026, 12, 25))


def test_the_date_of_a_return_that_is_in_stays(participant: Participant, manager: User) -> None:
    submitted(participant)
    with pytest.raises(Refused, match="has not been submitted"):
        participant_services.move_date(
            actor=manager, participant=participant, due_on=date(2026, 12, 18)
        )


def test_an_exempt_agency_has_a_reason_and_can_be_expected_again(
    participant: Participant, manager: User
) -> None:
    with pytest.raises(Refused, match="Enter why this agency is exempt"):
        participant_services.exempt(actor=manager, participant=participant, reason="  ")
    participant_services.exempt(actor=manager, participant=participant, reason="Merged in June")
    participant.refresh_from_db()
    assert (participant.state, participant.reason) == ("exempt", "Merged in June")
    with pytest.raises(Refused, match="You cannot change this"):
        participant_services.exempt(actor=manager, participant=participant, reason="Again")
    participant_services.expect(actor=manager, participant=participant)
    participant.refresh_from_db()
    assert (participant.state, participant.reason) == ("expected", "")


def test_a_note_from_an_old_page_leaves_the_reason_of_an_exempt_agency(
    participant: Participant, manager: User
) -> None:
    participant_services.exempt(actor=manager, participant=participant, reason="Merged in June")
    with pytest.raises(Refused, match="No return is expected"):
        participant_services.note(actor=manager, participant=participant, reason="")
    participant.refresh_from_db()
    assert participant.reason == "Merged in June"


def test_a_national_document_is_named(participant: Participant, manager: User) -> None:
    with pytest.raises(Refused, match="document's title"):
        participant_services.accept_national_document(
            actor=manager, participant=participant, document=""
        )
    participant_services.accept_national_document(
        actor=manager, participant=participant, document="BTP 2026"
    )
    participant.refresh_from_db()
    assert (participant.state, participant.national_document) == ("national", "BTP 2026")


def test_who_has_returned_is_not_exempted(participant: Participant, manager: User) -> None:
    submitted(participant)
    with pytest.raises(Refused, match="the return has been submitted"):
        participant_services.exempt(actor=manager, participant=participant, reason="Too late")


def test_after_closing_only_the_note_can_change(participant: Participant, manager: User) -> None:
    """The executive asks why there was no return after the audit, not before."""
    cycle_services.close(actor=manager, cycle=participant.cycle)
    with pytest.raises(Refused, match="the audit is closed"):
        participant_services.exempt(actor=manager, participant=participant, reason="Merged")
    participant_services.note(
        actor=manager, participant=participant, reason="Lead left; director rung 4 May"
    )
    participant.refresh_from_db()
    assert participant.reason == "Lead left; director rung 4 May"


# --- who sees what -------------------------------------------------------------------


def test_partnerships_see_participants_through_their_areas_only(participant: Participant) -> None:
    own = Membership.objects.get(user=manager_of(participant.cycle.partnership))
    stranger = Membership.objects.get(user=manager_of(PartnershipFactory()))
    assert scope.participants_visible_to(own).get() == participant
    assert not scope.participants_visible_to(stranger).exists()
    participant.areas.update(withdrawn_at="2026-11-01T00:00Z")
    assert not scope.participants_visible_to(own).exists()


def test_an_agency_sees_itself_once_the_audit_is_launched(participant: Participant) -> None:
    lead = Membership.objects.get(agency=participant.agency)
    assert scope.participants_visible_to(lead).get() == participant
    draft = prepared_cycle(participant.cycle.partnership, agencies=1)
    other = Membership.objects.get(agency=draft.participants.get().agency)
    assert not scope.participants_visible_to(other).exists()


# --- pages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "body", "changed"),
    [
        ("participant-exempt", {"reason": "Merged"}, {"state": "exempt", "reason": "Merged"}),
        ("participant-national", {"document": "BTP"}, {"state": "national"}),
        ("participant-note", {"reason": "Rung on 3 May"}, {"reason": "Rung on 3 May"}),
        ("participant-date", {"due_on": "18/12/2026"}, {"due_on": date(2026, 12, 18)}),
    ],
)
def test_each_action_has_a_page_and_leads_back(
    client: Client, participant: Participant, manager: User, page: str, body: dict, changed: dict
) -> None:
    client.force_login(manager)
    assert client.get(url(page, participant)).status_code == 200
    answer = client.post(url(page, participant), body)
    assert answer.url == url("cycle-participant", participant)
    participant.refresh_from_db()
    assert {name: getattr(participant, name) for name in changed} == changed


def test_a_refusal_is_said_on_the_page(
    client: Client, participant: Participant, manager: User
) -> None:
    client.force_login(manager)
    answer = client.post(url("participant-date", participant), {"due_on": "2026-11-01"})
    assert answer.status_code == 200
    assert b"The due date must be today or later" in answer.content


def test_one_agency_is_reminded_before_its_date_with_another_text(
    client: Client, participant: Participant, manager: User
) -> None:
    client.force_login(manager)
    Reminder.objects.all().delete()  # the launch was another day
    page = client.get(url("participant-remind", participant))
    assert b"Reminder: Section 11 audit 2026 is due on 11 December 2026" in page.content
    OutgoingMail.objects.all().delete()
    client.post(url("participant-remind", participant))
    assert "due in 21 days, by 11 December 2026" in OutgoingMail.objects.get().body


def test_a_submitted_return_is_read_as_it_was_submitted(
    client: Client, participant: Participant
) -> None:
    """From the frozen rows: what the agency writes afterwards is not shown."""
    submitted(participant, lead=Answer(value={"level": "1"}, examples="Weekly <i>checks</i>"))
    client.force_login(person_at(participant.cycle.partnership, "scrutineer"))
    page = client.get(url("cycle-return", participant))
    assert b"Weekly &lt;i&gt;checks&lt;/i&gt;" in page.content
    assert b"Examples of what the agency does" in page.content
    assert b"what you do" not in page.content
    assert b"Good" in page.content
    assert b"Not answered" in page.content


def test_an_earlier_return_can_be_read_beside_the_one_that_counts(
    client: Client, participant: Participant, manager: User
) -> None:
    submitted(participant, lead=Answer(value={"level": "0"}, examples="First version"))
    submitted(participant, lead=Answer(value={"level": "1"}, examples="Second version"))
    client.force_login(manager)
    assert b"Second version" in client.get(url("cycle-return", participant)).content
    page = client.get(url("cycle-return", participant), {"number": "1"})
    assert b"First version" in page.content
    assert b"This is an earlier return" in page.content
    for nothing in ("3", "x", "-1", "²"):
        assert client.get(url("cycle-return", participant), {"number": nothing}).status_code == 404


def test_before_anything_is_submitted_there_is_nothing_to_read(
    client: Client, participant: Participant, manager: User
) -> None:
    Submission.objects.update(state="started")
    client.force_login(manager)
    assert client.get(url("cycle-return", participant)).status_code == 404


def test_a_return_is_sent_back_with_what_to_look_at(
    client: Client, participant: Participant, manager: User
) -> None:
    submitted(participant)
    client.force_login(manager)
    assert b"Send the return back" in client.get(url("cycle-participant", participant)).content
    client.post(
        url("participant-send-back", participant),
        {"reason": "Say more on 1.1", "due_on": "2026-12-18"},
    )
    assert Submission.objects.get().state == "sent_back"
    assert "Say more on 1.1" in OutgoingMail.objects.latest("pk").body


def test_an_executive_sees_the_state_and_not_the_return(
    client: Client, participant: Participant
) -> None:
    submitted(participant)
    client.force_login(person_at(participant.cycle.partnership, "executive"))
    page = client.get(url("cycle-participant", participant))
    assert b"Submitted" in page.content
    assert url("cycle-return", participant).encode() not in page.content
    assert client.get(url("cycle-return", participant)).status_code == 403
