"""What does the readout page of a plan show?"""

from dataclasses import dataclass

from assessment.domain.planning.readout import Readout, readout
from assessment.domain.prose import Prose
from assessment.services.plans import StoredPlan
from assessment.services.printing import pdf_available
from assessment.web.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was written about one finished step, by paragraph, and where it can be traced to."""

    paragraphs: tuple[str, ...]
    source: str
    step: str
    """The address of the step on the plan's page; empty where this revision has it no more."""
    deliverable: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the page's four parts."""

    title: str
    statements: tuple[Statement, ...]
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutPage:
    """The readout of a plan as it stands."""

    id: str
    attempt: str
    kind: str
    title: str
    on: str
    start: str
    facts: tuple[str, ...]
    questions: tuple[Question, ...]
    unfinished: tuple[str, ...]
    pdf_off: str | None


def make_readout_page(stored: StoredPlan) -> ReadoutPage:
    """The page of a plan's readout: what was written, by question, and what is missing."""
    found = readout(stored.plan, stored.steps)
    return ReadoutPage(
        id=stored.id,
        attempt=stored.attempt or "",
        kind=found.kind,
        title=found.title,
        on=day_words(found.on),
        start=day_words(stored.plan.facts.start),
        facts=found.facts,
        questions=_questions(stored, found),
        unfinished=found.unfinished,
        pdf_off=pdf_available(),
    )


def _questions(stored: StoredPlan, found: Readout) -> tuple[Question, ...]:
    return tuple(
        Question(
            title=section.title,
            statements=tuple(
                Statement(
                    paragraphs=tuple(p for p in line.text.splitlines() if p.strip()),
                    source=line.title,
                    step=f"/plan/{stored.id}#step-{line.action}"
                    if stored.plan.find(line.action)
                    else "",
                    deliverable=line.deliverable,
                )
                for line in section.lines
            ),
            missing=section.missing,
        )
        for section in found.sections
    )
