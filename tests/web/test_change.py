"""Two results stand side by side in words, and an early second sitting is advised against."""

import re

import pytest

from tests.web.sitter import Sitter


@pytest.fixture
def twice(ada: Sitter) -> tuple[str, str]:
    """Ada's two full results, sat on the same day."""
    first = ada.finish().split("/")[2]
    ada.skill = 4.5
    return first, ada.finish().split("/")[2]


def test_two_results_stand_side_by_side_in_words(ada: Sitter, twice: tuple[str, str]) -> None:
    first, second = twice
    page = ada.text(f"/results/{second}/change?with={first}")
    rows = re.findall(r'<th scope="row">[^<]+</th><td class="nowrap".*?</tr>', page)
    assert len(rows) == 9
    for row in rows:
        assert re.search(r"<b>(real change|perhaps|noise|not comparable)</b>", row), row
    assert page.index(f'<a href="/results/{first}">') < page.rindex(f'<a href="/results/{second}">')
    assert not re.search("[↑↓→←▲▼△▽⬆⬇]", page)
    for inside in re.findall(r"<b>noise</b>.*?</td>", page):
        assert "higher" not in inside
        assert "lower" not in inside
    assert "on the same day" in page


def test_the_order_of_the_two_does_not_matter_and_the_partner_may_be_left_out(
    ada: Sitter, twice: tuple[str, str]
) -> None:
    first, second = twice
    pages = [
        ada.text(f"/results/{second}/change?with={first}"),
        ada.text(f"/results/{first}/change?with={second}"),
        ada.text(f"/results/{second}/change"),
    ]
    tables = [re.findall(r"<tbody>.*?</tbody>", page, re.S) for page in pages]
    assert tables[0] == tables[1] == tables[2]


def test_the_result_and_the_list_of_sittings_offer_it(ada: Sitter, twice: tuple[str, str]) -> None:
    first, second = twice
    offered = f'href="/results/{second}/change?with={first}"'
    assert offered in ada.text(f"/results/{second}")
    assert ada.text("/mine").count("/change?with=") == 1
    assert offered in ada.text("/mine")


def test_one_sitting_is_offered_nothing_and_told_so(ada: Sitter) -> None:
    result = ada.finish()
    assert "/change" not in ada.text(result)
    assert "/change" not in ada.text("/mine")
    assert "no other sitting" in ada.text(f"{result}/change")


def test_a_quick_form_or_a_strangers_result_is_no_partner(
    ada: Sitter, eve: Sitter, twice: tuple[str, str]
) -> None:
    first, _ = twice
    quick = ada.finish(form="quick").split("/")[2]
    theirs = eve.finish().split("/")[2]
    for other in (quick, theirs, first, "nothing", ""):
        answer = ada.client.get(f"/results/{first}/change?with={other}")
        assert answer.status_code == 404, other
    assert eve.client.get(f"/results/{theirs}/change?with={first}").status_code == 404


def test_a_deep_dive_is_more_evidence_and_not_change(ada: Sitter) -> None:
    full = ada.finish().split("/")[2]
    started = ada.post(
        f"/take/{full}/deeper", {"area": "finance"}, page=ada.text(f"/results/{full}/target")
    )
    ada.attempt = started.headers["Location"].split("/")[2]
    ada.answer_all()
    dive = ada.submit().split("/")[2]
    page = ada.text(f"/results/{dive}/change?with={full}")
    assert "More evidence, not change" in page
    assert "six more questions scored" in page
    assert "<b>noise</b>" not in page
    assert "/change" not in ada.text("/mine")


def test_an_early_second_sitting_is_advised_against_and_says_what_it_repeats(ada: Sitter) -> None:
    assert "60 days" not in ada.text("/begin")
    ada.finish()
    assert "60 days or more between two sittings are advised" in ada.text("/begin")
    ada.begin()
    review = ada.text(f"/take/{ada.attempt}/review")
    assert "None of the 27 scored questions was in your sitting of" in review
    assert "You submitted your last full form today." in review


def test_a_first_sitting_hears_nothing_of_second_ones(ada: Sitter) -> None:
    ada.begin()
    assert "in your sitting of" not in ada.text(f"/take/{ada.attempt}/review")


def test_the_role_weighted_form_is_offered_with_its_minutes_and_gives_a_result(ada: Sitter) -> None:
    begin = ada.text("/begin")
    assert "Full form, weighted for the role" in begin
    assert "27 questions with three critical areas; with four it is 30, and about 38" in begin
    assert "never stronger than likely. About 35 minutes." in begin
    assert "with four it is 30, and about 38 minutes." in begin
    result = ada.finish(form="role-weighted")
    page = ada.text(result)
    assert page.count("(provisional)") >= 6
    for row in re.findall(r"<tr>(?:(?!</tr>).)*\(provisional\)</td></tr>", page):
        assert not re.search("clear gap|clearly met", row), row


def test_where_a_deep_dive_used_an_area_up_the_form_says_so_and_its_questions_are_named(
    ada: Sitter,
) -> None:
    first = ada.finish(form="role-weighted").split("/")[2]
    started = ada.post(
        f"/take/{first}/deeper", {"area": "strategy"}, page=ada.text(f"/results/{first}/target")
    )
    ada.attempt = started.headers["Location"].split("/")[2]
    ada.answer_all()
    dive = ada.submit().split("/")[2]
    ada.begin(form="role-weighted")
    review = ada.text(f"/take/{ada.attempt}/review")
    assert re.search(r"Four of the 27 scored questions were in your sitting of", review)
    assert "More than 40 % of them are repeated in strategic thinking" in review
    ada.answer_all()
    second = ada.submit().split("/")[2]
    page = ada.text(f"/results/{second}/change?with={dive}")
    row = re.search(r'<th scope="row">Strategic thinking</th>.*?</tr>', page, re.S)
    assert row
    assert "<b>not comparable</b>" in row[0]
    assert "more than 40 % of its questions were repeated" in row[0]
    named = page.split("Questions that stand in the way")[1].split("</ul>")[0]
    assert named.count("<li>") == 4
    assert named.count("Strategic thinking") == 4
