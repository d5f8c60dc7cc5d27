"""Reminders: what was due to be sent to whom."""

from django.db import models


class Reminder(models.Model):
    """One reminder to one person. The unique key makes a second scheduler harmless.

    A moved deadline has another `due_on`, and so makes new rows.
    """

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=30)
    due_on = models.DateField()
    recipient = models.ForeignKey("agencies.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "step", "due_on", "recipient"], name="reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} to {self.recipient}"
