"""Statistics, charts, documents."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Statistics, charts, documents."""

    name = "reports"

    def ready(self) -> None:
        """Add results and reports to the navigation and the home page."""
        from agencies.presenters import home, navigation

        from .presenters import waiting

        navigation.register(
            place="partnership",
            text="Results and reports",
            url_name="results",
            capability="view_results",
            position=20,
        )
        home.register(
            place="partnership",
            template="reports/results/_on_home.html",
            context=waiting.on_partnership_home,
            capability="view_results",
            position=20,
        )
