"""What each role may do: one table for each kind of place.

A capability stands in one of the two, and its name in no other: the door of a view names it.
"""

from django.core.exceptions import PermissionDenied

from agencies.models import Membership
from agencies.models.membership import MembershipRole

Role = MembershipRole.Role

PARTNERSHIP: dict[str, frozenset[str]] = {
    "view_partnership": frozenset({Role.MANAGER, Role.SCRUTINEER, Role.EXECUTIVE}),
    "view_results": frozenset({Role.MANAGER, Role.SCRUTINEER, Role.EXECUTIVE}),
    "view_board": frozenset({Role.MANAGER, Role.SCRUTINEER, Role.EXECUTIVE}),
    "view_returns": frozenset({Role.MANAGER, Role.SCRUTINEER}),
    "view_templates": frozenset({Role.MANAGER, Role.SCRUTINEER}),
    # Audits being prepared, and documents that are not published. Scrutineers are asked for
    # their opinion before anything is; executives read what is, and are told of nothing else.
    "view_drafts": frozenset({Role.MANAGER, Role.SCRUTINEER}),
    "manage_people": frozenset({Role.MANAGER}),
    "manage_agencies": frozenset({Role.MANAGER}),
    "manage_templates": frozenset({Role.MANAGER}),
    "manage_cycles": frozenset({Role.MANAGER}),
    "edit_report": frozenset({Role.MANAGER}),
    "publish_report": frozenset({Role.MANAGER}),
}

AGENCY: dict[str, frozenset[str]] = {
    "view_agency": frozenset({Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER}),
    "view_return": frozenset({Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER}),
    "answer": frozenset({Role.LEAD, Role.CONTRIBUTOR}),
    "submit": frozenset({Role.LEAD, Role.APPROVER}),
    "manage_colleagues": frozenset({Role.LEAD}),
}


class NotAllowed(PermissionDenied):
    """The person may not do this here, whatever page or caller led to it. Answered as 403."""


def may(membership: Membership, capability: str) -> bool:
    """Whether one of the membership's roles has `capability` at that kind of place.

    An unknown capability is a KeyError: a typing error must never open or close a page.
    """
    table = PARTNERSHIP if membership.partnership_id else AGENCY
    if capability not in PARTNERSHIP and capability not in AGENCY:
        raise KeyError(capability)
    return bool(table.get(capability, frozenset()) & membership.role_names)
