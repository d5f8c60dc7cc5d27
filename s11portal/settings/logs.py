"""One line of JSON for each event, on standard output, for whatever gathers logs."""

import logging
import re
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied

# Addresses that admit their reader: the last part of an invitation, of a link for a new
# password, of a survey. Django writes the address of every request it refuses.
_ADMITTING = re.compile(r"(/invitation/|/password/reset/key/|/s/)[^/\s?\"']+")
# Agencies' codes, which no partnership may look up, and people's addresses, which a mail server's
# refusal repeats.
_CODE = re.compile(r"(/a/)[^/\s?\"']+")
_PERSON = re.compile(r"[^\s<>'\"(){}\[\],:;]+@[^\s<>'\"(){}\[\],:;]+")


def without_tokens(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Take out tokens, agencies' codes and people's addresses: logs are read by others."""
    for name, value in event.items():
        if isinstance(value, str):
            value = _ADMITTING.sub(r"\1[token]", value)
            value = _CODE.sub(r"\1[code]", value)
            event[name] = _PERSON.sub("[address]", value)
    return event


class RefusedWithoutTrace(logging.Filter):
    """A role that does not open a page is no fault: one line, and not where it was noticed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, leave out the trace of a 403."""
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = None
        return True


# What the events of structlog and those of the standard library get alike.
_COMMON: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


_LOGGERS: dict[str, Any] = {
    # Django's own handlers would write each event twice or mail it.
    "django": {"handlers": [], "propagate": True},
    "django.request": {"filters": ["refused"]},
    "django.server": {"handlers": [], "propagate": True},
    "gunicorn.error": {"handlers": [], "propagate": True},
    # Scanners ask for other host names all day long.
    "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    # WeasyPrint and fontTools tell more than an operator needs.
    "fontTools": {"level": "ERROR"},
    "weasyprint": {"level": "ERROR"},
}


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
        "filters": {"refused": {"()": RefusedWithoutTrace}},
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
        "loggers": _LOGGERS,
    }
