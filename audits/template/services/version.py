"""Taking in, publishing and retiring audit templates."""

from dataclasses import dataclass

from django.db import transaction

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import Partnership, User
from audits.models import AuditTemplate, TemplateVersion
from audits.template import file as template_file
from audits.template.queries import structure as structure_queries
from audits.template.queries import version as version_queries
from audits.template.rules import content as content_rules
from audits.template.rules.structure import Structure
from audits.template.services import rows as rows_services
from audits.transitions import TEMPLATE_VERSION, before
from s11portal.common import clock
from s11portal.common.errors import Refused

DRAFT = TemplateVersion.State.DRAFT
PUBLISHED = TemplateVersion.State.PUBLISHED
RETIRED = TemplateVersion.State.RETIRED

SURVEY = (
    "You cannot publish this template yet, because surveys of leaders and staff are not ready. "
    "You can keep it as a draft until they are."
)


@dataclass(frozen=True)
class Imported:
    """What came of an import. Not new: the latest version says the same already."""

    version: TemplateVersion
    is_new: bool


def import_template(
    *, actor: User | None, partnership: Partnership | None, text: str | bytes, publish: bool = False
) -> TemplateVersion:
    """The version that says what the file `text` says. See `import_file`."""
    return import_file(actor=actor, partnership=partnership, text=text, publish=publish).version


def import_file(
    *, actor: User | None, partnership: Partnership | None, text: str | bytes, publish: bool = False
) -> Imported:
    """Store a template file as a new version of the template with its key, or as a new template.

    Without a partnership it goes to the library. A file that says the same as the latest
    version gives that version; with `publish` it is published in either case. Raises
    Problems (all of them) for a bad file, and then nothing is stored.
    """
    membership_access.require(actor, "manage_templates", partnership=partnership)
    structure = template_file.read(text)
    return _store(actor, partnership, structure, and_publish=publish, verb="imported")


def copy_from_library(
    *,
    actor: User | None,
    partnership: Partnership,
    version: TemplateVersion,
    publish: bool = False,
) -> Imported:
    """Give the partnership a version of its own that says what the library's says."""
    membership_access.require(actor, "manage_templates", partnership=partnership)
    if version.partnership_id is not None or version.state != PUBLISHED:
        raise Refused("Only a published template of the library can be copied.")
    structure = structure_queries.structure_of(version)
    return _store(
        actor, partnership, structure, and_publish=publish, verb="copied from the library"
    )


@transaction.atomic
def publish(*, actor: User | None, version: TemplateVersion) -> None:
    """Freeze the version and let cycles use it. Publishing twice does no harm.

    Raises Refused for a retired version, and for a survey: no audit could use it.
    """
    membership_access.require(actor, "manage_templates", partnership=version.partnership_id)
    if version.is_survey:
        raise Refused(SURVEY)
    moved = TemplateVersion.objects.filter(
        pk=version.pk, state__in=before(TEMPLATE_VERSION, PUBLISHED)
    ).update(state=PUBLISHED, published_at=clock.now())
    version.refresh_from_db(fields=["state", "published_at"])
    if not moved:
        if version.state == PUBLISHED:
            return
        raise Refused("This version has been retired. Add its file again to make a new version.")
    AuditTemplate.objects.filter(pk=version.template_id).update(
        name=version.name, kind=version.kind
    )
    _record(actor, "published", version)


@transaction.atomic
def retire(*, actor: User | None, version: TemplateVersion) -> None:
    """Offer the version to no new cycle; cycles that use it go on. Retiring twice does no harm."""
    membership_access.require(actor, "manage_templates", partnership=version.partnership_id)
    moved = TemplateVersion.objects.filter(
        pk=version.pk, state__in=before(TEMPLATE_VERSION, RETIRED)
    ).update(state=RETIRED)
    version.refresh_from_db(fields=["state"])
    if moved:
        _record(actor, "retired", version)


@transaction.atomic
def delete_draft(*, actor: User | None, version: TemplateVersion) -> None:
    """Remove a draft for good; the template too when it has no other version.

    Raises Refused for a version that was published once: audits may rest on it. Deleting twice
    does no harm.
    """
    membership_access.require(actor, "manage_templates", partnership=version.partnership_id)
    template = AuditTemplate.objects.select_for_update().get(pk=version.template_id)
    now = TemplateVersion.objects.filter(pk=version.pk).first()
    if now is None:
        return
    if now.state != DRAFT:
        raise Refused("Only a draft can be deleted. You can retire this version instead.")
    _record(actor, "deleted a draft of", now)
    rows_services.delete(now)
    if not template.versions.exists():
        template.identities.all().delete()
        template.delete()


@transaction.atomic
def _store(
    actor: User | None,
    partnership: Partnership | None,
    structure: Structure,
    *,
    and_publish: bool,
    verb: str,
) -> Imported:
    fingerprint = template_file.fingerprint(structure)
    template = _locked_template(partnership, structure)
    latest = version_queries.latest(template)
    is_new = latest is None or latest.state == RETIRED or latest.fingerprint != fingerprint
    if latest is None or is_new:
        version = TemplateVersion.objects.create(
            template=template,
            partnership=partnership,
            number=latest.number + 1 if latest else 1,
            fingerprint=fingerprint,
            **content_rules.row_of(structure),
        )
        rows_services.create(version, structure)
        _record(actor, verb, version)
    else:
        version = latest
    if and_publish:
        publish(actor=actor, version=version)
    return Imported(version, is_new)


def _locked_template(partnership: Partnership | None, structure: Structure) -> AuditTemplate:
    """The template with the structure's key, made if need be; its row is locked.

    Two imports at once would otherwise give their versions the same number. Where rows
    cannot be locked (SQLite), transactions that write follow one another anyway.
    """
    template, _ = AuditTemplate.objects.get_or_create(
        partnership=partnership,
        key=structure.key,
        defaults={"name": structure.name, "kind": structure.kind},
    )
    return AuditTemplate.objects.select_for_update().get(pk=template.pk)


def _record(actor: User | None, verb: str, version: TemplateVersion) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=version,
        partnership=version.partnership_id,
        template=version.template_id,
        version=version.pk,
    )
