"""People and places."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """People and places."""

    name = "agencies"

    def ready(self) -> None:
        """Register this app's system checks, and its providers of 'Your work'."""
        from agencies import checks  # noqa: F401
        from agencies.directory.presenters import next_steps as directory_presenters
        from agencies.membership import queries as membership_queries
        from agencies.person import record, sign_in
        from agencies.place.presenters import your_work as your_work_presenters
        from s11portal.common.saving import kept_page

        record.connect()
        sign_in.ask_who_helps(membership_queries.help_for)
        kept_page.ask_whether_they_belong(membership_queries.belongs)
        your_work_presenters.register(directory_presenters.agencies_without_lead)
        your_work_presenters.register(directory_presenters.leads_without_colleagues)
