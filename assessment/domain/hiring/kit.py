"""Which questions is every candidate for a brief asked, in which order, and why these?

Two about past behaviour and one situational for each critical area, chosen by the words of the
brief and by nothing else: no candidate is known here, so none can be asked differently.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import Area, AreaId, Facet, FacetId
from assessment.domain.catalog import Catalog
from assessment.domain.interviews import (
    InterviewKind,
    InterviewQuestion,
    InterviewQuestionId,
    SignLevel,
)
from assessment.domain.language import marked
from assessment.domain.lesson_search import fold
from assessment.domain.prose import Prose

CRITICAL_PLAN: tuple[InterviewKind, ...] = ("past-behaviour", "past-behaviour", "situational")
OTHER_PLAN: tuple[InterviewKind, ...] = ("past-behaviour", "situational")
"""What is asked on an area that is not critical but is to be heard all the same (assumption)."""

SHORTEST_WORD = 4
MOST_WORDS_NAMED = 3
UNTITLED = "CTO"
"""What a kit is called whose brief has no title yet; a name that no language translates."""
_COMMON_WORDS = """
about after again also among another because before being between both could does doing down
each every from have having into just more most must need needs only other over same should
some such than that their them then there these they this those through under until very
want were what when where which while will with without work would year years your company
technology technical month months people team
ask asked asks next wait waits waited one two three four five six ten first last new own
"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that stand in every brief and tell no facet from another."""
_ENDINGS = ("isation", "ization", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied",
            "ers", "er", "ed", "es", "s", "y", "e")  # fmt: skip

