"""Who did what, and when."""

from django.conf import settings
from django.db import models

from s11portal.common import clock
from s11portal.common.models import AppendOnly


class History(AppendOnly):
    """One thing done. Written in the transaction that does it; never changed.

    `actor` is empty where the system acted. `actor_name` keeps the name of that day.
    `participant_id` is a plain number: participants belong to a higher app.
    """

    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True)
    participant_id = models.BigIntegerField(null=True, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=250)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "history"
        indexes = [
            models.Index(fields=["partnership", "-at"]),
            models.Index(fields=["agency", "-at"]),
            models.Index(fields=["participant_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject}"
