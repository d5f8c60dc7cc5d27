"""The partnership report: content to HTML. Drawing it is process.py beside it."""

import datetime

from django.template.loader import render_to_string

from reports.output.content import Content
from reports.output.pdf import pages, parts


def html(content: Content, *, made_on: datetime.date) -> str:
    """The whole document; the same content and date give the same text."""
    report = pages.pages_of(content, made_on=made_on)
    return render_to_string(
        "reports/output/partnership/document.html",
        {"report": report, "parts": parts.parts_of(report)},
    )
