"""The short form of script/soak."""

import pytest

from .crowd import Crowd
from .kills import Kills
from .walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_process_killed_while_it_saves_leaves_a_whole_return():
    kills = Kills(seed=1)
    kills.go(24)
    assert kills.saved


def test_four_people_saving_at_once_lose_nothing():
    crowd = Crowd(people=4, seed=1)
    crowd.go(15)
    assert sum(crowd.done.values()) == 4 * 15


def test_a_random_walk_over_a_return_goes_as_the_rules_say():
    Walk(seed=1).go(250)
