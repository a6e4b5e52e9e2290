"""Content in another language: what is translated is read in it, what is not says that it is not.

There is no real translation yet: the pseudo-language stands for one, with a pack for a part of the
shipped content in a content folder of its own.
"""

import io
import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any, cast

import docx
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import MetaData, Row, create_engine, select, text

from assessment.documents.kit_print import kit_job
from assessment.domain.areas import AreaId, FacetId
from assessment.domain.bank import ItemId
from assessment.domain.brief_levels import reason_in_words
from assessment.domain.catalog import Catalog
from assessment.domain.hiring.kit import NO_SHARED_WORDS, SHARED_WORDS
from assessment.domain.items import DemonstratedUnit, SelfRating
from assessment.domain.language import speaking
from assessment.domain.profiles import AdjustmentId, Context, ProfileId, StageId
from assessment.domain.targets import build_target
from assessment.domain.translations import Pack, overlay, read_with
from assessment.ingest.tree import read_tree
from assessment.services.brief_checking import find_faults
from assessment.services.brief_json import brief_from_json
from assessment.services.catalogs import CatalogShelf
from assessment.services.interview_files import pages_of
from assessment.services.interview_kits import freeze_kit
from assessment.services.interview_panels import panel_of
from assessment.services.languages import PSEUDO, pseudo, pseudo_language
from assessment.services.searches import load_search
from assessment.services.settings import PROJECT
from assessment.store.engine import Database
from tests.translating import accented, write_pack
from tests.web.hiring_house import WebHouse
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter, field_of, speak_pseudo
from tests.web.test_hire_briefs import CLEAN, imported
from tests.web.test_hire_panel import shown_link
from tests.web.test_plan import made

QUESTION = pseudo("This question has not been translated yet.")
STEP = pseudo("This step has not been translated yet.")
LEFT_IN_ENGLISH = (
    "items/finance", "lessons/finance", "areas/governance.md", "pages/method.md", "interview/team",
    "profiles/platform.md",
)  # fmt: skip
"""What the pack lacks; every second plan action is lacking too."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content with most of it translated."""
    root = tmp_path_factory.mktemp("translated") / "content"
    shutil.copytree(PROJECT / "content", root)
    files = read_tree(root)
    some = [p for p in sorted(files) if not p.startswith(LEFT_IN_ENGLISH)]
    actions = [p for p in some if p.startswith("actions/")]
    write_pack(root, files, [p for p in some if p not in actions[::2]])
    return root


@pytest.fixture(scope="module")
def shipped_shelf(root: Path) -> CatalogShelf:
    return CatalogShelf.from_content(root)


@pytest.fixture(scope="module")
def catalog(shipped_shelf: CatalogShelf) -> Catalog:
    return shipped_shelf.current


@pytest.fixture(scope="module")
def pack(shipped_shelf: CatalogShelf) -> Pack:
    found = shipped_shelf.pack(PSEUDO)
    assert found is not None
    assert len(found.translations) > 300
    return found


@pytest.fixture
def variables() -> dict[str, str]:
    return {"CTO_PSEUDO_LANGUAGE": "1"}


def tag_of(page: str, words: str) -> str:
    """The opening tag of the element of the page's body that begins with these words."""
    found = re.search(r"<[^<>]*>\s*" + re.escape(words), page[page.index("<main") :])
    assert found, words
    return found[0][: found[0].index(">") + 1]


def test_a_question_is_asked_in_its_translation_or_says_that_it_has_none(
    ada: Sitter, catalog: Catalog
) -> None:
    ada.begin()
    page = ada.text(f"/take/{ada.attempt}/review")
    asked = [ItemId(i) for i in re.findall(rf'href="/take/{ada.attempt}/([a-z0-9-]+)"', page)]
    seen = {True: 0, False: 0}
    for name in dict.fromkeys(i for i in asked if i in catalog.items):
        item = catalog.items[name]
        if not isinstance(item, DemonstratedUnit):
            continue
        page = unescape(ada.text(f"/take/{ada.attempt}/{name}"))
        english = item.area == "finance"
        seen[english] += 1
        assert (QUESTION in page) == english
        shown = item.title if english else pseudo(item.title)
        assert ('lang="en"' in tag_of(page, shown)) == english
        stem = re.search(r'<div class="story"([^>]*)>', page)
        assert stem is not None
        assert ('lang="en"' in stem[1]) == english
        first = item.stem.source.split("\n")[0].split()[0]
        assert (first if english else accented(first)) in page
    assert min(seen.values()) >= 3, seen


