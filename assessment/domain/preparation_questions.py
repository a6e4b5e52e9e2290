"""Which questions does a coach take into the next conversation?

They are the content's own: its structured interview questions, and the anchors of its levels put
to the client.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import LEVEL_NAMES, Area, AreaId, FacetId, level_name
from assessment.domain.catalog import Catalog
from assessment.domain.coaching import AgreedLine
from assessment.domain.findings import Findings, SaidShown
from assessment.domain.interviews import InterviewQuestion
from assessment.domain.language import gettext as _
from assessment.domain.learning import facets_turned
from assessment.domain.readings import Reading, Verdict

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 7
FROM_GAPS = 3
FROM_DIFFERENCES = 2
FROM_OPEN = 2
"""Questions taken from gaps, from areas seen differently and from undecided ones. Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question to ask: about which area, why, and what to follow it with."""

    area: str
    why: str
    text: str
    probe: str


def questions_to_ask(
    current: Catalog,
    asked_from: Catalog,
    found: Findings,
    reading: Reading,
    late: AgreedLine | None,
    *,
    in_order: bool = True,
) -> tuple[QuestionLine, ...]:
    """Five to seven questions: what was agreed, the gaps, the differences, the undecided.

    What is still free goes by the order of the gaps, or by the content's own where ``in_order``
    says that this order is not shared.
    """
    asked: list[QuestionLine] = []
    if late is not None:
        asked.append(_about_agreed(late))
    used: set[str] = set()
    for card in found.priorities[:FROM_GAPS]:
        turned = facets_turned(asked_from, card.because)
        asked += _from_interviews(current, card.area, turned, card.verdict, used, most=1)
    for row in found.said_shown[:FROM_DIFFERENCES]:
        asked += _about_difference(current, row)
    for open_row in found.cannot_tell[:FROM_OPEN]:
        asked += _about_target(current, reading, open_row.area)
    first = (*reading.develop, *reading.order) if in_order else ()
    rest = tuple(dict.fromkeys((*first, *current.areas)))
    for area in (*rest, *rest):  # twice: content of few areas gives two questions each
        if len(asked) >= FEWEST_QUESTIONS:
            break
        asked += _from_interviews(current, area, (), None, used, most=1)
    return tuple(asked[:MOST_QUESTIONS])


def _about_agreed(line: AgreedLine) -> QuestionLine:
    return QuestionLine(
        area=_("What was agreed"),
        why=_("overdue"),
        text=_("“%(what)s” was due and is still open. What stood in the way?")
        % {"what": line.what},
        probe=_("Done would be: %(when)s") % {"when": line.done_when},
    )


def _from_interviews(
    current: Catalog,
    area: AreaId,
    turned: Sequence[FacetId],
    verdict: Verdict | None,
    used: set[str],
    *,
    most: int,
) -> Iterator[QuestionLine]:
    """Past-behaviour questions of an area, those of the facets where wrong turns were taken first.

    What somebody did tells more than what they would do.
    """
    if area not in current.areas:
        return
    facets = {facet.id: place for place, facet in enumerate(current.areas[area].facets)}
    ranks: Mapping[FacetId, int] = {facet: -len(turned) + i for i, facet in enumerate(turned)}

    def order(question: InterviewQuestion) -> tuple[bool, int, str]:
        place = ranks.get(question.facet, facets.get(question.facet, len(facets)))
        return question.kind != "past-behaviour", place, question.id

    own = sorted(
        (q for q in current.questions.values() if q.area == area and q.status == "live"), key=order
    )
    for question in [q for q in own if q.id not in used][:most]:
        used.add(question.id)
        yield QuestionLine(
            area=current.areas[area].title,
            why=_(verdict) if verdict else "",
            text=" ".join(question.question.source.split()),
            probe=question.probes[0] if question.probes else "",
        )


def _about_difference(current: Catalog, row: SaidShown) -> Iterator[QuestionLine]:
    """Put the anchor of the level somebody chose to them, and ask for the evidence."""
    area = current.areas.get(row.area)
    if area is None:
        return
    if row.direction == "blind-spot":
        text = _("You chose %(level)s: “%(anchor)s” When did you last do that, and who saw it?")
        chosen = row.said
    else:
        text = _("Your answers read like %(level)s: “%(anchor)s” Where do you do that already?")
        chosen = LEVEL_NAMES.index(level_name(row.level)) + 1
    yield QuestionLine(
        area=area.title,
        why=_("seen differently"),
        text=text % {"level": LEVEL_NAMES[chosen - 1], "anchor": area.anchors[chosen - 1]},
        probe="",
    )


def _about_target(current: Catalog, reading: Reading, area_id: AreaId) -> Iterator[QuestionLine]:
    """Put the anchor the target asks for to them: evidence decides what the answers could not."""
    area: Area | None = current.areas.get(area_id)
    gap = reading.gaps.get(area_id)
    if area is None or gap is None:
        return
    step = min(5, max(1, int(gap.target.level)))
    yield QuestionLine(
        area=area.title,
        why=_("cannot tell yet"),
        text=_("The job asks for: “%(anchor)s” What did you do last month that shows it?")
        % {"anchor": area.anchors[step - 1]},
        probe=_("What could you bring along that was written at the time?"),
    )
