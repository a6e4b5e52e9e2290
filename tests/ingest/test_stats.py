"""The counts say what is in a catalogue."""

import json

from assessment.ingest.stats import content_stats
from tests.content_tree import ContentTree


def test_the_counts_of_a_small_tree_can_be_checked_by_hand() -> None:
    stats = content_stats(ContentTree().catalog())

    assert stats["counts"]["items_by_kind"] == {
        "check": 1,
        "choice": 2,
        "claim": 2,
        "exhibit": 2,
        "judgement": 2,
        "number": 2,
        "self-rating": 2,
    }
    finance = stats["areas"]["finance"]
    assert finance["units"] == 4
    assert finance["units_by_facet"] == {"bf1": 4, "bf2": 0}
    assert finance["facets_covered"] == 1
    assert finance["difficulty"] == {"min": 3.0, "mean": 3.0, "max": 3.0}
    assert finance["openers_by_kind"] == {"exhibit": 1, "judgement": 1}
    assert (finance["claims"], finance["actions"]) == (1, 0)
    assert stats["areas"]["governance"]["actions"] == 1
    assert (finance["lessons"], stats["areas"]["governance"]["lessons"]) == (1, 0)
    assert finance["interview_questions"] == {"past-behaviour": 1}
    assert stats["counts"]["lessons"] == 1
    assert stats["counts"]["interview_questions"] == {"past-behaviour": 1}
    assert stats["words"]["lesson"] == {"min": 89, "mean": 89, "max": 89}
    assert stats["judgement"]["best_position"] == {"b": 2}
    assert stats["exhibit"]["true_share"] == 0.6
    assert stats["actions"]["by_track_phase_mode"]["estate"]["phase 1"]["preparing"] == 1
    assert stats["actions"]["backbone"] == {"in-role": 10, "preparing": 10}


def test_a_tie_for_the_longest_counts_in_part() -> None:
    tree = ContentTree()
    words = "one two three four five six seven eight nine ten eleven twelve"
    for area in ("finance", "governance"):
        path = f"items/{area}/{area}-judgement.md"
        head, _, rest = tree.files[path].partition("## Actions\n\n")
        _, _, tail = rest.partition("\n## Rationale")
        actions = "".join(f"- {letter}: {words}\n" for letter in "abcde")
        tree.add(path, f"{head}## Actions\n\n{actions}\n## Rationale{tail}")

    assert content_stats(tree.catalog())["judgement"]["best_is_longest"]["words"] == 0.2


def test_seeds_are_told_apart_by_whether_anything_rests_on_them() -> None:
    seeds = content_stats(ContentTree().catalog())["seeds"]

    assert set(seeds["used"]) == {"B1", "B2", "B3", "B11", "B22", "B23", "B27", "A12"}
    assert len(seeds["used"]) + len(seeds["unused"]) == 29 + 18 + 8 + 8 + 8


def test_retired_items_are_not_counted() -> None:
    tree = ContentTree().replace(
        "items/finance/finance-choice.md", "status: live", "status: retired"
    )

    assert content_stats(tree.catalog())["areas"]["finance"]["units"] == 3


def test_a_retired_question_is_not_counted() -> None:
    path = "interview/finance/largest-case.md"
    tree = ContentTree().replace(path, "status: live", "status: retired")

    assert content_stats(tree.catalog())["counts"]["interview_questions"] == {}


def test_the_counts_can_be_written_as_json() -> None:
    stats = content_stats(ContentTree().catalog())

    assert json.loads(json.dumps(stats, allow_nan=False))["counts"]["areas"] == 2
