"""Working answers: the agency's own until it submits."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from s11portal.common.models import ScopedModel


class Answer(ScopedModel):
    """The working answer to one question (for one area, or for all).

    `stamps` holds, for each field, who wrote it last: {"examples": {"version": 3,
    "user": 7, "token": "…", "at": "…"}}. With them, a save merges field by field.

    `kept_number` is the number of its newest AnswerVersion, 0 without any; `kept_since` says
    when that one was begun, and is empty unless that version says what the answer says now.
    """

    SCOPE = "participant"
    TEXT_FIELDS = ("examples", "evidence", "difference", "na_reason")
    FIELDS = ("value", "na", *TEXT_FIELDS)

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="+")
    submission = models.ForeignKey("audits.Submission", models.PROTECT, related_name="answers")
    question = models.ForeignKey("audits.Question", models.PROTECT, related_name="+")
    # Waits for questions asked per area: always empty today.
    area = models.ForeignKey("agencies.Area", models.PROTECT, null=True, blank=True)
    value = models.JSONField(null=True, blank=True)
    examples = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    na = models.BooleanField(default=False)
    na_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stamps = models.JSONField(default=dict, blank=True)
    kept_number = models.PositiveIntegerField(default=0)
    kept_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Two constraints, because SQLite knows no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["submission", "question", "area"], name="answer_once_per_area"
            ),
            models.UniqueConstraint(
                fields=["submission", "question"],
                condition=Q(area__isnull=True),
                name="answer_once_for_all_areas",
            ),
            models.UniqueConstraint(fields=["id", "participant"], name="answer_scope"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk} of {self.submission_id}"


class AnswerVersion(models.Model):
    """What an answer said: one row per editor per ten minutes, so that it can be brought back.

    Only the newest row of an editor is overwritten while its ten minutes run (by UPDATE).
    """

    participant = models.ForeignKey("audits.Participant", models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    texts = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "n"], name="answer_version_once")]

    def __str__(self) -> str:
        return f"Version {self.n} of answer {self.answer_id}"
