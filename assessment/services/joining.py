"""How do a guest's sittings come into an account that has sittings of its own?

Only when the person says so, in one transaction: every row that is the guest's becomes the
account's person's, and the guest is gone with their link. Where both have the same form open it is
refused, because one person has one of each open at a time; nothing has moved then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Table, delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound, SittingsCollide
from assessment.store.engine import dialect_of
from assessment.store.records import (
    AccountRecord,
    AttemptRecord,
    ExerciseRecord,
    PersonRecord,
    PlanRecord,
    WebSessionRecord,
    metadata,
)
from assessment.store.upsert import table_of

_STAY = {table_of(record) for record in (PersonRecord, AccountRecord, WebSessionRecord)}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestThings:
    """What a guest would bring."""

    sittings: int
    plans: int
    exercises: int

    def __bool__(self) -> bool:
        return bool(self.sittings or self.plans or self.exercises)


def guest_things(session: Session, guest: PersonId) -> GuestThings:
    """What there is to bring in; nothing where the person has an account, or is gone."""
    if not _is_guest(session, guest):
        return GuestThings(sittings=0, plans=0, exercises=0)

    def count(record: type[AttemptRecord | PlanRecord | ExerciseRecord]) -> int:
        return session.scalar(select(func.count()).where(record.person_id == guest)) or 0

    return GuestThings(
        sittings=count(AttemptRecord), plans=count(PlanRecord), exercises=count(ExerciseRecord)
    )


def bring_in(session: Session, guest: PersonId, person: PersonId) -> None:
    """Make everything of a guest's the person's, and let the guest go.

    Raises:
        NotFound: there is no such guest, or they have an account by now.
        SittingsCollide: both have the same form open.
    """
    if not _is_guest(session, guest, locked=True):
        raise NotFound("guest")
    try:
        with session.begin_nested():
            _hand_over(session, guest, person)
    except IntegrityError as error:
        raise SittingsCollide from error
    session.execute(
        delete(PersonRecord)
        .where(PersonRecord.id == guest)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def owning_columns() -> Iterator[tuple[Table, str]]:
    """Every column that says whose a row is, in every table but those that come and go with it."""
    for table in metadata.sorted_tables:
        if table in _STAY:
            continue
        for column in table.columns:
            points_to_person = any(key.column.table.name == "people" for key in column.foreign_keys)
            if points_to_person or column.name == "person_id":
                yield table, column.name


def _hand_over(session: Session, guest: PersonId, person: PersonId) -> None:
    """Rewrite the owner in parents and children together, which their keys allow only at the end.

    SQLite waits for the end of the transaction when told to; PostgreSQL looks at the end of a
    statement, so that there it is one.
    """
    if dialect_of(session) == "sqlite":
        session.execute(text("PRAGMA defer_foreign_keys=1"))
        for table, column in owning_columns():
            session.execute(update(table).where(table.c[column] == guest).values({column: person}))
        return
    parts = [
        f"part{number} AS (UPDATE {table.name} SET {column} = :person WHERE {column} = :guest)"  # noqa: S608 - names of our own tables
        for number, (table, column) in enumerate(owning_columns())
    ]
    session.execute(
        text(f"WITH {', '.join(parts)} SELECT 1"),  # noqa: S608
        {"person": person, "guest": guest},
    )


def _is_guest(session: Session, guest: PersonId, *, locked: bool = False) -> bool:
    """``locked`` keeps the guest from becoming an account meanwhile; only a writer may lock."""
    found = session.get(PersonRecord, guest, with_for_update=True if locked else None)
    if found is None:
        return False
    known = session.scalar(
        select(AccountRecord.id).where(
            AccountRecord.person_id == guest, AccountRecord.signed_in_at.is_not(None)
        )
    )
    return known is None
