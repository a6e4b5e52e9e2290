"""A type of CTO is suggested from words that tell types apart, or not at all."""

import pytest

from assessment.domain.brief_suggestion import suggest_type
from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT

PROFILES = load_catalog(PROJECT / "content").profiles


@pytest.mark.parametrize(
    ("challenge", "profile", "word"),
    [
        ("Two people can change the COBOL; it has to be retired.", "transformation", "cobol"),
        ("Two outages a month in one region; payments stop.", "platform", "outages"),
        ("The prototype convinced; the founders need a pilot.", "startup", "prototype"),
    ],
)  # fmt: skip
def test_words_of_a_type_suggest_it(challenge: str, profile: str, word: str) -> None:
    found = suggest_type(challenge, PROFILES)
    assert found is not None
    assert found.profile == profile
    assert word in found.because


@pytest.mark.parametrize(
    "challenge",
    [
        "Orders run through a program that stops on the first Monday of the month.",
        "We ask for a leader who runs what two people ran.",
        "A leader.",
    ],
)
def test_words_of_every_brief_suggest_nothing(challenge: str) -> None:
    assert suggest_type(challenge, PROFILES) is None
