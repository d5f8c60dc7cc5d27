"""Templates, cycles, returns."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Templates, cycles, returns."""

    name = "audits"

    def ready(self) -> None:
        """Add the audits to navigation, homes and 'Your work'."""
        from agencies.presenters import home, navigation, your_work

        from .presenters import waiting

        navigation.register(
            place="partnership",
            text="Audit cycles",
            url_name="cycles",
            capability="view_board",
            position=10,
        )
        navigation.register(
            place="partnership",
            text="Audit templates",
            url_name="templates",
            capability="view_templates",
            position=30,
        )
        your_work.register(waiting.returns)
        your_work.register(waiting.running)
        home.register(
            place="partnership",
            template="audits/cycle/_on_home.html",
            context=waiting.on_partnership_home,
            capability="view_board",
            position=10,
        )
        home.register(
            place="agency",
            template="audits/cycle/_on_agency_home.html",
            context=waiting.on_agency_home,
            capability="view_return",
            position=10,
        )
