"""Audit cycles."""

from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class Cycle(UidModel, ScopedModel):
    """One round of an audit, run by a lead partnership."""

    SCOPE = "partnership"

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    class Percentages(models.TextChoices):
        """How results and report round percentages: reports.statistics.Rounding."""

        WHOLE = "whole", "Whole numbers, each rounded on its own"
        ONE_DECIMAL = "one_decimal", "One decimal place"
        TWO_DECIMALS = "two_decimals", "Two decimal places"
        ADD_UP = "add_up", "Whole numbers that add up to 100"

    # The lead; a joint cycle has further rows in CyclePartner.
    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="cycles")
    title = models.CharField(max_length=200)
    period = models.CharField("period covered", max_length=100)
    opens_on = models.DateField("opens on")
    closes_on = models.DateField("returns due by")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    percentages = models.CharField(max_length=12, choices=Percentages, default=Percentages.WHOLE)
    # Whether reports list the agencies with their average scores; whoever signs is told.
    names_agencies = models.BooleanField("averages by name in the report", default=False)
    created_at = models.DateTimeField(default=clock.now)
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The last time it was opened again after it had been closed. The history has them all.
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "partnership"], name="cycle_scope"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="cycle_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CyclePartner(ScopedModel):
    """A partnership in a cycle. The lead has a row too."""

    SCOPE = "partnership"

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        JOINED = "joined", "Joined"
        LEFT = "left", "Left"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="partners")
    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.JOINED)
    # Both wait for audits of several partnerships; nothing writes them today.
    shares_region = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "partnership"], name="cycle_partner_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="cycle_partner_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} in {self.cycle}"


class CycleTemplate(models.Model):
    """A template version used in a cycle. Its agencies all get it."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="cycle_templates")
    version = models.ForeignKey("audits.TemplateVersion", models.PROTECT, related_name="+")
    # Waits for several templates in one audit; nothing writes it today.
    rule = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "version"], name="cycle_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} in {self.cycle}"
