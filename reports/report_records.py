"""Writing down who did what to a report.

The rows stand in the history of the partnership whose report it is: in an audit of several
partnerships each has its own.
"""

from typing import Any

from agencies import history
from agencies.models import User
from reports.models import Report


def of_report(
    actor: User | None, verb: str, report: Report, subject: object = None, **data: Any
) -> None:
    """Add a history row in the caller's transaction; `subject` is the audit's title unless given.

    `report` comes with its cycle.
    """
    history.record(
        actor=actor,
        verb=verb,
        subject=subject or report.cycle.title,
        partnership=report.partnership_id,
        **data,
    )
