"""What all apps share; knows none of them."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Clock, jobs, outgoing mail, stored files, base classes."""

    name = "s11portal.common"
    label = "common"
