"""Two sittings stand side by side only where they are two, and say how much they share."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, NotFound
from assessment.domain.items import DemonstratedUnit
from assessment.services.attempts import continue_deeper, list_attempts, load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.change import (
    find_repeats,
    last_sitting,
    load_change,
    to_compare_with,
)
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import answer_all, finish_sitting, open_sitting

LATER = NOON + timedelta(days=75)


def finish_dive(
    database: Database, shelf: CatalogShelf, person: PersonId, source: AttemptId
) -> AttemptId:
    with database.writing() as session:
        dive = continue_deeper(session, shelf, person, source, AreaId("finance"), now=NOON)
    answer_all(database, shelf, person, dive.id)
    return submit_attempt(database, shelf, person, dive.id, now=LATER + timedelta(days=1)).id


def test_the_earlier_sitting_comes_first_whichever_was_asked_for(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    second = finish_sitting(database, shelf, ada, seed=8, now=LATER)
    with database.reading() as session:
        there = load_change(session, shelf, ada, first.id, second.id)
        back = load_change(session, shelf, ada, second.id, first.id)
    assert there == back
    assert (there.first.attempt.id, there.second.attempt.id) == (first.id, second.id)
    assert there.days == 75
    assert not there.too_soon
    assert there.change is not None
    assert set(there.change.areas) == set(there.first.sheet.areas)


def test_a_deep_dive_beside_the_form_it_continues_is_no_second_sitting(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    dive = finish_dive(database, shelf, ada, full.id)
    with database.reading() as session:
        assert load_change(session, shelf, ada, dive, full.id).change is None
        assert to_compare_with(list_attempts(session, ada)) == {}


def test_each_result_is_offered_the_sitting_before_it_and_the_first_the_last(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    second = finish_sitting(database, shelf, ada, seed=8, now=LATER)
    dive = finish_dive(database, shelf, ada, second.id)
    finish_sitting(database, shelf, ada, "quick", seed=9, now=LATER)
    with database.reading() as session:
        offered = to_compare_with(list_attempts(session, ada))
    assert {here: there.id for here, there in offered.items()} == {
        first.id: dive,
        second.id: first.id,
        dive: first.id,
    }


def test_what_is_not_two_full_results_of_ones_own_is_not_there(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    quick = finish_sitting(database, shelf, ada, "quick", seed=9)
    theirs = finish_sitting(database, shelf, ben)
    with database.reading() as session:
        for other in (full.id, quick.id, theirs.id, AttemptId("nothing")):
            with pytest.raises(NotFound):
                load_change(session, shelf, ada, full.id, other)
        with pytest.raises(NotFound):
            load_change(session, shelf, ben, full.id, theirs.id)
    unfinished = open_sitting(database, shelf, ada, seed=10)
    with database.reading() as session, pytest.raises(AttemptStillOpen):
        load_change(session, shelf, ada, full.id, unfinished.id)


def test_sixty_days_are_advised_after_a_full_form_and_not_after_a_quick_one(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    finish_sitting(database, shelf, ben, "quick")
    with database.reading() as session:
        hers, his = list_attempts(session, ada), list_attempts(session, ben)
    early = last_sitting(hers, NOON + timedelta(days=59, hours=23))
    assert early is not None
    assert early.id == full.id
    assert last_sitting(hers, NOON + timedelta(days=60)) is None
    assert last_sitting(his, NOON) is None


def test_a_second_form_says_how_many_of_its_questions_the_first_one_held(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    second = open_sitting(database, shelf, ada, seed=8)
    with database.reading() as session:
        before = load_attempt(session, ada, first.id)
        assert find_repeats(session, ada, before, shelf.current) is None
        found = find_repeats(session, ada, second, shelf.current)
    seen = {entry.item for entry in before.booklet.entries}
    asked = [
        item
        for entry in second.booklet.entries
        if isinstance(item := shelf.current.items[entry.item], DemonstratedUnit)
    ]
    assert found is not None
    assert found.earlier.id == first.id
    assert found.asked == len(asked)
    assert found.repeated == sum(item.id in seen for item in asked)
    for area in shelf.current.areas:
        mine = [item.id in seen for item in asked if item.area == area]
        assert (area in found.areas) == (sum(mine) > 0.4 * len(mine))


def test_a_form_that_asks_everything_again_names_every_area(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    second = open_sitting(database, shelf, ada, seed=8)
    same = replace(second, booklet=first.booklet)
    with database.reading() as session:
        found = find_repeats(session, ada, same, shelf.current)
    assert found is not None
    assert found.repeated == found.asked
    assert set(found.areas) == set(shelf.current.areas)
