"""Files of returns between the upload and the import."""

from django.conf import settings
from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class ResponseUpload(UidModel, ScopedModel):
    """One uploaded file: checked in the background, looked at, imported in the background.

    `found` is what the check page shows, `problems` what is wrong (line, place, what, what to do),
    `decisions` what was said of the rows in doubt. `file` is empty once it is thrown away.
    """

    SCOPE = "partnership"

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        REFUSED = "refused", "Cannot be imported"
        IMPORTING = "importing", "Being imported"
        IMPORTED = "imported", "Imported"
        FAILED = "failed", "Failed"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    cycle = models.ForeignKey("audits.Cycle", models.CASCADE, related_name="response_uploads")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    file = models.CharField(max_length=250, blank=True)
    is_small = models.BooleanField(default=False)
    found = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField(default=clock.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"File of returns for {self.cycle}"

    @property
    def is_busy(self) -> bool:
        """Whether it is being checked or imported, or waits for that."""
        return self.state in (self.State.CHECKING, self.State.IMPORTING)