SHARED_WORDS = marked("The brief speaks of %(words)s, and so does this facet.")
NO_SHARED_WORDS = marked(
    "The brief’s words point at no facet more than this, so the area’s order decides."
)
TOO_FEW_QUESTIONS = marked("The content has only %(found)d of %(wanted)d questions on %(area)s.")
"""A kit is stored with its sentences in English, whoever makes it: ``wording`` says them anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededLevel:
    """What a brief needs in one area, and why."""

    level: float
    critical: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFacts:
    """What a brief says that its kit rests on."""

    title: str
    type_title: str
    words: str
    """Challenge, mission and outcomes in the brief's own words."""
    needed: Mapping[AreaId, NeededLevel]
    others: tuple[AreaId, ...] = ()
    """Areas to be heard beside the critical ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitQuestion:
    """One question as every candidate hears it, with what the interviewers listen for."""

    id: InterviewQuestionId
    version: int
    kind: InterviewKind
    facet: FacetId
    facet_title: str
    title: str
    minutes: int
    """Time for question, answer and every probe."""
    question: Prose
    probes: tuple[str, ...]
    signs: Mapping[SignLevel, str]
    red_flags: tuple[str, ...]
    evidence: Prose
    because: str
    """Why this one, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitArea:
    """One area of the interview: its anchors, the level the brief needs, its questions."""

    area: AreaId
    title: str
    critical: bool
    level: float
    reason: str
    anchors: tuple[str, ...]
    questions: tuple[KitQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewKit:
    """Everything the interviewers of one brief version work from."""

    title: str
    type_title: str
    revision: str
    """Of the content the questions are from."""
    areas: tuple[KitArea, ...]
    missing: tuple[str, ...]
    """Sentences on what the content could not give, in English."""

    @property
    def questions(self) -> tuple[KitQuestion, ...]:
        return tuple(question for area in self.areas for question in area.questions)


def build_kit(catalog: Catalog, facts: KitFacts) -> InterviewKit:
    """The kit of a brief: the same facts and the same content give the same kit.

    In each area the facets that share most words with the brief, its reason for the area's level
    included, come first; equal ones keep the area's own order. Each question takes the next
    facet, so that no facet is asked twice while another has a question of the kind.
    """
    critical = [a for a, needed in facts.needed.items() if needed.critical]
    others = [a for a in facts.others if a not in critical]
    told = brief_words(facts.words)
    areas: list[KitArea] = []
    missing: list[str] = []
    for chosen, kinds in ((critical, CRITICAL_PLAN), (others, OTHER_PLAN)):
        known = [catalog.areas[a] for a in chosen if a in catalog.areas]
        for area in sorted(known, key=lambda a: a.order):
            made = _kit_area(catalog, area, facts, kinds, told)
            areas.append(made)
            if len(made.questions) < len(kinds):
                found, wanted = len(made.questions), len(kinds)
                missing.append(
                    TOO_FEW_QUESTIONS % {"found": found, "wanted": wanted, "area": area.title}
                )
    return InterviewKit(
        title=facts.title,
        type_title=facts.type_title,
        revision=catalog.revision,
        areas=tuple(areas),
        missing=tuple(missing),
    )


def _kit_area(
    catalog: Catalog,
    area: Area,
    facts: KitFacts,
    kinds: Sequence[InterviewKind],
    told: Mapping[str, str],
) -> KitArea:
    needed = facts.needed.get(area.id)
    heard = told if needed is None else {**told, **brief_words(needed.reason)}
    return KitArea(
        area=area.id,
        title=area.title,
        critical=needed.critical if needed else False,
        level=needed.level if needed else 0.0,
        reason=needed.reason if needed else "",
        anchors=tuple(area.anchors),
        questions=_choose(catalog, area, kinds, heard),
    )


def _choose(
    catalog: Catalog, area: Area, kinds: Sequence[InterviewKind], told: Mapping[str, str]
) -> tuple[KitQuestion, ...]:
    live = [q for q in catalog.questions.values() if q.area == area.id and q.status == "live"]
    shared = {facet.id: _shared(told, _facet_texts(catalog, facet)) for facet in area.facets}
    order = {
        facet.id: place
        for place, facet in enumerate(
            sorted(area.facets, key=lambda f: (-len(shared[f.id]), area.facets.index(f)))
        )
    }
    facets = {facet.id: facet for facet in area.facets}
    asked: set[FacetId] = set()
    taken: list[KitQuestion] = []
    for kind in kinds:
        open_ones = [q for q in live if q.kind == kind and q.id not in {t.id for t in taken}]
        if not open_ones:
            continue
        chosen = min(
            open_ones,
            key=lambda q: (
                q.facet in asked,
                order.get(q.facet, len(order)),
                -len(_shared(told, [q.title, q.question.source])),
                q.id,
            ),
        )
        asked.add(chosen.facet)
        taken.append(_kit_question(chosen, facets[chosen.facet], shared[chosen.facet]))
    return tuple(taken)


def _facet_texts(catalog: Catalog, facet: Facet) -> tuple[str, ...]:
    lesson = catalog.lessons.get(facet.id)
    return (facet.title, facet.definition, *(() if lesson is None else (lesson.title,)))


def _kit_question(question: InterviewQuestion, facet: Facet, words: Sequence[str]) -> KitQuestion:
    return KitQuestion(
        id=question.id,
        version=question.version,
        kind=question.kind,
        facet=facet.id,
        facet_title=facet.title,
        title=question.title,
        minutes=question.minutes,
        question=question.question,
        probes=question.probes,
        signs=dict(question.signs),
        red_flags=question.red_flags,
        evidence=question.evidence,
        because=_because(words),
    )


def _because(words: Sequence[str]) -> str:
    if not words:
        return NO_SHARED_WORDS
    named = ", ".join(f"“{word}”" for word in words[:MOST_WORDS_NAMED])
    return SHARED_WORDS % {"words": named}


def _shared(told: Mapping[str, str], texts: Iterable[str]) -> tuple[str, ...]:
    """Words of the brief that also stand in the texts, as the brief writes them."""
    theirs = set().union(*(brief_words(text) for text in texts))
    return tuple(word for stem, word in told.items() if stem in theirs)


def brief_words(text: str) -> dict[str, str]:
    """The words that tell something, by their stem, in the order of the text.

    >>> brief_words("Vendors and a vendor: customers, platforms.")
    {'vendor': 'vendors', 'custom': 'customers', 'platform': 'platforms'}
    """
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        if len(word) >= SHORTEST_WORD and word not in _COMMON:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_WORD:
            return word[: -len(ending)]
    return word
