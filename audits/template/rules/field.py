"""The authored fields of an element, as its dataclass declares them."""

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from audits.template.rules.kind import Kind


@dataclass(frozen=True)
class Field:
    """One authored field: the attribute that holds it, its kind, and its default if any."""

    attribute: str
    kind: Kind
    has_default: bool
    default: Any = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in a file: one, but for the boxes."""
        return self.kind.names(self.attribute)

    @property
    def name(self) -> str:
        """Its name in a file."""
        return self.names[0]

    def is_default(self, value: Any) -> bool:
        """Whether `value` says no more than saying nothing."""
        return self.has_default and self.kind.stored(value) == self.kind.stored(self.default)


def fields_of(definition: type) -> tuple[Field, ...]:
    """The authored fields of an element's class, in the order of a file.

    Those are the ones declared with a kind; ids, for example, have none.
    """
    return _declared(definition)


@cache
def _declared(definition: type) -> tuple[Field, ...]:
    hints = get_type_hints(definition, include_extras=True)
    found = []
    for declared in dataclasses.fields(definition):
        extras = getattr(hints[declared.name], "__metadata__", ())
        for kind in extras:
            if isinstance(kind, Kind):
                found.append(Field(declared.name, kind, *_default(declared)))
    return tuple(found)


def _default(declared: dataclasses.Field) -> tuple[bool, Any]:
    if declared.default is not dataclasses.MISSING:
        return True, declared.default
    if declared.default_factory is not dataclasses.MISSING:
        return True, declared.default_factory()
    return False, None
