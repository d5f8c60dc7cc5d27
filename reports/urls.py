"""Addresses of results and reports."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import StringConverter

from reports.document import views as document_views
from reports.publication import views as publication_views
from reports.report import rules as report_rules
from reports.report.views import overview as overview_views
from reports.report.views import recommendation as recommendation_views
from reports.report.views import report as report_views
from reports.report.views import text as text_views
from reports.report.views import text_version as text_version_views
from reports.results import views as results_views
from reports.rounding import views as rounding_views


class TextKeyConverter(StringConverter):
    """The key of a text of the report."""

    regex = report_rules.KEY


register_converter(TextKeyConverter, "text_key")

_PLACE = "p/<slug:slug>/"
_CYCLE = f"{_PLACE}cycles/<int:pk>/"
_TEXT = f"{_CYCLE}report/texts/<text_key:key>/"
_RECOMMENDATION = f"{_CYCLE}report/recommendations/<int:number>/"
_DOCUMENT = f"{_PLACE}reports/documents/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_PLACE}results/", overview_views.result_list, name="results"),
    path(f"{_CYCLE}results/", results_views.results, name="cycle-results"),
    path(
        f"{_CYCLE}results/questions/<int:question>/",
        results_views.question_answers,
        name="cycle-question-answers",
    ),
    path(f"{_CYCLE}results/percentages/", rounding_views.percentages, name="cycle-percentages"),
    path(f"{_CYCLE}report/", report_views.page, name="cycle-report"),
    path(f"{_CYCLE}report/start/", report_views.start, name="cycle-report-start"),
    path(f"{_CYCLE}report/save/", text_views.save, name="report-save"),
    path(_TEXT, text_views.edit, name="report-text"),
    path(f"{_TEXT}preview/", text_version_views.preview, name="report-text-preview"),
    path(f"{_TEXT}versions/", text_version_views.versions, name="report-text-versions"),
    path(
        f"{_TEXT}versions/<int:number>/bring-back/",
        text_version_views.bring_back,
        name="report-text-bring-back",
    ),
    path(
        f"{_CYCLE}report/recommendations/add/", recommendation_views.add, name="recommendation-add"
    ),
    path(f"{_RECOMMENDATION}remove/", recommendation_views.remove, name="recommendation-remove"),
    path(f"{_RECOMMENDATION}restore/", recommendation_views.restore, name="recommendation-restore"),
    path(f"{_RECOMMENDATION}move/", recommendation_views.move, name="recommendation-move"),
    path(f"{_CYCLE}report/make/", report_views.make, name="cycle-report-make"),
    path(_DOCUMENT, document_views.download, name="document-download"),
    path(f"{_DOCUMENT}progress/", document_views.progress, name="document-progress"),
    path(f"{_DOCUMENT}publish/", publication_views.publish, name="document-publish"),
    path(f"{_DOCUMENT}withdraw/", publication_views.withdraw, name="document-withdraw"),
    path(f"{_DOCUMENT}delete/", publication_views.delete, name="document-delete"),
]
