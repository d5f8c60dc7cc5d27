"""Preparing an audit: what it may be made of, and what a draft may change."""

from datetime import date

import pytest

from audits.cycle.forms.cycle import CycleForm
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, ParticipantArea, Submission
from audits.response_file.services import returns as returns_services
from audits.template.services import version as version_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import AreaFactory, ListingFactory, PartnershipFactory
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import (
    launched_cycle,
    listed_agencies,
    manager_of,
    prepared_cycle,
)

pytestmark = pytest.mark.django_db

DATES = {"opens_on": date(2026, 10, 5), "closes_on": date(2026, 12, 11)}


def words(cycle: Cycle, **changed: object) -> dict:
    """What `edit` takes to leave the cycle as it is, with changes."""
    return {
        "actor": manager_of(cycle.partnership),
        "cycle": cycle,
        "title": cycle.title,
        "period": cycle.period,
        "opens_on": cycle.opens_on,
        "closes_on": cycle.closes_on,
        "version": cycle_queries.version_of(cycle),
        "listings": list(cycle_queries.offered_listings(cycle.partnership, cycle)),
        **changed,
    }


def test_a_prepared_audit_tells_nobody() -> None:
    cycle = prepared_cycle(agencies=2, without_lead=1)
    assert cycle.state == "draft"
    assert cycle.participants.count() == 3
    assert not OutgoingMail.objects.exists()
    assert not Submission.objects.exists()


def test_each_agency_has_a_door_for_each_area_of_the_partnership() -> None:
    partnership = PartnershipFactory()
    AreaFactory(partnership=partnership)
    cycle = prepared_cycle(partnership, agencies=2)
    assert ParticipantArea.objects.filter(participant__cycle=cycle).count() == 4


def test_a_library_template_may_be_used_and_a_foreign_one_not() -> None:
    assert prepared_cycle(version=TemplateVersionFactory(partnership=None)).pk
    with pytest.raises(Refused, match="published template of your own or of the library"):
        prepared_cycle(version=TemplateVersionFactory(partnership=PartnershipFactory()))


def test_a_draft_template_cannot_be_asked() -> None:
    partnership = PartnershipFactory()
    draft = TemplateVersionFactory(partnership=partnership, publish=False)
    with pytest.raises(Refused, match="published"):
        prepared_cycle(partnership, version=draft)


def test_foreign_and_archived_agencies_cannot_be_asked() -> None:
    partnership = PartnershipFactory()
    version = TemplateVersionFactory(partnership=partnership)
    foreign = ListingFactory(partnership=PartnershipFactory())
    archived = ListingFactory(partnership=partnership, archived_at="2026-01-01T00:00Z")
    for listing in (foreign, archived):
        with pytest.raises(Refused, match="your own list"):
            cycle_services.create(
                actor=None,
                partnership=partnership,
                title="Audit",
                period="2026",
                version=version,
                listings=[listing],
                **DATES,
            )
    assert not Cycle.objects.exists()


def test_returns_cannot_be_due_before_the_audit_opens() -> None:
    with pytest.raises(Refused, match="before the audit opens"):
        prepared_cycle(opens_on=date(2026, 12, 12))


def test_changing_a_draft_adds_and_takes_out_agencies() -> None:
    cycle = prepared_cycle(agencies=2)
    first = cycle.participants.order_by("pk").first()
    (new,) = listed_agencies(cycle.partnership, agencies=1)
    listings = list(cycle_queries.offered_listings(cycle.partnership, cycle))
    wanted = [one for one in listings if one.agency_id != first.agency_id]
    cycle_services.edit(
        **words(cycle, title="New title", closes_on=date(2027, 1, 8), listings=wanted)
    )
    cycle.refresh_from_db()
    assert cycle.title == "New title"
    assert new.agency_id in set(cycle.participants.values_list("agency_id", flat=True))
    assert first.agency_id not in set(cycle.participants.values_list("agency_id", flat=True))
    assert set(cycle.participants.values_list("due_on", flat=True)) == {date(2027, 1, 8)}


def test_an_agency_archived_meanwhile_may_stay_in_the_draft() -> None:
    cycle = prepared_cycle(agencies=2)
    cycle.partnership.listings.update(archived_at="2026-10-01T00:00Z")
    cycle_services.edit(**words(cycle, title="Kept"))
    assert cycle.participants.count() == 2


def test_a_template_retired_meanwhile_may_stay_in_the_draft_and_be_launched() -> None:
    cycle = prepared_cycle()
    version = cycle_queries.version_of(cycle)
    version_services.retire(actor=None, version=version)
    cycle_services.edit(**words(cycle, title="Better title"))
    cycle.refresh_from_db()
    assert (cycle.title, cycle_queries.version_of(cycle)) == ("Better title", version)
    form = CycleForm(partnership=cycle.partnership, cycle=cycle)
    assert version in form.fields["version"].queryset
    assert version not in CycleForm(partnership=cycle.partnership).fields["version"].queryset
    other = prepared_cycle(cycle.partnership)
    with pytest.raises(Refused, match="Select a published template"):
        cycle_services.edit(**words(other, version=version))
    assert cycle_services.launch(actor=None, cycle=cycle)


def test_a_launched_audit_cannot_be_changed() -> None:
    cycle = launched_cycle()
    with pytest.raises(Refused, match="has been launched"):
        cycle_services.edit(**words(cycle, title="Other"))
    cycle.refresh_from_db()
    assert cycle.title == "Section 11 audit 2026"


def test_an_agency_with_an_imported_return_stays_and_so_does_the_template() -> None:
    cycle = prepared_cycle(agencies=1)
    name = cycle.partnership.listings.get().name
    content = f"agency,sector,1.1\n{name},Health,1\n".encode()
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    with pytest.raises(Refused, match="once it has a return"):
        cycle_services.edit(**words(cycle, listings=[]))
    other = TemplateVersionFactory(partnership=cycle.partnership)
    with pytest.raises(Refused, match="cannot change the template"):
        cycle_services.edit(**words(cycle, version=other))
    assert cycle.participants.count() == 1
