"""Addresses of results and reports."""

from django.urls import URLPattern, URLResolver, path

from reports.document import views as document_views
from reports.report.views import overview as overview_views
from reports.report.views import report as report_views
from reports.report.views import section as section_views
from reports.results import views as results_views

_PLACE = "p/<slug:slug>/"
_CYCLE = f"{_PLACE}cycles/<int:pk>/"
_SECTION = f"{_PLACE}reports/texts/<int:pk>/"
_DOCUMENT = f"{_PLACE}reports/documents/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_PLACE}results/", overview_views.result_list, name="results"),
    path(f"{_CYCLE}results/", results_views.results, name="cycle-results"),
    path(
        f"{_CYCLE}results/questions/<int:question>/",
        results_views.question_answers,
        name="cycle-question-answers",
    ),
    path(f"{_CYCLE}report/", report_views.page, name="cycle-report"),
    path(f"{_CYCLE}report/start/", report_views.start, name="cycle-report-start"),
    path(f"{_CYCLE}report/cover/", report_views.cover, name="cycle-report-cover"),
    path(f"{_CYCLE}report/recommendations/add/", section_views.add, name="recommendation-add"),
    path(f"{_CYCLE}report/make/", report_views.make, name="cycle-report-make"),
    path(_SECTION, section_views.edit, name="report-section"),
    path(f"{_SECTION}remove/", section_views.remove, name="recommendation-remove"),
    path(f"{_SECTION}move/", section_views.move, name="recommendation-move"),
    path(_DOCUMENT, document_views.download, name="document-download"),
    path(f"{_DOCUMENT}progress/", document_views.progress, name="document-progress"),
]
