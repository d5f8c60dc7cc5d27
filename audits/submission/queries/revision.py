"""Submitted returns: what partnerships and reports read."""

from django.db.models import QuerySet

from agencies.models import Membership
from audits.models import Revision, RevisionAnswer


def visible_to(membership: Membership) -> QuerySet[Revision]:
    """Revisions of the agency itself, or of the partnership's participants, through their areas."""
    revisions = Revision.objects.select_related("submitted_by", "participant__cycle__partnership")
    if membership.agency_id is not None:
        return revisions.filter(participant__agency=membership.agency_id)
    return revisions.filter(
        participant__areas__cycle_partner__partnership=membership.partnership_id,
        participant__areas__withdrawn_at__isnull=True,
    ).distinct()


def answers_of(revision: Revision) -> QuerySet[RevisionAnswer]:
    """The rows of a revision with their values and levels (3 queries)."""
    return revision.answers.prefetch_related("values__level")
