"""Was a text copied from a job advert?"""

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _


def find_advert(brief: Brief, around: Surroundings) -> Faults:
    """A text that should say what the job is for was copied from an advert."""
    del around
    for where, text in (
        (place("challenge"), brief.challenge),
        (place("challenge", "why_now"), brief.why_now),
        (place("mission"), brief.mission),
    ):
        if text and reader_of("advert").finds(text):
            yield Fault(
                place=where,
                reason=_("This reads like an advert: it sells the job instead of describing it."),
                fix=_(
                    "Say here what must become true. The advert is drafted from the finished "
                    "brief, not the other way round."
                ),
            )
            return
