"""How does the file of an interview question become a question?"""

from typing import get_args

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.interviews import (
    SIGN_LEVELS,
    InterviewKind,
    InterviewQuestion,
    InterviewQuestionId,
    SignLevel,
)
from assessment.ingest.entry_counts import check_entries
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import (
    STATUSES,
    read_area_of_folder,
    read_heading_title,
    read_own_id,
)
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import (
    SourceFile,
    allow_headings,
    bullets,
    keyed_entries,
    section_text,
)

INTERVIEW_KINDS: tuple[InterviewKind, ...] = get_args(InterviewKind)
HEADINGS = ("Probes", "Signs", "Red flags", "Evidence to ask for")
SHORTEST_MINUTES, LONGEST_MINUTES = 2, 20


def read_interview_question(
    source: SourceFile, fields: Fields, log: ProblemLog
) -> InterviewQuestion:
    """Read one structured question."""
    allow_headings(source, HEADINGS, log)
    if not source.opening.text:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the question under the title is missing",
            "write it as it is asked",
        )
    question = InterviewQuestion(
        id=InterviewQuestionId(read_own_id(source, fields)),
        version=fields.integer("version", 1, 999),
        area=AreaId(read_area_of_folder(source, fields)),
        facet=FacetId(fields.identifier("facet")),
        kind=fields.word("kind", INTERVIEW_KINDS, code="unknown-kind"),
        status=fields.word("status", STATUSES),
        title=read_heading_title(source, log),
        minutes=fields.integer("minutes", SHORTEST_MINUTES, LONGEST_MINUTES),
        question=make_prose(source.opening.text),
        probes=bullets(source, "Probes", log),
        signs=_read_signs(source, log),
        red_flags=bullets(source, "Red flags", log),
        evidence=make_prose(section_text(source, "Evidence to ask for")),
        seeds=fields.seeds(),
    )
    fields.finish()
    check_entries(source, "Probes", question.probes, (3, 4), log)
    check_entries(source, "Red flags", question.red_flags, (2, 3), log)
    check_entries(source, "Signs", tuple(question.signs.values()), None, log)
    return question


def _read_signs(source: SourceFile, log: ProblemLog) -> dict[SignLevel, str]:
    """What an answer holds, at exactly the levels 2, 3 and 4 in this order."""
    entries = keyed_entries(source, "Signs", log)
    wanted = [str(level) for level in SIGN_LEVELS]
    found = [entry.key for entry in entries]
    section = source.sections.get("Signs")
    if section is not None and found != wanted:
        log.error(
            source.path,
            section.line,
            "sign-levels",
            f"Signs holds {', '.join(found) or 'nothing'}",
            "describe the levels 2, 3 and 4 in this order, one entry each",
        )
    texts = {entry.key: entry.text for entry in entries}
    return {level: texts[str(level)] for level in SIGN_LEVELS if str(level) in texts}
