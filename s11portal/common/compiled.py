"""Queries that are put together once and from then on only get their values.

Django puts the SQL of a queryset together anew on each request, which takes several times as
long as the database needs to answer it. The few queries that run on every page of questions
and every autosave are compiled here instead: by Django itself, from the same functions that
give everybody else their querysets, once in each thread. Kept are the SQL, the places of its
values, and how rows become objects. Everything else stays an ordinary queryset.

    _answers = compiled.Rows(of_return, submission_id=int)
    _answers(submission_id=7)  # what list(of_return(7)) gives

The function is called twice, with two sets of marks for values and at two moments. Each mark
must come out once and whole, and nothing else may differ. So what a row, the clock or a
condition on a value would put into the SQL is an error when it is compiled; it cannot become
another tenant's id in everybody's query.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

from s11portal.common import clock

# What values may be: numbers and ids, texts, moments, yes or no, JSON.
_FIELDS: dict[type, models.Field] = {
    int: models.BigIntegerField(),
    str: models.TextField(),
    datetime: models.DateTimeField(),
    bool: models.BooleanField(),
    dict: models.JSONField(),
}
_BIGGEST = 2**63 - 1


class CannotCompileError(Exception):
    """The query depends on more than its declared values, or on them in another way."""


@dataclass(frozen=True)
class _Statement:
    """SQL with its parameters. `places` says which parameter each value becomes."""

    sql: str
    parameters: tuple[Any, ...]
    places: Mapping[str, int]

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters with these values, which are as the database takes them."""
        parameters = list(self.parameters)
        for name, place in self.places.items():
            parameters[place] = values[name]
        return parameters


