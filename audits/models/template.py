"""Audit templates: scales, standards, questions, in versions that freeze when published.

What people author is declared in audits/template/rules/structure.py. Here are columns for what
SQL asks of it (constraints, order, filters, sums, lists), and for what is read from a row without
its template, such as the label and colour of a level beside an answer. The rest is in `content`,
which is written and read by audits/template/rules/content.py alone.
"""

from django.db import models

from s11portal.common import clock
from s11portal.common.models import UidModel


class AuditTemplate(UidModel):
    """An audit template. Without a partnership it belongs to the library that all may use."""

    class Kind(models.TextChoices):
        FULL = "full", "Full audit"
        REVIEW = "review", "Review"
        SMALL = "small", "Small organisation"
        SCHOOL = "school", "School"
        LEADERS = "leaders", "Leaders' questionnaire"
        STAFF = "staff", "Staff survey"

    # Answered by people, not agencies: there is no survey to publish them for yet.
    SURVEYS = (Kind.LEADERS, Kind.STAFF)

    partnership = models.ForeignKey(
        "agencies.Partnership", models.PROTECT, null=True, blank=True, related_name="templates"
    )
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FULL)

    class Meta:
        constraints = [
            # Two constraints, because SQLite knows no NULLS NOT DISTINCT.
            models.UniqueConstraint(fields=["partnership", "key"], name="template_key_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(partnership__isnull=True),
                name="library_template_key_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(UidModel):
    """One edition of a template. A published one never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    template = models.ForeignKey(AuditTemplate, models.PROTECT, related_name="versions")
    # The template's partnership again: every tenant row carries its own scope.
    partnership = models.ForeignKey(
        "agencies.Partnership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=AuditTemplate.Kind)
    content = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, help_text="sha256 of the canonical file")
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def is_survey(self) -> bool:
        """Whether people answer it rather than agencies, so that no audit can use it."""
        return self.kind in AuditTemplate.SURVEYS


class Identity(UidModel):
    """The same standard or question across versions, sizes and years."""

    class Kind(models.TextChoices):
        STANDARD = "standard", "Standard"
        QUESTION = "question", "Question"

    template = models.ForeignKey(AuditTemplate, models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.SlugField(max_length=80)
    # Nobody writes it yet: it is for 'these are the same question' across templates.
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["template", "kind", "key"], name="identity_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Scale(models.Model):
    """The levels an answer may have. Yes/no and choices are scales without scores."""

    class Origin(models.TextChoices):
        SCALE = "scale", "Declared as a scale"
        YES_NO = "yes_no", "Yes or no"
        CHOICES = "choices", "The choices of one question"

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="scales")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SCALE)
    content = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="scale_key_once")]

    def __str__(self) -> str:
        return self.title


class Level(models.Model):
    """One level of a scale, or one choice of a question."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="levels")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=250)
    score = models.IntegerField(null=True, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    counts_as = models.CharField(max_length=10, blank=True)
    content = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["scale", "code"], name="level_code_once")]

    def __str__(self) -> str:
        return self.label


class Standard(models.Model):
    """A standard: a titled group of questions."""

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="standards")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=20)
    title = models.CharField(max_length=250)
    content = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="standard_key_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


class Question(models.Model):
    """One question, with its label as typed: labels are never renumbered."""

    class Role(models.TextChoices):
        # Only ASK is written yet; the others are for lead questions, cover pages, and texts.
        ASK = "ask", "Asked"
        OVERALL = "overall", "Overall rating of a standard"
        COVER = "cover", "Cover page"
        TEXT = "text", "Text between questions"

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="questions")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="questions")
    # Nobody writes it yet: it is for sub-questions (a, b, c).
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True)
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=20)
    type = models.CharField(max_length=20)
    role = models.CharField(max_length=10, choices=Role, default=Role.ASK)
    content = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["version", "label"], name="question_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.key})"
