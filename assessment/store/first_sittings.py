"""Which sittings do local statistics rest on, and how are they read without holding them all?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.domain.answers import response_for_scoring
from assessment.domain.attempts import AttemptId, Booklet, Response
from assessment.domain.bank import ItemId
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.store.convert import booklet_to_domain, saved_to_domain, sheet_to_domain
from assessment.store.records import AttemptRecord, ResponseRecord, ScoreSheetRecord

BATCH = 100
"""Sittings read at a time; a sheet is some thirty kilobytes."""
POINTS_NOT_INTERPRETED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSitting:
    """A first full form as it was given, answered and scored. Whose it is stays behind."""

    booklet: Booklet
    responses: dict[ItemId, Response]
    sheet: ScoreSheet


def first_sittings(session: Session) -> Iterator[FirstSitting]:
    """Every person's first submitted full form, where its answers may be interpreted (2.12).

    With the sheet it got first: that of the answers alone, before anybody else spoke. A first
    form that looks careless is left out, and no later one takes its place.
    """
    chosen = _chosen(session)
    for start in range(0, len(chosen), BATCH):
        yield from _batch(session, chosen[start : start + BATCH])


def count_first(session: Session) -> int:
    """How many valid first sittings there are."""
    return len(_chosen(session))


def _chosen(session: Session) -> Sequence[tuple[AttemptId, int]]:
    """The attempts and the keys of their first sheets, in no order that says anything."""
    ranked = (
        select(
            AttemptRecord.id,
            func.row_number()
            .over(
                partition_by=AttemptRecord.person_id,
                order_by=(AttemptRecord.submitted_at, AttemptRecord.id),
            )
            .label("place"),
        )
        .where(AttemptRecord.form == "full", AttemptRecord.status == "submitted")
        .subquery()
    )
    first_sheet = (
        select(ScoreSheetRecord.attempt_id, func.min(ScoreSheetRecord.id).label("sheet"))
        .group_by(ScoreSheetRecord.attempt_id)
        .subquery()
    )
    rows = session.execute(
        select(ranked.c.id, first_sheet.c.sheet)
        .join(first_sheet, first_sheet.c.attempt_id == ranked.c.id)
        .join(ScoreSheetRecord, ScoreSheetRecord.id == first_sheet.c.sheet)
        .where(
            ranked.c.place == 1,
            ScoreSheetRecord.quality_points < POINTS_NOT_INTERPRETED,
            ScoreSheetRecord.overall_level.is_not(None),
        )
        .order_by(ranked.c.id)
    )
    return [(AttemptId(row.id), row.sheet) for row in rows]


def _batch(session: Session, chosen: Sequence[tuple[AttemptId, int]]) -> Iterator[FirstSitting]:
    attempts = [attempt for attempt, _ in chosen]
    answers: dict[str, dict[ItemId, Response]] = {attempt: {} for attempt in attempts}
    for row in session.execute(
        select(
            ResponseRecord.attempt_id,
            ResponseRecord.item,
            ResponseRecord.value,
            ResponseRecord.skip_reason,
            ResponseRecord.seconds,
            ResponseRecord.revision,
            ResponseRecord.confidence,
        ).where(ResponseRecord.attempt_id.in_(attempts))
    ):
        answers[row.attempt_id][ItemId(row.item)] = response_for_scoring(saved_to_domain(row))
    for kept in session.execute(
        select(
            AttemptRecord.id,
            AttemptRecord.form,
            AttemptRecord.revision,
            AttemptRecord.seed,
            AttemptRecord.booklet,
            ScoreSheetRecord.sheet,
        )
        .join(ScoreSheetRecord, ScoreSheetRecord.attempt_id == AttemptRecord.id)
        .where(ScoreSheetRecord.id.in_([sheet for _, sheet in chosen]))
        .order_by(AttemptRecord.id)
    ):
        yield FirstSitting(
            booklet=booklet_to_domain(kept.form, kept.revision, kept.seed, kept.booklet),
            responses=answers[kept.id],
            sheet=sheet_to_domain(kept.sheet),
        )
