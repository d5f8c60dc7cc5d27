"""A text as the report will show it: its Markdown made ready by the report's own rendering."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from reports.models import Report
from reports.output.pdf.prose import curly, prose
from reports.report import rules as report_rules
from reports.report.presenters.text import title_of
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.results.rules.figures import CycleFigures
from s11portal.common.dates import uk_date


@dataclass(frozen=True)
class Row:
    """A part with a heading of its own: 'Action', 'Lead'."""

    heading: str
    html: SafeString | str


@dataclass(frozen=True)
class Preview:
    """What the report will show of a text. Empty parts are left out."""

    text: Text
    report: Report
    name: str
    title: str
    body: SafeString
    signed_by: str = ""
    quotation: str = ""
    quotation_from: str = ""
    practice_title: str = ""
    practice: SafeString | str = ""
    practice_from: str = ""
    rows: tuple[Row, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written: the report leaves the text out."""
        return not (self.body or self.rows or self.title or self.quotation or self.practice)


def preview(text: Text, figures: CycleFigures) -> Preview:
    """The preview of a text as it is stored."""
    said, kind = text_queries.fields_of(text), report_rules.kind_of(text.key)
    return Preview(
        text=text,
        report=text_queries.report_of(text),
        name=title_of(text),
        title=curly(said.get("title", "")),
        body=prose(said.get("body", "") if kind != report_rules.RECOMMENDATION else ""),
        signed_by=said.get("foreword_by", ""),
        quotation=curly(said.get("quotation", "")),
        quotation_from=curly(said.get("quotation_from", "")),
        practice_title=curly(said.get("practice_title", "")),
        practice=prose(said.get("practice", "")),
        practice_from=curly(said.get("practice_from", "")),
        rows=tuple(row for row in _rows(kind, said, figures) if row.html),
        gaps=tuple(text_queries.gaps_of(text).values()),
    )


def _rows(kind: str, said: Mapping[str, Any], figures: CycleFigures) -> list[Row]:
    if kind == report_rules.COVER:
        return [Row("Edition", said["edition"]), Row("Marking on every page", said["marking"])]
    if kind != report_rules.RECOMMENDATION:
        return []
    asked = figures.question(int(said["question"])) if said["question"] else None
    lead = said["owner"] or "To be agreed"
    due = uk_date(datetime.date.fromisoformat(said["due"])) if said["due"] else "To be agreed"
    return [
        Row("Question", f"{asked.label} {asked.text}" if asked else ""),
        Row("Finding", prose(said["body"])),
        Row("Action", prose(said["action"])),
        Row("Lead", f"{lead}, supported by {said['support']}" if said["support"] else lead),
        Row("By", due),
        Row("Measure of success", prose(said["success"])),
    ]
