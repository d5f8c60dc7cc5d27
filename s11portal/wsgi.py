"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from s11portal.common.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "s11portal.settings.production")

application = WholeBodies(get_wsgi_application())
