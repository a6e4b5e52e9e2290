"""The last steps of a form: the offer to stop early, and what is expected of the result."""

import re
import secrets
from typing import Any, cast

import pytest

from assessment.domain.bank import ItemId
from assessment.domain.items import DemonstratedUnit
from tests.web.sitter import Sitter

TARGET = {"profile": "enterprise", "stage": "large", "form": "role-weighted"}
"""Four critical areas at level 4.5: a weak sitter's gaps there are soon clear."""


def answer_until_the_offer(sitter: Sitter) -> int:
    """Answer until stopping is offered; how many questions that took."""
    where = sitter.client.get(f"/take/{sitter.attempt}").headers["Location"]
    for count in range(100):
        if where.endswith("/enough"):
            return count
        assert not where.endswith("/review"), "stopping was never offered"
        where = sitter.answer(where).headers["Location"]
    raise AssertionError("the form does not end")


@pytest.fixture
def weak(ada: Sitter, monkeypatch: pytest.MonkeyPatch) -> Sitter:
    """A weak sitter before the same form each time."""
    monkeypatch.setattr(secrets, "randbits", lambda _bits: 11)
    ada.skill = 1.0
    ada.begin(**TARGET)
    return ada


def record_of(sitter: Sitter) -> dict[str, Any]:
    answer = sitter.client.get(f"/results/{sitter.attempt}/result.json")
    return cast(dict[str, Any], answer.get_json())


def test_stopping_is_offered_once_when_the_critical_areas_are_decided(weak: Sitter) -> None:
    answered = answer_until_the_offer(weak)
    page = weak.text(f"/take/{weak.attempt}/enough")
    assert "Your critical areas are decided" in page
    assert "strategic thinking" in page
    rest = 0
    where = weak.past_the_offer(f"/take/{weak.attempt}/enough")
    while not where.endswith("/review"):
        where = weak.answer(where).headers["Location"]
        assert not where.endswith("/enough"), "the offer was made twice"
        rest += 1
    assert answered + rest == weak.text(f"/take/{weak.attempt}/review").count("<tr>") - 3
    assert rest > 5


def test_the_offer_shows_no_level_and_no_direction(weak: Sitter) -> None:
    answer_until_the_offer(weak)
    main = weak.text(f"/take/{weak.attempt}/enough").split("<main")[1].split("</main")[0]
    words = re.sub(r"<[^>]+>", " ", main)
    assert not re.search(r"\d\.\d", words)
    for word in ("gap", "below", "above", "clearly met", "strong", "weak"):
        assert not re.search(rf"\b{word}\b", words.lower()), word


def test_what_was_not_asked_is_not_missing(weak: Sitter) -> None:
    answered = answer_until_the_offer(weak)
    page = weak.text(f"/take/{weak.attempt}/expect?stop=1")
    assert weak.post(f"/take/{weak.attempt}/submit", {"stop": "1"}, page=page).status_code == 303
    record = record_of(weak)
    assert len(record["booklet"]) == len(record["keys"]) == answered
    for area in record["target"]["levels"]:
        if area["critical"]:
            found = record["figures"]["areas"][area["area"]]
            assert found["units_offered"] == found["units_scored"] >= 3
            narrow = found["standard_error"] <= 0.85
            assert found["status"] == ("reported" if narrow else "provisional")
            assert found["verdict"] in ("clear gap", "clearly met")
    result = weak.text(f"/results/{weak.attempt}")
    assert "You stopped early" in result


def test_who_goes_on_and_leaves_the_rest_has_left_it_out(weak: Sitter) -> None:
    answer_until_the_offer(weak)
    weak.answer(weak.past_the_offer(f"/take/{weak.attempt}/enough"))
    page = weak.text(f"/take/{weak.attempt}/expect?stop=1")
    weak.post(f"/take/{weak.attempt}/submit", {"stop": "1"}, page=page)
    units = [i for i in record_of(weak)["booklet"] if is_unit(weak, i["item"])]
    assert len(units) == 30, "an offer that was passed by can be taken no more"
    assert weak.client.get(f"/take/{weak.attempt}/enough").status_code == 303
    assert "You stopped early" not in weak.text(f"/results/{weak.attempt}")


