"""Who writes a report, and who reads single returns."""

import pytest

from reports import permissions
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "may_edit", "may_read"),
    [
        ("manager", True, True),
        ("scrutineer", False, True),
        ("executive", False, False),
        ("lead", False, False),
    ],
)
def test_managers_write_and_executives_read_no_single_returns(
    role: str, may_edit: bool, may_read: bool
) -> None:
    place = AgencyFactory() if role == "lead" else PartnershipFactory()
    membership = person_at(place, role).memberships.get()
    assert permissions.can_edit(membership) is may_edit
    assert permissions.can_read_returns(membership) is may_read
