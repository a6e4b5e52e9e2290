"""The databases that a crash test's child process opens by address."""

from tests.store.databases import address, migrated_postgres, postgres_server, postgres_url

__all__ = ["address", "migrated_postgres", "postgres_server", "postgres_url"]
