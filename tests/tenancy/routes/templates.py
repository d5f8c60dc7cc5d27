"""The pages about audit templates."""

from agencies.models import MembershipRole
from tests.factories.audits import SMALL_TEMPLATE

from ..route import Route, own

Role = MembershipRole.Role
READERS = {Role.MANAGER, Role.SCRUTINEER}
DRAFT = {"place": "partnership", "path": {"pk": own("template_draft")}}
PUBLISHED = {"place": "partnership", "path": {"pk": own("template_published")}}
CHANGE = {"get": Role.MANAGER, "post": Role.MANAGER}

ROUTES = [
    Route("templates", place="partnership", get=READERS),
    Route("template-version", **DRAFT, get=READERS),
    Route("template-file", **PUBLISHED, get=READERS),
    Route(
        "template-add",
        place="partnership",
        **CHANGE,
        body={"text": SMALL_TEMPLATE.format(key="new", name="New audit")},
    ),
    Route("template-publish", **DRAFT, **CHANGE),
    Route("template-retire", **PUBLISHED, **CHANGE),
    Route("template-delete", **DRAFT, **CHANGE),
    Route("template-copy", place="partnership", path={"pk": own("template_to_copy")}, **CHANGE),
]
