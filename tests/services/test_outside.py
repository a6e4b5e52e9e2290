"""What others say makes a new sheet and reading, and every old one stays as it was."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import (
    AttemptStillOpen,
    CatalogMissing,
    NotFound,
    RatingInvalid,
)
from assessment.domain.outside import AnchoredRating, GroupMean, OutsideRating
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.services import outside
from assessment.services.catalogs import CatalogShelf, Files
from assessment.services.outside import (
    add_coach_rating,
    add_manager_rating,
    counting_factors,
    list_ratings,
    set_colleague_means,
    withdraw_rating,
)
from assessment.services.results import Result, load_result, reread
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from assessment.store.records import OutsideRatingRecord, ReadingRecord, ScoreSheetRecord
from tests.builders import NOON, make_catalog, make_target
from tests.services.sittings import answer_all, finish_sitting, open_sitting
from tests.services.test_deep_dives import dive
from tests.services.test_ownership import unowned
from tests.services.test_submission import at_once
from tests.store.databases import recorded

FINANCE, TEAM = AreaId("finance"), AreaId("team")
LATER = NOON + timedelta(days=3)


def rate(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    value: float = 4.5,
    *,
    area: AreaId = FINANCE,
    author: str = "cleo",
    after: timedelta = timedelta(),
) -> Sequence[OutsideRating]:
    with database.writing() as session:
        return add_coach_rating(
            session,
            shelf,
            person,
            attempt,
            {area: AnchoredRating(value=value, evidence="Read the business case.")},
            author=author,
            name="Cleo Coach",
            now=LATER + after,
        )


def group(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    means: dict[AreaId, GroupMean],
) -> None:
    with database.writing() as session:
        set_colleague_means(session, shelf, person, attempt, means, round_id="r", now=LATER)


def result_of(
    database: Database, shelf: CatalogShelf, person: PersonId, attempt: AttemptId
) -> Result:
    with database.reading() as session:
        return load_result(session, shelf, person, attempt)


def sheets(database: Database, attempt: AttemptId) -> list[tuple[int, str]]:
    with database.reading() as session:
        return [
            (row.number, row.sheet)
            for row in session.execute(
                select(ScoreSheetRecord.number, ScoreSheetRecord.sheet)
                .where(ScoreSheetRecord.attempt_id == attempt)
                .order_by(ScoreSheetRecord.number)
            )
        ]


def shelf_without(revision: str) -> CatalogShelf:
    """A later release, which has other content and cannot read that of ``revision``."""

    def parse(files: Files) -> Catalog:
        if files["revision.md"] == revision:
            raise ContentRefused([ContentProblem(path="a.md", line=1, message="gone", hint="")])
        return make_catalog(revision=files["revision.md"])

    return CatalogShelf(lambda: {"revision.md": "later"}, parse)


def test_a_coachs_rating_makes_a_second_sheet_and_reading_beside_the_first(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    before = result_of(database, shelf, ada, full.id)
    (first,) = sheets(database, full.id)
    (given,) = rate(database, shelf, ada, full.id)
    after = result_of(database, shelf, ada, full.id)
    assert [number for number, _ in sheets(database, full.id)] == [1, 2]
    assert sheets(database, full.id)[0] == first
    found, own = after.sheet.areas[FINANCE], before.sheet.areas[FINANCE]
    assert found.level is not None
    assert own.level is not None
    assert found.level > own.level
    assert found.form_alone is not None
    assert found.form_alone.level == own.level
    assert after.reading_id != before.reading_id
    assert after.reading.target == before.reading.target
    assert (given.source, given.value, given.name) == ("coach", 4.5, "Cleo Coach")
    with database.reading() as session:
        readings = session.scalar(select(func.count()).select_from(ReadingRecord))
    assert readings == 2


def test_the_new_reading_is_against_the_target_that_was_read_last(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    with database.writing() as session:
        reread(session, shelf, ada, full.id, make_target("startup"), now=NOON)
    rate(database, shelf, ada, full.id)
    assert result_of(database, shelf, ada, full.id).reading.target == make_target("startup")


def test_the_same_rating_again_changes_nothing_and_another_one_replaces_it(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    rate(database, shelf, ada, full.id, 4.5)
    rate(database, shelf, ada, full.id, 4.5, after=timedelta(hours=1))
    assert len(sheets(database, full.id)) == 2
    rate(database, shelf, ada, full.id, 2.0, after=timedelta(hours=2))
    assert len(sheets(database, full.id)) == 3
    with database.reading() as session:
        ratings = list_ratings(session, ada, full.id)
        factors = counting_factors(session, ada, full.id)
    assert [(r.value, r.counts) for r in ratings] == [(2.0, True), (4.5, False)]
    assert ratings[1].withdrawn_at == ratings[0].given_at
    assert [(f.mean, f.raters) for f in factors] == [(2.0, 1)]


def test_a_withdrawn_rating_stays_on_record_and_the_figures_are_those_without_it(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    (_, first) = sheets(database, full.id)[0]
    (given,) = rate(database, shelf, ada, full.id)
    for _ in range(2):
        with database.writing() as session:
            withdraw_rating(session, shelf, ada, given.id, author="cleo", now=LATER)
    numbers, texts = zip(*sheets(database, full.id), strict=True)
    assert numbers == (1, 2, 3)
    assert texts[2] == first != texts[1]
    with database.reading() as session:
        (kept,) = list_ratings(session, ada, full.id)
    assert not kept.counts


def test_only_its_author_takes_a_rating_back(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    (given,) = rate(database, shelf, ada, full.id)
    for person, author, name in (
        (ada, "carl", given.id),
        (ben, "cleo", given.id),
        (ada, "cleo", "x"),
    ):
        with database.writing() as session, pytest.raises(NotFound):
            withdraw_rating(session, shelf, person, name, author=author, now=LATER)
    assert len(sheets(database, full.id)) == 2


def test_colleagues_count_by_the_means_published_last(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    group(
        database,
        shelf,
        ada,
        full.id,
        {FINANCE: GroupMean(mean=3.5, raters=4), TEAM: GroupMean(mean=4.0, raters=3)},
    )
    group(database, shelf, ada, full.id, {FINANCE: GroupMean(mean=3.25, raters=8)})
    factors = result_of(database, shelf, ada, full.id).sheet.outside
    assert [(f.area, f.source, f.mean, f.raters) for f in factors] == [
        (FINANCE, "colleagues", 3.25, 8)
    ]
    group(database, shelf, ada, full.id, {})
    assert result_of(database, shelf, ada, full.id).sheet.outside == ()
    assert len(sheets(database, full.id)) == 4


def test_a_deep_dive_taken_after_the_rating_counts_it_too(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    rate(database, shelf, ada, full.id)
    deeper = dive(database, shelf, ada, full.id)
    answer_all(database, shelf, ada, deeper.id)
    submit_attempt(database, shelf, ada, deeper.id, now=LATER)
    assert [f.area for f in result_of(database, shelf, ada, deeper.id).sheet.outside] == [FINANCE]
    rate(database, shelf, ada, deeper.id, 3.0, area=TEAM)
    for attempt in (full.id, deeper.id):
        areas = result_of(database, shelf, ada, attempt).sheet.areas_others_rated
        assert areas == {FINANCE, TEAM}


def test_another_sitting_starts_without_what_was_said_of_the_first(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = finish_sitting(database, shelf, ada)
    rate(database, shelf, ada, first.id)
    second = finish_sitting(database, shelf, ada, seed=8, now=LATER)
    assert result_of(database, shelf, ada, second.id).sheet.outside == ()


def test_a_form_that_is_still_open_cannot_be_rated(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    with pytest.raises(AttemptStillOpen):
        rate(database, shelf, ada, attempt.id)


@pytest.mark.parametrize("value", [0.0, 6.0, 3.25, float("nan")])
def test_an_impossible_rating_changes_nothing(
    database: Database, shelf: CatalogShelf, ada: PersonId, value: float
) -> None:
    full = finish_sitting(database, shelf, ada)
    with pytest.raises(RatingInvalid):
        rate(database, shelf, ada, full.id, value)
    assert len(sheets(database, full.id)) == 1


def test_an_area_the_content_does_not_have_changes_nothing(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    with pytest.raises(NotFound):
        rate(database, shelf, ada, full.id, area=AreaId("juggling"))
    assert len(sheets(database, full.id)) == 1
    with database.reading() as session:
        assert list_ratings(session, ada, full.id) == ()


def test_somebody_elses_result_is_as_missing_as_none(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    for attempt in (full.id, AttemptId("0" * 32), AttemptId("' OR 1=1 --")):
        with pytest.raises(NotFound):
            rate(database, shelf, ben, attempt)
        with database.reading() as session, pytest.raises(NotFound):
            list_ratings(session, ben, attempt)
    assert len(sheets(database, full.id)) == 1


def test_where_the_content_is_gone_it_says_so_and_nothing_is_changed(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    with pytest.raises(CatalogMissing):
        rate(database, shelf_without(full.booklet.revision), ada, full.id)
    assert len(sheets(database, full.id)) == 1
    with database.reading() as session:
        assert list_ratings(session, ada, full.id) == ()


def test_a_full_record_says_so(
    database: Database, shelf: CatalogShelf, ada: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = finish_sitting(database, shelf, ada)
    monkeypatch.setattr(outside, "MOST_RATINGS", 1)
    rate(database, shelf, ada, full.id)
    with pytest.raises(RatingInvalid, match="holds 1 ratings"):
        rate(database, shelf, ada, full.id, area=TEAM)


def test_ratings_given_at_the_same_time_all_count(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)

    def one(number: int) -> object:
        return database.write(
            lambda session: add_manager_rating(
                session,
                shelf,
                ada,
                full.id,
                {FINANCE: AnchoredRating(value=1.0 + number, evidence="")},
                author=f"manager-{number}",
                name="Mo Manager",
                now=LATER,
            )
        )

    at_once(one, 3)
    (factor,) = result_of(database, shelf, ada, full.id).sheet.outside
    assert (factor.mean, factor.raters) == (2.0, 3)
    assert [number for number, _ in sheets(database, full.id)] == [1, 2, 3, 4]


def test_every_use_case_asks_for_the_persons_own_rows(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full: Attempt = finish_sitting(database, shelf, ada)
    with recorded(database) as statements:
        (given,) = rate(database, shelf, ada, full.id)
        group(database, shelf, ada, full.id, {TEAM: GroupMean(mean=4.0, raters=3)})
        with database.writing() as session:
            withdraw_rating(session, shelf, ada, given.id, author="cleo", now=LATER)
    assert len(statements) > 10
    assert unowned(statements) == []


def test_the_ratings_go_with_their_person(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    full = finish_sitting(database, shelf, ada)
    rate(database, shelf, ada, full.id)
    with database.writing() as session:
        session.execute(text("DELETE FROM people"))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(OutsideRatingRecord)) == 0
