"""A cycle's report: the manager's texts beside the computed figures."""

from django.conf import settings
from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class Written(models.Model):
    """What several managers write at: the cover of a report, or one of its texts.

    `stamps` holds, for each field, who wrote it last: {"body": {"version": 3, "user": 7,
    "token": "…", "at": "…"}}. With them, a save merges field by field.

    `kept_number` is the number of its newest TextVersion, 0 without any; `kept_since` says
    when that one was begun, and is empty unless that version says what the text says now.
    """

    version = models.PositiveIntegerField(default=0)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stamps = models.JSONField(default=dict, blank=True)
    kept_number = models.PositiveIntegerField(default=0)
    kept_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Report(Written, UidModel, ScopedModel):
    """One partnership's report on one cycle. What a manager writes at here is its cover."""

    SCOPE = "partnership"
    key = "cover"  # beside the keys of its sections

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="reports")
    cycle = models.ForeignKey("audits.Cycle", models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=100, blank=True)
    marking = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "cycle"], name="report_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="report_scope"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(Written, ScopedModel):
    """A text of the report: the summary, the analysis of one question, a recommendation.

    `key` names its place ('summary', 'method', 'question:<identity>', 'recommendation:<n>').
    `data` holds what there is besides the body: of a recommendation action, owner, due, success.
    """

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_key_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="section_scope"),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class TextVersion(ScopedModel):
    """What a text of a report said: one row per editor per ten minutes, so that it can come back.

    It names its text by `key`, 'cover' included: it stays when a recommendation is removed.
    Only the newest row of an editor is overwritten while its ten minutes run (by UPDATE).
    """

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="text_versions")
    key = models.CharField(max_length=120)
    n = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "n"], name="text_version_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="text_version_scope"),
        ]

    def __str__(self) -> str:
        return f"Version {self.n} of {self.key} in report {self.report_id}"


class Snapshot(ScopedModel):
    """The figures and texts of a report, frozen: all formats are made from one snapshot."""

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    figures = models.JSONField()
    input_hash = models.CharField(max_length=64)
    revision_ids = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "input_hash"], name="snapshot_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="snapshot_scope"),
        ]

    def __str__(self) -> str:
        return f"Snapshot {self.pk} of {self.report}"
