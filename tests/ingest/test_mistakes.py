"""Every mistake of the broken corpus is refused, with its name, file and line."""

from collections import Counter

import pytest

from tests.content_tree import ContentTree
from tests.ingest.mistakes import Mistake, every_mistake
from tests.promises import Promises

MISTAKES = tuple(every_mistake())


def test_the_unbroken_tree_has_no_problem_at_all() -> None:
    assert ContentTree().read().problems == ()


def test_the_corpus_holds_many_different_mistakes_each_once() -> None:
    assert len(MISTAKES) >= 120
    assert len({mistake.code for mistake in MISTAKES}) >= 60
    assert [n for n, count in Counter(m.name for m in MISTAKES).items() if count > 1] == []


@pytest.mark.promise
def test_bad_content_never_reaches_a_reader(promises: Promises) -> None:
    refused = 0
    for mistake in MISTAKES:
        result = mistake.tree.read()
        named = {(p.code, p.path, p.line) for p in result.errors}
        refused += result.catalog is None and (mistake.code, mistake.path, mistake.line) in named
    good = ContentTree().read().problems
    promises.note(
        "P6",
        "corpus of broken content",
        f"{refused} of {len(MISTAKES)} refused with name, file and line; "
        f"{len(good)} problems in the good tree",
        target="all of at least 60; 0",
        held=refused == len(MISTAKES) >= 60 and good == (),
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_refused_with_its_name_file_and_line(mistake: Mistake) -> None:
    result = mistake.tree.read()

    assert result.catalog is None
    named = [p for p in result.errors if p.code == mistake.code and p.path == mistake.path]
    assert named, "\n".join(f"{p.code} {p}" for p in result.problems)
    assert mistake.line in {p.line for p in named}, "\n".join(map(str, named))
    assert all(problem.message and problem.hint for problem in named)
    assert any(mistake.says in problem.message for problem in named)


def test_all_mistakes_are_told_at_once() -> None:
    tree = ContentTree()
    tree.replace("areas/finance.md", "  - Steers.\n", "")
    tree.replace("profiles/scale-up.md", "weight: 3", "weight: 4")
    tree.replace("actions/change-it.md", "gate: hear-business", "gate: nobody")
    tree.replace("items/finance/finance-number.md", "key: 4.06", "key: 5.06")
    tree.replace("items/finance/finance-number.md", "tolerance: 0.02", "tolerance: 2")

    codes = {problem.code for problem in tree.read().errors}

    assert codes == {
        "anchors-not-five",
        "weight-out-of-range",
        "unknown-gate",
        "formula-is-not-key",
        "tolerance-out-of-range",
    }


def test_a_problem_prints_like_a_compilers() -> None:
    tree = ContentTree().replace("profiles/scale-up.md", "weight: 3", "weight: 4")

    (problem,) = tree.read().errors

    assert str(problem) == (
        "profiles/scale-up.md:11: governance.weight is 4, it must lie between 1 and 3"
    )


def test_a_warning_does_not_refuse_the_content() -> None:
    tree = ContentTree().replace(
        "items/finance/finance-exhibit.md",
        "- c: Revenue grew by a tenth.",
        "- c: Revenue grew by a tenth of what it had been in the quarter that went before it.",
    )

    result = tree.read()

    assert [problem.code for problem in result.warnings] == ["odd-length"]
    assert result.catalog is not None
