"""Statistics, charts, documents."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Statistics, charts, documents."""

    name = "reports"
