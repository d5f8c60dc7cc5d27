"""Statistics, charts, documents."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Statistics, charts, documents."""

    name = "reports"

    def ready(self) -> None:
        """Add results and reports to navigation and home pages, and hold what they rest on."""
        from agencies.place.presenters import home as home_presenters
        from agencies.place.presenters import navigation as navigation_presenters
        from audits.cycle.services import ending as ending_services
        from audits.response_file.services import taking_back as taking_back_services
        from reports.document import queries as document_queries
        from reports.report.presenters import on_home as on_home_presenters

        taking_back_services.register_obstacle(document_queries.rests_on)
        ending_services.register_obstacle(document_queries.would_be_hidden)
        navigation_presenters.register(
            place="partnership",
            text="Results and reports",
            url_name="results",
            capability="view_results",
            position=20,
            under=("cycles/*/results/*", "cycles/*/report/*", "reports/*"),
        )
        home_presenters.register(
            place="partnership",
            template="reports/report/_on_home.html",
            context=on_home_presenters.on_partnership_home,
            capability="view_results",
            position=20,
        )
