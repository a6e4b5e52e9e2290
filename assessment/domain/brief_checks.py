"""What of a brief cannot be kept at all, however unfinished it may be?

These are shape and size only. Whether a brief is any good is for ``brief_rules`` to say.
"""

from collections.abc import Iterator
from math import isfinite

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL
from assessment.domain.briefs import (
    LINE,
    MOST_OUTCOMES,
    MOST_PEOPLE,
    PARAGRAPH,
    SENTENCE,
    Brief,
)
from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.domain.ownership import HOLDINGS, RESPONSIBILITIES
from assessment.domain.roles import DUTY_SHARES, MOST_POINTS

MOST_ENTRIES = 40
"""Of areas, facts or circumstances; far more than there are."""


def check_kept(brief: Brief) -> None:
    """Refuse what no page could show or no reader could use.

    Raises:
        BriefInvalid: naming the field, with a sentence for whoever typed it.
    """
    for place, text, limit in _texts(brief):
        if len(text) > limit:
            raise BriefInvalid(
                place,
                _("Keep this to %(limit)d characters; it has %(length)d.")
                % {"limit": limit, "length": len(text)},
            )
    if len(brief.outcomes) > MOST_OUTCOMES:
        raise BriefInvalid(
            "outcomes",
            _("Give at most %(n)d outcomes: more cannot all come first.") % {"n": MOST_OUTCOMES},
        )
    if any(not outcome.result for outcome in brief.outcomes):
        raise BriefInvalid("outcomes", _("An outcome needs words for what will be different."))
    if brief.people is not None and not 1 <= brief.people <= MOST_PEOPLE:
        raise BriefInvalid("people", _("Give the number of people as a whole number from 1."))
    _check_known(brief)
    _check_levels(brief)


def _check_known(brief: Brief) -> None:
    for responsibility, ownership in brief.ownership.items():
        if responsibility not in RESPONSIBILITIES or ownership.how not in HOLDINGS:
            raise BriefInvalid("ownership", _("The ownership map holds a row nobody knows."))
    for duty, spent in brief.points.items():
        if duty not in DUTY_SHARES:
            raise BriefInvalid("points", _("The duties hold a row nobody knows."))
        if not 0 <= spent <= MOST_POINTS:
            raise BriefInvalid("points", _("Give points as whole numbers from 0 to 100."))
    if max(len(brief.mandate), len(brief.levels), len(brief.circumstances)) > MOST_ENTRIES:
        raise BriefInvalid("mandate", _("There are more rows here than the page has."))


def _check_levels(brief: Brief) -> None:
    for needed in brief.levels.values():
        if not isfinite(needed.level) or not LOWEST_LEVEL <= needed.level <= HIGHEST_LEVEL:
            raise BriefInvalid("levels", _("A level lies between 1 and 5."))
        if (needed.level * 2) % 1:
            raise BriefInvalid("levels", _("Levels come in halves."))


def _texts(brief: Brief) -> Iterator[tuple[str, str, int]]:
    """Every text with its field and its longest length."""
    for name in ("challenge", "why_now", "mission"):
        yield name, getattr(brief, name), PARAGRAPH
    yield "type_reason", brief.type_reason, SENTENCE
    for name in ("title", "place", "pay"):
        yield name, getattr(brief, name), LINE
    for ownership in brief.ownership.values():
        yield "ownership", ownership.partner, LINE
    for answer in brief.mandate.values():
        yield "mandate", answer.detail, SENTENCE
    for outcome in brief.outcomes:
        yield "outcomes", outcome.result, SENTENCE
        yield "outcomes", outcome.measure, SENTENCE
    for needed in brief.levels.values():
        yield "levels", needed.reason, SENTENCE
    for text in brief.expectations.texts:
        yield "expectations", text, PARAGRAPH
