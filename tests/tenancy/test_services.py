"""Every service that asks, called directly by people who may not: whatever view trusts it."""

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from agencies.membership import access as membership_access
from agencies.membership import services as membership_services
from agencies.models import History, MembershipRole, Partnership, User
from agencies.roles import AGENCY, PARTNERSHIP, NotAllowed
from audits.models import ResponseImport, ResponseUpload
from reports.document import services as document_services
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from s11portal.common import clock
from tests.architecture.test_services import ASKED_ELSEWHERE, is_service_module, services
from tests.architecture.tree import in_apps, named
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)
from tests.factories.audits import TemplateVersionFactory
from tests.factories.submissions import open_return

pytestmark = pytest.mark.django_db


def asking() -> list[str]:
    """The services that ask, by module and name."""
    return [
        f"{named(path)}:{service.name}"
        for path in in_apps()
        if is_service_module(path)
        for service in services(path.read_text())
        if service.name not in ASKED_ELSEWHERE.get(named(path), {})
    ]


def found(name: str) -> Callable[..., Any]:
    """The service with this name."""
    path, function = name.split(":")
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    return getattr(module, function)


@dataclass
class World:
    """One thing of each kind, and people who may do nothing to any of them."""

    things: dict[str, Any]
    strangers: dict[str, User] = field(default_factory=dict)


@pytest.fixture(params=["partnership", "agency"])
def world(request: pytest.FixtureRequest) -> World:
    """A partnership with an open audit; memberships and invitations of one kind of place."""
    work = open_return()
    place = {request.param: getattr(work, request.param)}
    report = report_services.open_draft(actor=None, partnership=work.partnership, cycle=work.cycle)
    document, _ = report_services.make_document(actor=None, report=report)
    things = {
        "partnership": work.partnership,
        "agency": work.agency,
        "into": work.agency,
        "listing": ListingFactory(partnership=work.partnership),
        "membership": MembershipFactory(**place),
        "invitation": InvitationFactory(**place, role="lead"),
        "version": TemplateVersionFactory(partnership=work.partnership),
        "cycle": work.cycle,
        "participant": work.participant,
        "submission": work.submission,
        "report": report,
        "section": section_services.add_recommendation(
            actor=None, report=report, title="", body="", data={}
        ),
        "text": report,
        "document": document,
        "response_upload": ResponseUpload(partnership=work.partnership, cycle=work.cycle),
        "response_import": ResponseImport(partnership=work.partnership, cycle=work.cycle),
    }
    return World(things, _strangers(work.partnership, work.agency))


def _strangers(partnership: Partnership, agency: Any) -> dict[str, User]:
    every = MembershipRole.Role
    gone = person_at(partnership, every.MANAGER)
    gone.memberships.update(ended_at=clock.now())
    left = person_at(agency, every.LEAD)
    left.memberships.update(ended_at=clock.now())
    return {
        "a stranger": UserFactory(),
        "another partnership's manager": person_at(PartnershipFactory(), every.MANAGER),
        "another agency's lead": person_at(AgencyFactory(), every.LEAD, every.APPROVER),
        "an executive": person_at(partnership, every.EXECUTIVE),
        "a scrutineer": person_at(partnership, every.SCRUTINEER),
        "a contributor": person_at(agency, every.CONTRIBUTOR),
        "a manager who was": gone,
        "a lead who was": left,
        "a manager whose account is closed": person_at(partnership, every.MANAGER, is_active=False),
        "a lead whose account is closed": person_at(agency, every.LEAD, is_active=False),
    }


# Who of the strangers to everything else may do this.
ADMITTED = {"audits/submission/services/bring_back.py:bring_back": {"a contributor"}}


@pytest.mark.parametrize("name", asking())
def test_nobody_who_may_not_gets_past_the_service(world: World, name: str) -> None:
    """What the service needs beside its place is left out: it asks before it looks."""
    service = found(name)
    wanted = [one for one in inspect.signature(service).parameters if one != "actor"]
    given = {one: world.things.get(one) for one in wanted}
    history = History.objects.count()
    for who, actor in world.strangers.items():
        if who in ADMITTED.get(name, ()):
            continue
        try:
            with transaction.atomic():
                service(actor=actor, **given)
        except NotAllowed:
            continue
        except Exception as other:
            pytest.fail(f"{who} got as far as {other!r}; given {given}")
        pytest.fail(f"{who} got past {name}")
    assert History.objects.count() == history


@pytest.mark.parametrize(
    ("capability", "kind"),
    [*((one, "partnership") for one in PARTNERSHIP), *((one, "agency") for one in AGENCY)],
)
def test_a_service_admits_the_roles_of_the_table_and_the_system(capability: str, kind: str) -> None:
    table = PARTNERSHIP if kind == "partnership" else AGENCY
    factory = PartnershipFactory if kind == "partnership" else AgencyFactory
    place: Any = factory()
    roles = (
        MembershipRole.PARTNERSHIP_ROLES if kind == "partnership" else MembershipRole.AGENCY_ROLES
    )
    for role in roles:
        person = person_at(place, role)
        for at in (place, place.pk):
            allowed = membership_access.allows(person, capability, **{kind: at})
            assert allowed == (role in table[capability])
        assert not membership_access.allows(person, capability, **{kind: factory()})
    membership_access.require(None, capability, **{kind: place})


def test_what_belongs_to_no_place_is_the_systems_alone() -> None:
    manager = person_at(PartnershipFactory(), "manager")
    with pytest.raises(NotAllowed):
        membership_access.require(manager, "manage_templates", partnership=None)
    membership_access.require(None, "manage_templates", partnership=None)


def test_a_partnership_with_the_agencys_number_does_not_help() -> None:
    """Numbers of both kinds of places begin at 1."""
    agency = AgencyFactory()
    lead = person_at(agency, "lead")
    with pytest.raises(NotAllowed):
        membership_access.require(lead, "manage_people", partnership=agency.pk, agency=agency)


def test_an_unknown_capability_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        membership_access.require(UserFactory(), "mange_cycles", partnership=1)


def test_a_refusal_is_the_403_page(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership, "manager"))

    def refused(**given: Any) -> None:
        raise NotAllowed

    monkeypatch.setattr(membership_services, "end_membership", refused)
    other = MembershipFactory(partnership=partnership, roles=["executive"])
    answer = client.post(f"/p/{partnership.slug}/people/{other.pk}/end/")
    assert answer.status_code == 403


def test_the_document_of_a_report_is_asked_for_by_those_who_write_it(world: World) -> None:
    report = world.things["report"]
    with pytest.raises(NotAllowed):
        document_services.request(
            actor=world.strangers["an executive"], report=report, content=None
        )
