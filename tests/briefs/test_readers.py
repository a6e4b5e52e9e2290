"""Readers find a stranger's faults, leave sound texts alone, and are what the material teaches.

`strangers/` holds what people who hire might write, by writers who saw neither rules nor readers.
No reader is taught from it, and none may be: it is how a release knows what its rules are worth.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.brief_rules.reader import (
    FAULTS,
    LONGEST,
    Fault,
    Reader,
    reader_of,
    windows,
)
from assessment.domain.briefs import Brief, MandateAnswer
from assessment.domain.catalog import Catalog
from assessment.services.brief_checking import find_faults
from bench.readers.__main__ import TABLES, table_of
from bench.readers.learning import learn
from bench.readers.material import lesson, voices
from tests.briefs.test_wordings import (
    FEWEST_FOUND,
    TODAY,
    catalog,
    clean,
    due_after,
    missed_of,
    with_expectation,
    with_fact,
    with_outcome,
)

__all__ = ["catalog", "clean"]

HERE = Path(__file__).parent
STRANGERS: dict[str, Mapping[str, list[Any]]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((HERE / "strangers").glob("*.json"))
}
RULE_OF = {
    "title_only": "BR-TITLE-ONLY",
    "generic": "BR-GENERIC",
    "advert": "BR-ADVERT",
    "ai_unowned": "BR-AI-UNOWNED",
    "activity": "BR-ACTIVITY",
    "no_measure": "BR-NO-MEASURE",
    "effort": "BR-EFFORT",
    "haste": "BR-HASTE",
    "too_soon": "BR-TOO-SOON",
    "clashing": "BR-CLASHING-TYPES",
    "hollow": "BR-HOLLOW",
    "beyond": "BR-BEYOND-MANDATE",
}
MOST_WRONGLY = 0.15
"""Of a stranger's sound texts of one kind, at most these are asked about."""


@pytest.mark.parametrize("kind", RULE_OF)
def test_a_rule_finds_eight_of_ten_faults_of_strangers(
    kind: str, clean: Brief, catalog: Catalog
) -> None:
    wordings = [wording for each in STRANGERS.values() for wording in each[kind]]
    missed = missed_of(RULE_OF[kind], wordings, clean, catalog)
    assert len(wordings) >= 20
    assert len(wordings) - len(missed) >= FEWEST_FOUND * len(wordings), missed


def found_in(brief: Brief, catalog: Catalog) -> set[str]:
    return {found.rule for found in find_faults(brief, catalog, today=TODAY)}


@pytest.mark.parametrize(
    "kind",
    ["sound_challenges", "sound_outcomes", "sound_proofs", "sound_day_30", "sound_day_60"],
)
def test_what_strangers_word_well_is_mostly_left_alone(
    kind: str, clean: Brief, catalog: Catalog
) -> None:
    def brief_with(said: Any) -> Brief:  # noqa: ANN401 - as the file has it
        if kind == "sound_challenges":
            return replace(clean, challenge=said)
        if kind == "sound_outcomes":
            outcome = with_outcome(clean, said["outcome"], said["measure"])
            return due_after(outcome, said["months"])
        if kind == "sound_proofs":
            holds = MandateAnswer(holds=True, detail=said["proof"])
            return with_fact(clean, said["fact"], holds)
        return with_expectation(clean, **{kind.removeprefix("sound_"): said})

    texts = [text for each in STRANGERS.values() for text in each[kind]]
    wrongly = [text for text in texts if found_in(brief_with(text), catalog)]
    assert len(texts) >= 20
    assert len(wrongly) <= MOST_WRONGLY * len(texts), wrongly


@pytest.mark.parametrize("fault", ["effort", "hollow"])
def test_a_table_is_what_the_material_teaches(fault: Fault) -> None:
    """Up to the last digits of another machine, by which a few of the quietest features change."""
    lessons = [lesson(fault, kinds) for kinds in voices().values()]
    taught, kept = learn(fault, lessons), reader_of(fault)
    shared = set(taught.weights) & set(kept.weights)
    assert len(shared) >= 0.97 * len(kept.weights)
    assert taught.bias == pytest.approx(kept.bias, abs=0.05)
    for text in (text for each in lessons for text in (*each.faulty, *each.sound)):
        assert taught.score(text) == pytest.approx(kept.score(text), abs=0.1), text


@pytest.mark.parametrize("fault", FAULTS)
def test_a_table_reads_back_as_it_was_written(fault: Fault) -> None:
    written = (TABLES / f"{fault}.tsv").read_text(encoding="utf-8")
    assert table_of(reader_of(fault)) == written
    assert 1_000 < len(reader_of(fault).weights) <= 4_000


READER = Reader(bias=-1.0, weights={"moved": 2.0, "all": 1.0, "all moved": 1.0, "sites": -0.5})


def test_a_score_is_the_bias_and_the_weights_over_the_root_of_the_features() -> None:
    # "All moved": all, moved, ^ all, all moved, moved $
    assert READER.score("All moved") == pytest.approx(-1.0 + 4.0 / 5**0.5)
    assert READER.score("") == READER.score("…") == -1.0


def test_a_quote_is_the_loudest_run_of_the_text_as_it_was_written() -> None:
    text = "In the first year, and after many talks, All  Moved to the coast, quietly."
    assert READER.quote(text) == "year, and after many talks, All Moved"
    assert READER.quote("Moved!") == "Moved!"
    assert READER.quote("") == ""


SENTENCES = st.lists(
    st.lists(st.sampled_from(["moved", "all", "sites", "12", "€4m"]), min_size=1, max_size=60),
    max_size=30,
).map(lambda sentences: " ".join(" ".join(words) + "." for words in sentences))


@given(text=SENTENCES)
def test_windows_hold_every_sentence_and_stay_short(text: str) -> None:
    seen = windows(text)
    for sentence in filter(None, (part.strip() for part in text.split("."))):
        assert any(sentence in window for window in seen)
    if len(seen) > 1:
        assert all(len(window.split()) <= LONGEST + 2 * 60 for window in seen)
        assert sum(len(window.split()) for window in seen) <= 2 * len(text.split())


@given(text=st.text(max_size=200))
def test_any_text_is_read_alike_twice_and_quoted_from_itself(text: str) -> None:
    for fault in FAULTS:
        reader = reader_of(fault)
        assert reader.score(text) == reader.score(text)
        assert reader.quote(text) in " ".join(text.split())
