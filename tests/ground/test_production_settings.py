"""Production refuses to start on what would put children's data at risk."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from s11portal.common import production
from s11portal.common.models import ProductionMark
from s11portal.settings.refusals import refusals

ROOT = Path(__file__).resolve().parents[2]
SECRET = hashlib.sha512(b"S11").hexdigest()
GOOD = {
    "secret_key": SECRET,
    "allowed_hosts": ["audits.example.org"],
    "site_url": "https://audits.example.org",
    "email_url": "smtp+tls://user:word@mail.example.org:587",
}


def test_good_settings_start():
    assert refusals({}, **GOOD) == []


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("", "not set"),
        ("short", "at least 50"),
        ("ab" * 40, "guessed"),
        ("q7Rz1LpXw9" * 6, "guessed"),
        (SECRET[:30] * 2, "guessed"),
        ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "guessed"),
        ("django-insecure-" + SECRET, "placeholder"),
        ("changeme" + SECRET, "placeholder"),
    ],
    ids=["unset", "short", "repeated", "ten", "half", "alphabet", "django", "changeme"],
)
def test_a_secret_that_can_be_guessed_is_refused(value, word):
    (found,) = refusals({}, **{**GOOD, "secret_key": value})
    assert "SECRET_KEY" in found
    assert word in found
    assert SECRET not in found


@pytest.mark.parametrize(
    "value", [[], [""], ["*"], ["audits.example.org", "*"], [".org"], [".uk", "audits.example.org"]]
)
def test_open_hosts_are_refused(value):
    (found,) = refusals({}, **{**GOOD, "allowed_hosts": value})
    assert "ALLOWED_HOSTS" in found


@pytest.mark.parametrize(
    "value", ["", "http://audits.example.org", "audits.example.org", "https://"]
)
def test_an_address_without_https_is_refused(value):
    (found,) = refusals({}, **{**GOOD, "site_url": value})
    assert "SITE_URL" in found


@pytest.mark.parametrize("value", ["", "consolemail://", "mail.example.org"])
def test_missing_mail_is_refused(value):
    (found,) = refusals({}, **{**GOOD, "email_url": value})
    assert "EMAIL_URL" in found


@pytest.mark.parametrize("name", ["DEBUG", "DEMONSTRATION", "S11_DEMONSTRATION"])
@pytest.mark.parametrize("value", ["1", "true", "True", "yes", "on"])
def test_debugging_and_the_demonstration_are_refused(name, value):
    (found,) = refusals({name: value}, **GOOD)
    assert name.removeprefix("S11_")[:4].lower() in found.lower()
    assert refusals({name: "false"}, **GOOD) == []


def test_a_former_secret_is_judged_like_the_present_one():
    (found,) = refusals({}, **GOOD, secret_key_fallbacks=[SECRET[::-1], "ab" * 40])
    assert "SECRET_KEY_FALLBACKS" in found


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.9", "localhost.example.org"])
def test_mail_that_others_can_read_is_refused(host):
    (found,) = refusals({}, **{**GOOD, "email_url": f"smtp://user:word@{host}:25"})
    assert "smtp+tls://" in found
    assert "word@" not in found


@pytest.mark.parametrize("url", ["smtp://localhost:25", "smtp+ssl://mail.example.org:465"])
def test_mail_of_this_machine_or_encrypted_is_taken(url):
    assert refusals({}, **{**GOOD, "email_url": url}) == []


@pytest.mark.parametrize("seconds", [0, -1, 300])
def test_without_hsts_production_does_not_start(seconds):
    (found,) = refusals({}, **GOOD, hsts_seconds=seconds)
    assert "HSTS_SECONDS" in found


def test_a_site_whose_host_is_not_allowed_is_refused():
    (found,) = refusals({}, **{**GOOD, "site_url": "https://other.example.org"})
    assert "ALLOWED_HOSTS" in found


def run(tmp_path, *command, program=("manage.py",), **environment):
    """`manage.py command` with production settings and nothing else of this process."""
    given = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "s11portal.settings.production",
        "S11_DATA_DIR": str(tmp_path),
        **environment,
    }
    return subprocess.run(
        [sys.executable, *program, *command],
        cwd=ROOT,
        env={name: value for name, value in given.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_everything_wrong_is_told_at_once(tmp_path):
    result = run(tmp_path, "check", DEBUG="true", S11_DEMONSTRATION="true", ALLOWED_HOSTS="*")
    assert result.returncode != 0
    for word in (
        "SECRET_KEY",
        "DEBUG",
        "Demonstration",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "EMAIL_URL",
    ):
        assert word in result.stderr


GOOD_ENVIRONMENT = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "audits.example.org",
    "SITE_URL": "https://audits.example.org",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org:587",
}


def test_good_settings_pass_the_deployment_check(tmp_path):
    result = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **GOOD_ENVIRONMENT)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


SHELL = ("shell", "-v0", "-c")
PRINTS_AND_LOGS = """
import logging
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG,
    s.DEMONSTRATION, s.SINGLE_PARTNERSHIP_ONLY, s.SECURE_HSTS_SECONDS)
