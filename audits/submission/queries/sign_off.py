"""Who approved what."""

from audits.models import Revision, SignOff


def of_revision(revision: Revision) -> SignOff | None:
    """The sign-off with which a revision was submitted; imported ones have none."""
    return SignOff.objects.filter(revision=revision).order_by("-pk").first()
