"""Imports of returns from a file, so that a wrong one can be taken back as a whole."""

from django.conf import settings
from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel


class ResponseImport(ScopedModel):
    """One import. `created` holds what it made: ids of revisions, participants and listings."""

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    cycle = models.ForeignKey("audits.Cycle", models.PROTECT, related_name="imports")
    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returns = models.PositiveIntegerField()
    created = models.JSONField(default=dict)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Import of {self.returns} into {self.cycle}"
