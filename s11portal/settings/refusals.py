"""What production refuses to start with. Plain values in, sentences out."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

SHORTEST_SECRET = 50
# Words of secrets that were meant to be replaced.
PLACEHOLDERS = ("insecure", "development", "changeme", "change-me", "secret", "example", "password")
# Servers of this machine: nobody reads what is sent to them on its way.
HERE = {"localhost", "127.0.0.1", "::1"}
LEAST_HSTS_SECONDS = 60 * 60
TRUE = {"1", "true", "yes", "on"}

MAKE_ONE = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def refusals(
    environment: Mapping[str, str],
    *,
    secret_key: str,
    allowed_hosts: Sequence[str],
    site_url: str,
    email_url: str,
    secret_key_fallbacks: Sequence[str] = (),
    hsts_seconds: int = LEAST_HSTS_SECONDS,
) -> list[str]:
    """Everything that keeps production from starting; empty when it may start.

    `environment` is read for the switches that must not be on (DEBUG and
    S11_DEMONSTRATION); the rest are the values as the settings understood them.
    """
    return [
        *_switches(environment),
        *_secret("SECRET_KEY", secret_key),
        *(each for key in secret_key_fallbacks for each in _secret("SECRET_KEY_FALLBACKS", key)),
        *_hosts(allowed_hosts),
        *_site(site_url, allowed_hosts),
        *_hsts(hsts_seconds),
        *_mail(email_url),
    ]


def _switches(environment: Mapping[str, str]) -> list[str]:
    found = []
    if _is_on(environment.get("DEBUG")):
        found.append("DEBUG is on: error pages would show settings and data. Unset it.")
    if _is_on(environment.get("S11_DEMONSTRATION")) or _is_on(environment.get("DEMONSTRATION")):
        found.append(
            "Demonstration sign-in is on: anybody could sign in as anybody. "
            "Unset S11_DEMONSTRATION."
        )
    return found


def _is_on(value: str | None) -> bool:
    return (value or "").strip().lower() in TRUE


def _secret(name: str, secret: str) -> list[str]:
    if not secret:
        return [f"{name} is not set; {MAKE_ONE}"]
    if len(secret) < SHORTEST_SECRET:
        return [
            f"{name} has {len(secret)} characters and needs at least {SHORTEST_SECRET}; {MAKE_ONE}"
        ]
    if len(set(secret)) < 10 or _repeats(secret):
        return [f"{name} repeats itself and can be guessed; {MAKE_ONE}"]
    if any(word in secret.lower() for word in PLACEHOLDERS):
        return [f"{name} looks like a placeholder; {MAKE_ONE}"]
    return []


def _repeats(secret: str) -> bool:
    """Whether it is a short text written several times, or a run of neighbours ('abcdef…')."""
    rounds = range(1, len(secret) // 2 + 1)
    again = any(secret[:-n] == secret[n:] for n in rounds)
    runs = sum(abs(ord(b) - ord(a)) <= 1 for a, b in zip(secret, secret[1:], strict=False))
    return again or runs > len(secret) // 2


def _hosts(hosts: Sequence[str]) -> list[str]:
    named = [host.strip() for host in hosts if host.strip()]
    if not named:
        return ["ALLOWED_HOSTS is not set: name the host of the site, such as audits.example.org."]
    if wide := [host for host in named if "*" in host or host.startswith(".")]:
        return [f"ALLOWED_HOSTS has '{wide[0]}', which lets many hosts in: name the site's own."]
    return []


def _site(url: str, hosts: Sequence[str]) -> list[str]:
    if not url:
        return ["SITE_URL is not set: emails need the site's address, such as https://…"]
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return [f"SITE_URL is '{url}': it has to begin with https:// and name a host."]
    named = {host.strip().lower() for host in hosts}
    if not _hosts(hosts) and parts.hostname not in named:
        return [f"SITE_URL is '{url}', whose host is not in ALLOWED_HOSTS: links would fail."]
    return []


def _hsts(seconds: int) -> list[str]:
    if seconds >= LEAST_HSTS_SECONDS:
        return []
    return [
        f"HSTS_SECONDS is {seconds}: browsers would use http again. Set {LEAST_HSTS_SECONDS} or "
        "more, or leave it out."
    ]


def _mail(url: str) -> list[str]:
    if not url:
        return [
            "EMAIL_URL is not set: invitations and sign-in codes could not be sent. "
            "For example smtp+tls://user:password@mail.example.org:587"
        ]
    parts = urlsplit(url)
    if parts.scheme == "smtp" and parts.hostname not in HERE:
        return [
            "EMAIL_URL begins with smtp://, which sends sign-in codes so that others can read "
            "them. Use smtp+tls:// or smtp+ssl://; smtp:// only for a server on this machine."
        ]
    if parts.scheme not in {"smtp", "smtps", "smtp+tls", "smtp+ssl"}:
        return ["EMAIL_URL has to begin with smtp+tls:// or smtp+ssl://."]
    return []
