"""Can each outcome be checked, by a measure and on a day?"""

from datetime import date, timedelta

from assessment.domain.brief_rules.change import states_a_change
from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.brief_rules.words import (
    definite_words,
    has_number,
    is_placeholder,
    pattern,
)
from assessment.domain.briefs import FEWEST_OUTCOMES, MOST_OUTCOMES, Brief
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext

HORIZON_DAYS = 731
"""Two years after the first day; beyond it an outcome is a vision (editorial)."""

_PROOF = pattern(
    "audits?", "auditors?", "certificates?", "certified", "signed", "signs?", "signature",
    "passed", "passes?",
    "letters?", "register", "contracts?", "invoices?", "minutes of", "log(?:s|ged)?", "lists?",
    "counted", "counts?",
    "count of", "number of", "share of", "proportion of", "rate of", "none", "no \\w+", "every",
    "each",
    "all \\w+", "approved", "approves?", "accepted", "accepts?", "confirmed", "confirms?",
    "in writing", "closed",
    "switched off", "restored", "tested", "test", "exercise", "drill", "stopwatch", "ledger",
    "figures?", "report(?:ed)? by",
    "median", "average", "p95", "p99", "per (?:day|week|month|quarter|year|order|user|customer)",
    "yes or no",
    "both(?! sides)", "dated", "on file", "paid", "sold", "booked", "lit", "live", "in production",
    "published",
)  # fmt: skip
_VAGUE = pattern(
    "better", "improv\\w*", "satisf\\w*", "happ(?:y|ier|iness)", "good", "great", "excellent",
    "high(?:er)?",
    "successful(?:ly)?", "success", "smooth(?:ly|er)?", "positive(?:ly)?", "feedback", "quality",
    "perceived", "perception",
    "feel(?:s|ing)?", "felt", "noticeabl[ey]", "significant(?:ly)?", "visibl[ey]", "stakeholders?",
    "appropriate(?:ly)?",
    "efficien\\w+", "effective\\w*", "progress", "impression", "trust(?:ed)?", "morale", "mood",
    "alignment", "aligned",
    "modern", "fast(?:er)?", "robust", "stable", "enough", "adequate", "sufficient",
    "reasonabl[ey]", "gut", "opinion",
    "sense", "subjective\\w*", "clear(?:ly)?", "common sense", "evident", "obvious", "well",
    "more", "less", "increased?",
    "reduced?", "strong(?:er)?", "works", "done", "completed?", "finished", "delivered",
    "on track", "as planned",
    "complain\\w*", "world[- ]class", "state[- ]of[- ]the[- ]art", "best[- ]practices?", "leading",
    "reference", "seen as", "recogni[sz]ed", "known (?:as|for)", "reputation", "spirit",
    "calm(?:er)?", "confiden\\w+", "comfortabl\\w+",
    "we(?:['’]d| would| will|['’]ll) (?:know|see|notice|tell)", "you(?:['’]d| would| will|"
    "['’]ll) (?:know|see|notice|feel|tell)",
    "everybody (?:agrees|knows|says|sees)", "everyone (?:agrees|knows|says|sees)", "experience",
    "excellence", "culture", "considerabl[ey]",
    "substantial(?:ly)?", "major", "mature", "maturity", "industry standards?", "general",
    "atmosphere", "energy",
    "buy-in",
    "proud", "talk(?:s|ed)?", "praise", "nicer?", "easier", "simpler", "quicker", "under control",
    "no complaints", "healthy", "solid",
    "kpis?", "metrics?", "okrs?", "review", "judg(?:e)?ment", "discretion", "observ\\w+",
    "informal\\w*", "qualitative\\w*",
)  # fmt: skip


def find_few_outcomes(brief: Brief, around: Surroundings) -> Faults:
    """Fewer than three outcomes, or more than eight."""
    del around
    count = len(brief.outcomes)
    if count < FEWEST_OUTCOMES:
        yield Fault(
            place=place("outcomes"),
            reason=ngettext(
                "%(n)d outcome is too little to say what success would look like.",
                "%(n)d outcomes are too few to say what success would look like.",
                count,
            )
            % {"n": count}
            if count
            else _("No outcome says what must be different after the first year."),
            fix=_("Give three to eight, each with a measure and a date."),
            missing=not count,
        )
    elif count > MOST_OUTCOMES:
        yield Fault(
            place=place("outcomes"),
            reason=_("%(n)d outcomes cannot all come first.") % {"n": count},
            fix=_("Keep the eight that matter most, or fewer."),
        )


