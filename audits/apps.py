"""Templates, cycles, returns."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Templates, cycles, returns."""

    name = "audits"

    def ready(self) -> None:
        """Add the pages of this app to the navigation of a partnership."""
        from agencies.presenters import navigation

        navigation.register(
            place="partnership",
            text="Audit templates",
            url_name="templates",
            capability="view_templates",
            position=30,
        )
