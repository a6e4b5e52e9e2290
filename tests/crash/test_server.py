"""The real server, killed in mid-work: what it acknowledged is there and counts the same."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import SelfRating
from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.http_client import HttpAnswer
from tests.browser.seeding import person
from tests.crash.respondent import Respondent

pytestmark = pytest.mark.slow

ANSWERS = 30
KILL_AFTER = 5


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(PROJECT / "content")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A server that nobody kills."""
    with AppProcess(tmp_path_factory.mktemp("quiet") / "var") as server:
        yield server


@pytest.fixture
def respondent(quiet: AppProcess, catalog: Catalog) -> Respondent:
    sitter = person(quiet.address, catalog)
    sitter.begin()
    return Respondent(sitter)


def copy_data(source: Path, target: Path) -> None:
    """A copy of a server's database and secret as they stand."""
    target.mkdir(parents=True)
    shutil.copy2(source / "secret.key", target)
    name = "cto-readiness.db"
    with sqlite3.connect(source / name) as old, sqlite3.connect(target / name) as new:
        old.backup(new)
    old.close()
    new.close()


def test_more_browsers_than_a_class_of_students_keep_their_connections(quiet: AppProcess) -> None:
    place = urlsplit(quiet.address).netloc
    kept = [HTTPConnection(place, timeout=10) for _ in range(250)]
    try:
        for connection in kept:
            connection.request("GET", "/healthz")
            with connection.getresponse() as answer:
                assert answer.status == 200
                answer.read()
    finally:
        for connection in kept:
            connection.close()


def elsewhere(respondent: Respondent) -> Respondent:
    """The same person with the same sitting, for a server with a copy of the same data."""
    twin = deepcopy(respondent.sitter)
    return Respondent(twin)


def test_nothing_acknowledged_is_lost_and_the_result_is_that_of_a_quiet_run(
    quiet: AppProcess, respondent: Respondent, tmp_path: Path
) -> None:
    killed = AppProcess(tmp_path / "var")
    copy_data(quiet.var_dir, killed.var_dir)
    unlucky = elsewhere(respondent)
    items = respondent.items[:ANSWERS]
    acknowledged: set[str] = set()
    try:
        for start in range(0, ANSWERS, KILL_AFTER):
            restart(killed, unlucky)
            assert acknowledged <= unlucky.kept().keys()
            for item in items[start : start + KILL_AFTER]:
                unlucky.answer(item)
                acknowledged.add(item)
            for following in items[start + KILL_AFTER :][:1]:
                if unlucky.answer_while_killing(killed, following, after=start * 0.0006):
                    acknowledged.add(following)
            killed.kill()
        restart(killed, unlucky)
        kept, figures = unlucky.kept(), unlucky.figures()
    finally:
        killed.stop()
    assert kept.keys() == set(items)

    for item in items:
        respondent.answer(item)
    assert respondent.kept() == kept
    assert respondent.figures() == figures
    assert figures["responses"].keys() >= set(items)


def restart(server: AppProcess, respondent: Respondent) -> None:
    """Start the server again; the person's browser finds it at its new address."""
    server.start()
    respondent.client.address = server.address


def at_once(act: Callable[[int], HttpAnswer], times: int) -> list[HttpAnswer]:
    """The same act from several threads in the same moment."""
    with ThreadPoolExecutor(times) as pool:
        return [*pool.map(act, range(times))]


def test_submitting_many_times_at_once_gives_one_result(respondent: Respondent) -> None:
    for item in respondent.items[:12]:
        respondent.answer(item)
    answers = at_once(lambda _: respondent.submit(), 6)
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["Location"] for answer in answers} == {
        f"/results/{respondent.sitter.attempt}"
    }
    everything = respondent.everything()
    assert len(everything["attempts"]) == 1
    assert len(everything["score_sheets"]) == 1
    assert len(everything["readings"]) == 1


def test_of_two_windows_that_save_at_once_one_wins_and_the_other_is_told(
    respondent: Respondent, catalog: Catalog
) -> None:
    ratings = [i for i in respondent.items if isinstance(catalog.items[ItemId(i)], SelfRating)]
    for item in ratings[:5]:
        answers = at_once(
            lambda n, item=item: respondent.save(  # type: ignore[misc]
                item, {"answer": str(n + 1)}, save_id=f"window-{n}"
            ),
            4,
        )
        statuses = [answer.status_code for answer in answers]
        assert sorted(statuses) == [200, 409, 409, 409]
        assert respondent.kept()[item] == statuses.index(200) + 1


def test_the_same_save_sent_many_times_at_once_is_one_save(respondent: Respondent) -> None:
    item = respondent.items[0]
    answers = at_once(lambda _: respondent.save(item, {"answer": "4"}, save_id="double-click"), 6)
    assert [answer.get_json() for answer in answers] == [{"revision": 1}] * 6
    assert respondent.kept() == {item: 4}
