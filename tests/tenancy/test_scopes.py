"""Every tenant row carries its own scope, equal to that of the rows it hangs on."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F

from s11portal.common.models import ScopedModel

from .cast import Cast

pytestmark = pytest.mark.django_db

SCOPES = ("partnership", "agency", "participant")
# Where a row rightly hangs on a row of another tenant, with the reason.
CROSSINGS = {
    ("CyclePartner", "cycle"): "a partner of a joint cycle is another partnership than the lead",
    ("Report", "cycle"): "each partner of a joint cycle writes its own report",
}


def scoped_models() -> list[type[models.Model]]:
    """All models whose rows belong to one tenant."""
    return [model for model in apps.get_models() if issubclass(model, ScopedModel)]


def carriers() -> list[tuple[type[models.Model], str, models.ForeignKey]]:
    """Each (model, scope, parent) where the model and its parent both carry the scope."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in ("agencies", "audits", "reports"):
            continue
        names = {field.name for field in model._meta.concrete_fields}
        scope = getattr(model, "SCOPE", "participant")
        if scope not in names:
            continue
        for field in model._meta.concrete_fields:
            if not field.is_relation or field.name == scope:
                continue
            parent = {f.name for f in field.related_model._meta.concrete_fields}
            if scope in parent and (model.__name__, field.name) not in CROSSINGS:
                found.append((model, scope, field))
    return found


@pytest.mark.parametrize(
    ("model", "scope", "parent"),
    carriers(),
    ids=lambda value: getattr(value, "__name__", getattr(value, "name", value)),
)
def test_a_row_has_the_scope_of_its_parent(
    model: type[models.Model], scope: str, parent: models.ForeignKey, cast: Cast
) -> None:
    """A row of one tenant never hangs on a row of another."""
    rows = model._base_manager.filter(**{f"{parent.name}__{scope}__isnull": False})
    strays = rows.exclude(**{scope: F(f"{parent.name}__{scope}")})
    assert not list(strays)


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model.__name__)
def test_the_scope_is_one_that_never_changes(model: type[ScopedModel], cast: Cast) -> None:
    """Not null, of a known kind, and refused when changed."""
    field = model._meta.get_field(model.SCOPE)
    assert model.SCOPE in SCOPES
    assert not field.null
    row = model._base_manager.first()
    assert row is not None, "the cast has no such row: nothing would be proved"
    setattr(row, field.attname, getattr(row, field.attname) + 1)
    with pytest.raises(ValueError, match="may not change"):
        row.save()
