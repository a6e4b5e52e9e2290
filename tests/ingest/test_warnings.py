"""What only weakens content is told as a warning, at its line, and the content is used."""

import pytest

from assessment.domain.areas import AreaId
from assessment.ingest.catalog import read_catalog, read_snapshot
from tests.content_tree import ContentTree
from tests.ingest.mistakes import ASKED, EXHIBIT, JUDGEMENT, LESSON

ITEMS = 24


def _warnings(tree: ContentTree) -> list[tuple[str, str, int]]:
    result = tree.read()
    assert result.catalog is not None, "\n".join(map(str, result.errors))
    return [(p.code, p.path, p.line) for p in result.warnings]


ROWS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("a long text of two minutes", "odd-minutes", LESSON, "earns anything.", "word " * 900, 0),
    ("a short text of nine minutes", "odd-minutes", LESSON, "minutes: 2", "minutes: 9", 0),
    ("one question of a coach", "odd-count", LESSON, "- Who in the company already\n", "", -3),
    ("five red flags", "odd-count", ASKED, "- Shows only", "- A.\n- B.\n- C.\n- Shows only", -3),
    ("two probes", "odd-count", ASKED, "- What did you not choose?\n", "", -2),
    ("markup in a probe", "markup-in-list", ASKED, "did you not", "did you *not*", -2),
    ("markup in a sign", "markup-in-list", ASKED, "a budget", "a `budget`", -2),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_a_lesson_or_question_is_used_with_a_warning(row: tuple[str, ...]) -> None:
    _, code, path, old, new, shift = row
    tree = ContentTree()
    line = tree.line_of(path, old.rstrip("\n")) + int(shift)
    if code == "odd-minutes":
        line = tree.line_of(path, "minutes:")
    tree.replace(path, old, new)

    assert _warnings(tree) == [(code, path, line)]


def test_a_text_that_asks_for_long_schooling_is_named() -> None:
    story = ContentTree().files[JUDGEMENT].partition("too much\n\n")[2].partition("\n\n##")[0]
    hard = "notwithstanding institutional heterogeneity, intermediation capabilities " * 8
    tree = ContentTree().replace(JUDGEMENT, story, hard)

    assert ("hard-reading", JUDGEMENT, 19) in _warnings(tree)


def test_a_story_told_twice_is_named_at_the_second_file() -> None:
    tree = ContentTree()
    first = tree.files[JUDGEMENT]
    path = "items/governance/governance-judgement.md"
    story = first.partition("too much\n\n")[2].partition("\n\n##")[0]
    other = tree.files[path].partition("too much\n\n")[2].partition("\n\n##")[0]
    tree.replace(path, other, story.replace("Monday", "Tuesday"))

    (warning,) = tree.read().warnings

    assert (warning.code, warning.path, warning.line) == ("near-duplicate", path, 19)
    assert JUDGEMENT in warning.message


def test_a_retired_item_may_be_told_again() -> None:
    tree = ContentTree()
    copy = tree.files[JUDGEMENT].replace("id: finance-judgement", "id: second")
    tree.add("items/finance/second.md", copy.replace("status: live", "status: retired"))

    assert _warnings(tree) == []


def _bank(kind: str, keys: str) -> ContentTree:
    """A tree with many items of one kind, each with a story of its own and the same key."""
    tree = ContentTree()
    path = {"judgement": JUDGEMENT, "exhibit": EXHIBIT}[kind]
    head, _, rest = tree.files[path].partition("\n# ")
    title, _, rest = rest.partition("\n\n")
    _, _, sections = rest.partition("\n\n## ")
    for number in range(ITEMS):
        story = " ".join(f"word{number}x{place}" for place in range(50))
        text = f"{head}\n# {title}\n\n{story}.\n\n## {sections}"
        text = text.replace(f"id: finance-{kind}", f"id: {kind}-{number}")
        first, _, last = text.partition("keys: {")
        tree.add(
            f"items/finance/{kind}-{number}.md",
            f"{first}keys: {{{keys}}}{last.partition('}')[2]}",
        )
        if number % 2:
            path_now = f"items/finance/{kind}-{number}.md"
            tree.files[path_now] = tree.files[path_now].replace("facet: bf1", "facet: bf2")
    return tree


def _codes(tree: ContentTree) -> set[str]:
    return {problem.code for problem in read_catalog(tree.files).warnings}


def test_a_letter_that_is_mostly_the_best_is_named() -> None:
    tree = _bank("judgement", "a: 2.5, b: 4.6, c: 1.5, d: 4.3, e: 1.8")

    (warning,) = [p for p in tree.read().warnings if p.code == "best-place"]

    assert warning.message == "action b is the best in 26 of 26 situations"


def test_letters_that_take_turns_are_not_named() -> None:
    tree = _bank("judgement", "a: 2.5, b: 4.6, c: 1.5, d: 4.3, e: 1.8")
    values = ("4.6", "2.5", "1.5", "4.3", "1.8")
    for number in range(ITEMS):
        turned = values[number % 5 :] + values[: number % 5]
        keys = ", ".join(f"{a}: {v}" for a, v in zip("abcde", turned, strict=True))
        path = f"items/finance/judgement-{number}.md"
        tree.replace(path, "a: 2.5, b: 4.6, c: 1.5, d: 4.3, e: 1.8", keys)

    # Read as a snapshot: keys that moved leave wrong turns that agree, which would be refused.
    result = read_snapshot(tree.files)

    assert result.catalog is not None
    assert len(result.catalog.units_of(AreaId("finance"))) == ITEMS + 4
    assert "best-place" not in {problem.code for problem in result.problems}


def test_a_best_action_that_is_mostly_the_longest_is_named() -> None:
    tree = _bank("judgement", "a: 2.5, b: 4.6, c: 1.5, d: 4.3, e: 1.8")
    assert "best-is-longest" not in _codes(tree)
    for number in range(ITEMS):
        path = f"items/finance/judgement-{number}.md"
        tree.replace(path, "keep the agent running.", "keep the agent running meanwhile.")

    named = [p.message for p in tree.read().warnings if p.code == "best-is-longest"]

    assert [message.partition(" is the best")[0] for message in named] == [
        "the longest action by characters",
        "the longest action by words",
    ]


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ("a: true, b: false, c: true, d: false, e: true", False),
        ("a: true, b: false, c: true, d: true, e: true", True),
    ],
)
def test_a_bank_whose_statements_lean_to_one_side_is_named(keys: str, named: bool) -> None:
    assert ("true-share" in _codes(_bank("exhibit", keys))) == named


def test_a_facet_that_goes_nearly_without_is_named_where_units_are_many() -> None:
    tree = _bank("exhibit", "a: true, b: false, c: true, d: false, e: true")
    assert "thin-facet" not in _codes(tree)
    for number in range(3, ITEMS):
        path = f"items/finance/exhibit-{number}.md"
        tree.files[path] = tree.files[path].replace("facet: bf2", "facet: bf1")

    (warning,) = [p for p in tree.read().warnings if p.code == "thin-facet"]

    assert (warning.path, warning.message) == (
        "areas/finance.md",
        "live units for the facet bf2: 1",
    )


def test_a_bank_that_is_large_but_cannot_fill_a_second_form_is_named() -> None:
    tree = _bank("exhibit", "a: true, b: false, c: true, d: false, e: true")

    named = [p.message for p in tree.read().warnings if p.code == "no-second-form"]

    assert named == [
        "judgement units of finance: 1, and two forms need 2",
        "number units of finance: 1, and two forms need 2",
    ]
