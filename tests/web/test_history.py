"""A result's page offers a newer version of the method, and keeps what the older one said."""

import pytest
from flask import Flask
from sqlalchemy import text

from assessment.domain.scoring.sheet import SCORING_VERSION
from tests.web.sitter import Sitter

BUTTON = f"Compute it anew under version {SCORING_VERSION}"


@pytest.fixture
def scored_long_ago(app: Flask, ada: Sitter) -> Sitter:
    ada.finish()
    with app.extensions["database"].writing() as session:
        session.execute(
            text(
                "UPDATE score_sheets SET scoring_version = '0.9.0', "
                "sheet = json_set(sheet, '$.scoring_version', '0.9.0')"
            )
        )
    return ada


def test_a_result_of_this_version_offers_nothing(ada: Sitter) -> None:
    path = ada.finish()
    assert BUTTON not in ada.text(path)
    history = ada.text(f"{path}/history")
    assert BUTTON not in history
    assert "your answers" in history
    assert "Area by area" not in history, "one sheet has nothing beside it"


def test_an_older_result_says_so_and_changes_only_when_asked(scored_long_ago: Sitter) -> None:
    ada = scored_long_ago
    path = f"/results/{ada.attempt}"
    page = ada.text(path)
    assert "Scoring 0.9.0" in page
    assert BUTTON in page
    assert "Scoring 0.9.0" in ada.text(path), "looking changes nothing"
    answer = ada.post(f"{path}/recompute", {}, page=page)
    assert answer.status_code == 303
    history = ada.text(answer.headers["Location"])
    assert history.index(SCORING_VERSION) < history.index("0.9.0")
    assert "Area by area" in history
    after = ada.text(path)
    assert f"Scoring {SCORING_VERSION}" in after
    assert BUTTON not in after


def test_asking_twice_adds_one_sheet(app: Flask, scored_long_ago: Sitter) -> None:
    ada = scored_long_ago
    page = ada.text(f"/results/{ada.attempt}")
    for _ in range(2):
        assert ada.post(f"/results/{ada.attempt}/recompute", {}, page=page).status_code == 303
    with app.extensions["database"].reading() as session:
        assert session.scalar(text("SELECT count(*) FROM score_sheets")) == 2


def test_nobody_else_can_ask(eve: Sitter, scored_long_ago: Sitter) -> None:
    answer = eve.post(f"/results/{scored_long_ago.attempt}/recompute", {}, page=eve.text("/mine"))
    assert answer.status_code == 404
