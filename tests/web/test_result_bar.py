"""Every page of one result leads to the same places, and to the plan that there is."""

import re

import pytest

from tests.web.sitter import Sitter
from tests.web.test_plan import made

PAGES = ("", "/answers", "/trace", "/types", "/history", "/change", "/target", "/print")


def ways(page: str) -> list[str]:
    found = re.search(r'<nav aria-label="Result".*?</nav>', page, re.DOTALL)
    assert found
    return re.findall(r'href="([^"]+)"', found[0])


def test_the_bar_is_the_same_on_every_page_and_knows_the_plan(ada: Sitter) -> None:
    result = ada.finish()
    before = [result, f"{result}/answers", f"/plan/new?attempt={ada.attempt}", "/mine"]
    assert {page: ways(ada.text(result + page)) for page in PAGES} == dict.fromkeys(PAGES, before)
    first = made(ada)
    assert ways(ada.text(result))[2] == first
    assert "Open the 90-day plan" in ada.text(result)
    assert "Build the 90-day plan" not in ada.text(result)
    assert ways(ada.text(f"{result}/answers"))[2] == first


def test_another_sitting_has_a_plan_of_its_own(ada: Sitter) -> None:
    ada.finish()
    made(ada)
    second = ada.finish()
    assert ways(ada.text(second))[2] == f"/plan/new?attempt={ada.attempt}"


@pytest.mark.parametrize("page", ["", "/answers", "/trace", "/history"])
def test_a_quick_result_leads_to_no_plan(ada: Sitter, page: str) -> None:
    result = ada.finish(form="quick")
    assert ways(ada.text(result + page)) == [result, f"{result}/answers", "/mine"]


def test_a_result_without_answers_leads_to_another_sitting_first(ada: Sitter) -> None:
    ada.begin()
    page = ada.text(ada.submit())
    assert page.index("Begin another sitting") < page.index("Download the report")
    assert '<a class="btn" href="/begin">' in page
