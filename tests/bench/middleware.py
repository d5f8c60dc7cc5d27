"""Says in headers how many queries an answer took, and how much of the processor."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Queries"
PROCESSOR = "X-Processor-Milliseconds"
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
    """Count what the database was really asked while the request was answered.

    The thread's own time of the processor does not grow when others use the machine too.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        counter, begun = _Counter(), time.thread_time()
        with connection.execute_wrapper(counter):
            response = get_response(request)
        response[HEADER] = str(counter.count)
        response[PROCESSOR] = f"{(time.thread_time() - begun) * 1000:.3f}"
        return response

    return answered
