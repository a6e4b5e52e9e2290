"""A deep dive asks six more units of one area on top of everything answered before."""

from collections import Counter
from datetime import timedelta

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.booklets import unit_kind
from assessment.domain.errors import AttemptStillOpen, BankTooSmall, NotFound
from assessment.domain.items import DemonstratedUnit
from assessment.services.attempts import continue_deeper
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import load_result
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import answer_all, finish_sitting, open_sitting
from tests.services.test_submission import at_once

LATER = NOON + timedelta(days=2)


def dive(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    source: AttemptId,
    area: str = "finance",
) -> Attempt:
    with database.writing() as session:
        return continue_deeper(session, shelf, person, source, AreaId(area), now=LATER)


def test_it_carries_everything_over_and_asks_twice_the_areas_mix(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    deeper = dive(database, shelf, ada, full.id)
    locked = [entry for entry in deeper.booklet.entries if entry.locked]
    fresh = [shelf.current.items[e.item] for e in deeper.booklet.entries if not e.locked]
    assert [e.item for e in locked] == [e.item for e in full.booklet.entries]
    assert deeper.responses == full.responses
    assert deeper.continues == full.id
    kinds = Counter(
        (item.area, unit_kind(item)) for item in fresh if isinstance(item, DemonstratedUnit)
    )
    assert kinds == {("finance", kind): 2 for kind in ("judgement", "exhibit", "number")}
    assert len(fresh) == 6


def test_its_sheet_stands_on_nine_units_of_the_area_and_moves_no_other_x(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    deeper = dive(database, shelf, ada, full.id)
    answer_all(database, shelf, ada, deeper.id)
    submit_attempt(database, shelf, ada, deeper.id, now=LATER)
    with database.reading() as session:
        before = load_result(session, shelf, ada, full.id).sheet
        after = load_result(session, shelf, ada, deeper.id).sheet
    assert after.areas[AreaId("finance")].units_scored == 9
    assert after.areas[AreaId("team")].units_scored == 3
    x = {unit.item: unit.x for unit in after.units}
    assert all(x[unit.item] == unit.x for unit in before.units)


def test_asking_again_returns_the_open_dive(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    outcomes = at_once(lambda _: dive(database, shelf, ada, full.id), 8)
    assert len({o.id for o in outcomes if isinstance(o, Attempt)}) == 1, outcomes
    assert dive(database, shelf, ada, full.id).responses == full.responses


def test_it_is_refused_where_there_is_nothing_to_go_deeper_from(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    opened = open_sitting(database, shelf, ada)
    with pytest.raises(AttemptStillOpen):
        dive(database, shelf, ada, opened.id)
    quick = finish_sitting(database, shelf, ada, "quick")
    with pytest.raises(NotFound):
        dive(database, shelf, ada, quick.id)
    full = finish_sitting(database, shelf, ben)
    with pytest.raises(NotFound):
        dive(database, shelf, ada, full.id)
    with pytest.raises(NotFound):
        dive(database, shelf, ben, full.id, "baking")


def test_it_ends_when_the_bank_has_no_more_to_ask(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    first = dive(database, shelf, ada, full.id)
    submit_attempt(database, shelf, ada, first.id, now=LATER)
    with pytest.raises(BankTooSmall) as refused:
        dive(database, shelf, ada, first.id)
    assert refused.value.area == "finance"
