"""What closing an audit breaks, before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters.board import Board
from audits.cycle.presenters.row import Row
from audits.cycle.queries.board import Entry
from audits.models import Cycle


@dataclass(frozen=True)
class Closing:
    """Who still has time, to whom a date of their own was promised, and what would not count."""

    board: Board
    in_time: list[Row]
    promised: list[Row]
    unsubmitted: list[Row]

    @property
    def breaks_dates(self) -> bool:
        """Whether a date that was given is still to come."""
        return bool(self.in_time or self.promised)


def closing_of(cycle: Cycle, entries: Iterable[Entry]) -> Closing:
    """What closing means for the agencies of `entries`."""
    board = board_presenters.board_of(cycle, entries)
    awaited = [row for row in board.every if row.is_awaited and row.is_open]
    to_come = [row for row in awaited if not row.is_overdue]
    return Closing(
        board=board,
        in_time=[row for row in to_come if row.participant.due_on == cycle.closes_on],
        promised=[row for row in to_come if row.participant.due_on != cycle.closes_on],
        unsubmitted=[row for row in awaited if row.is_sent_back or row.is_in("started")],
    )
