"""Audit templates: each partnership's own, and one of the library."""

from audits.models import TemplateVersion
from tests.factories.audits import TemplateVersionFactory

from . import PARTNERS, PARTNERSHIPS, Cast


def add(cast: Cast) -> None:
    """Objects of partnerships: template_draft, template_published, template_to_copy.

    A may copy the library's; what stands in its stead is a version of B, which only B sees.
    """
    library = TemplateVersionFactory(
        partnership=None,
        name=cast.canary("library template", seen_by=(*PARTNERSHIPS, *PARTNERS)),
    )
    for place in PARTNERSHIPS:
        cast[place, "template_draft"] = _own(cast, place, "draft", publish=False)
        cast[place, "template_published"] = _own(cast, place, "published", publish=True)
    cast["A", "template_to_copy"] = library
    cast["B", "template_to_copy"] = cast["B", "template_published"]


def _own(cast: Cast, place: str, what: str, *, publish: bool) -> TemplateVersion:
    return TemplateVersionFactory(
        partnership=cast[place, "place"],
        name=cast.canary(f"template {what} {place}", seen_by={place}),
        publish=publish,
    )
