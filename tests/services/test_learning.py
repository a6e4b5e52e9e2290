"""The exercise log is its person's own: kept once, counted, changed and deleted by them alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import ExerciseInvalid, NotFound
from assessment.domain.exercises import Exercise
from assessment.services import learning
from assessment.services.learning import (
    LoggedExercise,
    change_exercise,
    delete_exercise,
    list_exercises,
    load_exercise,
    log_exercise,
    tally_exercises,
)
from assessment.services.people import delete_person
from assessment.store.engine import Database
from tests.builders import NOON, make_catalog, make_lesson
from tests.services.test_ownership import unowned
from tests.store.databases import recorded

FIRST, SECOND, OTHER_AREA = (
    FacetId("strategy-f1"),
    FacetId("strategy-f2"),
    FacetId("finance-f1"),
)
WALK = Exercise(what="Walked the chain.", done_on=date(2026, 11, 20), outcome="One link missing.")


@pytest.fixture
def catalog() -> Catalog:
    lessons = (
        make_lesson(FIRST),
        make_lesson(SECOND),
        make_lesson(OTHER_AREA, "finance"),
    )
    return replace(make_catalog(), lessons={lesson.id: lesson for lesson in lessons})


@pytest.fixture
def log(database: Database, catalog: Catalog, ada: PersonId) -> Callable[..., str]:
    def add(
        facet: FacetId = FIRST,
        exercise: Exercise = WALK,
        *,
        person: PersonId = ada,
        after: timedelta = timedelta(),
    ) -> str:
        with database.writing() as session:
            return log_exercise(session, catalog, person, facet, exercise, now=NOON + after)

    return add


def logged(
    database: Database, person: PersonId, facet: FacetId | None = None
) -> list[LoggedExercise]:
    with database.reading() as session:
        return list(list_exercises(session, person, facet))


def test_an_entry_comes_back_as_it_was_logged(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    entry = log()
    with database.reading() as session:
        found = load_exercise(session, ada, entry)
    assert found == LoggedExercise(
        id=entry, facet=FIRST, exercise=WALK, created_at=NOON, updated_at=NOON
    )


def test_the_log_shows_the_latest_day_first_and_then_what_was_written_last(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    old = log(exercise=replace(WALK, done_on=date(2026, 11, 1)), after=timedelta(hours=9))
    early = log(exercise=replace(WALK, what="In the morning."), after=timedelta(hours=1))
    late = log(exercise=replace(WALK, what="In the evening."), after=timedelta(hours=2))
    assert [entry.id for entry in logged(database, ada)] == [late, early, old]


def test_the_log_of_a_facet_holds_that_facet_alone(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    first = log(FIRST)
    log(SECOND)
    assert [entry.id for entry in logged(database, ada, FIRST)] == [first]


def test_the_same_entry_sent_twice_is_kept_once(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    assert log() == log(after=timedelta(seconds=2))
    assert len(logged(database, ada)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(WALK, what="Another."),
        replace(WALK, done_on=date(2026, 11, 19)),
        replace(WALK, outcome=""),
    ],
)
def test_entries_that_differ_in_anything_are_both_kept(
    database: Database, ada: PersonId, log: Callable[..., str], other: Exercise
) -> None:
    log()
    log(exercise=other)
    log(SECOND)
    assert len(logged(database, ada)) == 3


def test_a_facet_without_a_lesson_takes_no_entry(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    with pytest.raises(NotFound):
        log(FacetId("strategy-f3"))
    assert logged(database, ada) == []


def test_a_full_log_says_so_and_stays_as_it_is(
    database: Database,
    ada: PersonId,
    ben: PersonId,
    log: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learning, "MOST_EXERCISES", 2)
    entry = log()
    log(SECOND)
    with pytest.raises(ExerciseInvalid, match="holds 2 exercises"):
        log(OTHER_AREA)
    assert log() == entry, "the same entry again is no new one"
    assert len(logged(database, ada)) == 2
    log(person=ben)


def test_a_changed_entry_keeps_its_facet_and_its_first_date(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    entry = log()
    after = Exercise(what="Walked it again.", done_on=date(2026, 11, 21), outcome="")
    with database.writing() as session:
        returned = change_exercise(session, ada, entry, after, now=NOON + timedelta(hours=1))
    assert logged(database, ada) == [returned]
    assert returned == LoggedExercise(
        id=entry,
        facet=FIRST,
        exercise=after,
        created_at=NOON,
        updated_at=NOON + timedelta(hours=1),
    )


def test_a_clock_that_is_set_back_does_not_stop_a_change(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    entry = log()
    with database.writing() as session:
        change_exercise(session, ada, entry, WALK, now=NOON - timedelta(hours=1))
    assert logged(database, ada)[0].updated_at == NOON


def test_a_deleted_entry_is_gone_and_the_others_stay(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    gone, kept = log(), log(SECOND)
    with database.writing() as session:
        delete_exercise(session, ada, gone)
    assert [entry.id for entry in logged(database, ada)] == [kept]


@pytest.mark.parametrize(
    "use_case",
    [
        lambda s, person, entry: load_exercise(s, person, entry),
        lambda s, person, entry: change_exercise(s, person, entry, WALK, now=NOON),
        lambda s, person, entry: delete_exercise(s, person, entry),
    ],
    ids=["load", "change", "delete"],
)
def test_somebody_elses_entry_is_as_missing_as_none(
    database: Database,
    ada: PersonId,
    ben: PersonId,
    log: Callable[..., str],
    use_case: Callable[[Session, PersonId, str], object],
) -> None:
    entry = log()
    before = logged(database, ada)
    for name in (entry, "0" * 32, "' OR 1=1 --"):
        with database.writing() as session, pytest.raises(NotFound):
            use_case(session, ben, name)
    assert logged(database, ada) == before


def test_the_tally_counts_by_facet_and_area_and_knows_the_latest_day(
    database: Database, catalog: Catalog, ada: PersonId, ben: PersonId, log: Callable[..., str]
) -> None:
    log(FIRST)
    log(FIRST, replace(WALK, done_on=date(2026, 11, 21)))
    log(SECOND)
    log(OTHER_AREA)
    log(OTHER_AREA, person=ben)
    with database.reading() as session:
        tally = tally_exercises(session, ada)
    assert tally.by_facet == {FIRST: 2, SECOND: 1, OTHER_AREA: 1}
    assert (tally.total, tally.latest) == (4, date(2026, 11, 21))
    assert tally.in_area(catalog.areas[AreaId("strategy")]) == 3
    assert tally.in_area(catalog.areas[AreaId("team")]) == 0


def test_nothing_logged_is_nothing_counted(database: Database, ada: PersonId) -> None:
    with database.reading() as session:
        tally = tally_exercises(session, ada)
    assert (tally.total, tally.latest, dict(tally.by_facet)) == (0, None, {})


def test_the_log_goes_with_its_person_and_nobody_elses_does(
    database: Database, ada: PersonId, ben: PersonId, log: Callable[..., str]
) -> None:
    log()
    kept = log(person=ben)
    delete_person(database, ada, now=NOON)
    assert logged(database, ada) == []
    assert [entry.id for entry in logged(database, ben)] == [kept]


def test_every_use_case_of_the_log_asks_for_the_persons_own_rows(
    database: Database, ada: PersonId, log: Callable[..., str]
) -> None:
    with recorded(database) as statements:
        entry = log()
        log()
        with database.writing() as session:
            change_exercise(session, ada, entry, replace(WALK, outcome="More."), now=NOON)
            list_exercises(session, ada, FIRST)
            tally_exercises(session, ada)
            delete_exercise(session, ada, entry)
    assert len(statements) >= 9
    assert unowned(statements) == []
