"""The operator sees what the sittings show of the questions, and of nobody."""

import pytest

from assessment.web.operate import views
from tests.web.sitter import Sitter


def test_before_any_sitting_the_page_says_what_more_would_allow(operator: Sitter) -> None:
    page = operator.text("/operate/statistics")
    assert "0 valid first sittings" in page
    assert "There is no comparison group. Levels describe behaviour, not rank." in page
    assert "Nobody has finished a first full form yet" in page
    assert "No group data are collected with sittings" in page


def test_one_sitting_gives_counts_and_times_and_no_figure(operator: Sitter, ada: Sitter) -> None:
    ada.finish()
    page = operator.text("/operate/statistics")
    assert "1 valid first sitting." in page
    record = operator.client.get("/operate/statistics.json").get_json()
    assert record["sittings"] == 1
    assert len(record["items"]) == 27
    assert all(item["difficulty"] is None and item["item_rest"] is None for item in record["items"])
    assert all(item["median_seconds"] == 55 for item in record["items"])
    assert record["proposals"] == []
    assert record["quarters"] is None
    assert ada.attempt not in str(record)
    assert "Nothing has been" in operator.text("/operate/difficulties.md")


def test_many_sittings_are_left_to_the_command_line(
    operator: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_ON_A_PAGE", -1)
    assert "python -m assessment statistics" in operator.text("/operate/statistics")
    assert operator.client.get("/operate/statistics.json").status_code == 404
    assert operator.client.get("/operate/difficulties.md").status_code == 404
