"""A coach's page, sheet and report hold the pieces that were ticked for them, and no others."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId
from assessment.domain.editions import PIECES, Piece
from assessment.domain.outside import AnchoredRating, GroupMean
from assessment.domain.sharing import GrantId, Part
from assessment.services.catalogs import CatalogShelf
from assessment.services.coach_reports import coach_report_job
from assessment.services.granted import granted_result
from assessment.services.outside import add_coach_rating, add_manager_rating, set_colleague_means
from assessment.services.settings import Settings
from assessment.web import create_app
from tests.builders import NOON
from tests.web.coaching import Pair, database_of, pair, share_with
from tests.web.sitter import Sitter

RESULT: frozenset[Part] = frozenset({"result"})
STRATEGY, FINANCE, TEAM = AreaId("strategy"), AreaId("finance"), AreaId("team")
OTHERS = "With and without what others said"


@pytest.fixture
def app(settings: Settings, shipped_shelf: CatalogShelf) -> Iterator[Flask]:
    app = create_app(settings, shelf=shipped_shelf, immediate_jobs=True)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()


@pytest.fixture
def ben(app: Flask, ada: Sitter) -> Pair:
    """Somebody with gaps shares with Ben."""
    return pair(app, Sitter(ada.client, ada.catalog, skill=2.0))


def everything_of(ben: Pair, grant: GrantId) -> str:
    """What the report of a grant prints and carries, before it is pressed."""
    with database_of(ben.app).reading() as session:
        found = granted_result(
            session, ben.app.extensions["shelf"], ben.account.id, grant,
            AttemptId(ben.attempt), now=NOON,
        )  # fmt: skip
    job = coach_report_job(found, name="Ada Lovelace")
    return job.html + "".join(attached.name + attached.text for attached in job.attachments)


def page_of(ben: Pair, grant: GrantId) -> str:
    return ben.coach.text(f"/clients/{grant}/results/{ben.attempt}")


def shared(ben: Pair, *hold: Piece, parts: frozenset[Part] = RESULT) -> GrantId:
    return share_with(ben.app, ben.owner, ben.account, parts=parts, hold=hold)


MARKS: dict[Piece, tuple[str, str]] = {
    "gaps": ("Most worth working on", "The gaps, in their order"),
    "unknowns": ("What these answers cannot tell yet", "What the answers cannot tell yet"),
    "types": ("Read as other CTO types", "Read as other CTO types"),
    "self-ratings": ("They said", "Said of themselves"),
}
"""What a piece is called on the page, and in print."""


@pytest.mark.parametrize("piece", list(MARKS))
def test_a_piece_is_on_page_and_paper_only_where_it_was_ticked(ben: Pair, piece: Piece) -> None:
    on_page, in_print = MARKS[piece]
    every = [p for p in PIECES if p != "answers"]
    ticked, left = shared(ben, *every), shared(ben, *(p for p in every if p != piece))
    assert on_page in page_of(ben, ticked)
    assert on_page not in page_of(ben, left)
    assert in_print in everything_of(ben, ticked)
    assert in_print not in everything_of(ben, left)


def test_what_led_to_a_gap_is_said_only_where_reasons_are_ticked(ben: Pair) -> None:
    with_reasons, without = (
        shared(ben, "numbers", "gaps", "reasons"),
        shared(ben, "numbers", "gaps"),
    )
    assert "<p>“" in page_of(ben, with_reasons)
    assert "“" not in page_of(ben, without)
    assert '"because":[]' not in everything_of(ben, with_reasons)
    assert '"because":["' not in everything_of(ben, without)
    assert "“" not in ben.coach.text(f"/clients/{without}/prepare").split("<h2>Gaps</h2>")[1]


def test_the_usual_ticks_show_no_self_rating_anywhere(ben: Pair) -> None:
    usual = share_with(ben.app, ben.owner, ben.account, parts=RESULT)
    page = page_of(ben, usual)
    assert "they said" not in page.lower()
    assert "Seen differently" not in page
    assert "your self-ratings" in page  # named as left out
    sheet = ben.coach.text(f"/clients/{usual}/prepare")
    assert "<h2>Seen differently</h2>" not in sheet
    assert "seen differently" not in sheet
    assert "Where you see it differently" not in everything_of(ben, usual)


def test_without_numbers_levels_are_words_and_nothing_is_drawn(ben: Pair) -> None:
    words = shared(ben, "name", "gaps", "unknowns")
    page = page_of(ben, words)
    assert "<svg" not in page.split("<main")[1]
    assert "Likely range" not in page
    assert "level " not in ben.coach.text(f"/clients/{words}/prepare").split("<h2>Gaps</h2>")[1]
    assert "prediction" not in everything_of(ben, words)


def test_answers_alone_bring_nothing_else_with_them(ben: Pair) -> None:
    answers = shared(ben, "name", "numbers", parts=frozenset({"result", "answers"}))
    held = everything_of(ben, answers)
    assert "result.json" not in held
    assert '"answers":[{' in held
    assert '"said":[]' in held
    assert '"quality":[]' in held


def test_two_dates_stand_side_by_side_only_with_numbers(ben: Pair, ada: Sitter) -> None:
    second = Sitter(ada.client, ada.catalog, seed=11).finish().split("/")[2]
    for hold, status in ((("gaps",), 404), (("gaps", "numbers"), 200)):
        home = f"/clients/{shared(ben, *hold)}"
        answer = ben.coach.client.get(f"{home}/results/{second}/change/{ben.attempt}")
        assert answer.status_code == status
        assert ("Levels over time" in ben.coach.text(home)) is (status == 200)


@pytest.fixture
def rated(ben: Pair) -> Pair:
    """A coach, a manager and five colleagues have rated."""
    shelf, attempt, later = (
        ben.app.extensions["shelf"], AttemptId(ben.attempt), NOON + timedelta(days=1)
    )  # fmt: skip
    with database_of(ben.app).writing() as session:
        add_coach_rating(
            session, shelf, ben.owner, attempt,
            {STRATEGY: AnchoredRating(value=4.5, evidence="The roadmap she defended.")},
            author="another-account", name="Cleo Coach", now=later,
        )  # fmt: skip
        add_manager_rating(
            session, shelf, ben.owner, attempt, {TEAM: AnchoredRating(value=3.5, evidence="")},
            author="manager-1", name="Mo Manager", now=later,
        )  # fmt: skip
        set_colleague_means(
            session, shelf, ben.owner, attempt, {FINANCE: GroupMean(mean=2.0, raters=3)},
            round_id="round-1", now=later,
        )  # fmt: skip
    return ben


SAID = (OTHERS, "Cleo Coach", "Mo Manager", "3 colleagues", "roadmap she defended", '"outside"',
        "overall_form_alone")  # fmt: skip


@pytest.mark.parametrize("parts", [{"result"}, {"result", "answers"}])
@pytest.mark.parametrize("hold", [("name", "numbers"), PIECES])
def test_what_others_said_needs_its_own_tick(
    rated: Pair, parts: set[Part], hold: tuple[Piece, ...]
) -> None:
    grant = shared(rated, *hold, parts=frozenset(parts))
    for held in (page_of(rated, grant), everything_of(rated, grant)):
        assert not [words for words in SAID if words in held]


def test_with_its_tick_a_coach_reads_what_others_said(rated: Pair) -> None:
    some = shared(rated, "name", "numbers", parts=frozenset({"result", "colleagues"}))
    all_of_it = shared(rated, *PIECES, parts=frozenset({"result", "answers", "colleagues"}))
    for held in (page_of(rated, some), everything_of(rated, some), everything_of(rated, all_of_it)):
        for words in SAID[:4]:
            assert words in held
    assert '"outside"' in everything_of(rated, all_of_it)
