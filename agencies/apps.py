"""People and places."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """People and places."""

    name = "agencies"
