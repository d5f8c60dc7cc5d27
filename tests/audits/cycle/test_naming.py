"""Averages by name: chosen with the audit, off unless chosen, and said before anybody signs."""

import pytest
from django.urls import reverse

from agencies.models import History, Membership
from audits.cycle.queries import naming as naming_queries
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import naming as naming_services
from audits.models import Cycle, SignOff
from tests.audits.submission.returned import complete_return
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle
from tests.factories.returns import Row, cycle_with

from .test_preparing import words

pytestmark = pytest.mark.django_db


def choose(cycle, named=True):
    manager = manager_of(cycle.partnership)
    return naming_services.choose(actor=manager, cycle=cycle, names_agencies=named)


def untold(cycle):
    manager = manager_of(cycle.partnership)
    membership = Membership.objects.get(user=manager)
    found = naming_queries.untold(membership, cycle)
    return found.signed, found.imported


def page_of(work, name):
    return reverse(
        f"submission-{name}", kwargs={"code": work.agency.code, "pk": work.submission.pk}
    )


class TestChosen:
    def test_no_audit_names_agencies_unless_that_is_chosen(self):
        assert not prepared_cycle().names_agencies
        assert prepared_cycle(names_agencies=True).names_agencies

    def test_changing_the_audit_keeps_or_changes_it(self):
        cycle = prepared_cycle(names_agencies=True)
        cycle_services.edit(**words(cycle, title="Another title"))
        assert Cycle.objects.get().names_agencies
        cycle_services.edit(**words(cycle, names_agencies=False))
        assert not Cycle.objects.get().names_agencies

    def test_it_can_be_changed_when_the_audit_runs_with_a_line_in_the_history(self):
        cycle = launched_cycle()
        assert choose(cycle)
        assert not choose(cycle)
        assert choose(cycle, named=False)
        verbs = History.objects.filter(verb__contains="averages").values_list("verb", flat=True)
        assert list(verbs.order_by("pk")) == [
            "chose averages by name in the report on",
            "chose no averages by name in the report on",
        ]


class TestPages:
    """What the manager chooses, and what the page says of those who have signed."""

    @pytest.fixture
    def work(self):
        return complete_return()

    def naming(self, client, cycle, **data):
        client.force_login(manager_of(cycle.partnership))
        url = reverse("cycle-naming", kwargs={"slug": cycle.partnership.slug, "pk": cycle.pk})
        answer = client.post(url, data, follow=True) if data else client.get(url)
        return " ".join(answer.content.decode().split())

    def sign(self, client, work, **data):
        client.force_login(work.lead)
        url = reverse(
            "submission-sign", kwargs={"code": work.agency.code, "pk": work.submission.pk}
        )
        if not data:
            return " ".join(client.get(url).content.decode().split())
        sent = {"name": "Ann Lee", "capacity": "Chair", "declared": "on", **data}
        return " ".join(client.post(url, sent, follow=True).content.decode().split())

    def test_the_form_of_an_audit_asks_and_is_not_ticked(self, client):
        cycle = prepared_cycle()
        client.force_login(manager_of(cycle.partnership))
        page = client.get(reverse("cycle-create", kwargs={"slug": cycle.partnership.slug}))
        tick = page.context["form"]["names_agencies"]
        assert "Name each agency with its average score in the report" in page.content.decode()
        assert not tick.value()

    def test_whoever_signs_reads_that_no_average_is_printed(self, client, work):
        page = self.sign(client, work)
        assert "The report does not print your average score." in page
        assert "can read the whole return" in page
        assert "They cannot open your return." in page

    def test_whoever_signs_reads_that_the_agency_is_named(self, client, work):
        choose(work.cycle)
        page = self.sign(client, work)
        assert "The report names your agency and gives its average score," in page
        home = reverse(
            "submission-home", kwargs={"code": work.agency.code, "pk": work.submission.pk}
        )
        assert "The report names your agency" in client.get(home).content.decode()

    def test_whoever_signed_after_being_told_is_not_named_as_untold(self, client, work):
        choose(work.cycle)
        self.sign(client, work, told="True")
        assert SignOff.objects.get().told_of_names
        assert untold(work.cycle) == ((), ())

    def test_switched_on_later_the_page_says_who_was_not_told(self, client, work):
        self.sign(client, work, told="False")
        page = self.naming(client, work.cycle)
        assert "1 agency signed after reading that the report prints no averages." in page
        assert f"<li>{work.agency.name}</li>" in page
        said = self.naming(client, work.cycle, names_agencies="on")
        assert "The report names agencies with their average scores." in said
        page = self.naming(client, work.cycle)
        assert "1 agency signed without being told that the report prints averages by name." in page

    def test_nobody_signs_a_page_that_did_not_say_it(self, client, work):
        choose(work.cycle)
        page = self.sign(client, work, told="False")
        assert "has changed what its report prints by name" in page
        assert not SignOff.objects.exists()
        assert 'name="told" value="True"' in page
        self.sign(client, work, told="True")
        assert SignOff.objects.get().told_of_names


def test_returns_from_a_file_are_counted_apart(django_assert_num_queries):
    cycle = cycle_with(
        launched_cycle().partnership,
        rows=[
            Row("Ash House", answers={"1.1": "2"}, imported=True),
            Row("Birch House", answers={"1.1": "2"}),
            Row("Elm House"),
        ],
    )
    membership = Membership.objects.prefetch_related("roles").get(
        user=manager_of(cycle.partnership)
    )
    with django_assert_num_queries(2):
        found = naming_queries.untold(membership, cycle)
    assert (found.signed, found.imported) == (("Birch House",), ("Ash House",))
