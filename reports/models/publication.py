"""Documents shown to executives: published, replaced, withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from s11portal.common import clock
from s11portal.common.models import ScopedModel


class Publication(ScopedModel):
    """One time that a document was published; a document without any is a draft.

    `number` is the version executives are told: 1 for the first document of the report that
    was published, then 2, 3… in the order of publishing.
    """

    SCOPE = "partnership"

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        REPLACED = "replaced", "Replaced"
        WITHDRAWN = "withdrawn", "Withdrawn"

    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="publications")
    document = models.ForeignKey("reports.Document", models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField("version")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    # As the document's cover has it: the report's own title may change later.
    title = models.CharField(max_length=200)
    note = models.TextField("what was corrected", blank=True)
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField("why it was withdrawn", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="publication_number_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state="published"),
                name="publication_one_at_a_time",
            ),
            models.UniqueConstraint(fields=["id", "partnership"], name="publication_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"
