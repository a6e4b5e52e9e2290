"""A panel marks by its links; its owner reads medians after a round and takes them over."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from assessment.domain.catalog import Catalog
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter, field_of
from tests.web.test_hire_briefs import CLEAN, imported


@pytest.fixture
def dana(app: Flask) -> Sitter:
    return signed_in(app, "dana@example.org", "Dana")


@pytest.fixture
def brief(dana: Sitter) -> str:
    dana.post("/hire", {"name": "Acme"})
    return imported(dana, Path(CLEAN).read_bytes())[1]


def shown_link(page: str) -> str:
    found = re.search(r'value="https?://[^/"]+(/brief-panel/[^"]+)"', page)
    assert found
    return unescape(found[1])


def invite(dana: Sitter, brief: str, name: str) -> str:
    assert dana.post(f"{brief}/panel", {"name": name}).status_code == 303
    path = shown_link(dana.text(f"{brief}/panel"))
    assert path not in dana.text(f"{brief}/panel"), "a link is shown once"
    return path


def mark(app: Flask, catalog: Catalog, path: str, day: int, **changed: str) -> tuple[int, str]:
    visitor = Sitter(app.test_client(), catalog)
    page = visitor.text(path)
    fields = {f"day-{area}": str(day) for area in catalog.areas}
    fields |= {f"year-{area}": str(min(5, day + 1)) for area in catalog.areas}
    fields |= {"round": field_of(page, "round")} | changed
    answer = visitor.post(path, fields, page=page)
    return answer.status_code, answer.get_data(as_text=True)


def act(dana: Sitter, brief: str, name: str, **fields: str) -> int:
    page = dana.text(f"{brief}/panel")
    given = {"revision": field_of(page, "revision")} | fields
    return dana.post(f"{brief}/panel/{name}", given, page=page).status_code


def test_a_panel_goes_through_both_rounds_and_its_medians_are_taken_over(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    assert f'href="{brief}/panel"' in dana.text(brief)
    assert "Nobody is invited yet." in dana.text(f"{brief}/panel")
    paths = [invite(dana, brief, f"Member {n}") for n in range(5)]
    strategy = catalog.areas[next(iter(catalog.areas))]
    opened = unescape(Sitter(app.test_client(), catalog).text(paths[0]))
    assert all(anchor in opened for anchor in strategy.anchors)
    for path, day in zip(paths[:4], (1, 2, 3, 4), strict=True):
        assert mark(app, catalog, path, day)[0] == 303
    page = dana.text(f"{brief}/panel")
    assert "A round needs the marks of at least 5 people" in page
    assert "What round one came to" not in page
    assert act(dana, brief, "close") == 422
    assert mark(app, catalog, paths[4], 5)[0] == 303
    again = Sitter(app.test_client(), catalog).text(paths[4])
    assert "You marked on" in again
    assert " selected" not in again, "not even one's own marks are shown again"
    assert act(dana, brief, "close") == 303
    page = dana.text(f"{brief}/panel")
    assert page.count("your panel did not agree") == len(catalog.areas)
    assert "from 1 to 5, spread 1.58" in page
    assert "Medians of round one" not in Sitter(app.test_client(), catalog).text(paths[0])
    assert act(dana, brief, "second") == 303
    second = Sitter(app.test_client(), catalog).text(paths[0])
    assert "Medians of round one: 3 on day one, 4 after a year." in second
    assert "SD" not in second
    for path in paths:
        assert mark(app, catalog, path, 4)[0] == 303
    assert act(dana, brief, "close") == 303
    before = field_of(dana.text(f"{brief}/levels"), "revision")
    assert act(dana, brief, "take") == 303
    assert "The brief asks for these levels." in dana.text(f"{brief}/panel")
    levels = dana.text(f"{brief}/levels")
    assert int(field_of(levels, "revision")) == int(before) + 1
    assert levels.count("Set by 5 people who know the role") == len(catalog.areas)
    assert "Both rounds are closed." in Sitter(app.test_client(), catalog).text(paths[0])


def test_what_is_missing_or_impossible_is_refused_and_what_was_typed_shows_again(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    path = invite(dana, brief, "Joris")
    for change in ({"day-team": ""}, {"day-team": "3.5"}, {"year-team": "1"}, {"round": "2"}):
        status, page = mark(app, catalog, path, 3, **change)
        assert status == 422
        assert "Something needs another look" in page
        assert '<option value="3" selected>' in page
    assert dana.post(f"{brief}/panel", {"name": " "}).status_code == 422
    for name in ("second", "take"):
        assert act(dana, brief, name) == 422


def test_every_area_left_out_is_named_at_once(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    path = invite(dana, brief, "Joris")
    status, page = mark(
        app, catalog, path, 3, **{"day-team": "", "year-team": "", "year-finance": "2"}
    )
    assert status == 422
    assert page.count("Please mark a level in both columns") == 2, "in the summary and at the area"
    assert page.count("After a year no less can be needed") == 2
    assert page.count('aria-invalid="true"') == 2
    summary = page.split("</ul>")[0]
    assert summary.index('href="#year-finance"') < summary.index('href="#day-team"')


def test_links_are_renewed_and_taken_back_and_strangers_find_nothing(
    app: Flask, dana: Sitter, brief: str
) -> None:
    path = invite(dana, brief, "Joris")
    page = dana.text(f"{brief}/panel")
    renew = re.search(r'action="([^"]+/link)"', page)
    back = re.search(r'action="([^"]+/withdraw)"', page)
    assert renew
    assert back
    eve = signed_in(app, "eve@example.org", "Eve")
    assert eve.client.get(f"{brief}/panel").status_code == 404
    mine = eve.text("/hire")
    for stranger in (renew[1], back[1], f"{brief}/panel/close", f"{brief}/panel/dissolve"):
        assert eve.post(stranger, {}, page=mine).status_code == 404
    assert dana.post(renew[1], {}, page=page).status_code == 303
    fresh = shown_link(dana.text(f"{brief}/panel"))
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().get(fresh).status_code == 200
    assert (
        app.test_client().get(fresh.replace("/brief-panel/", "/brief-questions/")).status_code
        == 404
    )
    assert dana.post(back[1], {}, page=page).status_code == 303
    assert app.test_client().get(fresh).status_code == 404
    invite(dana, brief, "Mieke")
    assert act(dana, brief, "dissolve") == 303
    assert "Nobody is invited yet." in dana.text(f"{brief}/panel")
