"""What is a candidate told before anything else, and what do they agree to?

Each version of the notice keeps its number: what somebody confirmed must stay readable.
"""

from dataclasses import dataclass
from datetime import date

from assessment.domain.language import day_words
from assessment.domain.language import gettext as _

NOTICE_VERSION = 1
SHARE_VERSION = 1
"""Of the words under which a candidate shares their own report as an agenda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What the notice names."""

    organisation: str
    role: str
    areas: tuple[str, ...]
    minutes: int
    kept_until: date
    contact: str
    """Whom to ask, as the organisation wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePoint:
    """One thing a candidate is told."""

    id: str
    title: str
    text: str


def notice_points(facts: NoticeFacts) -> tuple[NoticePoint, ...]:
    """The notice, point by point, in the order in which it is read."""
    told = [
        ("what", _("What happens"), _(
            "%(organisation)s interviews you for the role “%(role)s”. The conversation takes about "
            "%(minutes)d minutes and covers %(areas)s. Every candidate is asked the same questions "
            "in the same order.")),
        ("why", _("Why it is written down"), _(
            "Each interviewer notes what you said and gives each area a number from 1 to 5 against "
            "written descriptions, or says that there was no evidence. This is for deciding on "
            "this role and for nothing else.")),
        ("who", _("Who sees it"), _(
            "The interviewers and those who decide at %(organisation)s. Each interviewer rates "
            "alone. While ratings are open you are shown by a letter instead of your name. Every "
            "look into your records is logged.")),
        ("long", _("How long it is kept"), _(
            "Until %(until)s. Then your records are deleted. A backup may hold a copy until it is "
            "replaced.")),
        ("decision", _("Who decides"), _(
            "People decide, in words and with reasons. Nothing here decides by itself, adds your "
            "ratings up to a total, or puts candidates in an order.")),
        ("accommodation", _("What you may need"), _(
            "If you need more time, another format, breaks, an interpreter or a place that is "
            "accessible to you, say so. You need not say why, and it does not count against you.")),
        ("explanation", _("An explanation by a person"), _(
            "You may ask how the decision was reached and what was noted; a person answers. "
            "Ask %(contact)s.")),
        ("correct", _("Correction and a copy"), _(
            "You may have what is wrong corrected and your words put beside it, and take a copy of "
            "what is kept about you.")),
        ("withdraw", _("Withdrawing"), _(
            "You may withdraw at any time on this page, without a reason. Interviewing ends, and "
            "you may have everything deleted at once.")),
        ("share", _("Your own report stays yours"), _(
            "If you have used this product for yourself, nobody here sees anything of it. You may "
            "hand over a list of topics to talk about, if you like; it is never asked for and "
            "holds no level, number or rating.")),
    ]  # fmt: skip
    values = {
        "organisation": facts.organisation,
        "role": facts.role,
        "areas": ", ".join(facts.areas),
        "minutes": facts.minutes,
        "until": day_words(facts.kept_until),
        "contact": facts.contact or facts.organisation,
    }
    return tuple(
        NoticePoint(id=id, title=title, text=text % values if "%(" in text else text)
        for id, title, text in told
    )
