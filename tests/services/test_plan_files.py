"""A plan taken away, from the database and without one."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from icalendar import Calendar

from assessment.documents.pdf import Press, pdf_available
from assessment.documents.pdf_text import page_texts
from assessment.domain.attempts import PersonId
from assessment.domain.plans import SituationId
from assessment.services.catalogs import CatalogShelf
from assessment.services.plan_files import PLAN_FILES, plan_file, plan_text, readout_file
from assessment.services.plans import (
    PlanInputs,
    StoredPlan,
    load_plan,
    make_plan,
    move_step,
    plan_again,
)
from assessment.store.engine import Database
from tests.content.shipped import FILES, catalog
from tests.documents.plan_samples import plan_of
from tests.documents.printing import needs_pango

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)
INPUTS = PlanInputs(
    start=date(2026, 9, 7),
    hours_per_week=6,
    mode="in-role",
    situation=SituationId("turnaround"),
    situation_source="chosen",
    mandate_held=(),
    days_off=(),
)


@pytest.fixture
def shelf() -> CatalogShelf:
    """The content as it is shipped."""
    return CatalogShelf(lambda: FILES, lambda _: catalog())


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = Press(tmp_path / "press")
    yield made
    made.close()


@pytest.fixture
def plan(database: Database, shelf: CatalogShelf, ada: PersonId) -> str:
    with database.writing() as session:
        return make_plan(session, shelf, ada, None, INPUTS, now=NOW)


def stored(database: Database, person: PersonId, plan: str) -> StoredPlan:
    with database.reading() as session:
        return load_plan(session, person, plan)


def starts(made: bytes | str) -> dict[str, tuple[date, int]]:
    """When each entry of a calendar begins, and its sequence number."""
    assert isinstance(made, bytes)
    found: list[Any] = Calendar.from_ical(made.decode()).subcomponents
    return {str(each["UID"]): (each["DTSTART"].dt, int(each["SEQUENCE"])) for each in found}


def test_a_second_revision_moves_the_entries_of_the_first(
    database: Database, shelf: CatalogShelf, ada: PersonId, plan: str, press: Press
) -> None:
    before = starts(plan_file(stored(database, ada, plan), "ics", press))
    with database.writing() as session:
        later = replace(INPUTS, start=date(2026, 9, 14))
        plan_again(session, shelf, ada, plan, later, now=NOW)
    after = starts(plan_file(stored(database, ada, plan), "ics", press))
    assert set(before) == set(after)
    assert {number for _, number in before.values()} == {1}
    assert {number for _, number in after.values()} == {2}
    assert {uid for uid in before if before[uid][0] == after[uid][0]} == set()


def test_every_file_says_what_came_of_a_step(
    database: Database, ada: PersonId, plan: str, press: Press
) -> None:
    first = stored(database, ada, plan).plan.actions[0].action
    with database.writing() as session:
        move_step(session, ada, plan, first.id, "done", "Signed on 9 September.", now=NOW)
    now_stored = stored(database, ada, plan)
    for kind in ("md", "csv"):
        assert "Signed on 9 September." in str(plan_file(now_stored, kind, press))
    if pdf_available() is None:
        assert "Signedon9September." in "".join(pages(readout_file(now_stored, press)))


def test_the_table_is_taken_for_unicode_by_a_spreadsheet(
    database: Database, ada: PersonId, plan: str, press: Press
) -> None:
    made = str(plan_file(stored(database, ada, plan), "csv", press))
    assert made.encode().startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert rows[0]["number"] == "1"


@pytest.mark.pdf
@needs_pango
def test_the_pdf_says_when_it_was_made_and_of_which_revision(
    database: Database, shelf: CatalogShelf, ada: PersonId, plan: str, press: Press
) -> None:
    first = plan_file(stored(database, ada, plan), "pdf", press)
    assert "made1September2026" in pages(first)[0]
    assert "revision" not in pages(first)[0]
    with database.writing() as session:
        plan_again(session, shelf, ada, plan, INPUTS, now=NOW)
    assert "revision2" in pages(plan_file(stored(database, ada, plan), "pdf", press))[0]


def test_a_plan_that_was_never_stored_gives_the_same_files() -> None:
    bare = plan_of(0)
    assert "1 hour" in str(plan_text(bare, "md"))
    assert str(plan_text(bare, "csv")).count("\r\n") == 1 + len(bare.actions) + len(bare.left_out)
    one, other = starts(plan_text(bare, "ics")), starts(plan_text(bare, "ics", plan_id="another"))
    assert len(one) == len(other)
    assert not set(one) & set(other)


def test_a_kind_that_is_not_offered_is_refused(
    database: Database, ada: PersonId, plan: str, press: Press
) -> None:
    assert set(PLAN_FILES) == {"pdf", "md", "ics", "csv"}
    with pytest.raises(KeyError):
        plan_file(stored(database, ada, plan), "docx", press)


def pages(made: bytes | str) -> tuple[str, ...]:
    assert isinstance(made, bytes)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return page_texts(pdf)
