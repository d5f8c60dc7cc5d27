"""Two people at the same moment, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from agencies.membership import services as membership_services
from agencies.models import Invitation, Membership, User
from agencies.people.services import acceptance as acceptance_services
from s11portal.common.errors import Refused
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(calls: list[Callable[[], object]]) -> list[bool]:
    """Run the calls together; for each, whether it was done (not refused)."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> bool:
        try:
            start.wait(timeout=20)
            call()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_six_people_accept_one_invitation_and_one_gets_in() -> None:
    invitation = InvitationFactory(partnership=PartnershipFactory())
    people = [UserFactory() for _ in range(6)]
    seen = [Invitation.objects.get(pk=invitation.pk) for _ in people]
    done = all_at_once(
        [
            lambda user=user, seen_by=seen_by: acceptance_services.accept(
                actor=user, invitation=seen_by
            )
            for user, seen_by in zip(people, seen, strict=True)
        ]
    )
    assert sum(done) == 1
    assert Membership.objects.count() == 1


def test_four_times_the_same_new_person_is_one_account() -> None:
    invitation = InvitationFactory(partnership=PartnershipFactory())
    done = all_at_once(
        [
            lambda: acceptance_services.accept_as_new_person(
                actor=None, invitation=Invitation.objects.get(pk=invitation.pk), name="New"
            )
            for _ in range(4)
        ]
    )
    assert sum(done) == 1
    assert User.objects.count() == 1


def test_two_links_to_lead_one_agency_make_one_lead() -> None:
    """docs/decisions/0011: a partnership puts nobody beside a lead."""
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None))
    fields = {"agency": listing.agency, "invited_for": listing.partnership, "role": "lead"}
    links = [InvitationFactory(**fields).pk for _ in range(4)]
    people = [UserFactory() for _ in links]
    done = all_at_once(
        [
            lambda pk=pk, user=user: acceptance_services.accept(
                actor=user, invitation=Invitation.objects.get(pk=pk)
            )
            for pk, user in zip(links, people, strict=True)
        ]
    )
    assert sum(done) == 1
    assert Membership.objects.filter(agency=listing.agency).count() == 1
    assert Invitation.objects.filter(accepted_at__isnull=False).count() == 1


def test_managers_who_end_each_other_leave_one_behind() -> None:
    partnership = PartnershipFactory()
    managers = [person_at(partnership, "manager") for _ in range(4)]
    memberships = [manager.memberships.get() for manager in managers]
    done = all_at_once(
        [
            lambda row=row: membership_services.end_membership(actor=None, membership=row)
            for row in memberships
        ]
    )
    assert sum(done) == 3
    assert Membership.objects.filter(ended_at=None).count() == 1
