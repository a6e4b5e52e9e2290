"""Is a large change expected before there was time to learn?"""

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _


def find_haste(brief: Brief, around: Surroundings) -> Faults:
    """Large changes are expected by day 30."""
    del around
    text, reader = brief.expectations.day_30, reader_of("haste")
    if text and reader.finds(text):
        yield Fault(
            place=place("expectations", 30),
            reason=_(
                "A large change by day 30 (“%(words)s”) asks for an answer before the question "
                "was heard."
            )
            % {"words": reader.quote(text)},
            fix=_(
                "Expect understanding by day 30 and move the change to where it can be justified."
            ),
        )
