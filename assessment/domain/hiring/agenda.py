"""Which topics of a person's own report could a conversation with an employer begin from?

Questions for both sides, area by area in the content's order. No level, range, number,
self-rating, answer-quality point or order of importance is in it. Of a verdict it keeps only which
kind of question is asked, which the candidate reads, and prunes, before handing it over.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.language import marked
from assessment.domain.readings import Reading

Topic = Literal["bring", "show", "grow"]

PREFACE = marked(
    "The candidate chose these topics and handed them over. They are for talking about and not for "
    "rating."
)
ASKED: Mapping[Topic, tuple[str, str]] = {
    "bring": (
        marked("What of your work in %(area)s would you bring, and what did it change elsewhere?"),
        marked("Where in this company would %(area)s be needed first, and who does it today?"),
    ),
    "show": (
        marked("Which piece of your work in %(area)s would you like to be asked about?"),
        marked("What does good work in %(area)s look like in this role after a year?"),
    ),
    "grow": (
        marked("Which part of %(area)s should be yours from the first day, and which could wait?"),
        marked("What support is there in %(area)s: people, time, somebody to learn from?"),
    ),
}
"""What the candidate and the employer are asked. An agenda is stored with these in English, in
whichever language it was chosen: ``wording`` says them anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaArea:
    """One area to talk about: a question for the candidate and one for the employer."""

    area: AreaId
    title: str
    candidate: str
    employer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationAgenda:
    """What a candidate hands over, whole."""

    areas: tuple[AgendaArea, ...]
    preface: str


def topic_of(reading: Reading, area: AreaId) -> Topic:
    """Which kind of conversation an area calls for; "show" wherever the form could not tell."""
    if area in reading.develop:
        return "grow"
    if area in reading.keep and reading.gaps[area].verdict is not None:
        return "bring"
    return "show"


def build_agenda(
    catalog: Catalog, reading: Reading, chosen: Collection[AreaId]
) -> ConversationAgenda:
    """The agenda of the chosen areas, for the candidate to read before they hand it over."""
    known = [a for a in catalog.areas.values() if a.id in chosen and a.id in reading.gaps]
    return ConversationAgenda(
        areas=tuple(
            _area(area.id, area.title, topic_of(reading, area.id))
            for area in sorted(known, key=lambda a: a.order)
        ),
        preface=PREFACE,
    )


def _area(area: AreaId, title: str, topic: Topic) -> AgendaArea:
    candidate, employer = ASKED[topic]
    return AgendaArea(
        area=area,
        title=title,
        candidate=candidate % {"area": title},
        employer=employer % {"area": title},
    )
