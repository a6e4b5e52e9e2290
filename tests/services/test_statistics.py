"""Local statistics rest on valid first sittings alone, and name nobody."""

import json
from datetime import timedelta

from sqlalchemy import text

from assessment.domain.attempts import PersonId
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import start_guest
from assessment.services.statistics import local_statistics, proposal_text, statistics_record
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from assessment.store.first_sittings import first_sittings
from tests.builders import NOON
from tests.services.sittings import answer_all, finish_sitting, open_sitting
from tests.services.test_deep_dives import dive


def somebody(database: Database) -> PersonId:
    with database.writing() as session:
        return start_guest(session, now=NOON)[0].id


def test_it_counts_first_full_forms_and_nothing_else(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    finish_sitting(database, shelf, ada, seed=8, now=NOON + timedelta(days=70))
    dive(database, shelf, ada, first.id)
    finish_sitting(database, shelf, ben, "quick")
    answer_all(database, shelf, ben, open_sitting(database, shelf, ben).id)
    with database.reading() as session:
        kept = list(first_sittings(session))
        found = local_statistics(session, shelf)
    assert [sitting.booklet.entries for sitting in kept] == [first.booklet.entries]
    assert found.sittings == 1
    assert {item.item for item in found.items} == {unit.item for unit in kept[0].sheet.units}
    assert all(item.offered == 1 for item in found.items)


def test_a_careless_first_sitting_is_left_out_and_no_later_one_takes_its_place(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    finish_sitting(database, shelf, ada, seed=8, now=NOON + timedelta(days=70))
    with database.writing() as session:
        session.execute(
            text("UPDATE score_sheets SET quality_points = 2 WHERE attempt_id = :a"),
            {"a": first.id},
        )
    with database.reading() as session:
        assert local_statistics(session, shelf).sittings == 0


def test_with_no_sittings_there_is_nothing_but_the_table_of_what_would_be_allowed(
    database: Database, shelf: CatalogShelf
) -> None:
    with database.reading() as session:
        found = local_statistics(session, shelf)
    assert found.sittings == 0
    assert not found.items
    assert not found.proposals
    assert found.reliability is None
    assert found.norm_text == "There is no comparison group. Levels describe behaviour, not rank."
    assert json.dumps(statistics_record(found), allow_nan=False)


def test_from_thirty_sittings_difficulties_are_proposed_and_nothing_is_applied(
    database: Database, shelf: CatalogShelf
) -> None:
    people = [somebody(database) for _ in range(31)]
    for number, person in enumerate(people):
        attempt = open_sitting(database, shelf, person)
        answer_all(database, shelf, person, attempt.id, salt=number)
        submit_attempt(database, shelf, person, attempt.id, now=NOON)
    with database.writing() as session:
        session.execute(text("UPDATE score_sheets SET quality_points = 0"))
    before = dict(shelf.current.items)
    with database.reading() as session:
        found = local_statistics(session, shelf)
    assert found.sittings == 31
    assert found.reliability is None
    assert any(item.difficulty is not None for item in found.items)
    text_of_it = proposal_text(found, shelf.current)
    assert "Nothing has been\nchanged" in text_of_it
    assert len(found.proposals) == text_of_it.count(" ± ") // 3
    assert shelf.current.items == before
    record = json.dumps(statistics_record(found), allow_nan=False)
    for person in people:
        assert person not in record
        assert person not in text_of_it
