"""An agency whose lead has left: the old access ends, and a successor is invited."""

from django.db import transaction

from agencies import history
from agencies.directory import queries as directory_queries
from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import Agency, Listing, Membership, MembershipRole, User
from agencies.people.services import invitation as invitation_services
from s11portal.common import clock, mail
from s11portal.common.errors import Refused

Role = MembershipRole.Role
NOT_ALONE = (
    "You cannot remove this person’s access. Ask them to do it, or ask the people who run "
    "S11 Portal for you."
)


@transaction.atomic
def change_lead(
    *,
    actor: User | None,
    listing: Listing,
    membership: Membership,
    email: str = "",
    name: str = "",
) -> None:
    """End the access of a lead who has left the agency, and invite the successor.

    The successor is left out where another lead remains: they invite their own people. Everyone
    at the agency is told, the one who left included. Refuses an agency that another partnership
    lists as well, a successor from the partnership itself, and what `invite_agency_lead` refuses.
    """
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    agency = Agency.objects.select_for_update().get(pk=listing.agency_id)
    if not directory_queries.is_listed_by_one(listing):
        raise Refused(NOT_ALONE)
    people = [row.user for row in membership_queries.people(agency)]
    leads = {row.pk for row in membership_queries.with_role(agency, Role.LEAD)}
    if membership.pk not in leads or not _end(membership):
        raise Refused(f"{membership.user} is no longer a lead of {listing.name}.")
    history.record(
        actor=actor,
        verb="ended the access of the lead who left,",
        subject=membership.user,
        partnership=listing.partnership_id,
        agency=agency,
    )
    if leads == {membership.pk}:
        _invite(actor, listing, email, name)
    for person in people:
        mail.queue(
            key=f"lead-changed:{membership.pk}:{person.pk}",
            to=person.email,
            template="lead_changed",
            context={
                "person": person,
                "left": membership.user,
                "listing": listing,
                "partnership": listing.partnership,
                "invited": name or email,
                "help": membership_queries.help_at(listing.partnership),
            },
        )


def _end(membership: Membership) -> bool:
    rows = Membership.objects.filter(pk=membership.pk, ended_at__isnull=True)
    return rows.update(ended_at=clock.now()) == 1


def _invite(actor: User | None, listing: Listing, email: str, name: str) -> None:
    if not email.strip():
        raise Refused("Enter the new lead's email address.")
    own = membership_queries.people(listing.partnership)
    if own.filter(user__email=email.strip().lower()).exists():
        raise Refused("Enter the email address of someone at the agency, not at your partnership.")
    invitation_services.invite_agency_lead(actor=actor, listing=listing, email=email, name=name)
