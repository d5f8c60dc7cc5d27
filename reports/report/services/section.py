"""The texts of a report: saved with a version check, so that nobody's words are lost."""

from django.db import transaction
from django.db.models import F

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import User
from reports.models import Report, Section
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.services.report import Conflict
from s11portal.common.errors import Refused


@transaction.atomic
def save(
    *,
    actor: User | None,
    section: Section,
    version: int,
    body: str,
    data: dict[str, str],
    title: str | None = None,
) -> Section:
    """Store a text; without `title` the present one stays. What it replaces is kept in the history.

    `version` is the one the person had read; raises Conflict when it is no longer the newest,
    and Refused above 20,000 characters or when it has been removed.
    """
    membership_access.require(actor, "edit_report", partnership=section.partnership_id)
    _check(body, data)
    title = section.title if title is None else title
    changed = Section.objects.filter(pk=section.pk, version=version).update(
        title=title, body=body, data=data, version=F("version") + 1
    )
    rows = Section.objects.select_related("report__partnership", "report__cycle")
    now = rows.filter(pk=section.pk).first()
    if now is None:
        raise Refused("A colleague has removed this recommendation. Copy your text to keep it.")
    if not changed:
        if (now.title, now.body, now.data) == (title, body, data):
            return now  # a double click: what was to be stored is stored
        raise Conflict(now)
    _record(actor, section, "changed a text of the report")
    return now


@transaction.atomic
def add_recommendation(
    *, actor: User | None, report: Report, title: str, body: str, data: dict[str, str]
) -> Section:
    """Add a recommendation after the last one: `body` is the finding, `data` its parts."""
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    _check(body, data)
    # Of two people adding at once the second waits here, and so gets the next number.
    Report.objects.filter(pk=report.pk).update(version=F("version"))
    existing = report_queries.recommendations(list(report.sections.all()))
    number = max((report_rules.number_of(s.key) for s in existing), default=0) + 1
    position = max((s.position for s in existing), default=999) + 1
    section = Section.objects.create(
        partnership_id=report.partnership_id,
        report=report,
        key=report_rules.recommendation_key(number),
        title=title,
        body=body,
        data=data,
        position=position,
    )
    _record(actor, section, "added a recommendation")
    return section


@transaction.atomic
def remove_recommendation(*, actor: User | None, section: Section) -> None:
    """Take a recommendation out of the report; its words stay in the history."""
    membership_access.require(actor, "edit_report", partnership=section.partnership_id)
    if report_rules.kind_of(section.key) != report_rules.RECOMMENDATION:
        raise Refused("Only recommendations can be removed. Leave the text empty instead.")
    if Section.objects.filter(pk=section.pk).delete()[0]:
        _record(actor, section, "removed a recommendation")


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


def _check(body: str, data: dict[str, str]) -> None:
    for text in (body, *data.values()):
        if len(str(text)) > report_rules.MOST_CHARACTERS:
            raise Refused(
                f"This text has {len(text):,} characters. Shorten it to "
                f"{report_rules.MOST_CHARACTERS:,} or fewer."
            )


def _record(actor: User | None, section: Section, verb: str) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=f"{section.report.cycle.title}: {section}",
        partnership=section.partnership_id,
        key=section.key,
        before={"title": section.title, "body": section.body, **section.data},
    )
