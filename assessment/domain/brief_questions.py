"""Which ten questions do those who approve a brief answer, each alone, and where do they differ?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _

QuestionKind = Literal["choice", "words"]
ANSWER_LIMIT = 600
APPROVAL = "approve"
APPROVED = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefQuestion:
    """One question. ``choices`` are values with their words; empty for one answered in words."""

    id: str
    text: str
    kind: QuestionKind
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How the answers to one question lie together; names with what each said."""

    question: BriefQuestion
    said: tuple[tuple[str, str], ...]
    agree: bool | None
    """None for answers in words: people read those themselves."""


def ten_questions(brief: Brief, catalog: Catalog) -> tuple[BriefQuestion, ...]:
    """The same ten for everybody who is asked about this brief."""
    types = sorted(
        (p for p in catalog.profiles.values() if p.kind == "type"), key=lambda p: p.order
    )
    areas = sorted(catalog.areas.values(), key=lambda a: a.order)
    yes_no = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know")))
    outcomes = tuple((str(n), o.result) for n, o in enumerate(brief.outcomes, 1))

    def choice(id: str, text: str, choices: tuple[tuple[str, str], ...]) -> BriefQuestion:
        return BriefQuestion(id=id, text=text, kind="choice", choices=choices)

    def words(id: str, text: str) -> BriefQuestion:
        return BriefQuestion(id=id, text=text, kind="words")

    area_choices = tuple((str(a.id), a.title) for a in areas)
    return (
        words("challenge", _("In one sentence: which challenge must this CTO lead?")),
        choice(
            "type",
            _("Which kind of CTO does that need?"),
            tuple((str(t.id), t.title) for t in types),
        ),
        choice(
            "first-outcome",
            _("Which outcome matters most in the first year?"),
            (*outcomes, ("another", _("Another one"))),
        ),
        choice("strongest", _("In which area must this person be strongest?"), area_choices),
        choice("weakest", _("In which area could you accept least?"), area_choices),
        choice("budget", _("May they spend their budget without asking?"), yes_no),
        choice(
            "leaders", _("Do they have a say in hiring and removing engineering leaders?"), yes_no
        ),
        choice("stop", _("May they stop a release or end a vendor?"), yes_no),
        words("untouched", _("What should they leave alone in the first ninety days?")),
        choice(
            APPROVAL,
            _("Do you approve this brief as it stands?"),
            ((APPROVED, _("Yes")), ("changes", _("Yes, once something changes")), ("no", _("No"))),
        ),
    )


def compare_answers(
    questions: Sequence[BriefQuestion], answers: Sequence[tuple[str, Mapping[str, str]]]
) -> tuple[Compared, ...]:
    """Each question with what everybody said; the order of people is that of their invitation."""
    compared = []
    for question in questions:
        words = dict(question.choices)
        said = tuple(
            (name, words.get(given.get(question.id, ""), given.get(question.id, "")))
            for name, given in answers
        )
        values = {given.get(question.id, "") for _name, given in answers}
        agree = None if question.kind == "words" else len(values) == 1 and len(answers) > 1
        compared.append(Compared(question=question, said=said, agree=agree))
    return tuple(compared)
