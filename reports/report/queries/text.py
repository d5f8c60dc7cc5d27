"""The texts of a report as those who write them see them: the cover is one of them."""

from typing import Any

from reports.models import Report, Section, TextVersion
from reports.report import rules as report_rules

Text = Report | Section


def find(report: Report, key: str) -> Text | None:
    """The text of this key; None where there is none, or none any more (1 query)."""
    if key == report_rules.COVER:
        return report
    section = report.sections.filter(key=key).first()
    if section is not None:
        section.report = report
    return section


def report_of(text: Text) -> Report:
    """The report a text belongs to."""
    return text if isinstance(text, Report) else text.report


def names(key: str) -> tuple[str, ...]:
    """The fields of a text of this key, in the order of its page."""
    kind = report_rules.kind_of(key)
    if kind == report_rules.COVER:
        return report_rules.COVER_FIELDS
    title = ("title",) if kind == report_rules.RECOMMENDATION else ()
    return (*title, "body", *report_rules.PARTS.get(kind, ()))


def fields_of(text: Text) -> dict[str, Any]:
    """What a text says, by field."""
    if isinstance(text, Report):
        return {name: getattr(text, name) for name in report_rules.COVER_FIELDS}
    own = {"title": text.title, "body": text.body}
    return {name: own.get(name, text.data.get(name, "")) for name in names(text.key)}


def gaps_of(text: Text) -> dict[str, str]:
    """What is missing where a text holds only half of something: see `rules.gaps`."""
    return report_rules.gaps(report_rules.kind_of(text.key), fields_of(text))


def versions(report: Report, key: str) -> list[TextVersion]:
    """What a text said, the newest first, with who wrote it (1 query)."""
    kept = TextVersion.objects.filter(report=report, key=key).select_related("by")
    return list(kept.order_by("-n"))


def version(report: Report, key: str, number: int) -> TextVersion | None:
    """One of them."""
    return TextVersion.objects.filter(report=report, key=key, n=number).first()


def was_removed(report: Report, key: str) -> bool:
    """Whether the key is of a recommendation that was there and is no more."""
    is_there = report.sections.filter(key=key).exists()
    return not is_there and TextVersion.objects.filter(report=report, key=key).exists()


def removed_recommendations(report: Report, there: list[Section]) -> list[TextVersion]:
    """The last version of each recommendation that is not among those still `there` (1 query)."""
    kept = TextVersion.objects.filter(
        report=report, key__startswith=f"{report_rules.RECOMMENDATION}:"
    ).exclude(key__in=[section.key for section in there])
    newest: dict[str, TextVersion] = {}
    for one in kept.order_by("n"):
        newest[one.key] = one
    said = [one for one in newest.values() if report_rules.says(one.fields)]
    return sorted(said, key=lambda one: report_rules.number_of(one.key))


def last_number(report: Report) -> int:
    """The highest number any recommendation of the report has had (2 queries)."""
    start = f"{report_rules.RECOMMENDATION}:"
    keys = {
        *report.sections.filter(key__startswith=start).values_list("key", flat=True),
        *TextVersion.objects.filter(report=report, key__startswith=start)
        .values_list("key", flat=True)
        .distinct(),
    }
    return max((report_rules.number_of(key) for key in keys), default=0)
