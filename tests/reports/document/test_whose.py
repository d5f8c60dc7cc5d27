"""Whose reports and documents a partnership sees, and which of them a worker may take."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from agencies.models import Membership
from audits import scope
from audits.models import CyclePartner
from reports.document import queries as document_queries
from reports.document import services as document_services
from reports.models import Document, Report, Snapshot
from reports.report.queries import overview as overview_queries
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from s11portal.common import clock, jobs
from tests.factories.cycles import launched_cycle
from tests.factories.joint import STANDINGS, Joint, joint_cycle

pytestmark = pytest.mark.django_db

State = Document.State
INSIDE = ("leading", "joined", "withdrawn")
OUTSIDE = ("asked", "left")


@dataclass
class Written:
    """A joint cycle on which every partner has a report and a document."""

    joint: Joint
    reports: dict[str, Report]
    documents: dict[str, Document]


def document_of(report: Report, digest: str = "0" * 64) -> Document:
    """A document of the report that waits to be made."""
    snapshot = Snapshot.objects.create(
        partnership=report.partnership, report=report, figures={}, input_hash=digest
    )
    return Document.objects.create(partnership=report.partnership, snapshot=snapshot)


@pytest.fixture
def written() -> Written:
    """Reports of all, drafted while each had a part in the cycle."""
    joint = joint_cycle()
    reports = {
        standing: report_services.open_draft(
            actor=None, partnership=joint[standing].partnership, cycle=joint.cycle
        )
        for standing in STANDINGS
    }
    return Written(joint, reports, {name: document_of(one) for name, one in reports.items()})


# --- who sees ------------------------------------------------------------------------


@pytest.mark.parametrize("standing", INSIDE)
def test_a_partner_sees_its_own_report_and_no_other(written: Written, standing: str) -> None:
    membership = written.joint[standing].membership
    assert set(report_queries.visible_to(membership)) == {written.reports[standing]}
    assert set(document_queries.visible_to(membership)) == {written.documents[standing]}


@pytest.mark.parametrize("standing", OUTSIDE)
def test_who_has_no_part_in_the_audit_sees_no_report_on_it(written: Written, standing: str) -> None:
    membership = written.joint[standing].membership
    assert not report_queries.visible_to(membership)
    assert not document_queries.visible_to(membership)


def test_an_agency_sees_no_report(written: Written) -> None:
    lead = Membership.objects.get(agency=written.joint.everybodys.agency_id)
    assert scope.cycles_visible_to(lead).exists()
    assert not report_queries.visible_to(lead)
    assert not document_queries.visible_to(lead)


def test_a_report_is_found_by_partnership_and_cycle(written: Written) -> None:
    part = written.joint["joined"]
    other = launched_cycle(part.partnership, agencies=1)
    assert report_queries.of_cycle(part.partnership, other) is None
    second = report_services.open_draft(actor=None, partnership=part.partnership, cycle=other)
    found = report_queries.of_cycle(part.partnership, written.joint.cycle)
    assert found == written.reports["joined"]
    assert report_queries.of_cycle(part.partnership, other) == second
    more = document_of(second)
    assert set(document_queries.of_report(second, part.membership)) == {more}
    assert document_queries.by_id(more.pk) == more


def test_the_list_shows_the_newest_draft_that_is_ready(written: Written) -> None:
    part = written.joint["joined"]
    other = launched_cycle(part.partnership, agencies=1)
    rows = {row.cycle: row for row in overview_queries.audits_with_reports(part.membership)}
    assert rows[written.joint.cycle].draft is None
    assert rows[other].report is None
    first = written.documents["joined"]
    second = document_of(written.reports["joined"], "1" * 64)
    document_of(written.reports["joined"], "2" * 64)
    Document.objects.filter(pk__in=[first.pk, second.pk]).update(state=State.READY)
    rows = {row.cycle: row for row in overview_queries.audits_with_reports(part.membership)}
    assert rows[written.joint.cycle].draft == second
    assert rows[written.joint.cycle].report == written.reports["joined"]


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_command_finds_a_partner_that_has_joined(written: Written, standing: str) -> None:
    cycle, partnership = written.joint.cycle, written.joint[standing].partnership
    found = report_queries.place(cycle.pk, partnership.slug)
    assert found == ((cycle, partnership) if standing in INSIDE else None)


def test_without_a_name_the_command_takes_who_leads(written: Written) -> None:
    CyclePartner.objects.filter(cycle=written.joint.draft).update(state=CyclePartner.State.LEFT)
    leading = written.joint["leading"].partnership
    assert report_queries.place(written.joint.cycle.pk, None) == (written.joint.cycle, leading)
    assert report_queries.place(written.joint.draft.pk, None) is None


# --- which a worker may take ---------------------------------------------------------


@pytest.fixture
def document(written: Written, frozen: object) -> Document:
    """One that waits; all the others are ready."""
    one = written.documents["joined"]
    Document.objects.exclude(pk=one.pk).update(state=State.READY)
    return one


@pytest.mark.parametrize(
    ("state", "lease", "free"),
    [
        (State.WAITING, None, True),
        (State.RENDERING, None, True),
        (State.RENDERING, -1, True),
        (State.RENDERING, 0, False),
        (State.RENDERING, 1, False),
        (State.READY, None, False),
        (State.FAILED, -1, False),
    ],
)
def test_free_is_what_is_to_be_made_and_nobody_holds(
    document: Document, state: str, lease: int | None, free: bool
) -> None:
    until = None if lease is None else clock.now() + timedelta(seconds=lease)
    Document.objects.filter(pk=document.pk).update(state=state, lease_until=until)
    assert list(document_queries.unfinished()) == ([document] if free else [])
    rows = Document.objects.all()
    assert jobs.claim(rows, document.pk, seconds=9) is (lease is None or lease < 0)


def test_a_claim_takes_one_row_for_so_many_seconds(document: Document) -> None:
    others = list(Document.objects.exclude(pk=document.pk).order_by("pk").values())
    assert jobs.claim(document_queries.unfinished(), document.pk, seconds=9)
    assert not jobs.claim(document_queries.unfinished(), document.pk, seconds=9)
    document.refresh_from_db()
    assert (document.attempts, document.lease_until) == (1, clock.now() + timedelta(seconds=9))
    assert list(Document.objects.exclude(pk=document.pk).order_by("pk").values()) == others


@pytest.mark.parametrize(
    "taken", [{"attempts": 2}, {"state": State.READY}, {"state": State.FAILED}], ids=str
)
def test_a_worker_that_lost_the_document_writes_nothing_on_it(
    document: Document, taken: dict[str, object]
) -> None:
    Document.objects.filter(pk=document.pk).update(**taken)
    before = list(Document.objects.order_by("pk").values())
    with pytest.raises(document_services.LeaseLost):
        document_services._mark(document, step="Mine")
    document_services._failed(document)
    assert list(Document.objects.order_by("pk").values()) == before


def test_a_worker_marks_its_own_document_and_renews_its_lease(document: Document) -> None:
    Document.objects.update(state=State.RENDERING)
    others = list(Document.objects.exclude(pk=document.pk).order_by("pk").values())
    document_services._mark(document, step="Mine")
    document.refresh_from_db()
    lease = clock.now() + timedelta(seconds=document_services.LEASE_SECONDS)
    assert (document.step, document.lease_until) == ("Mine", lease)
    assert list(Document.objects.exclude(pk=document.pk).order_by("pk").values()) == others


@pytest.mark.parametrize(("attempts", "state"), [(2, State.WAITING), (3, State.FAILED)])
def test_a_document_that_failed_waits_for_another_attempt_until_the_last(
    document: Document, attempts: int, state: str
) -> None:
    Document.objects.update(attempts=attempts)
    document.refresh_from_db()
    document_services._failed(document)
    document.refresh_from_db()
    assert document.state == state
