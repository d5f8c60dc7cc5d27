"""Writing down who did what."""

from typing import Any

from agencies.models import Agency, History, Partnership, User

SYSTEM = "S11 Portal"


def record(
    *,
    actor: User | None,
    verb: str,
    subject: object,
    partnership: Partnership | int | None = None,
    agency: Agency | int | None = None,
    participant_id: int | None = None,
    **data: Any,
) -> None:
    """Add a history row in the caller's transaction. Places may be given as ids."""
    History.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else SYSTEM,
        partnership_id=getattr(partnership, "pk", partnership),
        agency_id=getattr(agency, "pk", agency),
        participant_id=participant_id,
        verb=verb,
        subject=str(subject)[:250],
        data=data,
    )
