"""A valid tree becomes the values its authors wrote."""

from assessment.domain.areas import FacetId
from assessment.domain.bank import ChoiceKey, ExhibitKey, ItemId, JudgementKey, NumberKey
from assessment.domain.interviews import InterviewQuestionId
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    MarkedAs,
    NumberItem,
    RatedAbove,
    SelfRating,
)
from assessment.ingest.catalog import read_catalog, read_snapshot, revision_of
from tests.content_tree import AREAS, ContentTree

CATALOG = ContentTree().catalog()
FINANCE = next(iter(CATALOG.areas))


def test_a_judgement_item_keeps_actions_keys_reasons_and_short_cut() -> None:
    item = CATALOG.items[ItemId("finance-judgement")]

    assert isinstance(item, JudgementItem)
    assert [action.letter for action in item.actions] == ["a", "b", "c", "d", "e"]
    assert item.actions[1].text.startswith("Enforce the limit inside the refund service today")
    assert item.actions[1].rationale == "Moves the rule to a control."
    assert item.actions[4].text.endswith("check fifty refunds weekly.")
    assert item.wrong_turns[0] == RatedAbove(
        higher="a",
        lower="b",
        sentence="You would rather have stopped the agent than bounded it.",
    )
    assert item.key() == JudgementKey(
        id=item.id,
        area=item.area,
        difficulty=3.0,
        seconds=64.0,
        key_status="author",
        effectiveness=(2.5, 4.6, 1.5, 4.3, 1.8),
    )
    short = item.key(short=True)
    assert short.effectiveness == (2.5, 4.6, 1.5, 4.3)


def test_an_exhibit_keeps_its_table_and_truth() -> None:
    item = CATALOG.items[ItemId("finance-exhibit")]

    assert isinstance(item, ExhibitItem)
    assert isinstance(item.key(), ExhibitKey)
    assert item.key().truth == (True, False, True, False, True)
    assert item.key(short=True).truth == (True, False, True)
    assert item.wrong_turns[0] == MarkedAs(
        letter="b", mark=True, sentence="You read a growing line as a growing share."
    )
    assert '<th scope="col">Line</th>' in item.stem.html
    assert '<td class="figure">2,400</td>' in item.stem.html


def test_a_number_keeps_key_tolerance_and_formula() -> None:
    item = CATALOG.items[ItemId("finance-number")]

    assert isinstance(item, NumberItem)
    assert isinstance(item.key(), NumberKey)
    assert (item.correct, item.tolerance, item.unit) == (4.06, 0.02, "euro cents")
    assert [turn.answer for turn in item.wrong_turns] == ["6.00", "0.68"]


def test_a_choice_keeps_the_place_of_its_right_option() -> None:
    item = CATALOG.items[ItemId("finance-choice")]

    assert isinstance(item, ChoiceItem)
    assert isinstance(item.key(), ChoiceKey)
    assert (item.key().options, item.key().correct) == (3, 1)


def test_what_is_said_and_what_is_instructed_are_read() -> None:
    claim = CATALOG.items[ItemId("finance-claim")]
    rating = CATALOG.items[ItemId("finance-self-rating")]
    check = CATALOG.items[ItemId("answer-four")]

    assert isinstance(claim, Claim)
    assert claim.text == "I have changed how this is done in a company."
    assert claim.proof == "What changed, with a figure before and after."
    assert isinstance(rating, SelfRating)
    assert rating.prompt == "Which description is nearest to what you do today?"
    assert isinstance(check, InstructedCheck)
    assert check.correct == 4


def test_an_area_takes_its_first_paragraph_as_definition() -> None:
    area = CATALOG.areas[FINANCE]

    assert tuple(CATALOG.areas) == AREAS
    assert area.definition == "What is measured here."
    assert area.about.html == "<p>More about it, in a second paragraph.</p>"
    assert [facet.id for facet in area.facets] == ["bf1", "bf2"]
    assert area.facets[0].code == "BF1"


def test_a_plan_action_keeps_gate_triggers_and_questions() -> None:
    action = next(a for a in CATALOG.actions.values() if a.kind == "change")

    assert action.gate == "hear-business"
    assert action.triggers.facets == {"gr1": 1.0}
    assert not action.triggers.always
    assert action.questions == ("What did you stop asking us?",)
    assert action.deliverable.source == "One page."


