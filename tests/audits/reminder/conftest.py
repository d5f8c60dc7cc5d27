"""The clock of the reminders."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from .timetable import LONDON


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, standing at the morning of the launch."""
    with time_machine.travel(datetime(2026, 10, 1, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller
