"""What is stored of hiring is English whoever makes it, and is read in the reader's language."""

from collections.abc import Iterator

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.brief_levels import reason_in_words
from assessment.domain.brief_panel import (
    DID_NOT_AGREE,
    SET_BY_A_PANEL,
    Mark,
    reason_of,
    set_targets,
)
from assessment.domain.hiring.kit import (
    NO_SHARED_WORDS,
    SHARED_WORDS,
    InterviewKit,
    KitFacts,
    NeededLevel,
    build_kit,
)
from assessment.domain.hiring.wording import kit_in_words
from assessment.domain.language import gettext, said_anew, speaking
from assessment.services.languages import pseudo, pseudo_language
from tests.builders import make_catalog
from tests.services.hiring import interviewing_catalog


@pytest.fixture
def another_language() -> Iterator[None]:
    with speaking(pseudo_language()):
        yield


def made_kit(*, asked: bool = True) -> InterviewKit:
    needed = NeededLevel(level=4.0, critical=True, reason="Question everything.")
    return build_kit(
        interviewing_catalog() if asked else make_catalog(),
        KitFacts(
            title="CTO", type_title="Scale-up CTO", words="", needed={AreaId("strategy"): needed}
        ),
    )


ENGLISH_KIT, ENGLISH_LACK = made_kit(), made_kit(asked=False)


@pytest.mark.usefixtures("another_language")
def test_a_kit_is_made_in_english_and_its_sentences_are_said_anew() -> None:
    assert made_kit() == ENGLISH_KIT
    assert made_kit(asked=False) == ENGLISH_LACK
    because = [question.because for question in kit_in_words(ENGLISH_KIT).questions]
    words = {"words": "“question”"}
    assert set(because) <= {gettext(NO_SHARED_WORDS), gettext(SHARED_WORDS) % words}
    assert pseudo("The content has only %(found)d of %(wanted)d questions on %(area)s.") % {
        "found": 0, "wanted": 3, "area": "Strategy",
    } in kit_in_words(ENGLISH_LACK).missing  # fmt: skip


def test_a_reader_of_english_reads_what_is_stored() -> None:
    assert kit_in_words(ENGLISH_KIT) is ENGLISH_KIT
    assert reason_in_words("Set by hand.") == "Set by hand."


@pytest.mark.usefixtures("another_language")
@pytest.mark.parametrize("marks", [(3, 3, 3, 3, 4), (1, 2, 3, 4, 5)])
def test_the_reason_of_a_panel_is_stored_in_english(marks: tuple[int, ...]) -> None:
    area = AreaId("strategy")
    (target,) = set_targets([area], [{area: Mark(day=day, year=5)} for day in marks])
    stored = reason_of(target)
    assert stored.startswith("Set by 5 people")
    said = reason_in_words(stored)
    assert said.startswith(gettext(SET_BY_A_PANEL).split("%")[0])
    assert said.endswith(gettext(DID_NOT_AGREE)) == (not target.agreed)
    assert f"{target.day.spread:.2f}" in said


@pytest.mark.usefixtures("another_language")
def test_what_somebody_typed_stays_as_typed() -> None:
    typed = "Set by our board; kept at 4.0"
    assert reason_in_words(typed) == typed
    assert said_anew(typed, SET_BY_A_PANEL) == typed
