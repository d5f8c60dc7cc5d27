"""Doing things at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import TracebackType
from typing import Any

from django.db import connections


class Together:
    """Threads that start together.

    with Together(2) as together:
        first, second = together(lambda: save(...), lambda: save(...))
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.pool = ThreadPoolExecutor(count)
        self.barrier = Barrier(count)

    def __enter__(self) -> "Together":
        return self

    def __call__(self, *calls: Callable[[], Any]) -> list[Any]:
        """Run as many calls as there are threads. What each returned, or the exception it raised.

        Every thread has one: none takes two, because all wait for each other first.
        """
        assert len(calls) == self.count
        return [future.result() for future in [self.pool.submit(self._run, c) for c in calls]]

    def _run(self, call: Callable[[], Any]) -> Any:
        self.barrier.wait(timeout=60)
        try:
            return call()
        except Exception as problem:  # the test looks at it
            return problem

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A connection left open would keep the test database from being taken away.
        self(*[connections.close_all] * self.count)
        self.pool.shutdown()
