"""What does a new CTO's plan take from the brief they were hired by?

The hired person opens the brief's file themselves; nobody sends it into their plan. The mandate
and the first day fill in the form, and each outcome becomes an agreement to be made: what counts,
by which measure, and who judges it.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

from assessment.domain.briefs import Brief, Outcome
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.planning.agreed import AgreedAction, agreed_action
from assessment.domain.plans import ActionId
from assessment.domain.prose import Prose
from assessment.domain.text import LINE_LIMIT

HOURS_EACH = 1.0
"""For settling one outcome with whoever judges it (an editorial assumption)."""
SETTLED_IN_WEEKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The starting facts of a plan."""

    title: str
    start: date | None
    mandate_held: tuple[str, ...]
    agreed: tuple[AgreedAction, ...]


def hand_over(brief: Brief, catalog: Catalog) -> HandedOver:
    """What a plan begins with; the same facts about authority as the mandate check reads."""
    known = {fact.id for fact in catalog.mandate_facts}
    held = (fact for fact, holds in brief.mandate_said.items() if holds is True and fact in known)
    return HandedOver(
        title=brief.title,
        start=brief.starts_on,
        mandate_held=tuple(sorted(held)),
        agreed=tuple(_agreement(n, outcome) for n, outcome in enumerate(brief.outcomes, 1)),
    )


def _agreement(number: int, outcome: Outcome) -> AgreedAction:
    due = "" if outcome.due is None else _(" By %(day)s.") % {"day": outcome.due.isoformat()}
    measure = outcome.measure or _("No measure was given: agree on one first.")
    return agreed_action(
        ActionId(f"brief-outcome-{number}"),
        title=_short(_("Settle what counts: %(result)s") % {"result": outcome.result}),
        author=_("whoever wrote the brief you were hired by"),
        hours=HOURS_EACH,
        weeks=SETTLED_IN_WEEKS,
        deliverable=_prose(
            _("The outcome in your own words, with whoever judges it: %(result)s")
            % {"result": outcome.result + due}
        ),
        done_when=_prose(
            _("You both name the same measure and today’s figure: %(measure)s")
            % {"measure": measure}
        ),
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LINE_LIMIT else flat[: LINE_LIMIT - 1].rstrip() + "…"


def _prose(text: str) -> Prose:
    flat = " ".join(text.split())
    return Prose(source=flat, html=f"<p>{escape(flat)}</p>")
