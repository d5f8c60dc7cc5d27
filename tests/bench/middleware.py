"""Says in a header how many queries an answer took."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Queries"
# Where a transaction begins and ends is not a query; SQLite's BEGIN comes by here, PostgreSQL's
# does not.
_NOT_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += not sql.startswith(_NOT_QUERIES)
        return execute(sql, params, many, context)


def count_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Count what the database was really asked while the request was answered."""

    def answered(request: HttpRequest) -> HttpResponse:
        counter = _Counter()
        with connection.execute_wrapper(counter):
            response = get_response(request)
        response[HEADER] = str(counter.count)
        return response

    return answered
