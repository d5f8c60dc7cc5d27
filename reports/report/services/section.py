"""Recommendations: begun, put in order, removed and brought back."""

from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.models import User
from reports import report_records
from reports.models import Report, Section, TextVersion
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.queries import text as text_queries
from reports.report.services import text_version as text_version_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.saving.merge import stamp

# Of one text between a removal and the next: a save each second of a long day is 40,000.
_MORE_SAVES_THAN_EVER = 100_000


@transaction.atomic
def add_recommendation(
    *, actor: User | None, report: Report, title: str, body: str, data: dict[str, str]
) -> Section:
    """Add a recommendation after the last one: `body` is the finding, `data` its parts."""
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    _hold(report)
    number = text_queries.last_number(report) + 1
    section = _append(report, report_rules.recommendation_key(number), title, body, data, actor)
    if report_rules.says(text_queries.fields_of(section)):
        text_version_services.keep_last(section)
        section.save()
    _record(actor, section, "added a recommendation")
    return section


@transaction.atomic
def begin_recommendation(*, actor: User, report: Report) -> Section:
    """An empty recommendation to write at: the one this person has begun already, or a new one."""
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    _hold(report)
    for section in report_queries.recommendations(list(report.sections.filter(editor=actor))):
        if not report_rules.says(text_queries.fields_of(section)):
            return section
    return add_recommendation(actor=actor, report=report, title="", body="", data={})


@transaction.atomic
def remove_recommendation(*, actor: User | None, section: Section) -> None:
    """Take a recommendation out of the report; its words are kept, so that it can come back."""
    membership_access.require(actor, "edit_report", partnership=section.partnership_id)
    if report_rules.kind_of(section.key) != report_rules.RECOMMENDATION:
        raise Refused("Only recommendations can be removed. Clear the text instead.")
    _hold(section.report)
    now = Section.objects.filter(pk=section.pk).first()
    if now is None:
        return
    text_version_services.keep_last(now)
    now.delete()
    _record(actor, section, "removed a recommendation")


@transaction.atomic
def restore_recommendation(*, actor: User | None, report: Report, version: TextVersion) -> Section:
    """Bring a removed recommendation back, as the last one; one that is there stays as it is."""
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    _hold(report)
    there = report.sections.filter(key=version.key).first()
    if there is not None:
        return there
    data = {name: text for name, text in version.fields.items() if name not in ("title", "body")}
    section = _append(
        report, version.key, version.fields["title"], version.fields["body"], data, actor
    )
    section.kept_number = version.n
    _count_on(section, actor)
    section.save()
    _record(actor, section, "brought a recommendation back")
    return section


@transaction.atomic
def move_recommendation(*, actor: User | None, section: Section, up: bool) -> None:
    """Exchange a recommendation with the one above or below; at the end nothing happens."""
    membership_access.require(actor, "edit_report", partnership=section.partnership_id)
    order = report_queries.recommendations(list(section.report.sections.all()))
    at = next((n for n, other in enumerate(order) if other.pk == section.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, other in enumerate(order, 1000):
        Section.objects.filter(pk=other.pk).update(position=position)
    _record(actor, section, "moved a recommendation")


def _hold(report: Report) -> None:
    """Of two people adding at once the second waits here, and so gets the next number."""
    Report.objects.filter(pk=report.pk).update(version=F("version"))


def _append(
    report: Report, key: str, title: str, body: str, data: dict[str, str], actor: User | None
) -> Section:
    existing = report_queries.recommendations(list(report.sections.all()))
    return Section.objects.create(
        partnership_id=report.partnership_id,
        report=report,
        key=key,
        title=title,
        body=body,
        data=data,
        editor=actor,
        position=max((s.position for s in existing), default=999) + 1,
    )


def _count_on(section: Section, actor: User | None) -> None:
    """Make every field newer than any page that was opened before the removal.

    The count of saves went with the row. The versions that are kept remain, and there is a new
    one for each time it is removed: so no count begun from its number meets an earlier one.
    """
    section.version = section.kept_number * _MORE_SAVES_THAN_EVER
    at, user_id = clock.now().isoformat(), actor.pk if actor else 0
    for name in text_queries.names(section.key):
        section.stamps[name] = stamp(section.version, user_id, "", at)


def _record(actor: User | None, section: Section, verb: str) -> None:
    report_records.of_report(
        actor,
        verb,
        section.report,
        f"{section.report.cycle.title}: {section}",
        key=section.key,
        before={"title": section.title, "body": section.body, **section.data},
    )
