"""The demonstration is what the front page promises."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from agencies.models import Membership, MembershipRole, Partnership, User
from audits.models import Cycle, Participant, Revision, Submission
from reports.queries import results
from tests.reports.published import AVERAGES, PERCENTAGES
from s11portal.common import clock

pytestmark = pytest.mark.django_db


@pytest.fixture()
def seeded(django_capture_on_commit_callbacks):
    call_command("seed_demo", stdout=StringIO())
    return Partnership.objects.get(slug="brackenshire")


def test_the_first_cycle_is_the_finished_audit_with_22_returns(seeded):
    cycle = Cycle.objects.order_by("pk").first()
    assert cycle.state == "closed"
    assert cycle.participants.count() == 22
    assert Revision.objects.filter(participant__cycle=cycle, origin="import").count() == 22


def test_the_second_is_running_today_and_half_answered(seeded):
    cycle = Cycle.objects.order_by("pk")[1]
    assert cycle.state == "open"
    assert cycle.opens_on < clock.today() < cycle.closes_on
    states = list(
        Submission.objects.filter(participant__cycle=cycle).values_list("state", flat=True)
    )
    assert states.count("submitted") == 5
    assert states.count("started") == 9
    assert states.count("not_started") == 11


def test_the_second_partnership_shares_one_agency(seeded):
    other = Partnership.objects.get(slug="netherfold")
    shared = seeded.listings.filter(agency__listings__partnership=other)
    assert [listing.name for listing in shared] == ["Marlwater Constabulary"]


def test_there_is_somebody_for_every_role(seeded):
    held = set(MembershipRole.objects.values_list("role", flat=True))
    assert held == set(MembershipRole.Role.values)


def test_everybody_is_invented(seeded):
    assert all(user.email.endswith(".example") for user in User.objects.all())


def test_seeding_twice_changes_nothing(seeded):
    before = Membership.objects.count(), Participant.objects.count(), Revision.objects.count()
    out = StringIO()
    call_command("seed_demo", stdout=out)
    assert "nothing was changed" in out.getvalue()
    after = Membership.objects.count(), Participant.objects.count(), Revision.objects.count()
    assert after == before


@time_machine.travel("2031-03-04 12:00")
def test_years_later_the_running_audit_still_runs(django_capture_on_commit_callbacks):
    call_command("seed_demo", stdout=StringIO())
    cycle = Cycle.objects.order_by("pk")[1]
    assert date(2031, 3, 4) + timedelta(days=21) == cycle.closes_on
    assert Cycle.objects.order_by("pk").first().closes_on == date(2021, 2, 26)
