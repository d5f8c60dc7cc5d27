"""Audit templates: scales, standards, questions, in versions that freeze when published."""

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
    introduction = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, help_text="sha256 of the canonical file")
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class Identity(UidModel):
    """The same standard or question across versions, sizes and years."""

    class Kind(models.TextChoices):
        STANDARD = "standard", "Standard"
        QUESTION = "question", "Question"

    template = models.ForeignKey(AuditTemplate, models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.SlugField(max_length=80)
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

    class Direction(models.TextChoices):
        HIGHER = "higher_is_better", "A higher level is better"
        LOWER = "lower_is_better", "A lower level is better"
        NONE = "none", "No level is better"

    class Origin(models.TextChoices):
        SCALE = "scale", "Declared as a scale"
        YES_NO = "yes_no", "Yes or no"
        CHOICES = "choices", "The choices of one question"

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="scales")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    direction = models.CharField(max_length=20, choices=Direction, default=Direction.NONE)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SCALE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="scale_key_once")]

    def __str__(self) -> str:
        return self.title


class Level(models.Model):
    """One level of a scale, or one choice of a question."""

    class CountsAs(models.TextChoices):
        MET = "met", "Met"
        PARTLY_MET = "partly_met", "Partly met"
        NOT_MET = "not_met", "Not met"

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="levels")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=250)
    score = models.IntegerField(null=True, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    counts_as = models.CharField(max_length=10, choices=CountsAs, blank=True)
    meaning = models.TextField(blank=True)
    # Boxes that must be filled in at this level: examples, evidence.
    obliges = models.JSONField(default=list, blank=True)
    # For choices: {"other": true} asks 'please say', {"none": true} excludes the others.
    config = models.JSONField(default=dict, blank=True)
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
    introduction = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    shown_when = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="standard_key_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


class Question(models.Model):
    """One question, with its label as typed: labels are never renumbered."""

    class Role(models.TextChoices):
        ASK = "ask", "Asked"
        OVERALL = "overall", "Overall rating of a standard"
        COVER = "cover", "Cover page"
        TEXT = "text", "Text between questions"

    class Box(models.TextChoices):
        ABSENT = "absent", "Absent"
        OPTIONAL = "optional", "Optional"
        REQUIRED = "required", "Required"

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="questions")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="questions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True)
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=20)
    heading = models.CharField(max_length=250, blank=True)
    text = models.TextField()
    guidance = models.TextField(blank=True)
    type = models.CharField(max_length=20)
    role = models.CharField(max_length=10, choices=Role, default=Role.ASK)
    required = models.BooleanField(default=True)
    na_allowed = models.BooleanField(default=False)
    per_area = models.BooleanField(default=False)
    examples = models.CharField(max_length=10, choices=Box, default=Box.ABSENT)
    evidence = models.CharField(max_length=10, choices=Box, default=Box.ABSENT)
    difference = models.CharField(max_length=10, choices=Box, default=Box.ABSENT)
    parts = models.JSONField(default=list, blank=True)
    # descriptors by level code; unit, minimum, maximum, decimals of a number; tags
    config = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()
    shown_when = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["version", "label"], name="question_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text}"
