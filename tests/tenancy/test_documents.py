"""Drafts, published, replaced and withdrawn documents: who of both tenants reaches which.

Executives read what is published now. Everything else of a report, and an audit that is being
prepared, is nothing to them: not found by its address, named on no page.
"""

import pytest
from django.test import Client
from django.urls import reverse

from audits.models import Cycle
from reports.document import queries as document_queries
from reports.publication import services as publication_services

from .cast import PARTNERSHIPS, ROLES, Cast
from .routes import ROUTES
from .visit import Visitor, sandbox, text_of

pytestmark = pytest.mark.django_db

STANDINGS = ("draft", "published", "replaced", "withdrawn")
READING_DRAFTS = ("manager", "scrutineer")
PEOPLE = [(place, role) for place in PARTNERSHIPS for role in ROLES["partnership"]]
# Pages of a partnership on which documents or audits are listed, and those of every person.
LISTS = [
    route
    for route in ROUTES
    if route.get is not None
    and (route.place in ("partnership", "person") or route.name == "your-work")
    and not route.references("path")
]


def get(visitor: Visitor, person: str, name: str, **kwargs: object) -> object:
    """The answer to `person` at this address."""
    client: Client = visitor.clients[person]
    with sandbox():
        return client.get(reverse(name, kwargs=kwargs))


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize(("place", "role"), PEOPLE)
def test_who_downloads_which_document(
    visitor: Visitor, cast: Cast, place: str, role: str, standing: str
) -> None:
    """An executive only the published one; nobody one of the other partnership."""
    for owner in PARTNERSHIPS:
        document = cast[owner, f"{standing}_document"]
        slug = cast[place, "place"].slug
        answer = get(visitor, f"{place}.{role}", "document-download", slug=slug, pk=document.pk)
        reads = role in READING_DRAFTS or standing == "published"
        assert answer.status_code == (200 if reads and owner == place else 404), owner


@pytest.mark.parametrize("place", PARTNERSHIPS)
@pytest.mark.parametrize("name", ["document-progress", "document-publish", "document-delete"])
def test_an_executive_is_refused_the_pages_of_drafts(
    visitor: Visitor, cast: Cast, place: str, name: str
) -> None:
    """403, whatever the document's standing: they would tell that it exists."""
    slug = cast[place, "place"].slug
    for standing in STANDINGS:
        pk = cast[place, f"{standing}_document"].pk
        assert get(visitor, f"{place}.executive", name, slug=slug, pk=pk).status_code == 403


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
@pytest.mark.parametrize("place", PARTNERSHIPS)
def test_no_list_leads_an_executive_to_a_draft(
    visitor: Visitor, cast: Cast, place: str, route: object
) -> None:
    """Homes, lists and 'Your work' hold neither their links nor the audit being prepared."""
    page = text_of(visitor.ask(route, "get", f"{place}.executive", at=place))
    hidden = [cast[place, f"{one}_document"].pk for one in STANDINGS if one != "published"]
    assert not [pk for pk in hidden if f"/reports/documents/{pk}/" in page]
    assert f"/cycles/{cast[place, 'draft_cycle'].pk}/" not in page
    assert not visitor.cast.leaks(page, f"{place}.executive")


@pytest.mark.parametrize("place", PARTNERSHIPS)
def test_lists_lead_executives_to_what_is_published(
    visitor: Visitor, cast: Cast, place: str
) -> None:
    """The positive control: home, list and the report's own page have the link."""
    slug, pk = cast[place, "place"].slug, cast[place, "published_document"].pk
    link = reverse("document-download", kwargs={"slug": slug, "pk": pk})
    cycle = cast[place, "results_cycle"].pk
    for name, more in (("partnership-home", {}), ("results", {}), ("cycle-report", {"pk": cycle})):
        assert link in text_of(get(visitor, f"{place}.executive", name, slug=slug, **more)), name


def test_a_published_report_is_not_hidden_by_preparing_its_audit_again(
    visitor: Visitor, cast: Cast
) -> None:
    """An audit from a file was never launched: opened again, executives do not see it."""
    document = document_queries.by_id(cast["A", "published_document"].pk)
    cycle = document.snapshot.report.cycle
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CLOSED, launched_at=None)
    slug, manager = cast["A", "place"].slug, visitor.clients["A.manager"]
    again = reverse("cycle-reopen", kwargs={"slug": slug, "pk": cycle.pk})
    reason = {"reason": "A return was forgotten"}
    page = text_of(manager.post(again, reason, follow=True))
    assert "You cannot open this audit again because a report of it is published" in page
    assert "Withdraw the report first." in page
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.CLOSED
    for name, pk in (("document-download", document.pk), ("cycle-report", cycle.pk)):
        assert get(visitor, "A.executive", name, slug=slug, pk=pk).status_code == 200, name
    publication_services.withdraw(actor=None, document=document, reason="A return was forgotten")
    assert "being prepared again" in text_of(manager.post(again, reason, follow=True))


@pytest.mark.parametrize("role", ROLES["partnership"])
@pytest.mark.parametrize("name", ["cycle-board", "cycle-results", "cycle-report"])
def test_an_audit_being_prepared_is_nothing_to_executives(
    visitor: Visitor, cast: Cast, role: str, name: str
) -> None:
    """Its board and, when returns came from a file, its results and report: 404 by address."""
    for place in PARTNERSHIPS:
        cycle = cast[place, "prepared_with_returns"]
        slug = cast[place, "place"].slug
        answer = get(visitor, f"{place}.{role}", name, slug=slug, pk=cycle.pk)
        assert answer.status_code == (200 if role in READING_DRAFTS else 404), place


@pytest.mark.parametrize("role", ROLES["partnership"])
def test_nor_are_the_agencies_in_it(visitor: Visitor, cast: Cast, role: str) -> None:
    """An agency's page, its return, and its answers, of an audit being prepared."""
    cycle = cast["A", "prepared_with_returns"]
    slug, participant = cast["A", "place"].slug, cycle.participants.get()
    question = cycle.cycle_templates.get().version.questions.get(label="1.1")
    expected = 200 if role in READING_DRAFTS else 404
    page = get(visitor, f"A.{role}", "cycle-participant", slug=slug, pk=participant.pk)
    assert page.status_code == expected
    for name, more in (
        ("cycle-return", {"pk": participant.pk}),
        ("cycle-question-answers", {"pk": cycle.pk, "question": question.pk}),
    ):
        answer = get(visitor, f"A.{role}", name, slug=slug, **more)
        # Single returns are not for executives at all: their role says so first.
        assert answer.status_code == (200 if role in READING_DRAFTS else 403), name
