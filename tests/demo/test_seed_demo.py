"""The demonstration is what the front page promises."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from agencies.models import MembershipRole, Partnership, User
from audits.models import Cycle, Revision, Submission
from reports.models import Publication
from reports.publication import queries as publication_queries
from s11portal.common import clock, files
from s11portal.common.models import OutgoingMail

pytestmark = pytest.mark.django_db


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="class")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seeded")
class TestSeededToday:
    """Three looks at the same demonstration."""

    def test_it_tells_a_finished_audit_and_one_that_is_half_answered(self):
        finished, running = Cycle.objects.order_by("pk")
        assert finished.state == "closed"
        assert finished.participants.count() == 22
        assert Revision.objects.filter(participant__cycle=finished, origin="import").count() == 22
        assert running.state == "open"
        assert running.opens_on < clock.today() < running.closes_on
        returns = Submission.objects.filter(participant__cycle=running)
        states = list(returns.values_list("state", flat=True))
        assert {state: states.count(state) for state in set(states)} == {
            "submitted": 4,
            "sent_back": 1,
            "started": 9,
            "not_started": 11,
        }

    def test_it_has_a_shared_agency_somebody_for_every_role_and_nobody_real(self):
        shared = Partnership.objects.get(slug="netherfold").listings.filter(
            agency__listings__partnership__slug="brackenshire"
        )
        assert [listing.name for listing in shared] == ["Marlwater Constabulary"]
        held = set(MembershipRole.objects.values_list("role", flat=True))
        assert held == set(MembershipRole.Role.values)
        assert all(user.email.endswith(".example") for user in User.objects.all())

    def test_executives_read_the_report_of_the_finished_audit(self):
        published = Publication.objects.get()
        finished = Cycle.objects.earliest("pk")
        assert (published.report.cycle, published.state) == (finished, "published")
        assert published.title.startswith("What agencies tell us")
        assert files.read(published.document.file).startswith(b"%PDF-")
        told = set(OutgoingMail.objects.filter(subject__startswith="Report published"))
        assert {mail.to for mail in told} == {
            person.email for person in publication_queries.executives(published.partnership)
        }

    def test_a_second_time_nothing_is_changed(self):
        before = User.objects.count(), Revision.objects.count()
        assert "nothing was changed" in seed()
        assert (User.objects.count(), Revision.objects.count()) == before


@time_machine.travel("2031-03-04 12:00")
def test_years_later_the_running_audit_still_runs():
    seed()
    finished, running = Cycle.objects.order_by("pk")
    assert running.closes_on == date(2031, 3, 4) + timedelta(days=21)
    assert finished.closes_on == date(2021, 2, 26)
