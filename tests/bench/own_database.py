"""A data directory and a database that a trial makes for itself and takes away again."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """Point the environment at a new data directory and an empty database.

    DATABASE_URL, when it names a PostgreSQL server, says where; its own database stays
    untouched. Yields what is used, in words. Call before Django is set up.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"s11-{name}-"))
    os.environ["S11_DATA_DIR"] = str(folder)
    server = os.environ.get("DATABASE_URL", "")
    try:
        if server.startswith("postgres"):
            with _postgresql(server, f"s11_{name}_{os.getpid()}") as url:
                os.environ["DATABASE_URL"] = url
                yield "PostgreSQL"
        else:
            os.environ.pop("DATABASE_URL", None)
            yield "SQLite"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgresql(server: str, name: str) -> Iterator[str]:
    import psycopg2

    admin = psycopg2.connect(server)
    admin.autocommit = True  # CREATE DATABASE runs in no transaction
    try:
        with admin.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
            finally:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        admin.close()
