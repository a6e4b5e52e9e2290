"""What a candidate hands over is topics: no figure, verdict or order can be read off it."""

import re
from datetime import date

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.hiring.agenda import ConversationAgenda, build_agenda, topic_of
from assessment.domain.hiring.notice import NoticeFacts, notice_points
from assessment.domain.hiring.wording import agenda_in_words
from assessment.domain.language import speaking
from assessment.domain.readings import VERDICTS
from assessment.services.languages import pseudo_language
from tests.domain.findings_people import CATALOG, Sitting, person

FIGURES = re.compile(r"\d|%|percent|level|score|target|gap", re.IGNORECASE)


@pytest.fixture(scope="module")
def sittings() -> list[Sitting]:
    return [person(seed) for seed in range(8)]


def texts(agenda: ConversationAgenda) -> str:
    parts = [agenda.preface]
    for area in agenda.areas:
        parts += [area.title, area.candidate, area.employer]
    return "\n".join(parts)


def test_no_figure_or_verdict_stands_in_an_agenda(sittings: list[Sitting]) -> None:
    for sitting in sittings:
        words = texts(build_agenda(CATALOG, sitting.reading, CATALOG.areas))
        titles = "|".join(re.escape(a.title) for a in CATALOG.areas.values())
        assert FIGURES.search(re.sub(titles, "", words)) is None
        assert not [verdict for verdict in VERDICTS if verdict in words]


def test_the_areas_stand_in_the_contents_order_for_everybody(sittings: list[Sitting]) -> None:
    orders = {
        tuple(a.area for a in build_agenda(CATALOG, s.reading, CATALOG.areas).areas)
        for s in sittings
    }
    assert len(orders) == 1


def test_only_what_was_chosen_is_handed_over(sittings: list[Sitting]) -> None:
    chosen = [next(iter(CATALOG.areas))]
    agenda = build_agenda(CATALOG, sittings[0].reading, [*chosen, AreaId("nowhere")])
    assert [a.area for a in agenda.areas] == chosen
    assert build_agenda(CATALOG, sittings[0].reading, []).areas == ()


def test_an_agenda_is_the_same_in_every_language_and_is_said_anew(sittings: list[Sitting]) -> None:
    english = build_agenda(CATALOG, sittings[0].reading, CATALOG.areas)
    with speaking(pseudo_language()):
        assert build_agenda(CATALOG, sittings[0].reading, CATALOG.areas) == english
        said = texts(agenda_in_words(english))
    for sentence in (english.preface, *(a.candidate for a in english.areas)):
        assert sentence not in said
    assert all(area.title in said for area in english.areas)
    assert agenda_in_words(english) is english


def test_different_results_give_different_conversations(sittings: list[Sitting]) -> None:
    topics = {
        topic_of(sitting.reading, area) for sitting in sittings for area in sitting.reading.gaps
    }
    assert topics >= {"grow", "show"}


def test_the_notice_says_what_why_who_how_long_and_what_one_may_ask() -> None:
    points = notice_points(
        NoticeFacts(
            organisation="Grocer Ltd",
            role="CTO",
            areas=("Strategy", "Team"),
            minutes=95,
            kept_until=date(2027, 11, 21),
            contact="Dana",
        )
    )
    said = {point.id: point.text for point in points}
    assert set(said) == {
        "what", "why", "who", "long", "decision", "accommodation", "explanation", "correct",
        "withdraw", "share",
    }  # fmt: skip
    assert "21 November 2027" in said["long"]
    assert "Strategy, Team" in said["what"]
    assert "Nothing here decides by itself" in said["decision"]
    assert "Dana" in said["explanation"]
    assert not [text for text in said.values() if "%(" in text]
