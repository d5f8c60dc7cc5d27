"""Which existing agencies an invited one may turn out to be."""

from agencies.models import Agency, Invitation, MembershipRole, User

# What may hang on a provisional agency that is absorbed: it stays behind or moves along.
_MAY_STAY = {"listing", "invitation", "history", "agency"}


def absorbers(user: User, invitation: Invitation) -> list[Agency]:
    """The agencies that may take the place of the one `user` is invited to lead.

    They are those the person leads now; none unless the invited agency is provisional, in
    one partnership's list only, and nothing of any app hangs on it yet. Agencies that this
    partnership lists already are left out.
    """
    agency = invitation.agency
    if agency is None or invitation.role != MembershipRole.Role.LEAD or not invitation.invited_for:
        return []
    if agency.claimed_at or agency.absorbed_into_id or not _is_untouched(agency):
        return []
    led = Agency.objects.filter(
        memberships__user=user,
        memberships__ended_at__isnull=True,
        memberships__roles__role=MembershipRole.Role.LEAD,
    )
    return list(led.exclude(listings__partnership=invitation.invited_for).order_by("name"))


def _is_untouched(agency: Agency) -> bool:
    """Whether only listings and invitations hang on the agency, and one partnership's only.

    Asks every table with a foreign key to agencies, so that rows of higher apps
    (participants, evidence) count without being known here.
    """
    return agency.listings.count() == 1 and not any(
        relation.related_model._base_manager.filter(**{relation.field.name: agency}).exists()
        for relation in Agency._meta.related_objects
        if relation.related_model._meta.model_name not in _MAY_STAY
    )
