"""Between an element and its row: columns for what SQL asks, the rest in `content`.

`content` is JSON with the fields that are not at their default. Reading it is strict: a field
that the definition does not have, or a value of another kind, is an error, because it would be
lost when the element is written again. A field that is not there has its default, so that old
rows are read after a field is added.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from audits.template.rules.field import Field, fields_of
from audits.template.rules.kind import Kept

Element = TypeVar("Element")


class WrongContent(ValueError):
    """The content of a row does not fit the definition. The message names the field."""


def row_of(element: Any) -> dict[str, Any]:
    """What the row of an element holds: its columns, and `content`."""
    row: dict[str, Any] = {}
    content: dict[str, Any] = {}
    for field in fields_of(type(element)):
        value = getattr(element, field.attribute)
        if field.kind.kept is Kept.COLUMN:
            row[field.attribute] = value
        elif field.kind.kept is Kept.CONTENT and not field.is_default(value):
            content[field.attribute] = field.kind.stored(value)
    return {**row, "content": content}


def element_of(definition: type[Element], row: Mapping[str, Any], **apart: Any) -> Element:
    """The element of a row. `apart` has what the row does not: other elements, ids.

    Raises WrongContent.
    """
    values = dict(apart)
    content = dict(row["content"])
    for field in fields_of(definition):
        if field.kind.kept is Kept.COLUMN:
            values[field.attribute] = row[field.attribute]
        elif field.kind.kept is Kept.CONTENT:
            values[field.attribute] = _taken(content, field, definition.__name__)
    if content:
        raise WrongContent(f"{definition.__name__} has no {', '.join(sorted(content))}")
    return definition(**values)


def _taken(content: dict[str, Any], field: Field, element: str) -> Any:
    """The value of a field, taken out of `content`; its default where it is not there."""
    if field.attribute in content:
        data = content.pop(field.attribute)
    elif not field.has_default:
        raise WrongContent(f"{element}.{field.attribute} is missing")
    elif field.default is None:
        return None
    else:
        data = field.kind.stored(field.default)
    try:
        return field.kind.restored(data)
    except TypeError as error:
        raise WrongContent(f"{element}.{field.attribute} {error}") from None
