"""The demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Brings `manage.py seed_demo`."""

    name = "s11portal.demo"
