"""Tests: fast hashing, tasks run in place, a database file for each run."""

import os

from .base import *  # noqa: F403
from .base import DATABASES, DATA_DIR, IS_SQLITE

SECRET_KEY = "tests-only"  # noqa: S105
DEMONSTRATION = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "test-files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# In a file: an in-memory database breaks under the threads of a live server.
# One for each run, so that two runs on one machine do not meet.
_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA_DIR / f"test-{_RUN}.sqlite3") if IS_SQLITE else f"test_s11portal_{_RUN}"
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
