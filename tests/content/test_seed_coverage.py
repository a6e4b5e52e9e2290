"""Every idea of the sources is used or left out with a reason, and no sentence was copied."""

import re
from pathlib import Path

import pytest

from assessment.ingest.seeds import KNOWN_SEEDS, SEED_IDS
from assessment.ingest.stats import content_stats
from tests.content import shipped
from tests.content.seed_runs import CHARACTERS, RUN, marks_as_lines, runs_of, stored_marks

LEFT_OUT = Path(__file__).resolve().parents[2] / "docs" / "seeds-left-out.md"
_ENTRY = re.compile(r"^- ([A-E]\d+): (.+(?:\n  .+)*)$", re.MULTILINE)


def _left_out() -> dict[str, str]:
    """Id and reason of every entry of the list."""
    return dict(_ENTRY.findall(LEFT_OUT.read_text(encoding="utf-8")))


def test_the_list_of_ids_is_that_of_the_sources() -> None:
    assert len(SEED_IDS) == len(KNOWN_SEEDS) == 29 + 18 + 8 + 8 + 8


def test_every_idea_is_used_or_left_out() -> None:
    unused = content_stats(shipped.catalog())["seeds"]["unused"]

    assert set(unused) == set(_left_out())


def test_what_is_left_out_is_known_and_has_a_reason() -> None:
    entries = _left_out()

    assert entries.keys() <= KNOWN_SEEDS
    assert LEFT_OUT.read_text(encoding="utf-8").count("\n- ") == len(entries)
    for reason in entries.values():
        assert len(reason.split()) >= 10


@pytest.mark.parametrize("path", shipped.PATHS)
def test_no_ten_words_in_a_row_are_those_of_a_source(path: str) -> None:
    marks = stored_marks()

    assert [run for run, mark in runs_of(shipped.FILES[path]) if mark in marks] == []


def test_the_stored_marks_are_those_of_about_ten_thousand_words() -> None:
    marks = stored_marks()

    assert 9_000 <= len(marks) <= 12_000
    assert {len(mark) for mark in marks} == {CHARACTERS}


def test_a_copied_sentence_would_be_found_in_other_marks_and_lines() -> None:
    source = "One two three. Four five six seven; eight nine ten eleven, it's twelve."
    copied = (
        "- one TWO three four\n  five **six** seven (eight) nine ten eleven its twelve thirteen"
    )

    joined = "".join(marks_as_lines([source]))
    marks = {joined[at : at + CHARACTERS] for at in range(0, len(joined), CHARACTERS)}

    assert RUN == 10
    assert [run.split()[0] for run, mark in runs_of(copied) if mark in marks] == [
        "one",
        "two",
        "three",
        "four",
    ]
