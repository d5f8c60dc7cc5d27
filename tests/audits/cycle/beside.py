"""Audits beside the one that a test is about."""

from typing import Any

from audits.models import (
    Cycle,
    CyclePartner,
    CycleTemplate,
    Participant,
    ParticipantArea,
    Submission,
)
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import launched_cycle, prepared_cycle, submitted

MODELS = (Cycle, CyclePartner, CycleTemplate, Participant, ParticipantArea, Submission)


class Others:
    """Audits in every state, of another partnership, and their rows as they were."""

    def __init__(self) -> None:
        partnership = PartnershipFactory()
        running = launched_cycle(partnership, agencies=2)
        submitted(running.participants.earliest("pk"))
        closed = launched_cycle(partnership, agencies=1)
        prepared_cycle(partnership, agencies=1)
        # Not by the service: one that closed too much would leave nothing to see.
        Cycle.objects.filter(pk=closed.pk).update(state=Cycle.State.CLOSED)
        self.rows = {model: list(model.objects.order_by("pk").values()) for model in MODELS}

    def now(self) -> dict[type, list[dict[str, Any]]]:
        """The same rows as they are now."""
        return {
            model: list(
                model.objects.filter(pk__in=[row["id"] for row in rows]).order_by("pk").values()
            )
            for model, rows in self.rows.items()
        }

    def assert_untouched(self) -> None:
        """None of them has changed."""
        assert self.now() == self.rows
