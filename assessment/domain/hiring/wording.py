"""How does somebody read a stored kit or agenda in their own language?

Both are stored in English whoever makes them, so that every interviewer works from the same kit.
Only where they are shown are words of the content exchanged and sentences said anew.
"""

from dataclasses import replace

from assessment.domain.brief_levels import reason_in_words
from assessment.domain.hiring.agenda import ASKED, PREFACE, AgendaArea, ConversationAgenda
from assessment.domain.hiring.kit import (
    NO_SHARED_WORDS,
    SHARED_WORDS,
    TOO_FEW_QUESTIONS,
    InterviewKit,
    KitArea,
    KitQuestion,
)
from assessment.domain.language import ENGLISH, said_anew, spoken_now
from assessment.domain.translations import retold_whole


def kit_in_words(kit: InterviewKit) -> InterviewKit:
    """A kit in the language read now: to be shown, never stored.

    A question that is not translated whole, or has changed since, stays in English whole.
    """
    if spoken_now() is ENGLISH:
        return kit
    return replace(
        kit,
        type_title=retold_whole(kit.type_title),
        areas=tuple(map(_area, kit.areas)),
        missing=tuple(said_anew(text, TOO_FEW_QUESTIONS, put=retold_whole) for text in kit.missing),
    )


def _area(area: KitArea) -> KitArea:
    return replace(
        area,
        title=retold_whole(area.title),
        reason=reason_in_words(area.reason),
        anchors=retold_whole(area.anchors),
        questions=tuple(map(_question, area.questions)),
    )


def _question(question: KitQuestion) -> KitQuestion:
    return replace(
        retold_whole(question),
        facet_title=retold_whole(question.facet_title),
        because=said_anew(question.because, SHARED_WORDS, NO_SHARED_WORDS),
    )


def agenda_in_words(agenda: ConversationAgenda) -> ConversationAgenda:
    """Topics in the language read now: what is asked is the same in every one."""
    if spoken_now() is ENGLISH:
        return agenda
    return ConversationAgenda(
        areas=tuple(map(_topic, agenda.areas)), preface=said_anew(agenda.preface, PREFACE)
    )


def _topic(area: AgendaArea) -> AgendaArea:
    of_candidates, of_employers = zip(*ASKED.values(), strict=True)
    return replace(
        area,
        title=retold_whole(area.title),
        candidate=said_anew(area.candidate, *of_candidates, put=retold_whole),
        employer=said_anew(area.employer, *of_employers, put=retold_whole),
    )
