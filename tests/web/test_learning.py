"""Lessons are found, read, pointed to from results and plans, and their exercises are logged."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from assessment.domain.catalog import Catalog
from assessment.domain.exercises import OUTCOME_LIMIT, WHAT_LIMIT
from assessment.domain.items import DemonstratedUnit
from assessment.services.catalogs import CatalogShelf
from tests.web.sitter import Sitter, field_of


def today() -> date:
    return datetime.now(UTC).date()


ENTRY: dict[str, object] = {"what": "Wrote the chain.", "outcome": "Two links were guesses."}


@pytest.fixture
def reader(ada: Sitter) -> Sitter:
    """Ada, who has begun and may keep a log."""
    ada.begin(form="quick")
    return ada


def add(sitter: Sitter, facet: str = "ec1", **fields: object) -> TestResponse:
    path = f"/learn/{facet}"
    entry = {**ENTRY, "done_on": today().isoformat(), **fields}
    return sitter.post(f"{path}/log", entry, page=sitter.text(path))


def logged(sitter: Sitter, facet: str = "ec1", **fields: object) -> str:
    """Log an exercise; the entry's id."""
    response = add(sitter, facet, **fields)
    assert response.status_code == 303, response.get_data(as_text=True)[:600]
    path, entry = response.headers["Location"].split("#entry-")
    assert path == f"/learn/{facet}"
    return entry


