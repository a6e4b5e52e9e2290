"""Beginning, answering, leaving, returning, submitting: over plain forms, without JavaScript."""

import io
import re

import pytest
from flask import Flask

from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import JudgementItem, NumberItem
from tests.web.sitter import CHOICES, Sitter, field_of


@pytest.fixture
def sitting(ada: Sitter) -> Sitter:
    ada.begin(form="full")
    return ada


def first_of(sitter: Sitter, kind: type) -> str:
    """The path of the sitter's first question of a kind, with an action a where it has actions."""
    page = sitter.text(f"/take/{sitter.attempt}/review")
    for found in re.finditer(rf'href="(/take/{sitter.attempt}/([a-z0-9-]+))"', page):
        item = sitter.catalog.items.get(ItemId(found[2]))
        if isinstance(item, kind) and "a" in getattr(item, "short", "a"):
            return found[1]
    raise AssertionError(f"no {kind.__name__} in this form")


def saved(sitter: Sitter, path: str) -> list[str]:
    """The values chosen on a question's page as it opens."""
    page = sitter.text(path)
    return re.findall(r'name="answer[^"]*" value="([^"]*)"[^>]* checked', page)


def test_from_the_first_page_to_the_result_without_an_account(ada: Sitter) -> None:
    home = ada.text("/")
    assert 'href="/begin"' in home
    assert "twelve months" in home
    path = ada.finish()
    result = ada.text(path)
    for area in ada.catalog.areas.values():
        assert area.title.replace("&", "&amp;") in result
    assert "Download the report (PDF)" in result or "Print the report" in result


def test_nothing_is_kept_of_somebody_who_only_looks(nobody: Sitter) -> None:
    for path in ("/", "/pages/method", "/pages/privacy"):
        response = nobody.client.get(path)
        assert "Set-Cookie" not in response.headers


def test_beginning_without_choices_says_what_is_missing_and_keeps_the_rest(ada: Sitter) -> None:
    response = ada.post("/begin", {"profile": "startup"})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Choose a size." in page
    assert 'value="startup" checked' in page


@pytest.mark.parametrize(
    ("field", "value"), [("profile", "emperor"), ("stage", "galactic"), ("form", "endless")]
)
def test_an_option_that_was_not_offered_is_refused(ada: Sitter, field: str, value: str) -> None:
    response = ada.post("/begin", {**CHOICES, field: value})
    assert response.status_code == 422


def test_not_sure_lets_the_size_pick_the_type_and_says_so(ada: Sitter) -> None:
    path = ada.finish(profile="not-sure", stage="large")
    assert "You were not sure of the type" in ada.text(path)


def test_beginning_twice_finds_the_open_sitting(ada: Sitter) -> None:
    first = ada.begin()
    assert ada.begin() == first


