"""The fixtures of the store's tests."""

from tests.store.databases import (
    content,
    database,
    migrated_postgres,
    postgres_server,
    postgres_url,
    shelf,
    sqlite_database,
)

__all__ = [
    "content",
    "database",
    "migrated_postgres",
    "postgres_server",
    "postgres_url",
    "shelf",
    "sqlite_database",
]