def test_a_reader_of_english_sees_no_mark_and_no_translation(app: Flask, catalog: Catalog) -> None:
    ada = Sitter(app.test_client(), catalog)
    ada.begin(form="quick")
    for path in (f"/take/{ada.attempt}", "/learn", "/pages/method", "/begin", "/"):
        page = ada.text(path)
        assert "⟦" not in page.replace(pseudo("English"), "")
        assert ' lang="en"' not in page.replace('<html lang="en"', "")


def test_lessons_and_pages_are_read_in_their_translation_or_say_so(
    ada: Sitter, catalog: Catalog
) -> None:
    note = pseudo("This lesson has not been translated yet.")
    lesson = catalog.lessons[FacetId("st1")]
    page = unescape(ada.text("/learn/st1"))
    assert note not in page
    assert f"<h1>{pseudo(lesson.title)}</h1>" in page
    assert accented(lesson.coach_asks[0]) in page
    lesson = catalog.lessons[FacetId("bf1")]
    page = unescape(ada.text("/learn/bf1"))
    assert note in page
    assert f'<h1 lang="en">{lesson.title}</h1>' in page
    note = pseudo("This page has not been translated yet.")
    assert note in ada.text("/pages/method")
    assert note not in ada.text("/pages/glossary")


def test_a_result_speaks_the_language_and_its_record_does_not(
    ada: Sitter, catalog: Catalog, app: Flask, pack: Pack
) -> None:
    ada.finish()
    at = f"/results/{ada.attempt}"
    strategy = catalog.areas[next(a for a in catalog.areas if a == "strategy")]
    governance = catalog.areas[next(a for a in catalog.areas if a == "governance")]
    page = unescape(ada.text(at))
    assert pseudo(strategy.title) in page
    assert f">{strategy.title}<" not in page
    assert governance.title in page
    answers = unescape(ada.text(f"{at}/answers"))
    assert QUESTION in answers
    assert f'<h2 lang="en">{governance.title}</h2>' in answers
    printed = unescape(ada.text(f"{at}/print"))
    assert pseudo(strategy.anchors[2]) in printed
    assert f'<td lang="en">{governance.anchors[2]}</td>' in printed
    target = unescape(ada.text(f"{at}/target"))
    assert pseudo(catalog.profiles[next(iter(catalog.profiles))].title) in target
    record = ada.client.get(f"{at}/result.json").get_data(as_text=True)
    assert "⟦" not in record
    assert strategy.title in {area["title"] for area in json.loads(record)["areas"]}
    pdf = ada.client.get(f"{at}/report.pdf")
    assert pdf.status_code == 200
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert str(document.Root.Lang) == PSEUDO
        assert bytes(document.attachments["result.json"].get_file().read_bytes()).decode() == record
    assert stored_words(app, pack) == ""


def stored_words(app: Flask, pack: Pack) -> str:
    """Every translated text that stands anywhere in the database, a line each."""
    engine = create_engine(f"sqlite:///{app.extensions['settings'].var_dir}/cto-readiness.db")
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = [
            value
            for table in tables.sorted_tables
            for row in connection.execute(select(table))
            for value in row
            if isinstance(value, str)
        ]
    engine.dispose()
    everything = "\n".join(rows)
    assert len(everything) > 1000
    return "\n".join(words for words in pack.own if len(words) > 6 and words in everything)


def test_a_plan_is_stored_in_english_and_read_in_the_language(
    ada: Sitter, app: Flask, pack: Pack
) -> None:
    ada.finish()
    plan = made(ada)
    page = unescape(ada.text(plan))
    titles = re.findall(r"<h3([^>]*)>\d+ · ([^<]+)</h3>", page)
    english = [t for mark, t in titles if mark == ' lang="en"']
    other = [t for mark, t in titles if not mark]
    assert len(english) >= 3
    assert len(other) >= 3
    assert all("⟦" in title for title in other)
    assert not any("⟦" in title for title in english)
    assert page.count(STEP) == len(english)
    markdown = unescape(ada.text(f"{plan}/plan.md"))
    assert all(title in markdown for title in english[:3])
    assert stored_words(app, pack) == ""


