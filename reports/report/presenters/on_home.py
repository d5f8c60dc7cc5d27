"""What reports add to the home page of a partnership."""

from typing import Any

from agencies.models import Membership
from reports.document import queries as document_queries
from reports.models import Publication


def on_partnership_home(membership: Membership) -> dict[str, Any] | None:
    """The reports published last, also those withdrawn since (1 query); left out without any.

    The same for everybody: what executives are not shown is no news on anybody's home page.
    """
    shown = document_queries.publications_visible_to(membership).exclude(
        state=Publication.State.REPLACED
    )
    latest: dict[int, Publication] = {}
    for one in shown.select_related("report__cycle").order_by("-published_at", "-pk"):
        latest.setdefault(one.report_id, one)
    return {"publications": list(latest.values())[:3]} if latest else None
