"""Sign-offs: who approved what."""

from django.conf import settings
from django.db import models

from s11portal.common.models import ScopedModel


class SignOff(ScopedModel):
    """A person's approval of a return, with the fingerprint of what it said when it was sent in."""

    SCOPE = "participant"

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        NOT_YET = "not_yet", "Not yet"

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="sign_offs")
    # Waits for approval inside the agency, part by part: only 'whole' is written today.
    block = models.CharField(max_length=40, default="whole")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, choices=Decision)
    fingerprint = models.CharField(max_length=64)
    revision = models.ForeignKey("audits.Revision", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # Whether the page they signed on said that the report prints averages by name.
    told_of_names = models.BooleanField(default=False)
    # Waits for approval before submitting: an edit will void it. Nothing writes it today.
    voided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.name}"
