"""What does a template see of how a sitting ended: cut short, and expected to show what?"""

from dataclasses import dataclass

from assessment.domain.areas import level_name
from assessment.domain.findings_wording import count_word, range_text
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.predictions import Expected, Where, compare_prediction
from assessment.services.presenting import Presented


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRow:
    """One area: said before, expected after, shown."""

    title: str
    said: str
    expected: str
    span: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSection:
    """What somebody expected of their result, laid beside it."""

    summary: str
    rows: tuple[ExpectedRow, ...]


def stopped_words(not_asked: int) -> str:
    """That the form was cut short; empty where it was not."""
    if not not_asked:
        return ""
    return ngettext(
        "You stopped early, when your critical areas were decided: %(n)d question was not asked. "
        "It counts neither as wrong nor as left out.",
        "You stopped early, when your critical areas were decided: %(n)d questions were not asked. "
        "They count neither as wrong nor as left out.",
        not_asked,
    ) % {"n": not_asked}


def make_expected_section(presented: Presented) -> ExpectedSection | None:
    """The expectation beside the result; None where nothing was expected or nothing is shown."""
    prediction = presented.ending.prediction
    if prediction is None or not presented.findings.interpretable:
        return None
    compared = compare_prediction(prediction, presented.result.sheet)
    if not compared:
        return None
    areas = presented.result.catalog.areas
    return ExpectedSection(
        summary=_summary(compared),
        rows=tuple(_row(areas[line.area].title, line) for line in compared),
    )


def _summary(compared: tuple[Expected, ...]) -> str:
    known = [line.where for line in compared if line.where is not None]
    if not known:
        return _("None of the areas you spoke of has a level, so there is nothing to compare.")
    return _(
        "Areas that can be compared: %(areas)s. What you expected fits the range your answers "
        "point to in %(inside)s of them, lies above it in %(above)s and below it in %(below)s."
    ) % {
        "areas": count_word(len(known)),
        "inside": _many(known.count("inside")),
        "above": _many(known.count("above")),
        "below": _many(known.count("below")),
    }


def _many(count: int) -> str:
    return count_word(count) if count else _("none")


def _row(title: str, line: Expected) -> ExpectedRow:
    return ExpectedRow(
        title=title,
        said="–" if line.said is None else _level(line.said),
        expected=_level(line.expected),
        span="–" if line.likely_range is None else range_text(line.likely_range),
        words=_words(line.where),
    )


def _level(level: int) -> str:
    return f"{level} {level_name(level)}"


def _words(where: Where | None) -> str:
    match where:
        case "inside":
            return _("fits your range")
        case "above":
            return _("you expected more than your answers showed")
        case "below":
            return _("you expected less than your answers showed")
        case None:
            return _("too few answers to compare")
