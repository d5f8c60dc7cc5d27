"""Templates, cycles, returns."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Templates, cycles, returns."""

    name = "audits"

    def ready(self) -> None:
        """Add the audits to navigation, homes and 'Your work'."""
        from agencies.directory.presenters import archiving as archiving_presenters
        from agencies.membership import arrivals
        from agencies.place.presenters import home as home_presenters
        from agencies.place.presenters import navigation as navigation_presenters
        from agencies.place.presenters import your_work as your_work_presenters
        from audits.cycle.presenters import archiving as archived_in_presenters
        from audits.cycle.presenters import your_audits as your_audits_presenters
        from audits.reminder.services import notice as notice_services

        arrivals.register(notice_services.invite_lead)
        archiving_presenters.register(archived_in_presenters.running_audits)
        navigation_presenters.register(
            place="partnership",
            text="Audit cycles",
            url_name="cycles",
            capability="view_board",
            position=10,
        )
        navigation_presenters.register(
            place="partnership",
            text="Audit templates",
            url_name="templates",
            capability="view_templates",
            position=30,
        )
        your_work_presenters.register(your_audits_presenters.returns)
        your_work_presenters.register(your_audits_presenters.running)
        home_presenters.register(
            place="partnership",
            template="audits/cycle/_on_home.html",
            context=your_audits_presenters.on_partnership_home,
            capability="view_board",
            position=10,
        )
        home_presenters.register(
            place="agency",
            template="audits/cycle/_on_agency_home.html",
            context=your_audits_presenters.on_agency_home,
            capability="view_return",
            position=10,
        )
