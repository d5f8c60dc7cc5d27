"""The working return of a participant."""

from django.conf import settings
from django.db import models

from s11portal.common.models import AppendOnly, ScopedModel


class Submission(ScopedModel):
    """One participant's return while the agency works on it, with its counters.

    The counters are kept in the transaction of each save, so that a board counts nothing.
    """

    SCOPE = "participant"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        STARTED = "started", "Started"
        SUBMITTED = "submitted", "Submitted"
        SENT_BACK = "sent_back", "Sent back"

    participant = models.OneToOneField(
        "audits.Participant", models.PROTECT, related_name="submission"
    )
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    version = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    last_activity = models.DateTimeField(null=True, blank=True)
    # The last submitted revision counts, also while the return is back with the agency.
    current_revision = models.OneToOneField(
        "audits.Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "participant"], name="submission_scope")
        ]

    def __str__(self) -> str:
        return f"Return of {self.participant}"


class SendBack(AppendOnly):
    """A submitted return that was given back to its agency: which one, why, by whom."""

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="send_backs")
    revision = models.OneToOneField("audits.Revision", models.PROTECT, related_name="send_back")
    reason = models.TextField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.revision} sent back"
