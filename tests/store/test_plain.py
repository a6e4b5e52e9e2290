"""Domain values come back from JSON exactly as they went in."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.attempts import Attempt
from assessment.domain.profiles import Target
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import Interval, ScoreSheet
from assessment.services.scoring import read_against, score_booklet
from assessment.store.convert import (
    attempt_from_domain,
    booklet_to_domain,
    reading_to_domain,
    sheet_to_domain,
    target_to_domain,
)
from assessment.store.plain import from_text, to_text
from tests.builders import NOON, make_catalog, make_target
from tests.store.sheets import make_answered_attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    figures: tuple[float, ...]
    pair: tuple[str, float] | None
    named: dict[str, Interval]
    mood: Literal["calm", "cross"]
    day: date
    added_later: int = 7


def make_sample(figures: tuple[float, ...] = (0.1,)) -> Sample:
    return Sample(
        figures=figures,
        pair=("é\u2028\U0001f600", 1e-7),
        named={"z": Interval(low=1, high=2.5), "a": Interval(low=3, high=3)},
        mood="calm",
        day=date(2028, 2, 29),
    )


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_floats_keep_every_bit(figures: list[float]) -> None:
    sample = make_sample(tuple(figures))
    back = from_text(Sample, to_text(sample))
    assert back == sample
    assert [f.hex() for f in back.figures] == [f.hex() for f in figures]


def test_mappings_keep_their_order() -> None:
    assert list(from_text(Sample, to_text(make_sample())).named) == ["z", "a"]


def test_a_field_added_later_takes_its_default_in_older_text() -> None:
    older = json.loads(to_text(make_sample()))
    del older["added_later"]
    assert from_text(Sample, json.dumps(older)) == make_sample()


def test_a_missing_field_without_a_default_is_an_error() -> None:
    older = json.loads(to_text(make_sample()))
    del older["mood"]
    with pytest.raises(TypeError, match="mood"):
        from_text(Sample, json.dumps(older))


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_hold_is_refused(figure: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_text(make_sample((figure,)))


def test_a_type_that_json_cannot_tell_apart_is_refused() -> None:
    @dataclass(frozen=True)
    class Unclear:
        either: Interval | Sample

    with pytest.raises(TypeError, match="apart"):
        from_text(Unclear, '{"either": {}}')
    with pytest.raises(TypeError, match="no JSON form"):
        to_text({1, 2})


def test_a_moment_keeps_its_zone() -> None:
    @dataclass(frozen=True)
    class Dated:
        at: datetime

    moment = datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=UTC)
    assert from_text(Dated, to_text(Dated(at=moment))).at == moment


@pytest.fixture(scope="module")
def attempt() -> Attempt:
    return make_answered_attempt()


def make_sheet(attempt: Attempt) -> ScoreSheet:
    return score_booklet(make_catalog(), attempt.booklet, attempt.responses)


def test_a_score_sheet_comes_back_as_it_was(attempt: Attempt) -> None:
    sheet = make_sheet(attempt)
    back = sheet_to_domain(to_text(sheet))
    assert back == sheet
    assert repr(back) == repr(sheet)


def test_a_reading_comes_back_as_it_was(attempt: Attempt) -> None:
    catalog = make_catalog()
    reading: Reading = read_against(make_sheet(attempt), make_target(), catalog)
    back = reading_to_domain(to_text(reading))
    assert back == reading
    assert repr(back) == repr(reading)


def test_a_target_comes_back_as_it_was() -> None:
    target: Target = make_target(level=3.3)
    assert repr(target_to_domain(to_text(target))) == repr(target)


def test_a_booklet_comes_back_as_it_was(attempt: Attempt) -> None:
    row = attempt_from_domain(attempt)
    booklet = booklet_to_domain("full", "r1", attempt.booklet.seed, str(row["booklet"]))
    assert booklet == attempt.booklet
    assert len(str(row["booklet"])) < 2500
    assert row["started_at"] == NOON
