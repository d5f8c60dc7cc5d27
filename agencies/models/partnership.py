"""The tenant: a safeguarding partnership and its areas."""

from django.db import models

from s11portal.common import clock
from s11portal.common.models import ScopedModel, UidModel


class Partnership(UidModel):
    """A local safeguarding partnership. It sees nothing of any other."""

    class Kind(models.TextChoices):
        CHILDREN = "children", "Safeguarding children partnership"
        ADULTS = "adults", "Safeguarding adults board"
        JOINT = "joint", "Joint children's and adults' partnership"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHILDREN)
    created_at = models.DateTimeField(default=clock.now)
    # Whom agencies can ask: every email about an audit names them. Empty: a business manager.
    help_name = models.CharField(max_length=150, blank=True)
    help_email = models.EmailField(blank=True)
    help_phone = models.CharField(max_length=50, blank=True)

    def __str__(self) -> str:
        return self.name


class Area(ScopedModel):
    """A part of the partnership for which answers may differ. There is always one."""

    SCOPE = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="areas")
    name = models.CharField(max_length=150)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="area_name_once"),
            models.UniqueConstraint(fields=["id", "partnership"], name="area_scope"),
        ]

    def __str__(self) -> str:
        return self.name
