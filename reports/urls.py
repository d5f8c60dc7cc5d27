"""Addresses of results and reports."""

from django.urls import URLPattern, URLResolver, path

from reports.views import document, report, results, section

_PLACE = "p/<slug:slug>/"
_CYCLE = f"{_PLACE}cycles/<int:pk>/"
_SECTION = f"{_PLACE}reports/texts/<int:pk>/"
_DOCUMENT = f"{_PLACE}reports/documents/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_PLACE}results/", results.result_list, name="results"),
    path(f"{_CYCLE}results/", results.results, name="cycle-results"),
    path(
        f"{_CYCLE}results/questions/<int:question>/",
        results.question_answers,
        name="cycle-question-answers",
    ),
    path(f"{_CYCLE}report/", report.page, name="cycle-report"),
    path(f"{_CYCLE}report/start/", report.start, name="cycle-report-start"),
    path(f"{_CYCLE}report/cover/", report.cover, name="cycle-report-cover"),
    path(f"{_CYCLE}report/recommendations/add/", section.add, name="recommendation-add"),
    path(f"{_CYCLE}report/make/", document.make, name="cycle-report-make"),
    path(_SECTION, section.edit, name="report-section"),
    path(f"{_SECTION}remove/", section.remove, name="recommendation-remove"),
    path(f"{_SECTION}move/", section.move, name="recommendation-move"),
    path(_DOCUMENT, document.download, name="document-download"),
    path(f"{_DOCUMENT}progress/", document.progress, name="document-progress"),
]
