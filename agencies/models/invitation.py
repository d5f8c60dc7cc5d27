"""Invitations to a place."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from s11portal.common import clock

from .agency import Agency
from .membership import MembershipRole
from .partnership import Partnership


class Invitation(models.Model):
    """Asks one address into one place with one role.

    Works once and for 14 days. Opening the link uses nothing up: mail scanners open links.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"

    email = models.EmailField()
    # As the inviting person knows it; the invited one may correct it.
    name = models.CharField(max_length=150, blank=True)
    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True)
    # The partnership on whose behalf an agency is invited: it may see whether they came.
    invited_for = models.ForeignKey(
        "agencies.Partnership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=12, choices=MembershipRole.Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, agency__isnull=True)
                | Q(partnership__isnull=True, agency__isnull=False),
                name="invitation_one_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.get_role_display()}"

    @property
    def place(self) -> Partnership | Agency:
        """The partnership or the agency."""
        place = self.partnership or self.agency
        assert place is not None, "the database holds exactly one place"
        return place

    @property
    def state(self) -> State:
        """Where the invitation stands now."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.EXPIRED if self.expires_at <= clock.now() else self.State.OPEN
