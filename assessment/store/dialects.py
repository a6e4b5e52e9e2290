"""How does SQLite begin a transaction, for a reader and for a writer?

The driver itself begins nothing before a SELECT. An event on the engine could do it; but an engine
with events walks its lists of listeners at every statement, and these two are on every page.
"""

import sqlite3
from typing import cast

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection


class ReadingDialect(SQLiteDialect_pysqlite):
    """A transaction is one moment of the database."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        cast("sqlite3.Connection", dbapi_connection).execute("BEGIN")


class WritingDialect(SQLiteDialect_pysqlite):
    """A writer takes its turn when it begins: later, it could only fail."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        cast("sqlite3.Connection", dbapi_connection).execute("BEGIN IMMEDIATE")


READING = "sqlite+reading"
WRITING = "sqlite+writing"
registry.register("sqlite.reading", __name__, "ReadingDialect")
registry.register("sqlite.writing", __name__, "WritingDialect")
