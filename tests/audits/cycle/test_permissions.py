"""Who manages an audit cycle, and who reads returns."""

import pytest

from agencies.models import Membership
from audits.cycle import permissions as cycle_permissions
from tests.factories.agencies import MembershipFactory
from tests.factories.joint import Joint, joint_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint() -> Joint:
    """A joint cycle with partners."""
    return joint_cycle()


def somebody(joint: Joint, standing: str, role: str) -> Membership:
    """A person with that role in one of the partnerships."""
    return MembershipFactory(partnership=joint[standing].partnership, roles=[role])


@pytest.mark.parametrize(
    ("standing", "role", "may"),
    [
        ("leading", "manager", True),
        ("leading", "scrutineer", False),
        ("leading", "executive", False),
        ("joined", "manager", False),
    ],
)
def test_managers_of_the_leading_partnership_manage(
    joint: Joint, standing: str, role: str, may: bool
) -> None:
    membership = somebody(joint, standing, role)
    participant = joint[standing].submitted
    assert cycle_permissions.can_manage_cycle(membership, joint.cycle) is may
    assert cycle_permissions.can_manage_participant(membership, participant) is may


@pytest.mark.parametrize(
    ("role", "may"), [("manager", True), ("scrutineer", True), ("executive", False)]
)
def test_executives_read_no_single_returns(joint: Joint, role: str, may: bool) -> None:
    membership = somebody(joint, "joined", role)
    assert cycle_permissions.can_read_return(membership, joint["joined"].submitted) is may


def test_an_agency_manages_nothing_and_reads_no_return_here(joint: Joint) -> None:
    lead = Membership.objects.get(agency=joint.everybodys.agency_id)
    assert not cycle_permissions.can_manage_cycle(lead, joint.cycle)
    assert not cycle_permissions.can_read_return(lead, joint.everybodys)