print(s.SECURE_PROXY_SSL_HEADER)
logging.getLogger("audits").warning("Sent %s", 3, extra={"secret": "x"})
logging.getLogger("django.security.csrf").warning(
    "Forbidden (%s): %s", "too old", "/invitation/kept-from-logs/"
)
logging.getLogger("django").error("/accounts/password/reset/key/1-kept-from/ failed")
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The lines of a process with good settings that prints some and logs."""
    result = run(tmp_path_factory.mktemp("data"), *SHELL, PRINTS_AND_LOGS, **GOOD_ENVIRONMENT)
    assert result.returncode == 0, result.stderr
    return [*result.stdout.strip().splitlines(), result.stderr]


def test_cookies_pages_and_logs_are_as_production_needs_them(said):
    assert said[0] == "True True True False False True 31536000"
    log = said[2]
    assert '"event": "Sent 3"' in log
    assert '"level": "warning"' in log
    assert '"x"' not in log


def test_logs_hold_no_link_that_admits_its_reader(said):
    """Whose form is too old is refused, and Django writes the address: a link still unused."""
    assert "Forbidden (too old): /invitation/[token]/" in said[3]
    assert "/reset/key/[token]/ failed" in said[4]
    assert "kept-from" not in "".join(said)


def test_a_header_of_a_proxy_is_believed_only_where_there_is_one(said, tmp_path):
    command = "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER)"
    assert said[1] == "None"
    behind = run(tmp_path, *SHELL, command, **GOOD_ENVIRONMENT, TRUSTED_PROXIES="1")
    assert behind.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"


# A variable without a value is left out.
FORGOTTEN = {**GOOD_ENVIRONMENT, "DJANGO_SETTINGS_MODULE": ""}
ADD = ("create_partnership", "--name", "Second", "--slug", "second")
WHO = ("--manager-email", "b@example.org", "--manager-name", "Bea")
SQL = "SELECT count(*) FROM agencies_partnership"


@pytest.mark.parametrize(
    ("program", "command"),
    [
        (("manage.py",), (*ADD, *WHO)),
        (("manage.py",), ("migrate",)),
        (("-m", "celery", "-A", "s11portal"), ("worker",)),
        (("-m", "celery", "-A", "s11portal"), ("beat",)),
    ],
    ids=["create_partnership", "migrate", "worker", "timetable"],
)
def test_productions_environment_without_the_variable_is_refused(tmp_path, program, command):
    """Everything else took the settings of development, and an email named 127.0.0.1."""
    result = run(tmp_path, *command, program=program, **FORGOTTEN)
    assert result.returncode != 0
    assert "DJANGO_SETTINGS_MODULE=s11portal.settings.production" in result.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


def test_productions_database_lets_no_development_settings_in(tmp_path):
    assert run(tmp_path, "migrate", "--verbosity=0", **GOOD_ENVIRONMENT).returncode == 0
    assert run(tmp_path, "createcachetable", **GOOD_ENVIRONMENT).returncode == 0
    for command in ((*ADD, *WHO), ("prepare", "--demo"), ("migrate",)):
        result = run(tmp_path, *command, DJANGO_SETTINGS_MODULE="")
        assert result.returncode != 0
        assert "This is the database of a site in production" in result.stderr
    with sqlite3.connect(tmp_path / "s11portal.sqlite3") as database:
        assert database.execute(SQL).fetchone() == (0,)
    added = run(tmp_path, *ADD, *WHO, **GOOD_ENVIRONMENT)
    assert added.returncode == 0, added.stderr


@pytest.mark.django_db
def test_a_connection_to_a_marked_database_is_refused_each_time(monkeypatch):
    connection = connections["default"]
    production.refuse(None, connection)
    production.mark(None)
    production.mark(None)
    assert ProductionMark.objects.count() == 1
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(ImproperlyConfigured, match="Nothing was changed"):
        production.refuse(None, connection)
