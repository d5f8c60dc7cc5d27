"""Templates, cycles, returns."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Templates, cycles, returns."""

    name = "audits"
