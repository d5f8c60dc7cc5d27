"""People and places."""

from .agency import Agency, Listing
from .history import History
from .invitation import Invitation
from .membership import Membership, MembershipRole
from .partnership import Area, Partnership
from .user import User

__all__ = [
    "Agency",
    "Area",
    "History",
    "Invitation",
    "Listing",
    "Membership",
    "MembershipRole",
    "Partnership",
    "User",
]
