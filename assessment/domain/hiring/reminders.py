"""What should a panel be reminded of before it asks its first question?

Not legal advice, and dated: law moves, and an organisation has its own counsel.
"""

from dataclasses import dataclass
from datetime import date

from assessment.domain.language import gettext as _

AS_OF = date(2026, 11, 1)
"""When these were last read against the sources in docs/hiring.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder: what to do, and why."""

    id: str
    title: str
    text: str


def fairness_reminders() -> tuple[Reminder, ...]:
    """What keeps an interview fair, in the order in which it is needed."""
    told = [
        ("same", _("The same for everybody"), _(
            "Ask every candidate the same questions in the same order and words. Probes may "
            "differ; what you listen for may not.")),
        ("notes", _("Write first, rate afterwards, alone"), _(
            "Note what was said, nearly word for word. Give the number from your note, before you "
            "speak with another interviewer.")),
        ("anchors", _("Rate against the descriptions"), _(
            "Compare the answer with the five descriptions, not with the candidate before. “No "
            "evidence” is an answer; a guess is none.")),
        ("never", _("Never ask"), _(
            "Family, children, pregnancy, health, disability, age, origin, religion, union, "
            "politics, pay history: not in small talk either. Where a candidate brings it up, "
            "do not note it.")),
        ("accommodate", _("Accommodation"), _(
            "Ask beforehand whether a candidate needs anything to take part on equal terms, and "
            "arrange it. Whoever rates need not know why.")),
        ("own-report", _("A candidate’s own report"), _(
            "Never ask for one. A list of topics that a candidate hands over is for talking, not "
            "for rating: the form behind it is public and taken alone.")),
    ]  # fmt: skip
    return tuple(Reminder(id=id, title=title, text=text) for id, title, text in told)


def legal_reminders() -> tuple[Reminder, ...]:
    """Duties that may apply, by where the role or the candidate is."""
    told = [
        ("eu-ai", _("European Union: AI Act, Regulation 2024/1689"), _(
            "Systems that evaluate candidates are listed as high-risk (Annex III, 4a); the duties "
            "were moved to 2 December 2027. Inferring emotions at work is banned already. This kit "
            "uses no model and decides nothing; whether it falls under the act is a question for "
            "counsel.")),
        ("gdpr", _("European Union and United Kingdom: data protection"), _(
            "Tell candidates before anything is recorded, keep no more and no longer than needed, "
            "and do not let a figure decide: a score on which others draw strongly can itself be "
            "an automated decision (C-634/21). A person with authority to decide otherwise "
            "decides. An impact assessment comes before use.")),
        ("us", _("United States: federal"), _(
            "The Uniform Guidelines (29 CFR 1607) ask for records of selection by group. The "
            "four-fifths rule is a screen, not a safe harbour; scores are never adjusted by group. "
            "The ADA asks for reasonable accommodation.")),
        ("us-local", _("United States: states and cities"), _(
            "New York City (Local Law 144), Illinois (HB 3773, from January 2026) and Colorado "
            "(from January 2027) have duties of notice and audit for automated tools.")),
        ("records", _("Records"), _(
            "Scorecards, reasons and this kit are records. They go on the date given to the "
            "candidate; a dispute or a law may ask for longer, with a reason written down.")),
    ]  # fmt: skip
    return tuple(Reminder(id=id, title=title, text=text) for id, title, text in told)