def test_self_ratings_and_scales_are_in_the_language(ada: Sitter, catalog: Catalog) -> None:
    ada.begin(form="quick")
    path = ada.client.get(f"/take/{ada.attempt}").headers["Location"]
    item = ada.item_at(path)
    assert isinstance(item, SelfRating)
    page = unescape(ada.text(path))
    english = item.area == "governance"
    assert english or pseudo(catalog.areas[item.area].anchors[0]) in page


def test_a_reload_takes_new_translations_although_the_revision_stays(
    tmp_path: Path,
) -> None:
    root = tmp_path / "content"
    shutil.copytree(PROJECT / "content", root)
    shelf = CatalogShelf.from_content(root)
    before, revision = shelf.pack(PSEUDO), shelf.current.revision
    write_pack(root, read_tree(root), ["pages/glossary.md"])
    assert shelf.reload() == ()
    after = shelf.pack(PSEUDO)
    assert before is not None
    assert after is not None
    assert (len(before.translations), len(after.translations)) == (0, 1)
    assert shelf.current.revision == revision


@pytest.fixture
def house(app: Flask) -> WebHouse:
    """Dana's organisation, in which everybody reads in the pseudo-language."""
    house = WebHouse(app)
    for sitter in house.browsers.values():
        speak_pseudo(sitter.client)
    return house


def test_the_pages_of_a_brief_speak_the_language_and_mark_what_does_not(
    house: WebHouse, catalog: Catalog, pack: Pack
) -> None:
    dana, at = house.browsers["dana"], f"/hire/{house.organisation}/briefs/{house.brief}"
    strategy = catalog.areas[AreaId("strategy")]
    governance = catalog.areas[AreaId("governance")]
    scale_up, platform = (catalog.profiles[ProfileId(p)] for p in ("scale-up", "platform"))
    page = unescape(dana.text(at))
    assert f'<th scope="row">{pseudo(strategy.title)}</th>' in page
    assert f'<th scope="row" lang="en">{governance.title}</th>' in page
    assert f">{pseudo(scale_up.levels[strategy.id].reason)}</td>" in page
    page = unescape(dana.text(f"{at}/levels"))
    assert f"<li>{pseudo(strategy.anchors[2])}</li>" in page
    assert f'<ol class="small" lang="en"><li>{governance.anchors[0]}</li>' in page
    assert pseudo(scale_up.levels[strategy.id].reason) in page
    page = unescape(dana.text(f"{at}/type"))
    assert f"<b>{pseudo(scale_up.title)}</b>" in page
    assert f'<b lang="en">{platform.title}</b>' in page
    page = unescape(dana.text(f"{at}/context"))
    assert all(pseudo(a.title) in page for a in catalog.adjustments.values())
    page = unescape(dana.text(f"{at}/mandate"))
    assert all(pseudo(fact.text) in page for fact in catalog.mandate_facts)
    assert stored_words(house.app, pack) == ""


def test_whoever_marks_or_answers_by_a_link_reads_in_their_language(
    house: WebHouse, catalog: Catalog, nobody: Sitter
) -> None:
    dana, at = house.browsers["dana"], f"/hire/{house.organisation}/briefs/{house.brief}"
    governance = catalog.areas[AreaId("governance")]
    dana.post(f"{at}/panel", {"name": "Pat"})
    marking = shown_link(dana.text(f"{at}/panel"))
    dana.post(f"{at}/approvers", {"name": "Sam", "seat": "ceo"})
    found = re.search(
        r'value="https?://[^/"]+(/brief-questions/[^"]+)"', dana.text(f"{at}/approvers")
    )
    assert found
    speak_pseudo(nobody.client)
    page = unescape(nobody.text(marking))
    for area in catalog.areas.values():
        english = area.id == governance.id
        shown = area.title if english else pseudo(area.title)
        assert ('lang="en"' in tag_of(page, shown)) == english
        assert (area.anchors[0] if english else pseudo(area.anchors[0])) in page
    refused = nobody.post(marking, {"round": field_of(page, "round")}, page=page)
    assert refused.status_code == 422
    first = min(catalog.areas.values(), key=lambda a: a.order)
    wrong = pseudo("Please mark a level in both columns: %(area)s")
    assert wrong % {"area": pseudo(first.title)} in unescape(refused.text)
    page = unescape(nobody.text(found[1]))
    assert f'<span lang="en">{governance.title}</span>' in page
    assert f"<span>{pseudo(catalog.profiles[ProfileId('scale-up')].title)}</span>" in page


