"""Templates stored when every field had a column say the same after the move into `content`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from audits.models import TemplateVersion
from audits.template import file as template_file
from audits.template.queries import structure as structure_queries

pytestmark = pytest.mark.django_db(transaction=True)

MOVE = ("audits", "0003_content_of_templates")
# The example of docs/template-format.md, as it lay in the tables before the move.
ROWS: dict[str, list[dict[str, Any]]] = json.loads(
    Path("tests/audits/template/old_rows.json").read_text()
)
EXAMPLE = re.search(
    r"```yaml\n(format: .*?)```", Path("docs/template-format.md").read_text(), re.DOTALL
)[1]


def what_it_rests_on() -> list[tuple[str, str]]:
    """The migrations of this app before the move."""
    parents = MigrationExecutor(connection).loader.graph.node_map[MOVE].parents
    return [node.key for node in parents if node.key[0] == "audits"]


def newest() -> list[tuple[str, str]]:
    """The last migration of each app."""
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def migrate(*targets: tuple[str, str]) -> StateApps:
    """The models as they are after migrating to `targets`."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def before() -> Iterator[StateApps]:
    """The models before the move; afterwards the tables are as they have to be."""
    yield migrate(*what_it_rests_on())
    migrate(*newest())


def store(apps: StateApps) -> None:
    """Put the old rows where they lay."""
    for name, rows in ROWS.items():
        model = apps.get_model("audits", name)
        model.objects.bulk_create(model(**row) for row in rows)
    # PostgreSQL does not notice ids that are given.
    tables = [apps.get_model("audits", name) for name in ROWS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def lying(apps: StateApps) -> dict[str, list[dict[str, Any]]]:
    """All rows as they lie now."""
    found = {name: apps.get_model("audits", name).objects.order_by("pk") for name in ROWS}
    text = json.dumps({name: list(rows.values()) for name, rows in found.items()}, default=str)
    return json.loads(text)


def test_an_old_template_says_the_same_after_the_move(before: StateApps) -> None:
    store(before)
    migrate(*newest())
    version = TemplateVersion.objects.get()
    structure = structure_queries._read(version)
    assert template_file.write(structure) == template_file.write(template_file.read(EXAMPLE))
    assert template_file.fingerprint(structure) == version.fingerprint
    assert [question.id for question in structure.questions] == [
        row["id"] for row in ROWS["question"]
    ]


def test_the_move_can_be_undone(before: StateApps) -> None:
    store(before)
    migrate(MOVE)
    assert lying(migrate(*what_it_rests_on())) == ROWS
