"""Each facet has its lesson and each area its interview questions."""

from collections import Counter

import pytest

from assessment.ingest.stats import live_questions
from tests.content import shipped
from tests.content.test_shipped_files import AREAS

PAST_BEHAVIOUR, SITUATIONAL = 6, 3


@pytest.mark.parametrize("facet", sorted(shipped.catalog().facets))
def test_a_facet_has_a_lesson(facet: str) -> None:
    assert facet in shipped.catalog().lessons


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_its_interview_questions(area: str) -> None:
    questions = [q for q in live_questions(shipped.catalog()) if q.area == area]
    kinds = Counter(question.kind for question in questions)

    assert kinds["past-behaviour"] >= PAST_BEHAVIOUR
    assert kinds["situational"] >= SITUATIONAL
    facets = {f.id for f in shipped.catalog().facets.values() if f.area == area}
    assert {question.facet for question in questions} == facets


def test_no_two_questions_have_the_same_title() -> None:
    titles = Counter(q.title for q in live_questions(shipped.catalog()))

    assert [title for title, count in titles.items() if count > 1] == []
