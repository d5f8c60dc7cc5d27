"""Changing and ending memberships."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from agencies import history
from agencies.membership import access as membership_access
from agencies.membership import arrivals
from agencies.membership import queries as membership_queries
from agencies.models import Agency, Membership, MembershipRole, Partnership, User
from s11portal.common import clock
from s11portal.common.errors import Refused

Role = MembershipRole.Role


@transaction.atomic
def add_member(
    *,
    actor: User | None,
    user: User,
    place: Partnership | Agency,
    roles: Iterable[str],
) -> Membership:
    """Make `user` a member of the place without an invitation, and return the membership.

    For what the system builds itself, such as the demonstration: people invite each other.
    Somebody who belongs there already has the roles added.
    """
    membership_access.require_system(actor)
    at = {"partnership": place} if isinstance(place, Partnership) else {"agency": place}
    membership, _ = Membership.objects.get_or_create(user=user, ended_at=None, **at)
    for role in roles:
        MembershipRole.objects.get_or_create(membership=membership, role=role)
    if isinstance(place, Agency) and Role.LEAD in roles:
        claim_agency(agency=place)
        arrivals.lead_came(place, user)
    _record(actor, "added", membership, roles=sorted(map(str, roles)))
    return membership


@transaction.atomic
def change_roles(*, actor: User | None, membership: Membership, roles: Iterable[str]) -> None:
    """Give the membership exactly these roles, at least one, of its kind of place.

    Refuses to take the role from the last business manager or the last agency lead.
    """
    _lock(membership)
    _require_over(actor, membership)
    wanted = set(map(str, roles))
    at_partnership = membership.partnership_id is not None
    allowed = MembershipRole.PARTNERSHIP_ROLES if at_partnership else MembershipRole.AGENCY_ROLES
    if not wanted or not wanted <= set(allowed):
        raise Refused("Select at least one role.")
    if membership.ended_at:
        raise Refused("This person is no longer a member.")
    if _keeper(membership) not in wanted:
        _refuse_the_last(membership)
    was = set(membership.roles.values_list("role", flat=True))
    membership.roles.exclude(role__in=wanted).delete()
    for role in wanted - was:
        MembershipRole.objects.create(membership=membership, role=role)
    if membership.agency and Role.LEAD in wanted - was:
        arrivals.lead_came(membership.agency, membership.user)
    if was != wanted:
        _record(actor, "changed the roles of", membership, was=sorted(was), now=sorted(wanted))


@transaction.atomic
def end_membership(*, actor: User | None, membership: Membership) -> None:
    """End the membership: from the next page on the person sees nothing of the place.

    What they did stays. Refuses the last business manager and the last agency lead.
    """
    _lock(membership)
    _require_over(actor, membership)
    _refuse_the_last(membership)
    ended = Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(
        ended_at=clock.now()
    )
    if not ended:
        raise Refused("This person is no longer a member.")
    _record(actor, "ended the membership of", membership)


def _require_over(actor: User | None, membership: Membership) -> None:
    """Asked under the lock: of two who end each other's membership at once, one does."""
    membership_access.require(
        actor,
        "manage_people" if membership.partnership_id else "manage_colleagues",
        partnership=membership.partnership_id,
        agency=membership.agency_id,
    )


def _keeper(membership: Membership) -> Role:
    """The role that somebody at the place must always hold."""
    return Role.MANAGER if membership.partnership_id else Role.LEAD


def _refuse_the_last(membership: Membership) -> None:
    keeper = _keeper(membership)
    holders = set(
        membership_queries.with_role(membership.place, keeper).values_list("pk", flat=True)
    )
    if holders == {membership.pk}:
        raise Refused(
            f"{membership.user} is the only {keeper.label.lower()} here. "
            "Give someone else that role first."
        )


def _lock(membership: Membership) -> None:
    """Let changes of one place's people run one after the other.

    PostgreSQL locks the place's row; on SQLite the transaction, begun as IMMEDIATE, is
    alone already. Otherwise two managers could end each other's membership at the same moment.
    """
    hold(membership.place)
    membership.refresh_from_db(fields=["ended_at"])


def hold(place: Partnership | Agency) -> None:
    """Keep everybody else from changing who belongs to the place, until the transaction ends.

    Rows that only name the place are written meanwhile (no_key).
    """
    type(place)._base_manager.select_for_update(no_key=True).get(pk=place.pk)


def _record(actor: User | None, verb: str, membership: Membership, **data: Any) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=membership.user,
        partnership=membership.partnership_id,
        agency=membership.agency_id,
        **data,
    )


def claim_agency(*, agency: Agency) -> None:
    """Note that the agency's first lead has come. Called in the transaction of accepting."""
    now = clock.now()
    Agency.objects.filter(pk=agency.pk, claimed_at__isnull=True).update(claimed_at=now)
