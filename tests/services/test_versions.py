"""An upgrade changes no result; computing one anew is asked for, and keeps the old."""

import json

import pytest
from sqlalchemy import text

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, CatalogMissing, NotFound
from assessment.domain.scoring.sheet import SCORING_VERSION
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import load_result
from assessment.services.versions import (
    is_outdated,
    list_sheets,
    outdated_attempts,
    owner_of,
    recompute,
    version_key,
)
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import finish_sitting, open_sitting
from tests.services.test_outside import LATER, rate, sheets, shelf_without
from tests.services.test_ownership import unowned
from tests.services.test_submission import at_once
from tests.store.databases import recorded

OLD = "0.9.0"


def make_old(database: Database, attempt: AttemptId, version: str = OLD) -> str:
    """Turn an attempt's only sheet into one of another version, with another level."""
    ((_, stored),) = sheets(database, attempt)
    sheet = json.loads(stored) | {"scoring_version": version}
    sheet["areas"]["finance"]["level"] = 1.25
    made = json.dumps(sheet)
    with database.writing() as session:
        session.execute(
            text("UPDATE score_sheets SET scoring_version = :v, sheet = :s WHERE attempt_id = :a"),
            {"v": version, "s": made, "a": attempt},
        )
    return made


def anew(database: Database, shelf: CatalogShelf, person: PersonId, attempt: AttemptId) -> bool:
    return database.write(lambda s: recompute(s, shelf, person, attempt, now=LATER))


def test_computing_anew_adds_a_sheet_and_a_reading_and_keeps_the_old(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    ((_, fresh),) = sheets(database, full.id)
    old = make_old(database, full.id)
    with database.reading() as session:
        before = load_result(session, shelf, ada, full.id)
    assert is_outdated(before.sheet)
    assert anew(database, shelf, ada, full.id)
    assert sheets(database, full.id) == [(1, old), (2, fresh)]
    with database.reading() as session:
        after = load_result(session, shelf, ada, full.id)
        kept = list_sheets(session, ada, full.id)
    assert after.sheet.scoring_version == SCORING_VERSION
    assert after.reading.target == before.reading.target
    assert after.reading_id != before.reading_id
    assert [(k.number, k.scoring_version) for k in kept] == [(2, SCORING_VERSION), (1, OLD)]
    assert kept[1].sheet.areas[AreaId("finance")].level == 1.25
    assert {k.revision for k in kept} == {full.booklet.revision}


def test_a_result_of_this_version_or_a_later_one_is_left_alone(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    assert not anew(database, shelf, ada, full.id)
    make_old(database, full.id, version="99.0.0")
    assert not anew(database, shelf, ada, full.id)
    assert len(sheets(database, full.id)) == 1


def test_asked_for_twice_at_once_it_is_computed_once(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    make_old(database, full.id)
    outcomes = at_once(lambda _: anew(database, shelf, ada, full.id), 3)
    assert sorted(outcomes, key=str) == [False, False, True]
    assert len(sheets(database, full.id)) == 2


def test_what_others_said_is_part_of_it(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    rate(database, shelf, ada, full.id)
    with database.writing() as session:
        session.execute(
            text("UPDATE score_sheets SET sheet = replace(sheet, :now, :old)"),
            {"now": f'"scoring_version":"{SCORING_VERSION}"', "old": f'"scoring_version":"{OLD}"'},
        )
    assert anew(database, shelf, ada, full.id)
    with database.reading() as session:
        assert load_result(session, shelf, ada, full.id).sheet.areas_others_rated == {"finance"}


def test_where_the_content_is_gone_it_says_so_and_nothing_is_overwritten(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    old = make_old(database, full.id)
    with pytest.raises(CatalogMissing) as missing:
        anew(database, shelf_without(full.booklet.revision), ada, full.id)
    assert missing.value.revision == full.booklet.revision
    assert sheets(database, full.id) == [(1, old)]


def test_an_open_form_and_somebody_elses_result_cannot_be_computed_anew(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    with pytest.raises(AttemptStillOpen):
        anew(database, shelf, ada, attempt.id)
    full = finish_sitting(database, shelf, ben)
    make_old(database, full.id)
    with pytest.raises(NotFound):
        anew(database, shelf, ada, full.id)
    with database.reading() as session:
        for refused in (full.id, AttemptId("0" * 32), AttemptId("' OR 1=1 --")):
            with pytest.raises(NotFound):
                list_sheets(session, ada, refused)
    assert len(sheets(database, full.id)) == 1


def test_the_operator_finds_what_was_scored_by_an_older_version(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    mine, theirs = finish_sitting(database, shelf, ada), finish_sitting(database, shelf, ben)
    make_old(database, mine.id)
    make_old(database, theirs.id, version="99.0.0")
    with database.reading() as session:
        assert outdated_attempts(session) == [(mine.id, OLD)]
        assert owner_of(session, mine.id) == ada
        with pytest.raises(NotFound):
            owner_of(session, AttemptId("0" * 32))
    anew(database, shelf, ada, mine.id)
    with database.reading() as session:
        assert outdated_attempts(session) == []


def test_the_owners_use_cases_ask_for_their_own_rows(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    make_old(database, full.id)
    with recorded(database) as statements:
        anew(database, shelf, ada, full.id)
        with database.reading() as session:
            list_sheets(session, ada, full.id)
    assert unowned(statements) == []


@pytest.mark.parametrize(
    ("older", "newer"), [("0.9.0", "1.0.0"), ("1.9.9", "1.10.0"), ("1.0.0", "1.0.1")]
)
def test_versions_are_compared_as_numbers(older: str, newer: str) -> None:
    assert version_key(older) < version_key(newer)


def test_every_sheet_names_its_version_and_its_content(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada, now=NOON)
    with database.reading() as session:
        (kept,) = list_sheets(session, ada, full.id)
    assert (kept.scoring_version, kept.revision) == (SCORING_VERSION, full.booklet.revision)
    assert kept.computed_at == NOON
