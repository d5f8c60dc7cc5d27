"""What is noticed of the sample: everything but the birthday itself."""

from tests.mutation.sample import may_enter


def test_members_enter() -> None:
    assert may_enter(40, is_member=True)
    assert not may_enter(8, is_member=True)


def test_strangers_do_not() -> None:
    assert not may_enter(40, is_member=False)
