"""What is done to one audit leaves those beside it as they are."""

from datetime import date
from typing import Any

import pytest

from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, CycleTemplate, Submission
from s11portal.common.errors import Refused
from tests.audits.cycle.beside import Others
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def others() -> Others:
    """Audits to which nothing is done."""
    return Others()


def edited(cycle: Cycle, **changed: Any) -> None:
    """Save the form of the audit with these fields changed."""
    version = cycle.cycle_templates.earliest("pk").version
    rows = cycle.partnership.listings.all()
    fields = {
        "title": cycle.title,
        "period": cycle.period,
        "opens_on": cycle.opens_on,
        "closes_on": cycle.closes_on,
        "version": version,
        "listings": list(rows),
        **changed,
    }
    cycle_services.edit(actor=manager_of(cycle.partnership), cycle=cycle, **fields)


def test_one_audit_is_changed(others: Others) -> None:
    cycle = prepared_cycle(agencies=2)
    (first, second) = cycle.partnership.listings.order_by("pk")
    other_version = TemplateVersionFactory(partnership=cycle.partnership)
    day = date(2027, 1, 8)
    new = {"title": "New", "period": "2027", "opens_on": day, "closes_on": day}
    edited(cycle, **new, version=other_version, listings=[second])
    cycle.refresh_from_db()
    assert {name: getattr(cycle, name) for name in new} == new
    assert cycle.cycle_templates.get().version == other_version
    row = cycle.participants.get()
    assert (row.agency, row.due_on) == (second.agency, day)
    assert first.agency_id not in cycle.participants.values_list("agency", flat=True)
    others.assert_untouched()


def test_an_agency_with_a_return_stays_in_and_one_without_goes(others: Others) -> None:
    cycle = prepared_cycle(agencies=2)
    (first, second) = cycle.partnership.listings.order_by("pk")
    kept = cycle.participants.get(agency=first.agency)
    Submission.objects.create(participant=kept)
    with pytest.raises(Refused, match="once it has a return"):
        edited(cycle, listings=[second])
    with pytest.raises(Refused, match="cannot change the template"):
        edited(cycle, version=TemplateVersionFactory(partnership=cycle.partnership))
    edited(cycle, listings=[first])
    assert cycle.participants.get() == kept
    others.assert_untouched()


def test_a_launched_audit_is_not_changed(others: Others) -> None:
    cycle = launched_cycle(agencies=1)
    with pytest.raises(Refused, match="has been launched"):
        edited(cycle, title="New")
    cycle.refresh_from_db()
    assert cycle.title != "New"


def test_one_audit_is_launched_then_closed(others: Others) -> None:
    cycle = prepared_cycle(agencies=1)
    with pytest.raises(Refused, match="you cannot close it"):
        cycle_services.close(actor=None, cycle=cycle)
    assert cycle_services.launch(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.launched_at is not None) == ("open", True)
    assert not cycle_services.launch(actor=None, cycle=cycle)
    assert cycle_services.close(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.closed_at is not None) == ("closed", True)
    assert not cycle_services.close(actor=None, cycle=cycle)
    assert not cycle_services.launch(actor=None, cycle=cycle)
    others.assert_untouched()


def test_an_audit_launched_meanwhile_is_not_closed_from_its_preparation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who closes a past audit has not seen that it was launched a moment ago."""
    cycle = prepared_cycle(agencies=1)
    submitted_participant = cycle.participants.get()
    Submission.objects.create(participant=submitted_participant)
    submitted(submitted_participant)
    look = cycle_services.cycle_queries.with_figures

    def launched_meanwhile(rows: Any) -> Any:
        Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.OPEN)
        return look(rows)

    monkeypatch.setattr(cycle_services.cycle_queries, "with_figures", launched_meanwhile)
    assert not cycle_services.close(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.OPEN


def test_an_audit_that_is_not_closed_is_held(others: Others) -> None:
    for state, held in (("draft", True), ("open", True), ("closed", False)):
        cycle = prepared_cycle(agencies=1)
        Cycle.objects.filter(pk=cycle.pk).update(state=state)
        assert cycle_services.hold(cycle) is held
    others.assert_untouched()


def test_returns_brought_in_keep_what_their_file_said() -> None:
    """The launch copies the list for the others only."""
    cycle = prepared_cycle(agencies=2)
    (brought_in, other) = cycle.participants.order_by("pk")
    Submission.objects.create(participant=brought_in)
    cycle.partnership.listings.update(sector="Changed meanwhile")
    cycle_services.launch(actor=None, cycle=cycle)
    sectors = dict(cycle.participants.values_list("pk", "sector"))
    assert sectors[other.pk] == "Changed meanwhile"
    assert sectors[brought_in.pk] == brought_in.sector != "Changed meanwhile"


def test_an_audit_has_a_title() -> None:
    with pytest.raises(Refused, match="title"):
        prepared_cycle(agencies=1, title="  ")


def test_only_the_first_of_two_templates_is_exchanged() -> None:
    cycle = prepared_cycle(agencies=1)
    new, small = (TemplateVersionFactory(partnership=cycle.partnership) for _ in range(2))
    first = cycle.cycle_templates.get()
    second = CycleTemplate.objects.create(cycle=cycle, version=small)
    edited(cycle, version=new)
    versions = dict(cycle.cycle_templates.values_list("pk", "version"))
    assert versions == {first.pk: new.pk, second.pk: small.pk}


def test_an_audit_of_one_day_may_be_prepared() -> None:
    day = date(2026, 11, 20)
    assert prepared_cycle(agencies=1, opens_on=day, closes_on=day).closes_on == day
