"""Development and demonstration: everything embedded, one-click sign-in.

What finds no DJANGO_SETTINGS_MODULE takes these, so they refuse production's environment and
production's database (common/production.py).
"""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, env

# Development has a key of its own; only production is given one.
if os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured(
        "SECRET_KEY is set, as for production, but these are the settings of development. "
        "Set DJANGO_SETTINGS_MODULE=s11portal.settings.production, or unset SECRET_KEY."
    )

IS_DEVELOPMENT = True
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
DEBUG = env.bool("DEBUG", default=False)
DEMONSTRATION = env.bool("S11_DEMONSTRATION", default=True)
INSTALLED_APPS += ["s11portal.demo"]
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "testserver",
    *env.list("ALLOWED_HOSTS", default=[]),
]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
