"""Who answered and who did not, as pages and documents show it."""

from reports.charts import svg
from reports.charts.dots import SectorRow, who_answered
from reports.results.rules.figures import AgencyFigures, CycleFigures
from reports.wording import response_sentence

REASONS = {
    "not_returned": "No return",
    "exempt": "Exempt",
    "national": "National document",
}


def chart(
    figures: CycleFigures, width: float = svg.WIDTH, *, id_prefix: str = "who-answered"
) -> str:
    """The agencies by sector, and which of them answered: SVG of `width` units; '' without any.

    `id_prefix` tells several drawings in a page apart.
    """
    rows = [
        SectorRow(sector.name, [agency.standing for agency in sector.agencies])
        for sector in figures.sectors
    ]
    if not rows:
        return ""
    sentence = response_sentence(figures.rate, closed=not figures.is_open)
    return who_answered(rows, "Who answered, by sector", sentence, id_prefix, width=width)


def standing(agency: AgencyFigures) -> str:
    """Why there is no return of its own: 'No return', 'Exempt', 'National document: …'."""
    words = REASONS.get(agency.standing, "")
    if agency.standing == "national" and agency.national_document:
        return f"{words}: {agency.national_document}"
    return words


def reason(agency: AgencyFigures, *, is_open: bool) -> str:
    """Why, and the next step, in the partnership's words; or that none are written down."""
    if agency.reason:
        return agency.reason
    if agency.standing == "national":
        return "Counts as returned; it carries no scores."
    if agency.standing == "exempt":
        return "No reason is recorded."
    if is_open:
        return "Started, not submitted yet." if agency.started else "Not started yet."
    return (
        "Started, never submitted. No reason is recorded."
        if agency.started
        else "No reason is recorded."
    )