def test_a_lesson_keeps_its_parts() -> None:
    lesson = CATALOG.lessons[FacetId("bf1")]

    assert (lesson.area, lesson.title, lesson.minutes) == (
        "finance",
        "One customer, taken apart",
        2,
    )
    assert lesson.intro.source.startswith("What one customer leaves")
    assert lesson.from_2_to_3.source.startswith("Before: the bill")
    assert lesson.from_3_to_4.source.startswith("You bring a price")
    assert '<td class="figure">240</td>' in lesson.worked_example.html
    assert lesson.exercise.source == "Take 40 minutes and one invoice."
    assert lesson.done_when.source == "A finance partner has rebuilt both columns."
    assert lesson.coach_asks == (
        "Which line surprised you?",
        "Who in the company already knew it?",
    )
    assert len(lesson.wrong_turns) == 2
    assert lesson.seeds == ("B2",)


def test_an_interview_question_keeps_its_parts() -> None:
    question = CATALOG.questions[InterviewQuestionId("largest-case")]

    assert (question.area, question.facet, question.kind) == ("finance", "bf2", "past-behaviour")
    assert (question.title, question.minutes) == ("The largest case", 8)
    assert question.question.source == "Tell us about the largest case you have signed."
    assert question.probes[0] == "What did you not choose?"
    assert question.signs == {
        2: "Describes a budget.",
        3: "Gives two options with cost and gain.",
        4: "Gives promised and actual figures.",
    }
    assert len(question.red_flags) == 2
    assert question.evidence.source == "The case as it was approved."


def test_content_without_lessons_and_questions_is_valid() -> None:
    tree = ContentTree()
    tree.remove("lessons/finance/bf1.md").remove("interview/finance/largest-case.md")

    catalog = tree.catalog()

    assert catalog.lessons == {}
    assert catalog.questions == {}


def test_every_folder_fills_its_shelf() -> None:
    assert len(CATALOG.items) == 13
    assert set(CATALOG.scales) == {"effectiveness", "truth", "claim", "self-rating"}
    assert [step.value for step in CATALOG.scales["truth"].steps] == ["T", "F", "?"]
    assert CATALOG.blueprints["full"].units[FINANCE] == {
        "judgement": 1,
        "exhibit": 1,
        "number": 1,
    }
    assert len(CATALOG.actions) == 11
    assert len(CATALOG.mandate_facts) == 8
    assert CATALOG.situation_questions[0].yes == {"turnaround": 2.0}
    assert "<h2>A part</h2>" in CATALOG.pages["method"].body.html


def test_the_revision_changes_with_any_text_and_not_with_line_ends() -> None:
    files = ContentTree().files
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in files.items()}
    edited = ContentTree().replace("pages/method.md", "More words.", "Other words.").files

    assert revision_of(windows) == revision_of(files) == CATALOG.revision
    assert revision_of(edited) != CATALOG.revision
    assert len(CATALOG.revision) == 16


def test_text_with_other_line_ends_reads_to_the_same_catalogue() -> None:
    windows = {path: text.replace("\n", "\r\n") for path, text in ContentTree().files.items()}

    assert read_catalog(windows).catalog == CATALOG


def test_the_order_of_files_is_irrelevant() -> None:
    files = ContentTree().files

    assert read_catalog(dict(reversed(files.items()))).catalog == CATALOG


def test_a_retired_item_is_kept_but_is_no_unit() -> None:
    tree = ContentTree().replace(
        "items/finance/finance-choice.md", "status: live", "status: retired"
    )

    catalog = tree.catalog()

    assert ItemId("finance-choice") in catalog.items
    assert all(unit.id != "finance-choice" for unit in catalog.units_of(FINANCE))


def test_a_snapshot_is_read_although_a_rule_of_good_writing_came_later() -> None:
    tree = ContentTree().replace(
        "items/finance/finance-judgement.md", "until a policy", "until always a policy"
    )

    assert tree.read().catalog is None
    snapshot = read_snapshot(tree.files)

    assert snapshot.catalog is not None
    assert [problem.code for problem in snapshot.problems] == ["absolute"]


def test_a_snapshot_that_cannot_be_understood_is_still_refused() -> None:
    tree = ContentTree().replace("items/finance/finance-judgement.md", "b: 4.6", "b: high")

    assert read_snapshot(tree.files).catalog is None
