"""What production refuses to start with. Plain values in, sentences out."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

SHORTEST_SECRET = 50
# Words of secrets that were meant to be replaced.
PLACEHOLDERS = ("insecure", "development", "changeme", "change-me", "secret", "example", "password")
TRUE = {"1", "true", "yes", "on"}

MAKE_ONE = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def refusals(
    environment: Mapping[str, str],
    *,
    secret_key: str,
    allowed_hosts: Sequence[str],
    site_url: str,
    email_url: str,
) -> list[str]:
    """Everything that keeps production from starting; empty when it may start.

    `environment` is read for the switches that must not be on (DEBUG and
    S11_DEMONSTRATION); the rest are the values as the settings understood them.
    """
    return [
        *_switches(environment),
        *_secret(secret_key),
        *_hosts(allowed_hosts),
        *_site(site_url),
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


def _secret(secret: str) -> list[str]:
    if not secret:
        return [f"SECRET_KEY is not set; {MAKE_ONE}"]
    if len(secret) < SHORTEST_SECRET:
        return [
            f"SECRET_KEY has {len(secret)} characters and needs at least {SHORTEST_SECRET}; "
            f"{MAKE_ONE}"
        ]
    if len(set(secret)) < 10:
        return [f"SECRET_KEY repeats a few characters and can be guessed; {MAKE_ONE}"]
    if any(word in secret.lower() for word in PLACEHOLDERS):
        return [f"SECRET_KEY looks like a placeholder; {MAKE_ONE}"]
    return []


def _hosts(hosts: Sequence[str]) -> list[str]:
    named = [host.strip() for host in hosts if host.strip()]
    if not named:
        return ["ALLOWED_HOSTS is not set: name the host of the site, such as audits.example.org."]
    if "*" in named:
        return ["ALLOWED_HOSTS is '*', which lets any host name in: name the host of the site."]
    return []


def _site(url: str) -> list[str]:
    if not url:
        return ["SITE_URL is not set: emails need the site's address, such as https://…"]
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return [f"SITE_URL is '{url}': it has to begin with https:// and name a host."]
    return []


def _mail(url: str) -> list[str]:
    if not url:
        return [
            "EMAIL_URL is not set: invitations and sign-in codes could not be sent. "
            "For example smtp+tls://user:password@mail.example.org:587"
        ]
    if urlsplit(url).scheme not in {"smtp", "smtps", "smtp+tls", "smtp+ssl"}:
        return ["EMAIL_URL has to begin with smtp+tls://, smtp+ssl:// or smtp://."]
    return []
