"""Who belongs where, and as what."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from s11portal.common import clock

from .agency import Agency
from .partnership import Partnership


class Membership(models.Model):
    """A person's place in one partnership or one agency. Ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, agency__isnull=True)
                | Q(partnership__isnull=True, agency__isnull=False),
                name="membership_one_place",
            ),
            models.UniqueConstraint(
                fields=["user", "partnership"],
                condition=Q(ended_at__isnull=True),
                name="membership_partnership_once",
            ),
            models.UniqueConstraint(
                fields=["user", "agency"],
                condition=Q(ended_at__isnull=True),
                name="membership_agency_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.place}"

    @property
    def place(self) -> Partnership | Agency:
        """The partnership or the agency."""
        place = self.partnership or self.agency
        assert place is not None, "the database holds exactly one place"
        return place

    @property
    def role_names(self) -> frozenset[str]:
        """The roles held. Prefetch `roles` before asking many."""
        return frozenset(row.role for row in self.roles.all())


class MembershipRole(models.Model):
    """One role of a membership: a lead may also be the approver."""

    class Role(models.TextChoices):
        MANAGER = "manager", "Business manager"
        SCRUTINEER = "scrutineer", "Scrutineer"
        EXECUTIVE = "executive", "Partnership executive"
        LEAD = "lead", "Agency lead"
        CONTRIBUTOR = "contributor", "Contributor"
        APPROVER = "approver", "Approver"

    PARTNERSHIP_ROLES = (Role.MANAGER, Role.SCRUTINEER, Role.EXECUTIVE)
    AGENCY_ROLES = (Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER)

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "role"], name="membership_role_once")
        ]

    def __str__(self) -> str:
        return self.get_role_display()
