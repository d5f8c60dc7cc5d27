"""A provisional agency whose people have an account already: absorbed into that."""

from django.db import IntegrityError, transaction

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import Agency, Invitation, Listing, Membership, User
from agencies.people.queries import same_organisation as same_organisation_queries
from s11portal.common import clock
from s11portal.common.errors import Refused


@transaction.atomic
def absorb(*, actor: User, invitation: Invitation, into: Agency) -> Membership:
    """Point the listing of a provisional agency to the account that `actor` leads already.

    The partnership's listing keeps its own name, sector and contact. Returns the actor's
    membership of `into`. Refuses when `into` is not offered (see
    same_organisation_queries.absorbers).
    """
    membership_access.require(actor, "manage_colleagues", agency=into)
    if into not in same_organisation_queries.absorbers(actor, invitation):
        raise Refused("This organisation cannot take the invited one's place.")
    provisional = invitation.agency
    assert provisional is not None, "nothing is offered where no agency is invited"
    try:
        with transaction.atomic():
            Listing.objects.filter(
                partnership=invitation.invited_for_id, agency=provisional
            ).update(agency=into)
    except IntegrityError as listed:
        raise Refused(f"{invitation.invited_for} lists {into} already.") from listed
    Agency.objects.filter(pk=provisional.pk).update(absorbed_into=into)
    Invitation.objects.filter(
        agency=provisional, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=clock.now())
    history.record(
        actor=actor,
        verb="said the same organisation is",
        subject=into,
        partnership=invitation.invited_for_id,
        agency=into,
        absorbed=provisional.pk,
    )
    return Membership.objects.get(user=actor, agency=into, ended_at=None)
