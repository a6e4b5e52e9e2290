"""How do the files on situations, their questions and the mandate become values?"""

from assessment.domain.plans import MandateFact, Question, Situation, SituationId
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_own_id
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings
from assessment.ingest.titled import read_titled

QUESTIONS_PATH = "situations/questions.md"
MANDATE_PATH = "situations/mandate.md"
EARLY_MOVES = ("reversible", "protect", "relieve-constraint")
MANDATE_FACTS = 8


def read_situation(source: SourceFile, fields: Fields, log: ProblemLog) -> Situation:
    """Read one of the situations a leader may enter."""
    allow_headings(source, (), log)
    situation = Situation(
        id=SituationId(read_own_id(source, fields)),
        title=read_titled(source, fields, log),
        order=fields.integer("order", 1, 99),
        summary=fields.text("summary"),
        listening_days=fields.integer("listening_days", 0, 90),
        early_kinds=fields.words("early_kinds", EARLY_MOVES),
        change_band=_read_band(fields),
        early_good=fields.text("early_good"),
        early_harm=fields.text("early_harm"),
        about=make_prose(source.opening.text),
        seeds=fields.seeds(),
    )
    fields.finish()
    return situation


def _read_band(fields: Fields) -> tuple[float, float, float]:
    shares = fields.numbers("change_band", 0.0, 1.0)
    if len(shares) != 3:
        if fields.has("change_band"):
            fields.error(
                "change_band",
                "wrong-count",
                f"change_band holds {len(shares)} shares",
                "write three shares between 0 and 1, one per phase",
            )
        return (0.0, 0.0, 0.0)
    return (shares[0], shares[1], shares[2])


def read_questions(fields: Fields) -> tuple[Question, ...]:
    """Read the yes/no questions that tell situations apart."""
    found: list[Question] = []
    for entry in fields.tables("questions"):
        found.append(
            Question(
                id=entry.identifier("id"),
                text=entry.text("text"),
                yes=_weights(entry, "yes"),
                no=_weights(entry, "no"),
            )
        )
        entry.finish()
    fields.finish()
    _check_distinct(fields, "questions", [question.id for question in found])
    return tuple(found)


def _weights(entry: Fields, name: str) -> dict[SituationId, float]:
    return {SituationId(key): value for key, value in entry.weights(name, 0.0, 10.0).items()}


def read_mandate(fields: Fields) -> tuple[MandateFact, ...]:
    """Read the eight facts about authority."""
    found: list[MandateFact] = []
    for entry in fields.tables("facts"):
        found.append(
            MandateFact(id=entry.identifier("id"), text=entry.text("text"), why=entry.text("why"))
        )
        entry.finish()
    fields.finish()
    _check_distinct(fields, "facts", [fact.id for fact in found])
    if fields.has("facts") and len(found) != MANDATE_FACTS:
        fields.error(
            "facts", "wrong-count", f"{len(found)} mandate facts", f"there are {MANDATE_FACTS}"
        )
    return tuple(found)


def _check_distinct(fields: Fields, name: str, ids: list[str]) -> None:
    for repeated in sorted({i for i in ids if i and ids.count(i) > 1}):
        fields.error(name, "duplicate-id", f"{repeated} stands twice in {name}", "rename one")
