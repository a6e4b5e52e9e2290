"""Is the schema the newest one, asked without reading the migrations?

Every start and every probe asks this. Reading the migrations means importing Alembic, which
costs as much as the web framework, so that is left to databases that are not the newest.
"""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assessment.store.engine import Database, DatabaseRefused

NEWEST = "second_step_asked"
"""The last migration. A test holds this to the migrations themselves."""


class SchemaOutdated(DatabaseRefused):
    """The database is not at the newest migration; the message says what to run."""


def is_newest(database: Database) -> bool:
    """Whether the database is at the newest migration; False where it has no schema at all.

    Raises:
        StoreUnavailable: where it does not answer.
    """
    try:
        with database.reading_rows() as store:
            return store.scalars(text("SELECT version_num FROM alembic_version")).all() == [NEWEST]
    except DBAPIError:  # there is no such table
        return False
