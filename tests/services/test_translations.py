"""No language changes a figure or a stored byte: translations are laid over what is shown."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.content_words import words_of
from assessment.domain.planning.plan import build_plan
from assessment.domain.plans import SituationId
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.domain.translations import Pack, is_in_english, overlay, pack_now, read_with, retold
from assessment.ingest.bank_export import export_bank
from assessment.ingest.translations import read_pack
from assessment.services.attempts import start_attempt
from assessment.services.catalogs import CatalogShelf, parse_files
from assessment.services.languages import PSEUDO
from assessment.services.plans import PlanInputs, facts_for, load_plan, make_plan, plan_again
from assessment.services.presenting import present_result
from assessment.services.printing import gap_report
from assessment.services.results import load_result
from assessment.services.submission import submit_attempt
from assessment.services.targets import choose_target
from assessment.store.engine import Database
from assessment.store.records import (
    AttemptRecord,
    PlanRevisionRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
)
from bench.golden import make_records
from tests.builders import NOON
from tests.content import shipped
from tests.services.sittings import answer_all
from tests.translating import translated

RECORDS = (AttemptRecord, ResponseRecord, ScoreSheetRecord, ReadingRecord, PlanRevisionRecord)
NAMES = ("id", "person_id", "attempt_id", "sheet_id", "plan_id", "reading_id")
"""Columns that differ between any two people."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The whole shipped content in accents."""
    files = shipped.FILES
    made, problems = read_pack(PSEUDO, files, {p: translated(p, files) for p in files})
    assert problems == ()
    return made


@pytest.fixture(scope="module")
def accented_shelf(pack: Pack) -> CatalogShelf:
    return CatalogShelf(lambda: shipped.FILES, parse_files, read_packs=lambda _: {PSEUDO: pack})


@contextmanager
def reading(pack: Pack | None) -> Iterator[None]:
    stop = read_with(pack)
    try:
        yield
    finally:
        stop()


def test_every_text_is_translated_and_nothing_else_is_changed(pack: Pack) -> None:
    catalog = shipped.catalog()
    shown = overlay(catalog, pack)
    assert shown.revision == catalog.revision
    assert export_bank(shown) == export_bank(catalog)
    for item in catalog.items.values():
        pairs = zip(words_of(item), words_of(shown.items[item.id]), strict=True)
        assert all(one != two for one, two in pairs if any(c in "aeiou" for c in str(one)))


def test_golden_sittings_have_the_same_figures_in_every_language(pack: Pack) -> None:
    english = make_records(shipped.catalog())
    other = make_records(overlay(shipped.catalog(), pack))
    assert english.keys() == other.keys()
    for name, text in english.items():
        one, two = json.loads(text), json.loads(other[name])
        for part in ("figures", "keys", "booklet", "responses", "catalog_revision"):
            assert one[part] == two[part], (name, part)


def kept(database: Database, person: PersonId) -> list[dict[str, object]]:
    """Everything stored of a person's sittings and plans, without the ids of the rows."""
    rows: list[dict[str, object]] = []
    with database.reading() as session:
        for record in RECORDS:
            found = session.scalars(select(record).where(record.person_id == person)).all()
            assert found, record.__name__
            rows += sorted(
                (
                    {
                        column.name: getattr(row, column.key)
                        for column in record.__table__.columns
                        if column.name not in NAMES
                    }
                    for row in found
                ),
                key=str,
            )
    return rows


def live_through(
    database: Database, shelf: CatalogShelf, person: PersonId, inputs: PlanInputs
) -> tuple[str, str]:
    """A sitting and a plan that is made again, as a reader of the present language; their ids."""
    target = choose_target(
        shelf.current,
        profile=ProfileId("scale-up"),
        stage=StageId("growing"),
        circumstances=(AdjustmentId("regulated"),),
    )
    with database.writing() as session:
        attempt = start_attempt(
            session, shelf, person, form="full", target=target, seed=7, now=NOON
        )
    answer_all(database, shelf, person, attempt.id)
    submit_attempt(database, shelf, person, attempt.id, now=NOON)
    with database.writing() as session:
        plan = make_plan(session, shelf, person, attempt.id, inputs, now=NOON)
    with database.writing() as session:
        plan_again(session, shelf, person, plan, inputs, now=NOON + timedelta(days=1))
    return attempt.id, plan


