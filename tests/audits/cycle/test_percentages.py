"""How an audit's percentages are rounded is chosen with the audit, and its changes are kept."""

import pytest
from django.urls import reverse

from agencies.models import History
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import percentages as percentages_services
from audits.models import Cycle
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle

from .test_preparing import words

pytestmark = pytest.mark.django_db


def test_an_audit_rounds_each_percentage_on_its_own_unless_it_says_otherwise() -> None:
    assert prepared_cycle().percentages == "whole"
    assert prepared_cycle(percentages="two_decimals").percentages == "two_decimals"


def test_what_is_not_said_stays_as_it_was_chosen() -> None:
    cycle = prepared_cycle(percentages="add_up")
    cycle_services.edit(**words(cycle, title="Another title"))
    cycle.refresh_from_db()
    assert cycle.percentages == "add_up"
    cycle_services.edit(**words(cycle, percentages="one_decimal"))
    cycle.refresh_from_db()
    assert cycle.percentages == "one_decimal"


def test_a_way_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="half"):
        prepared_cycle(percentages="half")


def test_changing_it_later_leaves_one_line_in_the_history() -> None:
    cycle = launched_cycle()
    manager = manager_of(cycle.partnership)
    choose = {"actor": manager, "cycle": cycle, "percentages": "add_up"}
    assert percentages_services.choose(**choose)
    assert not percentages_services.choose(**choose)
    assert Cycle.objects.get().percentages == "add_up"
    line = History.objects.get(verb="changed how percentages are rounded in")
    assert line.actor == manager
    assert line.data == {
        "before": "Whole numbers, each rounded on its own",
        "after": "Whole numbers that add up to 100",
    }


def test_the_manager_chooses_it_on_the_form_and_sees_it_on_the_prepared_audit(client) -> None:
    cycle = prepared_cycle()
    client.force_login(manager_of(cycle.partnership))
    place = {"slug": cycle.partnership.slug, "pk": cycle.pk}
    edit = reverse("cycle-edit", kwargs=place)
    form = client.get(edit).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    client.post(edit, {**sent, "percentages": "two_decimals"})
    cycle.refresh_from_db()
    assert cycle.percentages == "two_decimals"
    assert "Two decimal places" in client.get(reverse("cycle-board", kwargs=place)).content.decode()
