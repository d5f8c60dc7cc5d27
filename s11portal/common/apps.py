"""What all apps share; knows none of them."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Clock, jobs, outgoing mail, stored files, base classes."""

    name = "s11portal.common"
    label = "common"

    def ready(self) -> None:
        """Production marks its database; development asks each for the mark."""
        from s11portal.common import production

        if settings.IS_PRODUCTION:
            post_migrate.connect(production.mark, sender=self)
        if settings.IS_DEVELOPMENT:
            connection_created.connect(production.refuse)
