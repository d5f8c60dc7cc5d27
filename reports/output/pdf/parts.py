"""The order of the report's parts. What has no content is left out, here and in the contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.output.pdf.pages import Chapter, Pages

_FOLDER = "reports/output/partnership"


@dataclass(frozen=True)
class Part:
    """One part that starts with a heading: its template, and how the contents list it."""

    name: str
    title: str
    eyebrow: str = ""
    chapter: Chapter | None = None
    is_wide: bool = False

    @property
    def template(self) -> str:
        """The template that prints it."""
        return f"{_FOLDER}/_{self.name}.html"

    @property
    def anchor(self) -> str:
        """Its id in the document."""
        return self.chapter.anchor if self.chapter else self.name

    @property
    def bookmark(self) -> str:
        """Its line in the PDF's outline."""
        return f"{self.eyebrow}: {self.title}" if self.eyebrow else self.title


def parts_of(pages: Pages) -> tuple[Part, ...]:
    """The parts of the report, in order."""
    return (*_main(pages), *_appendices(pages))


def _main(pages: Pages) -> Iterator[Part]:
    if pages.foreword:
        yield Part("foreword", "Foreword")
    yield Part("glance", "At a glance")
    yield Part("about", "About this audit")
    yield Part("who_answered", "Who answered")
    if pages.overviews:
        yield Part("overview", "All questions side by side")
    for chapter in pages.chapters:
        eyebrow = f"Standard {chapter.standard.label}"
        if chapter.template:
            eyebrow = f"{chapter.template}: standard {chapter.standard.label}"
        yield Part("chapter", chapter.standard.title, eyebrow, chapter)
    if pages.recommendations:
        yield Part("recommendations", "Recommendations")
    yield Part("limits", "Limits of the figures")


def _appendices(pages: Pages) -> Iterator[Part]:
    found = []
    if pages.sectors:
        averages = " and average scores" if pages.shows_sector_averages else ""
        found.append(("sectors", f"Returns{averages} by sector"))
    if pages.lists_agencies:
        found.append(("agencies", "Agencies and their average scores"))
    if pages.absent:
        found.append(("absent", "Agencies without a return of their own"))
    found.append(("method", "How the figures are worked out"))
    # The one that may need turned pages comes last.
    every = "Figures for every question"
    if pages.singles:
        found.append(("singles", "Figures for other questions" if pages.tables else every))
    if pages.tables:
        found.append(("tables", "Figures for graded questions" if pages.singles else every))
    for letter, (name, title) in zip("ABCDEF", found, strict=False):
        is_wide = name == "tables" and any(table.is_wide for table in pages.tables)
        yield Part(name, title, f"Appendix {letter}", is_wide=is_wide)
