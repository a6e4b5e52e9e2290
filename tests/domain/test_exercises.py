"""A log entry says something, of a day that has begun, within its limits."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assessment.domain.errors import ExerciseInvalid
from assessment.domain.exercises import (
    OUTCOME_LIMIT,
    WHAT_LIMIT,
    Exercise,
    check_exercise,
    latest_day,
)
from tests.builders import NOON

TODAY = NOON.date()


def check(what: str = "Did it.", done_on: date = TODAY, outcome: str = "") -> Exercise:
    return check_exercise(what, done_on, outcome, now=NOON)


def test_an_entry_is_normalised_and_keeps_its_lines() -> None:
    entry = check("  Zoe\u0308 and I\r\nsat\x00 down. ", TODAY, "\n\nShe laughed.\t\n")
    assert entry == Exercise(what="Zoë and I\nsat down.", done_on=TODAY, outcome="She laughed.")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("what", {"what": ""}),
        ("what", {"what": " \n\t "}),
        ("what", {"what": "\x00\x1f"}),
        ("what", {"what": "x" * (WHAT_LIMIT + 1)}),
        ("what", {"what": "\ud800"}),
        ("outcome", {"outcome": "x" * (OUTCOME_LIMIT + 1)}),
        ("outcome", {"outcome": "\ud800"}),
        ("done_on", {"done_on": TODAY + timedelta(days=2)}),
        ("done_on", {"done_on": date(1999, 12, 31)}),
        ("done_on", {"done_on": date(202, 6, 11)}),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    field: str, values: dict[str, object]
) -> None:
    with pytest.raises(ExerciseInvalid) as refused:
        check(**values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.reason.endswith(".")


def test_the_limits_themselves_are_allowed() -> None:
    entry = check("x" * WHAT_LIMIT, date(2000, 1, 1), "x" * OUTCOME_LIMIT)
    assert (len(entry.what), len(entry.outcome)) == (WHAT_LIMIT, OUTCOME_LIMIT)


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        (datetime(2026, 11, 21, 9, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 21, 23, 0, tzinfo=timezone(timedelta(hours=13))), date(2026, 11, 22)),
    ],
)
def test_today_is_today_for_whoever_is_furthest_ahead(now: datetime, latest: date) -> None:
    assert latest_day(now) == latest
    check_exercise("Did it.", latest, "", now=now)
    with pytest.raises(ExerciseInvalid, match="still to come"):
        check_exercise("Did it.", latest + timedelta(days=1), "", now=now)
