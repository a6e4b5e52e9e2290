"""Does the brief say which challenge must be led, in words that fit this company alone?"""

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.brief_rules.words import is_placeholder
from assessment.domain.briefs import Brief, Part, is_said
from assessment.domain.language import gettext as _


def find_title_only(brief: Brief, around: Surroundings) -> Faults:
    """A title stands where a challenge should."""
    del around
    substance: tuple[Part, ...] = ("ownership", "duties", "mission", "outcomes", "expectations")
    said = sum(is_said(brief, part) for part in substance)
    if brief.challenge and reader_of("vacancy").finds(brief.challenge):
        yield Fault(
            place=place("challenge"),
            reason=_("The challenge names the role to be filled, not what this person must lead."),
            fix=_(
                "Say what is wrong or missing today, for whom, and by when that has to change; "
                "the title can wait until the end."
            ),
        )
    elif brief.title and not brief.challenge and not said:
        yield Fault(
            place=place("title"),
            reason=_("The brief has a title and nothing of what the job is for."),
            fix=_("Start from the challenge: which technology problem must this person lead?"),
        )


def find_no_challenge(brief: Brief, around: Surroundings) -> Faults:
    """Nothing is said of the challenge."""
    del around
    if is_placeholder(brief.challenge):
        yield Fault(
            place=place("challenge"),
            reason=_("No challenge is named, so nobody can say who would be able to lead it."),
            fix=_("Answer one question first: which technology challenge must this CTO lead?"),
            missing=not brief.challenge,
        )


def find_generic_challenge(brief: Brief, around: Surroundings) -> Faults:
    """The challenge fits every company."""
    text = brief.challenge
    if is_placeholder(text) or any(find_title_only(brief, around)):
        return
    if reader_of("generic").finds(text):
        yield Fault(
            place=place("challenge"),
            reason=_(
                "This could stand in any company’s brief: it names no system, figure or date."
            ),
            fix=_(
                "Name the thing that must change, what it costs today in money, time or "
                "customers, and what happens if nobody leads it."
            ),
        )