def test_leaving_and_returning_costs_nothing(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    sitting.answer(path)
    chosen = saved(sitting, path)
    assert len(chosen) >= 4
    assert sitting.client.get(f"/take/{sitting.attempt}").status_code == 303
    assert saved(sitting, path) == chosen


def test_back_saves_too(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    page = sitting.text(path)
    fields = sitting.fields(sitting.item_at(path), page) | {"go": "back"}
    response = sitting.post(path, fields, page=page)
    assert response.status_code == 303
    assert saved(sitting, path)


def test_continue_without_an_answer_asks_for_one_or_a_skip(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    page = sitting.text(path)
    empty = {"go": "next", "revision": "0", "save_id": field_of(page, "save_id"), "seconds": "3"}
    response = sitting.post(path, empty, page=page)
    assert response.status_code == 422
    assert "choose Skip" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("go", "words"), [("skip", "skipped"), ("not-my-context", "not my context")]
)
def test_skipping_is_said_and_is_no_answer(sitting: Sitter, go: str, words: str) -> None:
    path = first_of(sitting, JudgementItem)
    page = sitting.text(path)
    fields = {"go": go, "revision": "0", "save_id": field_of(page, "save_id"), "seconds": "9"}
    assert sitting.post(path, fields, page=page).status_code == 303
    assert words in sitting.text(f"/take/{sitting.attempt}/review")
    assert saved(sitting, path) == []


@pytest.mark.parametrize("typed", ["twelve", "1e400", "nan", "12,5,3", "9" * 60])
def test_a_number_that_is_none_is_refused_and_shown_again(sitting: Sitter, typed: str) -> None:
    path = first_of(sitting, NumberItem)
    page = sitting.text(path)
    fields = {"go": "next", "revision": "0", "save_id": field_of(page, "save_id"), "answer": typed}
    response = sitting.post(path, fields, page=page)
    assert response.status_code == 422
    assert f'value="{typed[:40]}"' in response.get_data(as_text=True)


def test_a_rating_out_of_range_is_refused_and_the_saved_one_stays(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    sitting.answer(path)
    before = saved(sitting, path)
    page = sitting.text(path)
    fields = sitting.fields(sitting.item_at(path), page)
    fields["answer-a"] = "6"
    assert sitting.post(path, fields, page=page).status_code == 422
    assert saved(sitting, path) == before


def test_two_windows_meet_and_nothing_is_overwritten(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    item = sitting.item_at(path)
    old = sitting.text(path)
    theirs = sitting.fields(item, old)
    sitting.post(path, theirs, page=old)
    after_first = saved(sitting, path)
    mine = {k: (str(6 - int(str(v))) if k.startswith("answer-") else v) for k, v in theirs.items()}
    mine["save_id"] = "another-window"
    response = sitting.post(path, mine, page=old)
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "answered in another window" in page
    assert saved(sitting, path) == after_first


def test_the_same_save_twice_is_one_save(sitting: Sitter) -> None:
    path = first_of(sitting, JudgementItem)
    page = sitting.text(path)
    fields = sitting.fields(sitting.item_at(path), page)
    assert sitting.post(path, fields, page=page).status_code == 303
    assert sitting.post(path, fields, page=page).status_code == 303
    assert field_of(sitting.text(path), "revision") == "1"


class TestAutosave:
    @pytest.fixture
    def path(self, sitting: Sitter) -> str:
        return first_of(sitting, JudgementItem)

    def send(
        self, sitting: Sitter, path: str, body: object, **headers: str
    ) -> tuple[int, dict[str, object]]:
        token = field_of(sitting.text(path), "csrf_token")
        response = sitting.client.post(
            f"{path}/save", json=body, headers={"X-CSRFToken": token, **headers}
        )
        return response.status_code, response.get_json()

    def test_an_answer_is_acknowledged_with_its_revision(self, sitting: Sitter, path: str) -> None:
        body = {"answer": {"answer-a": "4"}, "seconds": 8, "revision": 0, "save_id": "one"}
        assert self.send(sitting, path, body) == (200, {"revision": 1})
        assert saved(sitting, path) == ["4"]

    def test_an_older_revision_is_told_so(self, sitting: Sitter, path: str) -> None:
        self.send(sitting, path, {"answer": {"answer-a": "4"}, "revision": 0, "save_id": "one"})
        status, body = self.send(
            sitting, path, {"answer": {"answer-a": "2"}, "revision": 0, "save_id": "two"}
        )
        assert status == 409
        assert body["revision"] == 1

    @pytest.mark.parametrize(
        "body",
        [
            [],
            1,
            {"answer": {"answer-a": "4"}, "score": 5},
            {"answer": {"answer-a": "nine"}, "revision": 0, "save_id": "x"},
            {"answer": [], "revision": 0, "save_id": "x"},
            {"answer": {"answer-a": "4"}, "revision": 0, "save_id": ""},
            {"answer": {"answer-a": "4"}, "revision": 0, "save_id": "a b"},
        ],
    )
    def test_a_broken_body_is_refused_with_a_reason(
        self, sitting: Sitter, path: str, body: object
    ) -> None:
        status, problem = self.send(sitting, path, body)
        assert status in {400, 422}
        assert problem.get("message")
        assert saved(sitting, path) == []

    def test_deep_nesting_is_refused(self, sitting: Sitter, path: str) -> None:
        token = field_of(sitting.text(path), "csrf_token")
        response = sitting.client.post(
            f"{path}/save",
            data="[" * 100_000,
            headers={"X-CSRFToken": token, "Content-Type": "application/json"},
        )
        assert response.status_code == 400

    def test_a_megabyte_is_refused_and_nothing_lost(self, sitting: Sitter, path: str) -> None:
        self.send(sitting, path, {"answer": {"answer-a": "4"}, "revision": 0, "save_id": "one"})
        body = {"answer": {"answer-a": "2" * 1_000_000}, "revision": 1, "save_id": "two"}
        token = field_of(sitting.text(path), "csrf_token")
        response = sitting.client.post(f"{path}/save", json=body, headers={"X-CSRFToken": token})
        assert response.status_code == 413
        assert saved(sitting, path) == ["4"]

    def test_a_stale_token_comes_back_with_a_fresh_one(self, sitting: Sitter, path: str) -> None:
        response = sitting.client.post(
            f"{path}/save",
            json={"answer": {"answer-a": "4"}, "revision": 0, "save_id": "one"},
            headers={"X-CSRFToken": "stale"},
        )
        assert response.status_code == 400
        fresh = response.get_json()["csrf_token"]
        again = sitting.client.post(
            f"{path}/save",
            json={"answer": {"answer-a": "4"}, "revision": 0, "save_id": "one"},
            headers={"X-CSRFToken": fresh},
        )
        assert again.status_code == 200

    def test_a_late_answer_is_refused_with_the_reason(self, ada: Sitter) -> None:
        ada.finish(form="quick")
        path = f"/take/{ada.attempt}/strategy-self-rating"
        token = field_of(ada.text("/begin"), "csrf_token")
        response = ada.client.post(
            f"{path}/save",
            json={"answer": {"answer": "5"}, "revision": 1, "save_id": "late"},
            headers={"X-CSRFToken": token},
        )
        assert response.status_code == 409
        assert "late answer" in response.get_json()["message"]


def test_submitting_twice_gives_one_result(ada: Sitter) -> None:
    path = ada.finish(form="quick")
    token = field_of(ada.text("/begin"), "csrf_token")
    again = ada.client.post(f"/take/{ada.attempt}/submit", data={"csrf_token": token})
    assert again.headers["Location"] == path


def test_submitting_nothing_says_that_nothing_can_be_said(ada: Sitter) -> None:
    ada.begin()
    page = ada.text(ada.submit())
    assert "not enough answers" in page


def test_the_quick_form_speaks_of_clusters_and_leads_on_with_its_answers(ada: Sitter) -> None:
    result = ada.text(ada.finish(form="quick"))
    assert "You suspected business &amp; finance. One short question cannot tell" in result
    assert "Go on to the full form" in result
    for cluster in ("Business", "People", "Technology and risk"):
        assert cluster in result
    assert "90-day plan" not in result
    quick = ada.attempt
    response = ada.post(f"/take/{quick}/go-on", {}, page=result)
    ada.attempt = response.headers["Location"].split("/")[2]
    assert ada.attempt != quick
    review = ada.text(f"/take/{ada.attempt}/review")
    assert review.count("from the quick form") == 18
    ada.answer_all()
    assert "Work on these first" in ada.text(ada.submit())


def test_a_carried_answer_cannot_be_changed(ada: Sitter) -> None:
    quick = ada.text(ada.finish(form="quick"))
    response = ada.post(f"/take/{ada.attempt}/go-on", {}, page=quick)
    full = response.headers["Location"].split("/")[2]
    token = field_of(ada.text("/begin"), "csrf_token")
    save = ada.client.post(
        f"/take/{full}/strategy-self-rating/save",
        json={"answer": {"answer": "5"}, "revision": 1, "save_id": "change"},
        headers={"X-CSRFToken": token},
    )
    assert save.status_code == 409


def test_a_deep_dive_adds_six_questions_and_a_new_result(ada: Sitter, catalog: Catalog) -> None:
    path = ada.finish()
    page = ada.text(path)
    offered = re.search(r'/deeper"[^>]*>.*?name="area" value="([a-z-]+)"', page, re.DOTALL)
    assert offered, "no area was left open by these answers"
    response = ada.post(f"/take/{ada.attempt}/deeper", {"area": offered[1]}, page=page)
    ada.attempt = response.headers["Location"].split("/")[2]
    assert ada.answer_all() == 6
    deeper = ada.text(ada.submit())
    assert "Deep dive" in deeper
    assert catalog.areas[offered[1]].title.replace("&", "&amp;") in deeper  # type: ignore[index]


def test_the_private_link_moves_out_of_the_address(ada: Sitter, app: Flask) -> None:
    ada.begin()
    page = ada.text(f"/take/{ada.attempt}/leave")
    link = re.search(r'value="(http[^"]+/resume/[^"]+)"', page)
    assert link
    elsewhere = app.test_client()
    response = elsewhere.get(link[1])
    assert response.status_code == 303
    assert response.headers["Location"] == "/mine"
    assert ada.attempt in elsewhere.get("/mine").get_data(as_text=True)


def test_a_key_file_replaces_a_lost_link(ada: Sitter, app: Flask, catalog: Catalog) -> None:
    ada.begin()
    key = ada.post("/mine/key", {}, page=ada.text("/mine"))
    assert "attachment" in key.headers["Content-Disposition"]
    elsewhere = Sitter(app.test_client(), catalog)
    page = elsewhere.text("/mine/restore")
    response = elsewhere.client.post(
        "/mine/restore",
        data={
            "csrf_token": field_of(page, "csrf_token"),
            "key": (io.BytesIO(key.get_data()), "cto-readiness-key.txt"),
        },
    )
    assert response.status_code == 303
    mine = elsewhere.text("/mine")
    assert ada.attempt in mine
    fresh = elsewhere.post("/mine/new-link", {}, page=mine)
    assert fresh.status_code == 303
    assert "/resume/" in elsewhere.text("/mine")


def test_a_file_that_is_no_key_is_refused_in_words(nobody: Sitter) -> None:
    page = nobody.text("/mine/restore")
    response = nobody.client.post(
        "/mine/restore",
        data={
            "csrf_token": field_of(page, "csrf_token"),
            "key": (io.BytesIO(b"\xff\xfe nonsense"), "key.txt"),
        },
    )
    assert response.status_code == 422
    assert "not a key file" in response.get_data(as_text=True)


def test_a_new_link_ends_the_old_one(ada: Sitter, app: Flask) -> None:
    ada.begin()
    old = re.search(r"/resume/([\w-]+)", ada.text("/mine"))
    assert old
    ada.post("/mine/new-link", {}, page=ada.text("/mine"))
    assert app.test_client().get(f"/resume/{old[1]}").status_code == 404


def test_one_file_takes_everything_away_and_one_action_deletes_it(ada: Sitter, app: Flask) -> None:
    ada.finish(form="quick")
    everything = ada.everything()
    assert len(everything["attempts"]) == 1
    assert len(everything["responses"]) == 18
    assert len(everything["score_sheets"]) == 1
    gone = ada.post("/mine/delete", {})
    assert gone.headers["Location"] == "/gone"
    assert ada.client.get("/mine").status_code == 404
    database = app.extensions["settings"].var_dir / "cto-readiness.db"
    stored = b"".join(p.read_bytes() for p in database.parent.glob("cto-readiness.db*"))
    assert ada.attempt.encode() not in stored


def test_who_left_in_the_middle_is_led_back_before_anything_else(ada: Sitter) -> None:
    assert "Go on where you left it" not in ada.text("/")
    attempt = ada.begin(form="quick")
    page = ada.text("/")
    assert page.index(f'class="btn" href="/take/{attempt}"') < page.index('href="/begin"')