def words(page: str) -> str:
    """A page's main part without its markup."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


class TestReading:
    def test_the_index_leads_anybody_to_every_lesson_by_area(
        self, nobody: Sitter, catalog: Catalog
    ) -> None:
        page = unescape(nobody.text("/learn"))
        for area in catalog.areas.values():
            assert f'<section id="area-{area.id}"><h3>{area.title}</h3>' in page
            for facet in area.facets:
                lesson = catalog.lessons[facet.id]
                assert f'<a href="/learn/{lesson.id}">{lesson.title}</a>' in page
                assert f"<b>{facet.title}.</b> <span>{facet.definition}</span>" in page

    def test_every_lesson_shows_all_its_parts(self, nobody: Sitter, catalog: Catalog) -> None:
        for lesson in catalog.lessons.values():
            text = words(nobody.text(f"/learn/{lesson.id}"))
            for heading in (
                "From 2 to 3",
                "From 3 to 4",
                "Worked example",
                "Exercise",
                "Done when",
                "What a coach asks",
                "Common wrong turns",
                "minutes to read",
            ):
                assert heading in text, (lesson.id, heading)
            for line in (lesson.title, *lesson.coach_asks, *lesson.wrong_turns):
                assert line in text, (lesson.id, line)

    def test_authored_markup_is_printed_as_html_and_tables_scroll(
        self, nobody: Sitter, catalog: Catalog
    ) -> None:
        page = nobody.text("/learn/ec1")
        assert catalog.lessons["ec1"].exercise.html in page  # type: ignore[index]
        assert '<div class="scroll"><table>' in page
        assert "&lt;p&gt;" not in page

    def test_neighbours_lead_through_all_lessons_and_back(
        self, nobody: Sitter, catalog: Catalog
    ) -> None:
        seen = [next(iter(re.findall(r'href="/learn/([a-z0-9]+)"', nobody.text("/learn"))))]
        while after := re.search(r'Next: <a href="/learn/([a-z0-9]+)"', self.page(nobody, seen)):
            assert f'Before: <a href="/learn/{seen[-1]}"' in nobody.text(f"/learn/{after[1]}")
            seen.append(after[1])
        assert sorted(seen) == sorted(catalog.lessons)

    @staticmethod
    def page(sitter: Sitter, seen: list[str]) -> str:
        return sitter.text(f"/learn/{seen[-1]}")

    @pytest.mark.parametrize("path", ["/learn/ec9", "/learn/EC1", "/learn/ec1/log", "/learn/a/b"])
    def test_a_lesson_that_is_not_there_is_not_found(self, nobody: Sitter, path: str) -> None:
        assert nobody.client.get(path).status_code in {404, 405}

    def test_reading_and_searching_leave_no_trace(self, nobody: Sitter) -> None:
        for path in ("/learn", "/learn?q=board", "/learn/ec1"):
            assert "Set-Cookie" not in nobody.client.get(path).headers, path

    def test_a_visitor_is_told_how_to_come_by_a_log(self, nobody: Sitter) -> None:
        page = nobody.text("/learn/ec1")
        assert 'href="/begin"' in page
        assert "<textarea" not in page
        assert "/learn/log" not in page

    def test_every_page_leads_to_the_lessons(self, nobody: Sitter) -> None:
        for path in ("/", "/begin", "/pages/method"):
            assert 'href="/learn"' in nobody.text(path), path


class TestSearching:
    def test_a_word_leads_to_lessons_with_titles_first(self, nobody: Sitter) -> None:
        page = nobody.text("/learn?q=waiting")
        found = re.findall(r'<h3><a href="/learn/([a-z0-9]+)"', page)
        assert found[0] == "st4"
        assert len(found) > 1
        assert re.search(r"<b>[Ww]aiting</b>", page)
        assert f"{len(found)} lessons with “waiting”" in page
        assert 'value="waiting"' in page

    def test_one_lesson_is_one_lesson(self, nobody: Sitter) -> None:
        assert "1 lesson with “Czechia”" in nobody.text("/learn?q=Czechia")

    def test_no_result_says_so_and_what_to_try(self, nobody: Sitter) -> None:
        page = nobody.text("/learn?q=zebra+crossing")
        assert "No lesson holds “zebra crossing”" in page
        assert "Try fewer words" in page
        assert "<h3>" not in page

    @pytest.mark.parametrize("query", ["", "%20%20", "+"])
    def test_an_empty_search_shows_all_lessons(self, nobody: Sitter, query: str) -> None:
        assert 'id="area-strategy"' in nobody.text(f"/learn?q={query}")

    def test_what_is_typed_is_shown_as_text(self, nobody: Sitter) -> None:
        page = nobody.text('/learn?q="><script>alert(1)</script>')
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    @pytest.mark.parametrize(
        "query", ["%00", "%ff", "%F0%9F%A6%93", "%ED%A0%80", "((((", "\\", "["]
    )
    def test_no_search_breaks_the_page(self, nobody: Sitter, query: str) -> None:
        assert nobody.client.get(f"/learn?q={query}").status_code == 200

    def test_a_search_that_is_too_long_is_kept_and_refused_in_words(self, nobody: Sitter) -> None:
        response = nobody.client.get(f"/learn?q={'board' * 30}")
        page = response.get_data(as_text=True)
        assert response.status_code == 422
        assert "Keep this to 100 characters; it has 150." in page
        assert f'value="{"board" * 30}"' in page
        assert 'href="#q"' in page


class TestLogging:
    def test_an_entry_stands_below_its_lesson_and_in_the_log(self, reader: Sitter) -> None:
        entry = logged(reader, what="Wrote the chain.\nThen 150 words.")
        for path in ("/learn/ec1", "/learn/log"):
            page = reader.text(path)
            section = page[page.index(f'id="entry-{entry}"') :]
            assert "<p>Wrote the chain.</p>" in section
            assert "<p>Then 150 words.</p>" in section
            assert "<p>Two links were guesses.</p>" in section
        assert "Nothing logged yet" in reader.text("/learn/ec2")

    def test_adding_is_confirmed_once(self, reader: Sitter) -> None:
        logged(reader)
        assert "The exercise is in your log." in reader.text("/learn/ec1")
        assert "The exercise is in your log." not in reader.text("/learn/ec1")

    def test_what_came_of_it_may_be_noted_later(self, reader: Sitter) -> None:
        entry = logged(reader, outcome="")
        assert "What came of it is not noted yet." in reader.text("/learn/ec1")
        path = f"/learn/log/{entry}"
        fields = {**ENTRY, "done_on": today().isoformat(), "outcome": "She repeated the price."}
        response = reader.post(path, fields)
        assert response.headers["Location"] == f"/learn/ec1#entry-{entry}"
        page = reader.text("/learn/ec1")
        assert "<p>She repeated the price.</p>" in page
        assert "The entry is changed." in page
        assert "not noted yet" not in page

    def test_the_form_for_a_change_holds_what_was_logged(self, reader: Sitter) -> None:
        day = today() - timedelta(days=9)
        entry = logged(reader, what="One\n  two", done_on=day.isoformat())
        page = reader.text(f"/learn/log/{entry}")
        assert ">\nOne\n  two</textarea>" in page
        assert f'value="{day.isoformat()}"' in page
        assert "Two links were guesses.</textarea>" in page

    def test_deleting_takes_one_entry_out(self, reader: Sitter) -> None:
        gone, kept = logged(reader, what="First."), logged(reader, what="Second.")
        response = reader.post(
            f"/learn/log/{gone}/delete", {}, page=reader.text(f"/learn/log/{gone}")
        )
        assert response.headers["Location"] == "/learn/ec1#log"
        page = reader.text("/learn/ec1")
        assert "First." not in page
        assert f"entry-{kept}" in page
        assert "The entry is deleted." in page
        assert reader.client.get(f"/learn/log/{gone}").status_code == 404

    def test_the_same_form_sent_twice_is_one_entry(self, reader: Sitter) -> None:
        assert logged(reader) == logged(reader)
        assert "1 exercise, the latest first" in words(reader.text("/learn/log"))

    @pytest.mark.parametrize(
        ("fields", "sentence", "anchor"),
        [
            ({"what": ""}, "Say in a line what you did.", "what"),
            ({"what": " \n "}, "Say in a line what you did.", "what"),
            ({"what": "x" * (WHAT_LIMIT + 1)}, f"Keep this to {WHAT_LIMIT} characters", "what"),
            (
                {"outcome": "y" * (OUTCOME_LIMIT + 1)},
                f"Keep this to {OUTCOME_LIMIT} characters",
                "outcome",
            ),
            ({"done_on": ""}, "Give the day as a date.", "done_on"),
            ({"done_on": "tomorrow"}, "Not a valid date value", "done_on"),
            ({"done_on": "2026-02-30"}, "Not a valid date value", "done_on"),
            ({"done_on": "0202-11-20"}, "Give a day from 2000 on.", "done_on"),
            (
                {"done_on": (today() + timedelta(days=2)).isoformat()},
                "That day is still to come.",
                "done_on",
            ),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words_and_nothing_typed_is_lost(
        self, reader: Sitter, fields: dict[str, object], sentence: str, anchor: str
    ) -> None:
        entry = logged(reader, what="Kept before.")
        for path in ("/learn/ec1", f"/learn/log/{entry}"):
            typed = {**ENTRY, "done_on": "2026-01-05", **fields}
            target = f"{path}/log" if path == "/learn/ec1" else path
            response = reader.post(target, typed, page=reader.text(path))
            page = response.get_data(as_text=True)
            assert response.status_code == 422
            assert sentence in page
            assert f'<a href="#{anchor}">' in page
            assert page.count(f'id="{anchor}"') == 1
            assert "<title>Error: " in page
            assert f'value="{typed["done_on"]}"' in page
            for name in ("what", "outcome"):
                assert f"{typed[name]}</textarea>" in page
        log = reader.text("/learn/log")
        assert "1 exercise, the latest first" in words(log)
        assert "Kept before." in log

    def test_today_is_no_future_for_somebody_far_to_the_east(self, reader: Sitter) -> None:
        page = reader.text("/learn/ec1")
        with time_machine.travel(datetime(2026, 11, 21, 19, 0, tzinfo=UTC), tick=False):
            token = field_of(page, "csrf_token")
            for day, status in (("2026-11-22", 303), ("2026-11-23", 422)):
                fields = {**ENTRY, "csrf_token": token, "done_on": day}
                response = reader.client.post("/learn/ec1/log", data=fields)
                assert response.status_code == status, day

    def test_typed_markup_stays_text(self, reader: Sitter) -> None:
        entry = logged(reader, what="<b>bold</b> {{ 7*7 }}", outcome="</textarea><script>")
        for path in ("/learn/ec1", "/learn/log", f"/learn/log/{entry}"):
            page = reader.text(path)
            assert "<b>bold</b>" not in page
            assert "<script>" not in page
            assert "{{ 7*7 }}" in page

    def test_a_lesson_that_is_not_there_takes_no_entry(self, reader: Sitter) -> None:
        fields = {**ENTRY, "done_on": today().isoformat()}
        response = reader.post("/learn/ec9/log", fields, page=reader.text("/learn/ec1"))
        assert response.status_code == 404

    def test_a_strangers_log_holds_nothing_of_it_and_cannot_change_it(
        self, reader: Sitter, eve: Sitter
    ) -> None:
        entry = logged(reader)
        assert "Nothing logged yet" in eve.text("/learn/log")
        assert "Wrote the chain." not in eve.text("/learn/ec1")
        page = eve.text("/learn/ec1")
        fields = {**ENTRY, "what": "Hers now.", "done_on": today().isoformat()}
        for path in (f"/learn/log/{entry}", f"/learn/log/{entry}/delete"):
            assert eve.post(path, fields, page=page).status_code == 404
        assert "Wrote the chain." in reader.text("/learn/log")

    def test_an_entry_whose_lesson_is_gone_can_still_be_read_changed_and_deleted(
        self, reader: Sitter, app: Flask, catalog: Catalog
    ) -> None:
        entry = logged(reader)
        page = reader.text("/learn/ec2")
        less = {name: lesson for name, lesson in catalog.lessons.items() if name != "ec1"}
        app.extensions["shelf"] = CatalogShelf(dict, lambda _: replace(catalog, lessons=less))
        assert "A lesson that is gone (ec1)" in reader.text("/learn/log")
        fields = {**ENTRY, "what": "Changed.", "done_on": today().isoformat()}
        changed = reader.post(f"/learn/log/{entry}", fields, page=page)
        assert changed.headers["Location"] == f"/learn/log#entry-{entry}"
        gone = reader.post(f"/learn/log/{entry}/delete", {}, page=page)
        assert gone.headers["Location"] == "/learn/log#log"
        assert "Nothing logged yet" in reader.text("/learn/log")

    def test_the_log_goes_with_everything_and_leaves_with_everything(
        self, reader: Sitter, app: Flask
    ) -> None:
        logged(reader, what="A chain of seven links.")
        everything = reader.everything()
        assert [row["what"] for row in everything["exercise_log"]] == ["A chain of seven links."]
        assert everything["exercise_log"][0]["facet"] == "ec1"
        assert "exercise log" in reader.text("/mine/delete")
        assert reader.post("/mine/delete", {}).status_code == 303
        folder = app.extensions["settings"].var_dir
        stored = b"".join(path.read_bytes() for path in folder.glob("cto-readiness.db*"))
        assert b"A chain of seven links." not in stored


class TestPointing:
    @pytest.fixture
    def result(self, ada: Sitter) -> str:
        """The page of Ada's result; she has little skill, so there are gaps and wrong turns."""
        ada.skill = 0.5
        return ada.finish()

    def test_every_gap_shows_its_areas_lessons_those_of_its_wrong_turns_first(
        self, ada: Sitter, result: str, catalog: Catalog
    ) -> None:
        page = ada.text(result)
        cards = re.findall(r'<div class="card">(.*?)\n</div>', page, re.DOTALL)
        turned = 0
        assert len(cards) == 3
        for card in cards:
            links = re.findall(r'href="/learn/([a-z0-9]+)"', card)
            area = catalog.lessons[links[0]].area
            assert catalog.areas[area].title in unescape(card)
            assert set(links) == {facet.id for facet in catalog.areas[area].facets}
            if "first those your wrong turns lead to" in card:
                turned += 1
                item = re.search(r"/answers#([a-z0-9-]+)", card)
                assert item
                found = catalog.items[item[1]]  # type: ignore[index]
                assert isinstance(found, DemonstratedUnit)
                assert found.facet == links[0]
        assert turned, "none of these gaps rests on a wrong turn"
        assert "Begin with the lesson" in page

    def test_every_reviewed_question_leads_to_the_lesson_of_its_facet(
        self, ada: Sitter, result: str, catalog: Catalog
    ) -> None:
        page = ada.text(f"{result}/answers")
        sections = re.findall(
            r'<section id="([a-z0-9-]+)" class="action">(.*?)</section>', page, re.DOTALL
        )
        assert len(sections) > 20
        for name, section in sections:
            item = catalog.items[name]
            assert isinstance(item, DemonstratedUnit)
            assert re.findall(r'href="/learn/([a-z0-9]+)"', section) == [item.facet]

    @pytest.mark.usefixtures("result")
    def test_steps_of_a_plan_lead_to_the_lessons_of_what_called_for_them(
        self, ada: Sitter, catalog: Catalog
    ) -> None:
        page = ada.text(self.plan(ada))
        steps = re.findall(
            r'class="action \w+" id="step-([a-z0-9-]+)">(.*?)</section>', page, re.DOTALL
        )
        with_lessons = 0
        for name, section in steps:
            triggers = catalog.actions[name].triggers
            links = re.findall(r'href="/learn/([a-z0-9]+)"', section)
            if triggers.facets:
                assert set(links) == set(triggers.facets), name
                with_lessons += 1
            elif not triggers.areas:
                assert links == [], name
        assert with_lessons

    @staticmethod
    def plan(sitter: Sitter) -> str:
        fields: dict[str, object] = {
            "start": today().isoformat(),
            "hours": "6",
            "mode": "in-role",
            "situation": "realignment",
            "attempt": sitter.attempt,
        }
        response = sitter.post(f"/plan/new?attempt={sitter.attempt}", fields)
        assert response.status_code == 303
        return response.headers["Location"]

    def test_result_and_plan_say_how_much_was_logged_where_anything_was(
        self, ada: Sitter, result: str
    ) -> None:
        plan = self.plan(ada)
        for path in (result, plan):
            assert "You logged" not in ada.text(path)
            assert "logged" not in words(ada.text(path))
        facet = re.findall(r'href="/learn/([a-z0-9]+)"', ada.text(result))[0]
        logged(ada, facet)
        for path in (result, plan, "/learn"):
            assert "You logged 1 exercise ." in words(ada.text(path))
        logged(ada, facet, what="Again.")
        for path in (result, plan, "/learn"):
            assert "You logged 2 exercises ." in words(ada.text(path))
        assert "2 exercises logged" in ada.text(result)
        assert "2 logged." in ada.text("/learn")
