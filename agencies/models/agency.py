"""Agencies, and what each partnership says of them."""

import secrets

from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel

# No vowels and no look-alikes: nothing rude, nothing misread on the telephone.
CODE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def new_code() -> str:
    """A random agency code. A readable one would tell other tenants who is there."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


class Agency(UidModel):
    """An organisation that answers audits: one account, whatever the number of partnerships.

    Provisional until its own people accept an invitation (`claimed_at`).
    """

    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=200)
    claimed_at = models.DateTimeField(null=True, blank=True)
    # A provisional duplicate whose listing its people moved to the account they already had.
    absorbed_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Listing(ScopedModel):
    """One partnership's own entry for an agency: its name, sector and contact there."""

    SCOPE = "partnership"

    class Size(models.TextChoices):
        SMALL = "small", "Small (fewer than 10 staff and volunteers)"
        MEDIUM = "medium", "Medium (10 to 249)"
        LARGE = "large", "Large (250 or more)"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="listings")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="listings")
    name = models.CharField("name used by the partnership", max_length=200)
    sector = models.CharField(max_length=100)
    statutory_duty = models.BooleanField("has a Section 11 duty in law", default=False)
    size = models.CharField(max_length=10, choices=Size, default=Size.MEDIUM)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "agency"], name="listing_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="listing_scope"),
        ]

    def __str__(self) -> str:
        return self.name