@pytest.fixture
def inputs() -> PlanInputs:
    return PlanInputs(
        start=NOON.date() + timedelta(days=7),
        hours_per_week=6,
        mode="in-role",
        situation=SituationId("realignment"),
        situation_source="chosen",
        mandate_held=("budget-named",),
        days_off=(date(2026, 12, 24),),
    )


def test_what_is_stored_is_the_same_in_every_language(
    database: Database,
    accented_shelf: CatalogShelf,
    pack: Pack,
    ada: PersonId,
    ben: PersonId,
    inputs: PlanInputs,
) -> None:
    attempt, plan = live_through(database, accented_shelf, ada, inputs)
    with reading(pack):
        other, _ = live_through(database, accented_shelf, ben, inputs)
    assert kept(database, ada) == kept(database, ben)
    with database.reading() as session:
        stored = load_result(session, accented_shelf, ada, attempt)  # type: ignore[arg-type]
        english = present_result(session, accented_shelf, ada, attempt)  # type: ignore[arg-type]
        with reading(pack):
            shown = present_result(session, accented_shelf, ada, attempt)  # type: ignore[arg-type]
            theirs = present_result(session, accented_shelf, ben, other)  # type: ignore[arg-type]
            report = gap_report(shown)
        in_english = gap_report(english)
        found = load_plan(session, ada, plan)
    assert shown.stored == stored
    assert english.result == stored
    assert shown.result.reading.target.title != stored.reading.target.title
    assert shown.result.reading.order == stored.reading.order
    assert [row.level for row in shown.rows] == [row.level for row in english.rows]
    assert [row.name for row in shown.rows] != [row.name for row in english.rows]
    assert report.record == in_english.record == gap_report(theirs).record
    with reading(pack):
        told = retold(found.plan)
    assert [p.hours for p in told.actions] == [p.hours for p in found.plan.actions]
    assert all(
        one.action.title != two.action.title
        for one, two in zip(told.actions, found.plan.actions, strict=True)
    )


def test_a_plan_built_from_shown_content_has_the_same_weeks(pack: Pack, inputs: PlanInputs) -> None:
    catalog = shipped.catalog()
    english = build_plan(catalog, facts_for(catalog, inputs, None))
    shown = overlay(catalog, pack)
    other = build_plan(shown, facts_for(shown, inputs, None))
    assert [(p.action.id, p.hours) for p in english.actions] == [
        (p.action.id, p.hours) for p in other.actions
    ]


def test_an_older_catalogue_is_translated_where_its_words_are_still_todays(
    accented_shelf: CatalogShelf, pack: Pack
) -> None:
    path = "lessons/strategy/st1.md"
    old = {
        **shipped.FILES,
        path: shipped.FILES[path].replace("## Exercise\n\n", "## Exercise\n\nOnce: "),
    }
    older: Catalog = parse_files(old)
    with reading(pack):
        shown = accented_shelf.shown(older)
        assert accented_shelf.shown(older) is shown, "made once"
        changed = older.lessons[next(f for f in older.lessons if f == "st1")]
        assert shown.lessons[changed.id] == changed
        assert is_in_english(changed.exercise)
        assert not is_in_english(shown.pages["method"].title)
        assert shown.pages["method"] != older.pages["method"]
    assert accented_shelf.shown(older) is older
    assert pack_now() is None
    assert not is_in_english(older.pages["method"].title)


def test_a_language_without_content_reads_english_and_marks_it(
    accented_shelf: CatalogShelf,
) -> None:
    nothing = accented_shelf.pack("eo")
    assert nothing is not None
    assert accented_shelf.pack("eo") is nothing
    assert accented_shelf.pack("en") is None
    with reading(nothing):
        shown = accented_shelf.shown(accented_shelf.current)
        assert shown == accented_shelf.current
        assert is_in_english(shown.pages["method"].body)
        assert not is_in_english("A sentence of ours.")
