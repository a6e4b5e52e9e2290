"""The preparation sheet: what stands on it follows from the result and from what was agreed."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import FacetId
from assessment.domain.catalog import Catalog
from assessment.domain.coaching import AgreedLine
from assessment.domain.interviews import InterviewKind, InterviewQuestion, InterviewQuestionId
from assessment.domain.preparation import (
    MOST_ACTIONS,
    Earlier,
    LastNote,
    Preparation,
    Sitting,
    prepare,
)
from assessment.domain.preparation_questions import FEWEST_QUESTIONS, MOST_QUESTIONS
from assessment.domain.scoring.change import compare_sheets
from tests.documents.preparations import TODAY, make_line
from tests.domain import findings_people
from tests.domain.findings_people import CATALOG, NO_PROSE, person, prose


def question(area: str, number: int, kind: InterviewKind = "past-behaviour") -> InterviewQuestion:
    return InterviewQuestion(
        id=InterviewQuestionId(f"{area}-{kind}-{number}"),
        version=1,
        area=next(a for a in CATALOG.areas if a == area),
        facet=FacetId(f"{area[:2]}1"),
        kind=kind,
        status="live",
        title=f"Question {number} on {area}",
        minutes=10,
        question=prose(f"Tell me of {area}, case {number}."),
        probes=("What came of it?", "Who saw it?"),
        signs={},
        red_flags=(),
        evidence=NO_PROSE,
        seeds=(),
    )


QUESTIONS = [
    *(question(area, n) for area, *_ in findings_people.AREAS for n in (1, 2)),
    *(question(area, 3, "situational") for area, *_ in findings_people.AREAS),
]
CURRENT: Catalog = replace(CATALOG, questions={q.id: q for q in QUESTIONS})


def sitting_of(made: findings_people.Sitting) -> Sitting:
    return Sitting(
        catalog=CATALOG,
        sheet=made.sheet,
        reading=made.reading,
        findings=made.findings,
        form="Full form",
        taken_on=TODAY,
    )


def sheet_of(
    seed: int = 2, *, skill: float | None = 0.1, actions: list[AgreedLine] | None = None
) -> Preparation:
    return prepare(
        CURRENT, sitting_of(person(seed, skill=skill)), who="Ada", today=TODAY,
        actions=actions or [],
    )  # fmt: skip


@given(seed=st.integers(0, 400), skill=st.sampled_from([None, 0.0, 0.5, 1.0]))
def test_there_are_five_to_seven_questions_for_anybody(seed: int, skill: float | None) -> None:
    sheet = sheet_of(seed, skill=skill)
    assert FEWEST_QUESTIONS <= len(sheet.questions) <= MOST_QUESTIONS
    assert len({(q.area, q.text) for q in sheet.questions}) == len(sheet.questions)


@given(seed=st.integers(0, 400))
def test_gaps_are_those_of_the_result_clear_ones_first(seed: int) -> None:
    made = person(seed, skill=0.2)
    sheet = prepare(CURRENT, sitting_of(made), who="Ada", today=TODAY)
    cards = made.findings.priorities
    clear = [card.title for card in cards if card.verdict == "clear gap"]
    assert [line.title for line in sheet.gaps] == (clear or [c.title for c in cards])[:3]
    assert len(sheet.gaps) + sheet.gaps_left == len(cards)
    for line in sheet.gaps:
        assert line.because in {r.text for c in cards for r in c.because} | {""}


def test_the_questions_are_the_contents_own_words() -> None:
    sheet = sheet_of()
    anchors = {anchor for area in CURRENT.areas.values() for anchor in area.anchors}
    own = {q.question.source for q in QUESTIONS}
    assert sheet.questions
    for line in sheet.questions:
        assert line.text in own or any(f"“{anchor}”" in line.text for anchor in anchors), line.text


def test_what_somebody_did_is_asked_before_what_they_would_do() -> None:
    for line in sheet_of().questions:
        assert "case 3" not in line.text


def test_an_overdue_action_is_the_first_question_and_says_what_done_means() -> None:
    late = make_line("Have the note retold.", due_on=TODAY - dt.timedelta(days=3))
    sheet = sheet_of(actions=[late])
    assert "“Have the note retold.”" in sheet.questions[0].text
    assert "The CFO has read it." in sheet.questions[0].probe
    assert sheet.actions[0].late


def test_open_actions_come_by_their_day_then_settled_ones_and_none_taken_back() -> None:
    lines = [
        make_line("settled early", state="done", number=2),
        make_line("settled late", state="declined", number=9),
        make_line("later", due_on=TODAY + dt.timedelta(days=9), number=3),
        make_line("sooner", due_on=TODAY + dt.timedelta(days=2), state="proposed", number=4),
        make_line("gone", state="withdrawn", number=5),
    ]
    texts = [line.text for line in sheet_of(actions=lines).actions]
    assert texts == ["sooner", "later", "settled late", "settled early"]
    many = [make_line(f"action {n}", number=n) for n in range(1, 10)]
    assert len(sheet_of(actions=many).actions) == MOST_ACTIONS


def test_change_is_told_in_the_words_of_honest_change() -> None:
    before, after = person(2, skill=0.0), person(3, skill=1.0)
    change = compare_sheets(before.sheet, after.sheet)
    earlier = Earlier(taken_on=TODAY - dt.timedelta(days=90), change=change)
    sheet = prepare(CURRENT, sitting_of(after), who="Ada", today=TODAY, earlier=earlier)
    assert change.why_not == "questions-repeated"  # the made-up form asks the same again
    assert sheet.changes == ()
    assert sheet.change_words == "The two sittings cannot be compared."
    one = next(iter(change.areas))
    words = {
        area: replace(
            found,
            why_not=None,
            word="real change" if area == one else "noise",
            direction="higher" if area == one else None,
        )
        for area, found in change.areas.items()
    }
    told = Earlier(taken_on=TODAY, change=replace(change, areas=words, why_not=None))
    sheet = prepare(CURRENT, sitting_of(after), who="Ada", today=TODAY, earlier=told)
    assert [line.text for line in sheet.changes] == ["really higher"]
    assert sheet.change_words.startswith("Three areas: no change")
    more = Earlier(taken_on=TODAY, change=None)
    sheet = prepare(CURRENT, sitting_of(after), who="Ada", today=TODAY, earlier=more)
    assert "more evidence, not change" in sheet.change_words


def test_the_coachs_last_note_stands_on_it() -> None:
    sheet = prepare(
        CURRENT, sitting_of(person(2)), who="Ada", today=TODAY,
        note=LastNote(text="Ask about the board.", session_on=TODAY),
    )  # fmt: skip
    assert (sheet.note, sheet.note_on) == ("Ask about the board.", TODAY)
