"""What every way of running S11 Portal has in common.

The environment decides where data lives. Without DATABASE_URL, REDIS_URL and
EMAIL_URL everything is embedded: SQLite, files on disk, Celery over the file
system, emails kept as rows.
"""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from .accounts import *  # noqa: F403

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("S11_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
ALLOWED_HOSTS: list[str] = []
# Which of the two settings these are (the tests' are neither); see common/production.py.
IS_PRODUCTION = False
IS_DEVELOPMENT = False
# Demonstration sign-in and the Outbox page; production refuses to start with it.
DEMONSTRATION = False
# Production on SQLite holds one partnership; see agencies/checks.py.
SINGLE_PARTNERSHIP_ONLY = False

INSTALLED_APPS = [
    "s11portal.common",
    "agencies",
    "audits",
    "reports",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "s11portal.common.middleware.NotTooLargeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "s11portal.common.saving.kept_form.KeptFormMiddleware",
    "agencies.person.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "s11portal.urls"
WSGI_APPLICATION = "s11portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "s11portal.common.context.site",
            ],
            "builtins": ["django.templatetags.static", "s11portal.common.templatetags.s11"],
        },
    },
]

# --- database -----------------------------------------------------------------
DATABASE_URL = env("DATABASE_URL", default="")
IS_SQLITE = not DATABASE_URL or DATABASE_URL.startswith("sqlite:")
DATABASES = {
    "default": environ.Env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "s11portal.sqlite3")}
}
# Reconnecting would cost 2.8 times a page.
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = not IS_SQLITE
if IS_SQLITE:
    # WAL without IMMEDIATE fails with 'locked' as soon as two people save at once;
    # see docs/decisions/0005-sqlite-embedded.md. Django switches foreign keys on itself.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache, sessions ----------------------------------------------------------
# Sign-in limits live here and must be shared by all processes. The database, not
# Redis: a dead Redis must stop nobody signing in.
CACHES = {
    "default": {
        "BACKEND": "s11portal.common.cache.DatabaseCache",
        "LOCATION": "cache",
        # Above this a third of the rows goes, the limits of an attack among them: with
        # Django's 300 anybody could wash them away from a few hundred addresses.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "s11portal.common.saving.kept_form.csrf_failure"

# --- forms --------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = ["s11"]
CRISPY_TEMPLATE_PACK = "s11"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
# A long return is more than Django's 2.5 MB; above 5 MB the answer is a clear message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# The largest file that a page takes in has 10 MB; see common/middleware.py.
MOST_BYTES_OF_A_REQUEST = 12 * 1024 * 1024

# --- language and time --------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- files --------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("S11_STATIC_ROOT", default=str(DATA_DIR / "staticfiles")))
STATICFILES_DIRS = [
    path
    for path in (
        BASE_DIR / "static" / "build",
        BASE_DIR / "static" / "js",
        BASE_DIR / "static" / "images",
    )
    if path.exists()
]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(MEDIA_ROOT),
            "base_url": None,
            # Reports and what agencies say of children's safety: for this account alone.
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "s11portal.common.static_files.StaticFilesStorage"},
}

# --- email -------------------------------------------------------------------
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# A mail server that hangs must not hold a worker for ever.
# Four stalls stay within the lease of a mail (common/mail.py): so it is sent once.
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="S11 Portal <no-reply@s11portal.example>")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# --- background jobs ----------------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # A page that hands over work asks a dead Redis once, briefly: the sweep does the rest.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "max_retries": 0,
        "interval_start": 0,
        "interval_step": 0.1,
        "socket_connect_timeout": 1,
        "socket_timeout": 3,
        "socket_keepalive": True,
    }
else:
    CELERY_BROKER_URL = "diskqueue://localhost"  # the name is not used, but asked for
    _QUEUE = DATA_DIR / "queue"
    for _name in ("messages", "control"):
        (_QUEUE / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_QUEUE / "messages"),
        "data_folder_out": str(_QUEUE / "messages"),
        "control_folder": str(_QUEUE / "control"),
        "polling_interval": 0.2,
    }
# Emails and all that is done in a moment have a queue and workers of their own: five large
# reports must not hold up somebody's sign-in code.
CELERY_TASK_DEFAULT_QUEUE = "short"
# One worker does `urgent` and `short` in turn, so a code does not wait behind a launch either.
CELERY_TASK_ROUTES: dict[str, dict[str, Any]] = {
    "common.send_code": {"queue": "urgent"},
    "reports.render_document": {"queue": "long"},
    "reports.sweep_documents": {"queue": "long"},
    "audits.work_on_response_file": {"queue": "long"},
    "audits.sweep_response_files": {"queue": "long"},
}
# Each may take 768 MB (reports/output/pdf/process.py), see "Memory" in docs/production.md.
REPORTS_AT_ONCE = env.int("REPORTS_AT_ONCE", default=2)
# What one thread has taken, another cannot do.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
# A sweep that nobody took before the next one is due is forgotten: the next does its work.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-mail": {
        "task": "common.sweep_mail",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "sweep-documents": {
        "task": "reports.sweep_documents",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "sweep-response-files": {
        "task": "audits.sweep_response_files",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "sweep-reminders": {
        "task": "audits.sweep_reminders",
        # By day, in London: a reminder at midnight helps nobody.
        "schedule": crontab(minute="5", hour="7-19"),
        "options": {"expires": 3500},
    },
    "clear-sessions": {
        "task": "common.clear_sessions",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "throw-old-files-away": {
        "task": "audits.throw_old_files_away",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
}

# --- content policy -----------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refused": {"()": "s11portal.settings.logs.RefusedWithoutTrace"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"filters": ["refused"]},
        # WeasyPrint and fontTools tell more than an operator needs.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
