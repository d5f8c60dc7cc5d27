"""Who may write a report, and who may read what agencies wrote."""

from agencies.models import Membership
from agencies.roles import may


def can_edit(membership: Membership) -> bool:
    """Business managers write; executives and scrutineers read and download."""
    return may(membership, "edit_report")


def can_read_returns(membership: Membership) -> bool:
    """Whether the person may open single returns, as managers and scrutineers may."""
    return may(membership, "view_returns")


def can_read_drafts(membership: Membership) -> bool:
    """Whether the person sees documents that are not, or no longer, published."""
    return may(membership, "view_drafts")


def can_publish(membership: Membership) -> bool:
    """Whether the person publishes documents, withdraws them, and deletes drafts."""
    return may(membership, "publish_report")