def find_activities(brief: Brief, around: Surroundings) -> Faults:
    """An outcome says what somebody does, not what is then different."""
    del around
    for number, outcome in enumerate(brief.outcomes, 1):
        if reader_of("activity").finds(outcome.result):
            yield Fault(
                place=place("outcomes", number, "result"),
                reason=_(
                    "Outcome %(n)d is an activity: it can be carried out for a year and change "
                    "nothing."
                )
                % {"n": number},
                fix=_("Ask “so that what is different, for whom?” and write the answer here."),
            )


def find_unmeasured(brief: Brief, around: Surroundings) -> Faults:
    """An outcome that nobody could check."""
    del around
    for number, outcome in enumerate(brief.outcomes, 1):
        if not is_measure(outcome.measure):
            yield Fault(
                place=place("outcomes", number, "measure"),
                reason=_("Outcome %(n)d has no measure that two people would read alike.")
                % {"n": number},
                fix=_(
                    "Name a figure with today’s value and the wanted one, or a document somebody "
                    "outside signs."
                ),
            )


def find_effort(brief: Brief, around: Surroundings) -> Faults:
    """A measure that can be met without anything getting better."""
    del around
    reader = reader_of("effort")
    for number, outcome in enumerate(brief.outcomes, 1):
        if is_measure(outcome.measure) and reader.finds(outcome.measure):
            yield Fault(
                place=place("outcomes", number, "measure"),
                reason=_(
                    "The measure of outcome %(n)d (“%(words)s”) counts effort: it can be met "
                    "while nothing gets better."
                )
                % {"n": number, "words": reader.quote(outcome.measure)},
                fix=_(
                    "Count what those who are served would notice, or have it checked by "
                    "somebody outside."
                ),
            )


def is_measure(text: str) -> bool:
    """Whether two people could check it and agree.

    >>> is_measure("Median days to payment, 11 today"), is_measure("Happy teams")
    (True, False)
    """
    if is_placeholder(text):
        return False
    if has_number(text):
        return True
    if states_a_change(text) and not _VAGUE.search(text):
        return True
    if _VAGUE.search(text):
        proved = _PROOF.search(text)
        return proved is not None and len(definite_words(text)) >= 3
    return _PROOF.search(text) is not None or len(definite_words(text)) >= 4


def find_undated(brief: Brief, around: Surroundings) -> Faults:
    """An outcome without a day by which it is due."""
    del around
    for number, outcome in enumerate(brief.outcomes, 1):
        if outcome.due is None:
            yield Fault(
                place=place("outcomes", number, "due"),
                reason=_("Outcome %(n)d has no date, so it is never late.") % {"n": number},
                fix=_("Give the day by which it must be true."),
            )


def find_past_dates(brief: Brief, around: Surroundings) -> Faults:
    """A date that has passed, or lies before the first day."""
    first = max(around.today, brief.starts_on or around.today)
    for number, outcome in enumerate(brief.outcomes, 1):
        if outcome.due is not None and outcome.due < first:
            gone = outcome.due < around.today
            yield Fault(
                place=place("outcomes", number, "due"),
                reason=(
                    _("Outcome %(n)d was due on a day that has passed.")
                    if gone
                    else _("Outcome %(n)d is due before the first day in the role.")
                )
                % {"n": number},
                fix=_("Give a day this person can still reach."),
            )
    if brief.starts_on is not None and brief.starts_on < around.today:
        yield Fault(
            place=place("context", "starts_on"),
            reason=_("The hoped-for first day has passed."),
            fix=_("Give the day from which you now count."),
        )


def find_far_dates(brief: Brief, around: Surroundings) -> Faults:
    """A date beyond what a new leader can be held to."""
    last = horizon(brief, around.today)
    for number, outcome in enumerate(brief.outcomes, 1):
        if outcome.due is not None and outcome.due > last:
            yield Fault(
                place=place("outcomes", number, "due"),
                reason=_(
                    "Outcome %(n)d is due more than two years after the start: too far to learn "
                    "from."
                )
                % {"n": number},
                fix=_("Name what must be true after one year, on the way there."),
            )


def horizon(brief: Brief, today: date) -> date:
    """The last day an outcome can sensibly be due."""
    return max(brief.starts_on or today, today) + timedelta(days=HORIZON_DAYS)
