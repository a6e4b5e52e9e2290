"""How does the file of a lesson become a lesson?"""

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.lessons import Lesson
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_area_of_folder, read_own_id
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
    return lesson
