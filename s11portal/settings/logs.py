"""One line of JSON for each event, on standard output, for whatever gathers logs."""

import re
from typing import Any

import structlog

# Addresses that admit their reader: the last part of an invitation, of a link for a new
# password, of a survey. Django writes the address of every request it refuses.
_ADMITTING = re.compile(r"(/invitation/|/password/reset/key/|/s/)[^/\s?\"']+")


def without_tokens(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Take the tokens out of addresses: whoever reads logs must not get in with them."""
    for name in ("event", "exception"):
        if isinstance(event.get(name), str):
            event[name] = _ADMITTING.sub(r"\1[token]", event[name])
    return event


# What the events of structlog and those of the standard library get alike.
_COMMON: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def json_logging(*, level: str) -> dict[str, Any]:
    """Django's LOGGING for production, and structlog set up to go the same way.

    `level` is the least serious level that is written ('INFO').
    """
    structlog.configure(
        processors=[*_COMMON, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*_COMMON, structlog.stdlib.ExtraAdder(allow=set())],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    without_tokens,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would write each event twice or mail it.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True},
            # Scanners ask for other host names all day long.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            # WeasyPrint and fontTools tell more than an operator needs.
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }
