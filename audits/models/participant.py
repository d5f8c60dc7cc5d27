"""Agencies in a cycle."""

from django.db import models

from agencies.models import Listing
from s11portal.common.models import ScopedModel


class Participant(ScopedModel):
    """An agency in a cycle. Sector, duty and size are copied at launch."""

    SCOPE = "agency"

    class State(models.TextChoices):
        EXPECTED = "expected", "Expected"
        EXEMPT = "exempt", "Exempt"
        NATIONAL = "national", "National document"

    cycle = models.ForeignKey("audits.Cycle", models.PROTECT, related_name="participants")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="participants")
    cycle_template = models.ForeignKey("audits.CycleTemplate", models.PROTECT, related_name="+")
    sector = models.CharField(max_length=100)
    statutory_duty = models.BooleanField(default=False)
    size = models.CharField(max_length=10, choices=Listing.Size)
    due_on = models.DateField()
    # Whether a return is expected at all. How far the return is stands on the submission.
    state = models.CharField(max_length=10, choices=State, default=State.EXPECTED)
    reason = models.CharField("why no return, and the next step", max_length=500, blank=True)
    national_document = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "agency"], name="participant_once"),
            models.UniqueConstraint(fields=["id", "agency"], name="participant_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.cycle}"


class ParticipantArea(models.Model):
    """The only rows through which a partnership sees a participant."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="areas")
    area = models.ForeignKey("agencies.Area", models.PROTECT, related_name="+")
    cycle_partner = models.ForeignKey("audits.CyclePartner", models.PROTECT, related_name="doors")
    listing = models.ForeignKey("agencies.Listing", models.PROTECT, related_name="+")
    # Waits for audits of several partnerships; every query of audits.scope asks for it already.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "area"], name="participant_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.area}"
