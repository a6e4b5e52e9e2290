"""Which exercises has a person logged, and how does their log change?

The log belongs to the person: every statement names whose rows it means, and an entry of
somebody else is as missing as one that never was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.areas import Area, FacetId
from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import ExerciseInvalid, NotFound
from assessment.domain.exercises import MOST_EXERCISES, Exercise
from assessment.domain.language import gettext as _
from assessment.services.people import lock_person
from assessment.services.tokens import new_id
from assessment.store.records import ExerciseRecord
from assessment.store.upsert import rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedExercise:
    """One entry of a person's log."""

    id: str
    facet: FacetId
    exercise: Exercise
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTally:
    """How many exercises a person has logged, and when they did the latest one."""

    by_facet: Mapping[FacetId, int]
    """Facets without an entry are not in it; facets the content dropped may be."""
    latest: date | None

    @property
    def total(self) -> int:
        return sum(self.by_facet.values())

    def in_area(self, area: Area) -> int:
        """How many of them are for the facets of an area."""
        return sum(self.by_facet.get(facet.id, 0) for facet in area.facets)


def tally_exercises(session: Session, person: PersonId) -> ExerciseTally:
    """How much a person has logged, for their result, their plan and their coach."""
    rows = session.execute(
        select(
            ExerciseRecord.facet,
            func.count().label("entries"),
            func.max(ExerciseRecord.done_on).label("latest"),
        )
        .where(ExerciseRecord.person_id == person)
        .group_by(ExerciseRecord.facet)
        .order_by(ExerciseRecord.facet)
    ).all()
    return ExerciseTally(
        by_facet={FacetId(row.facet): row.entries for row in rows},
        latest=max((row.latest for row in rows), default=None),
    )


def list_exercises(
    session: Session, person: PersonId, facet: FacetId | None = None
) -> Sequence[LoggedExercise]:
    """A person's log, or what it holds for one facet: the latest day first."""
    query = select(ExerciseRecord).where(ExerciseRecord.person_id == person)
    if facet is not None:
        query = query.where(ExerciseRecord.facet == facet)
    newest_first = query.order_by(
        ExerciseRecord.done_on.desc(), ExerciseRecord.created_at.desc(), ExerciseRecord.id
    )
    return [_to_domain(record) for record in session.scalars(newest_first)]


def load_exercise(session: Session, person: PersonId, entry: str) -> LoggedExercise:
    """One entry of one's own log.

    Raises:
        NotFound: missing, or somebody else's.
    """
    record = session.scalar(select(ExerciseRecord).where(_own(person, entry)))
    if record is None:
        raise NotFound(_("entry in the log"))
    return _to_domain(record)


def log_exercise(
    session: Session,
    catalog: Catalog,
    person: PersonId,
    facet: FacetId,
    exercise: Exercise,
    *,
    now: datetime,
) -> str:
    """Add an entry; its id. The same entry sent twice is kept once.

    Raises:
        NotFound: the content holds no lesson for this facet.
        ExerciseInvalid: the log is full.
    """
    if facet not in catalog.lessons:
        raise NotFound("lesson")
    lock_person(session, person)
    known = session.scalar(
        select(ExerciseRecord.id).where(
            ExerciseRecord.person_id == person,
            ExerciseRecord.facet == facet,
            ExerciseRecord.done_on == exercise.done_on,
            ExerciseRecord.what == exercise.what,
            ExerciseRecord.outcome == exercise.outcome,
        )
    )
    if known is not None:
        return known
    if tally_exercises(session, person).total >= MOST_EXERCISES:
        raise ExerciseInvalid(
            "what",
            _("Your log holds %(most_exercises)s exercises, the most it can. Delete one first.")
            % {"most_exercises": MOST_EXERCISES},
        )
    entry = new_id()
    session.add(
        ExerciseRecord(
            id=entry,
            person_id=person,
            facet=facet,
            what=exercise.what,
            done_on=exercise.done_on,
            outcome=exercise.outcome,
            created_at=now,
            updated_at=now,
        )
    )
    session.flush()
    return entry


def change_exercise(
    session: Session, person: PersonId, entry: str, exercise: Exercise, *, now: datetime
) -> LoggedExercise:
    """Replace what an entry says; the entry as it is from now on.

    Raises:
        NotFound: missing, or somebody else's.
    """
    before = load_exercise(session, person, entry)
    updated_at = max(now, before.created_at)  # a server's clock may be set back
    session.execute(
        update(ExerciseRecord)
        .where(_own(person, entry))
        .values(
            what=exercise.what,
            done_on=exercise.done_on,
            outcome=exercise.outcome,
            updated_at=updated_at,
        )
        .execution_options(synchronize_session=False)
    )
    return replace(before, exercise=exercise, updated_at=updated_at)


def delete_exercise(session: Session, person: PersonId, entry: str) -> None:
    """Take an entry out of one's own log.

    Raises:
        NotFound: missing, or somebody else's.
    """
    result = session.execute(
        delete(ExerciseRecord)
        .where(_own(person, entry))
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound(_("entry in the log"))


def _own(person: PersonId, entry: str) -> ColumnElement[bool]:
    return and_(ExerciseRecord.id == entry, ExerciseRecord.person_id == person)


def _to_domain(record: ExerciseRecord) -> LoggedExercise:
    return LoggedExercise(
        id=record.id,
        facet=FacetId(record.facet),
        exercise=Exercise(what=record.what, done_on=record.done_on, outcome=record.outcome),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )
