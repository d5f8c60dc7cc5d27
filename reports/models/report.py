"""A cycle's report: the manager's texts beside the computed figures."""

from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class Report(UidModel, ScopedModel):
    """One partnership's report on one cycle."""

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="reports")
    cycle = models.ForeignKey("audits.Cycle", models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=100, blank=True)
    marking = models.CharField(max_length=100, blank=True)
    names_agencies = models.BooleanField("list each agency's average in an appendix", default=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "cycle"], name="report_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="report_scope"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(ScopedModel):
    """A text of the report: the summary, the analysis of one question, a recommendation.

    `key` names its place ('summary', 'method', 'question:<identity>', 'recommendation:<n>').
    `data` holds the parts of a recommendation: action, owner, due, success.
    """

    SCOPE = "partnership"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_key_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="section_scope"),
        ]

    def __str__(self) -> str:
        return self.title or self.key


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