class _Compiled:
    """What compiled rows and compiled updates have in common.

    `kinds` says what type each value has. None is refused: Django asks IS NULL for it, which is
    different SQL.
    """

    def __init__(self, build: Callable[..., Any], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._kept = threading.local()

    def _ready(self) -> tuple[BaseDatabaseWrapper, Any]:
        """This thread's connection, and what was compiled for it."""
        connection = connections[DEFAULT_DB_ALIAS]
        kept = self._kept.__dict__
        if kept.get("connection") is not connection:
            kept["compiled"] = self._compile(connection)
            kept["connection"] = connection
        return connection, kept["compiled"]

    def _compile(self, connection: BaseDatabaseWrapper) -> Any:
        raise NotImplementedError

    def _prepared(
        self, values: Mapping[str, Any], connection: BaseDatabaseWrapper
    ) -> dict[str, Any] | None:
        """The values as the database takes them.

        None if the queryset itself must be asked: for a number larger than any id, which finds
        nothing, and for JSON that is not there.
        """
        if values.keys() != self._kinds.keys():
            raise TypeError(f"takes {sorted(self._kinds)}, got {sorted(values)}")
        prepared = {}
        for name, kind in self._kinds.items():
            value = values[name]
            if value is None and kind is dict:
                return None
            if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
                raise TypeError(f"{name} is {value!r}, not of type {kind.__name__}")
            if kind is int and not -_BIGGEST <= values[name] <= _BIGGEST:
                return None
            prepared[name] = _FIELDS[kind].get_db_prep_save(value, connection)
        return prepared

    def _read(
        self, number: int, connection: BaseDatabaseWrapper, compiler_of: Callable[[Any], Any]
    ) -> tuple[dict[str, Any], str, tuple[Any, ...], Any]:
        """The marks of this number, the SQL and parameters they give, and the compiler."""
        marks = self._marks(number)
        prepared = self._prepared(marks, connection)
        assert prepared is not None, "marks are small"
        moment = datetime(2000 + 500 * number, 1, 1, tzinfo=UTC)
        try:
            with clock.set_to(moment), connection.execute_wrapper(_refuse_queries):
                compiler = compiler_of(self._build(**marks))
                sql, parameters = compiler.as_sql()
        except EmptyResultSet as empty:
            raise CannotCompileError("the queryset is empty whatever its values") from empty
        return prepared, sql, tuple(parameters), compiler

    def _statement(
        self, connection: BaseDatabaseWrapper, compiler_of: Callable[[Any], Any]
    ) -> tuple[_Statement, Any]:
        """The statement, read with two sets of marks and found the same; and its compiler."""
        first_marks, first_sql, first, _ = self._read(1, connection, compiler_of)
        marks, sql, second, compiler = self._read(2, connection, compiler_of)
        if first_sql != sql or len(first) != len(second):
            raise CannotCompileError(f"not the same twice:\n{first_sql}\n{sql}")
        both = list(zip(first, second, strict=True))
        places = {name: _place(name, (first_marks[name], marks[name]), both) for name in marks}
        for n, (one, other) in enumerate(both):
            if n not in places.values() and not _equal(one, other):
                raise CannotCompileError(f"{one!r} is another time {other!r} in {sql}")
        return _Statement(sql, second, places), compiler

    def _marks(self, number: int) -> dict[str, Any]:
        """A value for each name that stands nowhere else in the SQL; others for each number."""
        marks: dict[type, Callable[[int], Any]] = {
            int: lambda n: 2_000_000_000 + 1000 * number + n,
            str: lambda n: f"mark-{number}-{n}",
            datetime: lambda n: datetime(1000 + 500 * number, 1, 1 + n, 1, 2, 3, 4, tzinfo=UTC),
            bool: lambda n: number == 1,
            dict: lambda n: {"mark": f"{number}-{n}"},
        }
        return {name: marks[kind](n) for n, (name, kind) in enumerate(self._kinds.items())}


def _refuse_queries(*_: Any) -> None:
    raise CannotCompileError("the query asks the database while it is put together")


def _place(name: str, marks: tuple[Any, Any], both: list[tuple[Any, Any]]) -> int:
    """Where the value's two marks stand among the parameters: exactly once."""
    places = [n for n, pair in enumerate(both) if all(map(_equal, pair, marks))]
    if len(places) != 1:
        raise CannotCompileError(f"{name} stands {len(places)} times among {both}")
    return places[0]


def _equal(one: Any, other: Any) -> bool:
    """Whether two parameters are the same. PostgreSQL's driver wraps JSON in a class of its own."""
    one, other = getattr(one, "adapted", one), getattr(other, "adapted", other)
    return type(one) is type(other) and one == other


@dataclass(frozen=True)
class _Reader:
    """How to ask for rows, and how to make objects of them."""

    statement: _Statement
    compiler: Any
    converters: Mapping[int, Any]
    model: type[models.Model]
    columns: slice
    names: list[str]
    related: list[Any]

    def objects(self, alias: str, rows: list[Any]) -> list[Any]:
        """What Django's ModelIterable makes of the rows."""
        found = []
        for row in self.compiler.apply_converters(rows, self.converters):
            row_object = self.model.from_db(alias, self.names, row[self.columns])
            for populator in self.related:
                populator.populate(row, row_object)
            found.append(row_object)
        return found


class Rows(_Compiled):
    """A compiled queryset of model instances, select_related included."""

    def __call__(self, **values: Any) -> list[Any]:
        """What the queryset gives with these values (1 query)."""
        connection, reader = self._ready()
        prepared = self._prepared(values, connection)
        if prepared is None:
            return list(self._build(**values))
        with connection.cursor() as cursor:
            cursor.execute(reader.statement.sql, reader.statement.bound(prepared))
            rows = cursor.fetchall()
        return reader.objects(connection.alias, rows)

    def _compile(self, connection: BaseDatabaseWrapper) -> _Reader:
        statement, compiler = self._statement(
            connection, lambda queryset: _compiler_of(queryset, connection)
        )
        select, info = compiler.select, compiler.klass_info
        if compiler.annotation_col_map:
            raise CannotCompileError("the queryset gives values or annotations")
        fields = info["select_fields"]
        columns = slice(fields[0], fields[-1] + 1)
        return _Reader(
            statement=statement,
            compiler=compiler,
            converters=compiler.get_converters([column for column, *_ in select]),
            model=info["model"],
            columns=columns,
            names=[column.target.attname for column, *_ in select[columns]],
            related=get_related_populators(info, select, connection.alias),  # type: ignore[call-arg]
        )


class Update(_Compiled):
    """A compiled UPDATE: its function returns a queryset and the changes, as for .update()."""

    def __call__(self, **values: Any) -> int:
        """How many rows were changed (1 query)."""
        connection, statement = self._ready()
        prepared = self._prepared(values, connection)
        if prepared is None:
            queryset, changes = self._build(**values)
            return queryset.update(**changes)
        with (
            transaction.mark_for_rollback_on_error(using=connection.alias),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.sql, statement.bound(prepared))
            return cursor.rowcount

    def _compile(self, connection: BaseDatabaseWrapper) -> _Statement:
        def compiler_of(built: tuple[QuerySet, Mapping[str, Any]]) -> Any:
            queryset, changes = built
            query: Any = queryset.query.chain(UpdateQuery)
            query.add_update_values(changes)
            if query.get_related_updates():
                raise CannotCompileError("more than one table would be changed")
            return query.get_compiler(connection=connection)

        return self._statement(connection, compiler_of)[0]


def _compiler_of(queryset: Any, connection: BaseDatabaseWrapper) -> Any:
    """The queryset's compiler, if rows become objects by nothing but it."""
    if queryset.db != connection.alias:
        raise CannotCompileError(f"the queryset asks the database {queryset.db}")
    if queryset._prefetch_related_lookups or queryset._known_related_objects:
        raise CannotCompileError("the queryset adds related objects of its own")
    return queryset.query.get_compiler(connection=connection)
