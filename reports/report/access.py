"""The report, or the text of one, that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from agencies.place.access import PartnershipRequest
from reports.models import Report, Section
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.results.access import find_reported_cycle


def find_report(request: PartnershipRequest, cycle_pk: int) -> Report:
    """The partnership's report on the audit, if that can be reported and one was begun."""
    cycle = find_reported_cycle(request, cycle_pk)
    return get_object_or_404(report_queries.visible_to(request.membership), cycle=cycle)


def find_text(request: PartnershipRequest, cycle_pk: int, key: str) -> Text:
    """One text of the partnership's report, its cover included."""
    text = text_queries.find(find_report(request, cycle_pk), key)
    if text is None:
        raise Http404
    return text


def find_recommendation(request: PartnershipRequest, cycle_pk: int, number: int) -> Section:
    """One recommendation of the partnership's report."""
    text = find_text(request, cycle_pk, report_rules.recommendation_key(number))
    assert isinstance(text, Section)
    return text


def find_text_or_removed(request: PartnershipRequest, cycle_pk: int, key: str) -> Text:
    """The text, or for a recommendation that was removed a row that is not stored.

    Who was writing at it meanwhile must not lose the words with the page.
    """
    report = find_report(request, cycle_pk)
    if not report_rules.is_key(key):
        raise Http404
    text = text_queries.find(report, key)
    if text is None and text_queries.was_removed(report, key):
        return Section(partnership=report.partnership, report=report, key=key)
    if text is None:
        raise Http404
    return text
