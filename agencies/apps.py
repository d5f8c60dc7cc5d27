"""People and places."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """People and places."""

    name = "agencies"

    def ready(self) -> None:
        """Register this app's system checks, and its providers of 'Your work'."""
        from agencies import checks  # noqa: F401
        from agencies.directory.presenters import next_steps as directory_presenters
        from agencies.person import record
        from agencies.place.presenters import your_work as your_work_presenters

        record.connect()
        your_work_presenters.register(directory_presenters.agencies_without_lead)
        your_work_presenters.register(directory_presenters.leads_without_colleagues)
