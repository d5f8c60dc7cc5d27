"""Production: refuses to start on a setting that would put children's data at risk.

docs/production.md lists the environment variables.
"""

import os

from django.core.exceptions import ImproperlyConfigured

# Before anything is made: files, folders and the database are for this account alone.
os.umask(0o077)

from .base import *  # noqa: E402, F403
from .base import EMAIL_URL, IS_SQLITE, env  # noqa: E402
from .logs import json_logging  # noqa: E402
from .refusals import refusals  # noqa: E402

IS_PRODUCTION = True
SECRET_KEY = env("SECRET_KEY", default="")
# Sessions and links signed with an earlier key stay good while it is listed here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env("SITE_URL", default="").rstrip("/")
SINGLE_PARTNERSHIP_ONLY = IS_SQLITE
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60)

_problems = refusals(
    os.environ,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    site_url=SITE_URL,
    email_url=EMAIL_URL,
    secret_key_fallbacks=SECRET_KEY_FALLBACKS,
    hsts_seconds=SECURE_HSTS_SECONDS,
)
if _problems:
    raise ImproperlyConfigured(
        "S11 Portal does not start in production:\n" + "\n".join(f"- {each}" for each in _problems)
    )

# --- https only ---------------------------------------------------------------
SECURE_SSL_REDIRECT = True
# Load balancers ask these inside the network, without https.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds the whole domain for good: for its owner to decide, not for this product.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W021"]  # noqa: F405
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# How many proxies stand in front and can be trusted to write X-Forwarded-Proto and
# X-Forwarded-For themselves. Without one, those headers come from anybody.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- what the operator reads --------------------------------------------------
LOGGING = json_logging(level=env("LOG_LEVEL", default="INFO"))
# Celery would otherwise put its own format in the place of the one above.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
