"""Is everything to be replaced within half a year of the first day?"""

from datetime import timedelta

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _

SOONEST = timedelta(days=186)
"""Half a year from the first day: nobody replaces a core system in less (editorial)."""


def find_too_soon(brief: Brief, around: Surroundings) -> Faults:
    """An outcome replaces everything within half a year of the first day."""
    first = max(around.today, brief.starts_on or around.today)
    reader = reader_of("too-soon")
    for number, outcome in enumerate(brief.outcomes, 1):
        if outcome.due is None or not first <= outcome.due <= first + SOONEST:
            continue
        if reader.finds(outcome.result):
            yield Fault(
                place=place("outcomes", number, "due"),
                reason=_(
                    "Outcome %(n)d (“%(words)s”) is due within half a year of the first day: "
                    "whoever accepts it has not looked, or will not keep it."
                )
                % {"n": number, "words": reader.quote(outcome.result)},
                fix=_("Give it a date further off, or say which first part must be true by then."),
            )
