"""Stored documents: a row first, then the file."""

from django.conf import settings
from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class Document(UidModel, ScopedModel):
    """One document made from a snapshot, in the background."""

    SCOPE = "partnership"

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RENDERING = "rendering", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("reports.Snapshot", models.PROTECT, related_name="documents")
    format = models.CharField(max_length=10, choices=Format, default=Format.PDF)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField("what is being done", max_length=100, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=250, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "format"], name="document_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="document_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} of {self.snapshot}"