def test_a_kit_is_read_in_the_language_and_a_question_without_translation_says_so(
    house: WebHouse, catalog: Catalog
) -> None:
    dana, at = house.browsers["dana"], f"/interviews/{house.search}"
    candidate = house.candidate("Ann Canary")
    card = f"/interviews/candidates/{candidate}/card"
    with house.database.reading() as session:
        kit = load_search(session, house.accounts["dana"].id, house.search).search.kit
    asked = [(q, area.area == "team") for area in kit.areas for q in area.questions]
    assert {english for _, english in asked} == {True, False}
    page = unescape(dana.text(f"{at}/kit"))
    hers = unescape(house.browsers["iris"].text(card))
    for question, english in asked:
        shown = question.title if english else pseudo(question.title)
        assert ('lang="en"' in tag_of(page, shown)) == english
        assert ('lang="en"' in tag_of(hers, shown)) == english
        for said in (*question.probes, *question.red_flags, *question.signs.values()):
            assert (said if english else accented(said)) in page
        assert question.because not in page
    assert pseudo(NO_SHARED_WORDS) in page or pseudo(SHARED_WORDS).split("%")[0] in page
    untranslated = sum(english for _, english in asked)
    assert page.count(QUESTION) == hers.count(QUESTION) == untranslated
    for path in (at, f"{at}/panel", f"{at}/areas", f"{at}/weights", f"{at}/comparison"):
        page = unescape(dana.text(path))
        title = "finance" if path.endswith("areas") else "strategy"
        assert pseudo(catalog.areas[AreaId(title)].title) in page, path
    link = house.app.test_client()
    speak_pseudo(link)
    link.get(f"/candidate/{house.tokens[candidate]}")
    told = link.get("/candidate/notice").get_data(as_text=True)
    assert pseudo(catalog.areas[AreaId("strategy")].title) in unescape(told)


def test_briefs_and_kits_as_papers_speak_the_language(house: WebHouse, catalog: Catalog) -> None:
    dana, at = house.browsers["dana"], f"/hire/{house.organisation}/briefs/{house.brief}"
    strategy = pseudo(catalog.areas[AreaId("strategy")].title)
    governance = catalog.areas[AreaId("governance")].title
    record = dana.client.get(f"{at}/brief.json").get_data(as_text=True)
    assert "⟦" not in record
    pdf = dana.client.get(f"{at}/brief.pdf")
    assert pdf.status_code == 200
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert str(document.Root.Lang) == PSEUDO
        assert bytes(document.attachments["brief.json"].get_file().read_bytes()).decode() == record
    word = docx.Document(io.BytesIO(dana.client.get(f"{at}/brief.docx").data))
    assert word.core_properties.language == PSEUDO
    runs = {
        run.text: run._r.xml
        for table in word.tables for row in table.rows for cell in row.cells
        for run in cell.paragraphs[0].runs
    }  # fmt: skip
    assert 'w:lang w:val="en-GB"' in runs[governance]
    assert "w:lang" not in runs[strategy]
    word = docx.Document(io.BytesIO(dana.client.get(f"/interviews/{house.search}/kit.docx").data))
    headings = [
        p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"
    ]
    assert strategy in headings
    notes = [p for p in word.paragraphs if QUESTION in p.text]
    assert len(notes) == 3, "one of each question on the team"


def test_a_printed_kit_marks_a_question_without_translation(house: WebHouse, pack: Pack) -> None:
    with house.database.reading() as session:
        access = load_search(session, house.accounts["dana"].id, house.search)
        panel = panel_of(session, access)
    back = read_with(pack)
    with speaking(pseudo_language()):
        html = unescape(kit_job(pages_of(access.search, panel)).html)
    back()
    assert f'<html lang="{PSEUDO}">' in html
    for area in access.search.kit.areas:
        english = area.area == "team"
        for question in area.questions:
            shown = question.title if english else pseudo(question.title)
            assert re.search(
                rf"<h3{' lang=.en.' if english else ''}>[0-9.]+ · {re.escape(shown)}<", html
            )
            assert (question.probes[0] if english else accented(question.probes[0])) in html
    assert html.count(QUESTION) == 3