def is_unit(sitter: Sitter, item: str) -> bool:
    return isinstance(sitter.catalog.items[ItemId(item)], DemonstratedUnit)


def test_stopping_without_an_offer_is_plain_submitting(ada: Sitter) -> None:
    ada.begin()
    ada.post(f"/take/{ada.attempt}/submit", {"stop": "1"}, page=ada.text("/begin"))
    assert len([i for i in record_of(ada)["booklet"] if is_unit(ada, i["item"])]) == 27


def test_a_stopped_form_can_be_deepened(weak: Sitter) -> None:
    answer_until_the_offer(weak)
    page = weak.text(f"/take/{weak.attempt}/expect?stop=1")
    weak.post(f"/take/{weak.attempt}/submit", {"stop": "1"}, page=page)
    deeper = weak.post(
        f"/take/{weak.attempt}/deeper", {"area": "finance"}, page=weak.text("/begin")
    )
    weak.attempt = deeper.headers["Location"].split("/")[2]
    assert weak.answer_all() == 6
    assert "/results/" in weak.submit()


def test_what_is_expected_is_kept_with_the_result_and_laid_beside_it(ada: Sitter) -> None:
    ada.begin()
    ada.answer_all()
    path = ada.submit(finance=5, team=1)
    result = ada.text(path)
    assert "What you expected, and what your answers showed" in result
    section = result.split("What you expected, and what your answers showed")[1]
    assert "5 Steering" in section
    assert record_of(ada)["prediction"] == {"finance": 5, "team": 1}


def test_expecting_nothing_is_one_click_and_says_nothing(ada: Sitter) -> None:
    ada.begin()
    ada.answer_all()
    page = ada.text(f"/take/{ada.attempt}/expect")
    assert "Skip this" in page
    fields = {"go": "skip", "expected-finance": "5"}
    path = ada.post(f"/take/{ada.attempt}/submit", fields, page=page).headers["Location"]
    assert "What you expected" not in ada.text(path)
    assert "prediction" not in record_of(ada)


def test_nothing_can_be_expected_once_the_result_is_there(ada: Sitter) -> None:
    path = ada.finish()
    page = ada.text("/begin")
    again = ada.post(f"/take/{ada.attempt}/submit", {"expected-finance": "5"}, page=page)
    assert again.headers["Location"] == path
    assert "What you expected" not in ada.text(path)
    assert ada.client.get(f"/take/{ada.attempt}/expect").headers["Location"] == path


@pytest.mark.parametrize("level", ["6", "0", "2.5", "high", "-1"])
def test_an_impossible_expectation_is_refused_and_the_form_stays_open(
    ada: Sitter, level: str
) -> None:
    ada.begin()
    page = ada.text("/begin")
    refused = ada.post(f"/take/{ada.attempt}/submit", {"expected-finance": level}, page=page)
    assert refused.status_code == 422
    assert ada.client.get(f"/results/{ada.attempt}").status_code == 409


def test_an_area_that_is_none_is_not_kept(ada: Sitter) -> None:
    ada.begin()
    ada.answer_all()
    ada.submit(astrology=5, team=2)
    assert record_of(ada)["prediction"] == {"team": 2}


def test_the_quick_form_asks_for_no_expectation(ada: Sitter) -> None:
    ada.begin(form="quick")
    ada.answer_all()
    review = ada.text(f"/take/{ada.attempt}/review")
    assert f'action="/take/{ada.attempt}/submit"' in review
    assert "/expect" not in review
    ada.submit(team=3)
    assert "prediction" not in record_of(ada)
