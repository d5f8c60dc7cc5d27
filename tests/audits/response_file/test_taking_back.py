"""An import that was wrong is taken back as a whole, until something rests on it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agencies.models import History, Listing
from agencies.people.services import invitation as invitation_services
from audits.cycle.services import ending as ending_services
from audits.cycle.services import participant as participant_services
from audits.models import Answer, Cycle, Participant, ResponseImport, Revision, Submission
from audits.response_file.services import returns as returns_services
from audits.response_file.services import taking_back as taking_back_services
from audits.submission.services import submission as submission_services
from reports.document import queries as document_queries
from s11portal.common.errors import Refused
from tests.factories.agencies import ListingFactory, person_at

from .conftest import RETURNS

pytestmark = pytest.mark.django_db
FILE = b"agency,sector,1.1\nAsh House,Health,2\nYew Barn,Health,3\n"


def imported(cycle: Cycle, content: bytes = FILE) -> ResponseImport:
    """The import of a file with these returns."""
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    return ResponseImport.objects.latest("pk")


def take_back(found: ResponseImport) -> bool:
    return taking_back_services.take_back(actor=None, response_import=found)


def counts() -> list[int]:
    return [model.objects.count() for model in (Listing, Participant, Submission, Revision, Answer)]


def test_everything_is_as_before_and_the_file_can_be_imported_again(cycle: Cycle) -> None:
    ListingFactory(partnership=cycle.partnership, name="Ash House", sector="Health")
    before = counts()
    content = RETURNS.read_bytes()
    found = imported(cycle, content)
    assert found.returns == 22
    assert counts() != before
    assert take_back(found)
    assert counts() == before
    assert History.objects.filter(verb="undid an import").count() == 1
    assert imported(cycle, content).returns == 22


def test_a_second_time_does_nothing(cycle: Cycle) -> None:
    found = imported(cycle)
    assert take_back(found)
    again = imported(cycle)
    assert not take_back(found)
    assert Revision.objects.count() == again.returns == 2


def test_an_agency_that_was_in_the_audit_before_stays_in_it(cycle: Cycle) -> None:
    first = imported(cycle, b"agency,sector,1.1\nAsh House,Health,2\n")
    second = imported(cycle, b"agency,sector,1.1\nYew Barn,Health,2\n")
    take_back(first)
    assert [row.agency.name for row in Participant.objects.all()] == ["Yew Barn"]
    assert Revision.objects.get().pk in second.created["revisions"]


def test_an_agency_of_a_prepared_audit_is_as_it_was_and_can_be_taken_out(cycle: Cycle) -> None:
    listing = ListingFactory(partnership=cycle.partnership, name="Ash House", sector="Health")
    [participant] = participant_services.add(actor=None, cycle=cycle, listings=[listing])
    found = imported(cycle, b"agency,sector,1.1\nAsh House,Police,2\n")
    participant.refresh_from_db()
    assert participant.sector == "Police"
    take_back(found)
    participant.refresh_from_db()
    assert participant.sector == "Health"
    assert not Submission.objects.exists()
    ending_services.delete(actor=None, cycle=cycle)
    assert not Cycle.objects.exists()


def test_an_agency_with_an_invitation_stays_on_the_list(cycle: Cycle) -> None:
    found = imported(cycle)
    invitation_services.invite_agency_lead(
        actor=None,
        listing=Listing.objects.get(name="Ash House"),
        email="lead@ash.example",
        name="Ann Ash",
    )
    take_back(found)
    assert [row.name for row in Listing.objects.all()] == ["Ash House"]


def test_a_return_that_was_sent_back_since_stops_it_and_nothing_goes(cycle: Cycle) -> None:
    found = imported(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.OPEN)
    participant = Participant.objects.get(agency__name="Ash House")
    submission_services.send_back(actor=None, submission=participant.submission, reason="Why?")
    before = counts()
    with pytest.raises(Refused, match="have changed since: Ash House"):
        take_back(found)
    assert counts() == before
    found.refresh_from_db()
    assert found.taken_back_at is None


def test_a_report_that_was_made_stops_it(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    assert document_queries.rests_on in taking_back_services._obstacles
    found = imported(cycle)
    monkeypatch.setattr(taking_back_services, "_obstacles", [lambda _cycle: "A report is made."])
    with pytest.raises(Refused, match="A report is made"):
        take_back(found)
    assert Revision.objects.count() == 2


def test_a_closed_audit_keeps_its_returns(cycle: Cycle) -> None:
    found = imported(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CLOSED)
    with pytest.raises(Refused, match="Open it again"):
        take_back(found)


def test_the_manager_is_asked_first_and_sees_what_goes(client: Client, cycle: Cycle) -> None:
    client.force_login(person_at(cycle.partnership, "manager"))
    where = {"slug": cycle.partnership.slug, "pk": cycle.pk}
    file = SimpleUploadedFile("returns.csv", FILE)
    client.post(client.post(reverse("cycle-import", kwargs=where), {"file": file}).url)
    found = ResponseImport.objects.get()
    undo = reverse(
        "response-import-take-back", kwargs={"slug": cycle.partnership.slug, "pk": found.pk}
    )
    page = client.get(reverse("cycle-import", kwargs=where)).content.decode()
    assert undo in page
    asked = " ".join(client.get(undo).content.decode().split())
    assert "2 returns from this audit" in asked
    assert "2 agencies that the import added to your list" in asked
    assert Revision.objects.count() == 2, "looking removes nothing"
    answer = client.post(undo, follow=True)
    assert "The import is undone." in answer.content.decode()
    assert "Undone" in answer.content.decode()
    assert not Revision.objects.exists()
