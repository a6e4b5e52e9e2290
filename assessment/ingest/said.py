"""How do the files of claims, self-ratings and instructed checks become items?"""

from assessment.domain.areas import FacetId
from assessment.domain.bank import ItemId
from assessment.domain.items import Claim, InstructedCheck, SelfRating
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_head
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import plain_text
from assessment.ingest.source import SourceFile, allow_headings, section_text

CHECKS_FOLDER = "items/checks"


def self_rating_id(area: str) -> ItemId:
    """The one id an area's self-rating may have."""
    return ItemId(f"{area}-self-rating")


def read_claim(source: SourceFile, fields: Fields, log: ProblemLog) -> Claim:
    """A statement about one's own record, with what would prove it."""
    head = read_head(source, fields, log, with_area=True)
    allow_headings(source, ("Proof",), log)
    text = _sentence(source, log)
    if text and not text.startswith("I "):
        log.error(
            source.path,
            source.opening.text_line,
            "claim-voice",
            "a claim that is not in the first person",
            "begin with I, as in: I have ...",
        )
    return Claim(
        id=head.id,
        version=head.version,
        area=head.area,
        facet=FacetId(fields.identifier("facet")),
        status=head.status,
        title=head.title,
        text=text,
        proof=plain_text(section_text(source, "Proof")),
        seeds=fields.seeds(),
    )


def read_self_rating(source: SourceFile, fields: Fields, log: ProblemLog) -> SelfRating:
    """The question for one's own view of an area."""
    head = read_head(source, fields, log, with_area=True)
    allow_headings(source, (), log)
    if head.id and head.area and head.id != self_rating_id(head.area):
        fields.error(
            "id",
            "self-rating-id",
            f"{head.id} is not the self-rating of {head.area}",
            f"one per area, called {self_rating_id(head.area)}",
        )
    return SelfRating(
        id=head.id,
        version=head.version,
        area=head.area,
        status=head.status,
        title=head.title,
        prompt=_sentence(source, log),
        seeds=fields.seeds(at_least=0),
    )


def read_check(source: SourceFile, fields: Fields, log: ProblemLog) -> InstructedCheck:
    """A line that asks for one named answer."""
    head = read_head(source, fields, log, with_area=False)
    allow_headings(source, (), log)
    return InstructedCheck(
        id=head.id,
        version=head.version,
        status=head.status,
        title=head.title,
        prompt=_sentence(source, log),
        correct=fields.integer("correct", 1, 5),
    )


def _sentence(source: SourceFile, log: ProblemLog) -> str:
    text = plain_text(source.opening.text)
    if not text:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the text under the title is missing",
            "add it",
        )
    return text
