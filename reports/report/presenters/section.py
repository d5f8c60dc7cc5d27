"""The page of one text: the figures it is about, and a colleague's version if there is one."""

from dataclasses import dataclass

from reports.models import Section
from reports.report import rules as report_rules
from reports.report.forms import SectionForm
from reports.results.presenters.results import QuestionShown, question
from reports.results.rules import block as block_rules
from reports.results.rules.figures import CycleFigures

_HINTS = {
    report_rules.FOREWORD: "A page at the front, signed by a person. Left out when it is empty.",
    report_rules.SUMMARY: "Your own words below the computed figures of the page ‘At a glance’.",
    report_rules.ABOUT: "What the audit is and why it is done, for a reader from outside.",
    report_rules.METHOD: "How many were asked and answered is computed and printed above your "
    "text.",
    report_rules.LIMITS: "What the figures cannot say. The computed limits are printed above "
    "your text.",
}


@dataclass(frozen=True)
class Clash:
    """One field that a colleague changed meanwhile: its label and their text."""

    label: str
    theirs: str


@dataclass(frozen=True)
class SectionPage:
    """Everything the page shows besides the form."""

    section: Section
    title: str
    hint: str
    question: QuestionShown | None
    clashes: tuple[Clash, ...]


def section_page(
    section: Section, figures: CycleFigures, form: SectionForm, theirs: Section | None
) -> SectionPage:
    """The page of a text; `theirs` is the row as a colleague has saved it meanwhile."""
    found = None
    if report_rules.kind_of(section.key) == report_rules.QUESTION:
        found = figures.question(report_rules.number_of(section.key))
    return SectionPage(
        section=section,
        title=name(section),
        hint=_HINTS.get(section.key, ""),
        question=question(block_rules.block_of(found)) if found else None,
        clashes=_clashes(form, theirs) if theirs else (),
    )


def name(section: Section) -> str:
    """What the text is called on the page: 'Foreword', 'Question 1.2', 'Recommendation'."""
    if report_rules.kind_of(section.key) == report_rules.RECOMMENDATION:
        return "Recommendation"
    return report_rules.FIXED.get(section.key, section.title)


def _clashes(form: SectionForm, theirs: Section) -> tuple[Clash, ...]:
    stored = {"title": theirs.title, "body": theirs.body, **theirs.data}
    typed = {**form.cleaned_data, **form.parts()}
    return tuple(
        Clash(str(field.label), str(stored.get(key) or "(empty)"))
        for key, field in form.fields.items()
        if key != "version" and str(typed.get(key) or "") != str(stored.get(key) or "")
    )
