"""How sure somebody says they are: asked once an exhibit, compared once there is enough of it."""

import json

import pytest
from flask import Flask

from assessment.documents.verify import recompute
from assessment.domain.catalog import Catalog
from assessment.domain.items import ExhibitItem, Item
from tests.web.sitter import Sitter, field_of
from tests.web.test_taking import first_of


class Sure(Sitter):
    """Somebody who is certain of every exhibit, and right in seven of ten."""

    said = "100"

    def _answer(self, item: Item, page: str) -> dict[str, object]:
        sure = {"answer-confidence": self.said} if isinstance(item, ExhibitItem) else {}
        return super()._answer(item, page) | sure


@pytest.fixture
def sure(app: Flask, catalog: Catalog) -> Sure:
    return Sure(app.test_client(), catalog)


def test_who_is_surer_than_right_is_told_of_these_questions_and_can_redo_it(sure: Sure) -> None:
    path = sure.finish()
    result = sure.text(path)
    assert "On these questions you were surer than you were right: 100 % sure" in result
    trace = sure.text(f"{path}/trace")
    assert 'id="confidence"' in trace
    assert "more than 1.645 of them" in trace
    record = json.loads(sure.client.get(f"{path}/result.json").get_data())
    found = record["figures"]["confidence"]
    assert found["said"] == 1
    assert found["judgements"] >= 20
    assert 0.5 < found["right"] < 0.9
    assert found["brier"] == pytest.approx(1 - found["right"], abs=1e-6)  # (1 - y)^2 is 1 or 0
    assert recompute(record) == record["figures"]


def test_who_says_nothing_is_told_nothing(ada: Sitter) -> None:
    path = ada.finish()
    assert "On these questions" not in ada.text(path)
    assert 'id="confidence"' not in ada.text(f"{path}/trace")
    assert "confidence" not in ada.client.get(f"{path}/result.json").get_json()["figures"]


def test_what_was_said_is_shown_again_and_an_impossible_figure_is_refused(sure: Sure) -> None:
    sure.begin()
    path = first_of(sure, ExhibitItem)
    sure.answer(path)
    assert 'value="100" data-digit="0" aria-label="100 %" checked' in sure.text(path)
    page = sure.text(path)
    fields = sure.fields(sure.item_at(path), page) | {"answer-confidence": "110"}
    refused = sure.post(path, fields, page=page)
    assert refused.status_code == 422
    assert "how sure you are" in refused.get_data(as_text=True)


def test_autosave_keeps_it_with_the_marks_and_not_without_any(sure: Sure) -> None:
    sure.begin()
    path = first_of(sure, ExhibitItem)
    page = sure.text(path)
    headers = {"X-CSRFToken": field_of(page, "csrf_token")}
    alone = {"answer": {"answer-confidence": "70"}, "seconds": 9, "revision": 0, "save_id": "a"}
    assert sure.client.post(f"{path}/save", json=alone, headers=headers).status_code == 422
    both = alone | {"answer": {"answer-a": "T", "answer-confidence": "70"}, "save_id": "b"}
    assert sure.client.post(f"{path}/save", json=both, headers=headers).status_code == 200
    assert 'value="70" data-digit="7" aria-label="70 %" checked' in sure.text(path)
