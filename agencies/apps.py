"""People and places."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """People and places."""

    name = "agencies"

    def ready(self) -> None:
        """Have the checks of this app known, and what waits for its people."""
        from . import checks  # noqa: F401
        from .presenters import waiting, your_work

        your_work.register(waiting.agencies_without_lead)
        your_work.register(waiting.leads_without_colleagues)
