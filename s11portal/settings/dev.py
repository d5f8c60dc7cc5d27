"""Development and demonstration: everything embedded, one-click sign-in."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, env

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
