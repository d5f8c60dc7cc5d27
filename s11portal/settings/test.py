"""Tests: fast hashing, tasks run in place, a database file for each run."""

import os

from .base import *  # noqa: F403
from .base import DATA_DIR, DATABASES, INSTALLED_APPS, IS_SQLITE

SECRET_KEY = "tests-only"  # noqa: S105
DEMONSTRATION = True
INSTALLED_APPS += ["s11portal.demo"]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# One name for each run and each of its processes, so that no two meet; tests/conftest.py
# takes away what they leave. xdist gives its processes one number for the whole run.
TEST_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"p{os.getpid()}")[:12]
TEST_FILES = DATA_DIR / f"test-{TEST_RUN}-files-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(TEST_FILES),
            "base_url": None,
            # Reports and what agencies say of children's safety: for this account alone.
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = TEST_FILES
# In a file: an in-memory database breaks under the threads of a live server.
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA_DIR / f"test-{TEST_RUN}.sqlite3") if IS_SQLITE else f"test_s11_{TEST_RUN}"
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
