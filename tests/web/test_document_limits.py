"""Whoever asks for many documents waits, is told so, and keeps nobody else waiting."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from structlog.testing import capture_logs

from assessment.documents.pdf import ASKER_LIMIT
from assessment.documents.seats import Seats
from tests.web.sitter import Sitter

COSTLY = re.compile(r"\.(?:pdf|zip|svg)$|\(pdf")
FREE_TO_FETCH = {"/archives/<id:archive>/reports.zip": "a file that is there already"}


def limits_by_rule(app: Flask) -> Iterator[tuple[str, set[str]]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions.get(rule.endpoint)
        yield rule.rule, {name for name, _, _ in getattr(view, "limits", [])}


def test_what_is_costly_is_limited_on_every_route(app: Flask) -> None:
    found = dict(limits_by_rule(app))
    costly = {rule for rule in found if COSTLY.search(rule)} - set(FREE_TO_FETCH)
    assert len(costly) >= 10
    for rule in costly:
        assert found[rule] & {"document", "shared file", "picture"}, rule
    assert found["/results/<id:attempt>/radar.svg"] == {"picture", "picture from"}
    assert found["/hire"] == found["/organisations"] == {"found"}
    assert found["/archives"] == {"archive"}
    assert found["/open-report"] == {"open report"}
    assert found["/organisations/<id:organisation>/branding/logo"] == {"logo"}
    assert found["/mine/export"] == {"export"}


@pytest.fixture
def made(app: Flask, ada: Sitter) -> tuple[Sitter, str]:
    """Ada with a report that was made once and is kept."""
    app.extensions["press"]._deadline = 150.0  # how long a loaded machine takes is not tested
    result = ada.finish()
    assert ada.client.get(f"{result}/report.pdf").status_code == 200
    return ada, result


def test_the_sixty_first_report_in_ten_minutes_waits_and_others_are_served(
    app: Flask, made: tuple[Sitter, str]
) -> None:
    ada, result = made
    eve = Sitter(app.test_client(), ada.catalog, seed=9)
    theirs = eve.finish()
    statuses = [ada.client.get(f"{result}/report.pdf").status_code for _ in range(60)]
    assert statuses == [200] * 59 + [429]
    refused = ada.client.get(f"{result}/report.pdf")
    assert 0 < int(refused.headers["Retry-After"]) <= 601
    said = refused.get_data(as_text=True)
    assert "Wait a little" in said
    assert ada.client.get(result).status_code == 200, "the page is there all the time"
    assert ada.client.get(f"{result}/print").status_code == 200
    assert eve.client.get(f"{theirs}/report.pdf").status_code == 200


def test_a_radar_is_limited_by_itself_and_reports_are_made_all_the_same(
    app: Flask, made: tuple[Sitter, str]
) -> None:
    ada, result = made
    path = f"{result}/radar.svg"
    statuses = [ada.client.get(path).status_code for _ in range(241)]
    assert statuses == [200] * 240 + [429]
    assert 0 < int(ada.client.get(path).headers["Retry-After"]) <= 601
    assert ada.client.get(result).status_code == 200
    assert ada.client.get(f"{result}/report.pdf").status_code == 200
    eve = Sitter(app.test_client(), ada.catalog, seed=9)
    assert eve.client.get(f"{eve.finish()}/radar.svg").status_code == 200


def test_plain_files_of_a_plan_are_not_counted(made: tuple[Sitter, str]) -> None:
    ada, result = made
    attempt = result.split("/")[2]
    plan = ada.post(
        f"/plan/new?attempt={attempt}",
        {"start": "2026-11-23", "hours": "6", "mode": "in-role", "situation": "realignment",
         "attempt": attempt},
    ).headers["Location"].split("/")[2]  # fmt: skip
    for _ in range(61):
        assert ada.client.get(f"/plan/{plan}/plan.csv").status_code == 200
    assert ada.client.get(f"/plan/{plan}/plan.pdf").status_code == 200


def test_while_two_of_ones_own_are_made_the_third_is_told_to_wait(
    app: Flask, made: tuple[Sitter, str]
) -> None:
    ada, result = made
    with app.test_client() as client:
        cookie = ada.client.get_cookie("cto")
        assert cookie is not None
        client.set_cookie("cto", cookie.value)
        client.get("/mine")
        from flask import g

        person = g.person
    # As another process of this machine would hold them.
    seats = app.extensions["press"]._seats
    assert isinstance(seats, Seats)
    with seats.seat(person) as one, seats.seat(person) as two:
        assert (one, two) == (True, True) == (True,) * ASKER_LIMIT
        kept = ada.client.get(f"{result}/report.pdf")
        assert kept.status_code == 200, "what is kept needs no seat"
        refused = ada.client.get(f"{result}/report.pdf?paper=letter")
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "15"
        said = refused.get_data(as_text=True)
        assert "Two documents of yours are being made already" in said
        assert "Nothing is lost" in said
    assert ada.client.get(f"{result}/report.pdf?paper=letter").status_code == 200


def test_who_asks_too_often_is_logged_without_who_it_is(nobody: Sitter) -> None:
    page = nobody.text("/sign-in")
    token = re.search(r'csrf_token" value="([^"]+)"', page)
    assert token
    form = {"csrf_token": token[1], "email": "ada@example.org", "password": "wrong horse battery"}
    with capture_logs() as log:
        statuses = [nobody.client.post("/sign-in", data=form).status_code for _ in range(9)]
    assert statuses[-1] == 429
    assert {"event": "too often", "what": "sign-in here", "log_level": "info"} in log
    assert "ada@" not in str(log)
    assert "127.0.0.1" not in str(log)


def test_a_report_that_was_handed_over_is_opened_thirty_times_in_ten_minutes(
    nobody: Sitter,
) -> None:
    page = nobody.text("/open-report")
    statuses = [nobody.post("/open-report", {}, page=page).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]