def test_what_is_stored_of_a_brief_and_its_interviews_is_the_same_in_every_language(
    app: Flask, pack: Pack
) -> None:
    english, other = (signed_in(app, f"{n}@example.org", "Dana Lead") for n in ("dana", "dora"))
    speak_pseudo(other.client)
    stored = [hired(app, sitter) for sitter in (english, other)]
    assert stored[0] == stored[1]
    assert stored_words(app, pack) == ""


def hired(app: Flask, lead: Sitter) -> list[Sequence[Row[Any]]]:
    """What is kept of a brief, its panel's levels and its frozen kit, made on this one's pages."""
    assert lead.post("/hire", {"name": "Acme"}).status_code == 303
    status, at = imported(lead, CLEAN.read_bytes())
    assert status == 303
    page = lead.text(f"{at}/mission")
    typed = {"mission": "Billing is boring.", "revision": field_of(page, "revision"), "go": "next"}
    assert lead.post(f"{at}/mission", typed, page=page).status_code == 303
    page = lead.text(f"{at}/levels")
    fields = {"level-finance": "4.5", "reason-finance": "The cloud bill doubled."}
    fields |= {"revision": field_of(page, "revision"), "go": "next"}
    assert lead.post(f"{at}/levels", fields, page=page).status_code == 303
    organisation, brief = at.split("/")[2], at.split("/")[4]
    begun = lead.post(
        "/interviews", {"organisation": organisation, "brief": brief}, page=lead.text(at)
    )
    assert begun.status_code == 303
    search = begun.headers["Location"]
    others = {"others": ["finance", "governance"], "contact": "Lee"}
    assert lead.post(f"{search}/areas", others).status_code == 303
    database = cast(Database, app.extensions["database"])
    database.write(lambda s: freeze_kit(s, search.split("/")[-1], now=datetime.now(UTC)))
    lead.text(f"{search}/kit")
    with database.reading() as session:
        return [
            session.execute(text(statement), {"brief": brief}).all()
            for statement in (
                "SELECT brief, revision FROM briefs WHERE id = :brief",
                "SELECT number, brief FROM brief_versions WHERE brief_id = :brief ORDER BY number",
                "SELECT kit, title, others, brief_revision FROM searches WHERE brief_id = :brief",
            )
        ]


def test_the_rules_find_the_same_faults_in_every_language(catalog: Catalog, pack: Pack) -> None:
    shown, today = overlay(catalog, pack), date(2026, 11, 21)
    assert shown.areas != catalog.areas
    for file in (*CLEAN.parent.glob("*.json"), *(CLEAN.parents[1] / "planted").glob("*.json")):
        brief = brief_from_json(file.read_bytes(), catalog)
        found, other = (find_faults(brief, words, today=today) for words in (catalog, shown))
        assert [(f.rule, f.place) for f in found] == [(f.rule, f.place) for f in other], file


def test_the_reason_of_a_moved_level_is_read_in_the_language(catalog: Catalog, pack: Pack) -> None:
    context = Context(
        stage=StageId("founding"),
        circumstances=(AdjustmentId("regulated"), AdjustmentId("investors")),
    )
    scale_up = catalog.profiles[ProfileId("scale-up")]
    target = build_target(scale_up, context, catalog.adjustments)
    moved = target.levels[AreaId("communication")].reason
    title = catalog.adjustments[AdjustmentId("founding")].title
    assert f". {title} −0.5; " in moved
    back = read_with(pack)
    with speaking(pseudo_language()):
        said = reason_in_words(moved)
        kept = reason_in_words(f"{moved.rstrip('.')}; kept at 1.5.")
    back()
    assert said.startswith(pseudo(scale_up.levels[AreaId("communication")].reason))
    assert f" {pseudo(title)} −0.5; " in said
    assert kept == f"{said.rstrip('.')}; {pseudo('kept at %(level)s') % {'level': '1.5'}}."
