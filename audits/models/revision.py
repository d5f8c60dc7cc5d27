"""Submitted returns: frozen, typed rows. All that partnerships and reports ever read."""

from django.conf import settings
from django.db import models

from s11portal.common.models import AppendOnly


class Revision(AppendOnly):
    """One submitted return. Sending back and submitting again writes the next number."""

    class Origin(models.TextChoices):
        BROWSER = "browser", "Answered in the browser"
        IMPORT = "import", "Imported from a file"

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The agency's first return came past its due date.
    late = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["id", "participant"], name="revision_scope"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.participant}"


class RevisionAnswer(AppendOnly):
    """What a revision says to one question; there is a row for every question."""

    class State(models.TextChoices):
        ANSWERED = "answered", "Answered"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        UNANSWERED = "unanswered", "Not answered"
        HIDDEN = "hidden", "Not asked"

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="answers")
    question = models.ForeignKey("audits.Question", models.PROTECT, related_name="+")
    identity = models.ForeignKey("audits.Identity", models.PROTECT, related_name="+")
    # Waits for questions asked per area: always empty today.
    area = models.ForeignKey("agencies.Area", models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=15, choices=State)
    examples = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    na_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["revision", "question", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "question", "area"], name="revision_answer_once_per_area"
            ),
            models.UniqueConstraint(
                fields=["revision", "question"],
                condition=models.Q(area__isnull=True),
                name="revision_answer_once_for_all_areas",
            ),
            models.UniqueConstraint(fields=["id", "participant"], name="revision_answer_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.question_id})"


class RevisionValue(AppendOnly):
    """One typed value of a revision's answer: a level, a number, a date or a text.

    Several ratings (`part`), several ticks and table rows (`row`) are several rows, so
    that a few GROUP BYs serve every type.
    """

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="values")
    revision_answer = models.ForeignKey(RevisionAnswer, models.PROTECT, related_name="values")
    question = models.ForeignKey("audits.Question", models.PROTECT, related_name="+")
    # Waits for several ratings in one question: always empty today.
    part = models.CharField(max_length=40, blank=True)
    row = models.PositiveIntegerField(default=0)
    level = models.ForeignKey("audits.Level", models.PROTECT, null=True, related_name="+")
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    date = models.DateField(null=True)
    data = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["revision", "question", "level"])]

    def __str__(self) -> str:
        return f"Value of {self.question_id}"
