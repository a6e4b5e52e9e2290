"""Are the needed levels few, reasoned, and kept no longer than needed?"""

from datetime import timedelta

from assessment.domain.brief_levels import critical_areas, starting_target
from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.words import content_words, is_placeholder
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _
from assessment.domain.profiles import MOST_CRITICAL_AREAS

LONGEST_DAYS = 3 * 366
"""A brief kept longer than three years outlives every search (editorial)."""
FEWEST_REASON_WORDS = 2


def find_too_many_critical(brief: Brief, around: Surroundings) -> Faults:
    """More than four areas are called critical."""
    critical = critical_areas(brief, around.profiles, around.adjustments)
    if not critical:
        critical = tuple(area for area, needed in brief.levels.items() if needed.critical)
    if len(critical) > MOST_CRITICAL_AREAS:
        yield Fault(
            place=place("levels"),
            reason=_("%(n)d areas are critical, more than one interview or one person can carry.")
            % {"n": len(critical)},
            fix=_("Keep four. To choose them, ask again: which challenge must this CTO lead?"),
        )


def find_unreasoned_levels(brief: Brief, around: Surroundings) -> Faults:
    """A level differs from the type's without a reason."""
    start = starting_target(brief, around.profiles, around.adjustments)
    for area, needed in brief.levels.items():
        usual = None if start is None else start.levels.get(area)
        same = usual is not None and (usual.level, usual.critical) == (
            needed.level,
            needed.critical,
        )
        thin = len(content_words(needed.reason)) < FEWEST_REASON_WORDS
        if not same and (is_placeholder(needed.reason) or thin):
            yield Fault(
                place=place("levels", area, "reason"),
                reason=_("%(area)s asks for another level than the type, and no reason is given.")
                % {"area": around.area_titles.get(area, area)},
                fix=_("Say what in this job needs it, or take the type’s level back."),
            )


def find_no_expectations(brief: Brief, around: Surroundings) -> Faults:
    """Nothing is expected of the first ninety days."""
    del around
    said = [not is_placeholder(text) for text in brief.expectations.texts]
    if not any(said):
        yield Fault(
            place=place("expectations"),
            reason=_(
                "Nothing says what is expected in the first ninety days, so every day will be "
                "judged by mood."
            ),
            fix=_(
                "Say what should be understood by day 30, agreed by day 60 and visible by day 90."
            ),
            missing=not any(brief.expectations.texts),
        )


def find_retention(brief: Brief, around: Surroundings) -> Faults:
    """No last day, one that has passed, or one too far away."""
    last = brief.retention_until
    if last is None:
        reason = _("Nothing says until when this brief and its candidates’ papers are kept.")
    elif last < around.today:
        reason = _("The last day of this brief has passed.")
    elif last > around.today + timedelta(days=LONGEST_DAYS):
        reason = _("More than three years is longer than any search needs.")
    else:
        return
    yield Fault(
        place=place("retention", "until"),
        reason=reason,
        fix=_("Give a day; twelve months after the decision is usual."),
        missing=last is None,
    )


def find_no_mission(brief: Brief, around: Surroundings) -> Faults:
    """No mission."""
    del around
    if is_placeholder(brief.mission):
        yield Fault(
            place=place("mission"),
            reason=_("No mission says in a sentence what this person is there for."),
            fix=_("Write one sentence that would still be true if every outcome were met early."),
            missing=not brief.mission,
        )
