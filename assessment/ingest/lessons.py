"""How does the file of a lesson become a lesson?"""

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.lessons import Lesson
from assessment.ingest.entry_counts import check_entries
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_area_of_folder, read_own_id
from assessment.ingest.lengths import words_in
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings, bullets, section_text
from assessment.ingest.titled import read_titled

HEADINGS = (
    "From 2 to 3",
    "From 3 to 4",
    "Worked example",
    "Exercise",
    "Done when",
    "Coach asks",
    "Common wrong turns",
)
SHORTEST_MINUTES, LONGEST_MINUTES = 2, 20
WORDS_PER_MINUTE = 200
"""Slow for prose (238, MEASUREMENT.md 1.5), fair for text with figures to follow."""
MINUTES_OFF, SHARE_OFF = 1.5, 0.35
"""The stated time may be off by the larger of the two."""


def read_lesson(source: SourceFile, fields: Fields, log: ProblemLog) -> Lesson:
    """Read the lesson of one facet."""
    allow_headings(source, HEADINGS, log)
    if not source.opening.text:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the text under the title is missing",
            "say in one or two sentences what the lesson is about",
        )
    lesson = Lesson(
        id=FacetId(read_own_id(source, fields)),
        version=fields.integer("version", 1, 999),
        area=AreaId(read_area_of_folder(source, fields)),
        title=read_titled(source, fields, log),
        minutes=fields.integer("minutes", SHORTEST_MINUTES, LONGEST_MINUTES),
        intro=make_prose(source.opening.text),
        from_2_to_3=make_prose(section_text(source, "From 2 to 3")),
        from_3_to_4=make_prose(section_text(source, "From 3 to 4")),
        worked_example=make_prose(section_text(source, "Worked example")),
        exercise=make_prose(section_text(source, "Exercise")),
        done_when=make_prose(section_text(source, "Done when")),
        coach_asks=bullets(source, "Coach asks", log),
        wrong_turns=bullets(source, "Common wrong turns", log),
        seeds=fields.seeds(),
    )
    facet = fields.identifier("facet")
    if facet and lesson.id and facet != lesson.id:
        fields.error(
            "facet",
            "lesson-facet",
            f"the lesson {lesson.id} is about the facet {facet}",
            "there is one lesson per facet and it is called after it",
        )
    fields.finish()
    check_entries(source, "Coach asks", lesson.coach_asks, (2, 4), log)
    check_entries(source, "Common wrong turns", lesson.wrong_turns, (2, 4), log)
    if not log.is_broken(source.path):
        _check_minutes(lesson, fields)
    return lesson


def text_words(lesson: Lesson) -> int:
    """All words of a lesson under its title."""
    prose = (
        lesson.intro,
        lesson.from_2_to_3,
        lesson.from_3_to_4,
        lesson.worked_example,
        lesson.exercise,
        lesson.done_when,
    )
    lines = (*lesson.coach_asks, *lesson.wrong_turns)
    return sum(words_in(text) for text in (*(part.source for part in prose), *lines))


def _check_minutes(lesson: Lesson, fields: Fields) -> None:
    """Warn where the stated reading time is far from what the text takes."""
    takes = max(SHORTEST_MINUTES, text_words(lesson) / WORDS_PER_MINUTE)
    if abs(lesson.minutes - takes) > max(MINUTES_OFF, SHARE_OFF * lesson.minutes):
        fields.warning(
            "minutes",
            "odd-minutes",
            f"{lesson.minutes} minutes for {text_words(lesson)} words",
            f"at {WORDS_PER_MINUTE} words a minute it is {round(takes)}",
        )
