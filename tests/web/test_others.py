"""A result that others added to shows every rated area with it and without it, and who rated."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.outside import AnchoredRating, GroupMean
from assessment.services.outside import add_coach_rating, add_manager_rating, set_colleague_means
from assessment.web.state import database, shelf
from tests.builders import NOON
from tests.web.sitter import Sitter

STRATEGY, FINANCE, TEAM = AreaId("strategy"), AreaId("finance"), AreaId("team")
HEADING = "With and without what others said"


@pytest.fixture
def rated(app: Flask, ada: Sitter) -> Sitter:
    """Ada's result after a coach, a manager and five colleagues."""
    ada.finish()
    attempt = AttemptId(ada.attempt)
    with app.app_context():
        with database().reading_rows() as rows:
            found = rows.exec_driver_sql("SELECT person_id FROM attempts").scalar_one()
        person, later = PersonId(found), NOON + timedelta(days=1)
        with database().writing() as session:
            add_coach_rating(
                session,
                shelf(),
                person,
                attempt,
                {STRATEGY: AnchoredRating(value=4.5, evidence="The <b>roadmap</b> she defended.")},
                author="account-of-ben",
                name="Ben Coach",
                now=later,
            )
            add_manager_rating(
                session,
                shelf(),
                person,
                attempt,
                {TEAM: AnchoredRating(value=3.5, evidence="")},
                author="manager-1",
                name="Mo Manager",
                now=later,
            )
            set_colleague_means(
                session,
                shelf(),
                person,
                attempt,
                {TEAM: GroupMean(mean=3.64, raters=5), FINANCE: GroupMean(mean=2.0, raters=3)},
                round_id="round-1",
                now=later,
            )
    return ada


def test_nobody_rated_nothing_is_said_of_it(ada: Sitter) -> None:
    ada.finish()
    assert HEADING not in ada.text(f"/results/{ada.attempt}")
    record = json.loads(ada.text(f"/results/{ada.attempt}/result.json"))
    assert record["other_sources"] == []
    assert "outside" not in record


def test_the_page_shows_both_and_names_who_rated_by_name(rated: Sitter) -> None:
    page = rated.text(f"/results/{rated.attempt}")
    section = page.split(HEADING)[1].split("<h2>Work on these first")[0]
    assert "Ben Coach, coach: 4.5" in section
    assert "Mo Manager, manager: 3.5" in section
    assert "5 colleagues: 3.6 on average" in section
    assert "3 colleagues: 2.0 on average" in section
    assert "Overall" in section
    assert "The &lt;b&gt;roadmap&lt;/b&gt; she defended." in section
    pairs = re.findall(r">(\d\.\d) \((\d\.\d)–(\d\.\d)\)<", section)
    assert len(pairs) == 8, "three areas and the whole, twice each"
    strategy = pairs[:2]
    width = [float(high) - float(low) for _, low, high in strategy]
    assert float(strategy[1][0]) > float(strategy[0][0])
    assert width[1] < width[0]


def test_the_record_carries_what_was_said_and_no_name(rated: Sitter) -> None:
    text = rated.text(f"/results/{rated.attempt}/result.json")
    record = json.loads(text)
    assert record["other_sources"] == ["finance", "strategy", "team"]
    assert {"area": "strategy", "source": "coach", "raters": 1, "mean": 4.5} in record["outside"]
    alone = record["figures"]["areas"]["strategy"]["form_alone"]
    assert alone["level"] < record["figures"]["areas"]["strategy"]["level"]
    for secret in ("Ben Coach", "Mo Manager", "account-of-ben", "she defended"):
        assert secret not in text


def test_the_trace_holds_the_terms_that_were_added(rated: Sitter) -> None:
    trace = rated.text(f"/results/{rated.attempt}/trace")
    assert "What others said adds one term each" in trace
    for cells in (
        ("coach", "1", "4.5000", "4.5000", "1.0000"),
        ("manager", "1", "3.5000", "3.3000", "2.7500"),
        ("colleagues", "5", "3.6400", "3.4400", "0.9100"),
    ):
        row = "".join(f'<td class="num">{cell}</td>' for cell in cells[1:])
        assert f"<td>{cells[0]}</td>{row}" in trace


def test_the_print_view_shows_both_too(rated: Sitter) -> None:
    page = rated.text(f"/results/{rated.attempt}/print")
    assert "Ben Coach, coach: 4.5" in page.split(HEADING)[1]


def test_a_quick_form_shows_the_whole_with_and_without(app: Flask, ada: Sitter) -> None:
    ada.finish(form="quick")
    with app.app_context():
        with database().reading_rows() as rows:
            person = PersonId(rows.exec_driver_sql("SELECT person_id FROM attempts").scalar_one())
        with database().writing() as session:
            add_coach_rating(
                session,
                shelf(),
                person,
                AttemptId(ada.attempt),
                {STRATEGY: AnchoredRating(value=4.5, evidence="Seen.")},
                author="account-of-ben",
                name="Ben Coach",
                now=NOON + timedelta(days=1),
            )
    section = ada.text(f"/results/{ada.attempt}").split(HEADING)[1]
    assert "Ben Coach, coach: 4.5" in section
    assert len(re.findall(r">\d\.\d \(\d\.\d–\d\.\d\)<", section)) >= 2
