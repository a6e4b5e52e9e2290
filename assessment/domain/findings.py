"""What may be said about a person, sentence by sentence, and on which answers does each rest?

Every sentence is assembled by rules from the score sheet, its reading and the author's own
sentences; none computes a figure of its own. See ``Finding`` for what ``rests_on`` promises.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.attempts import BookletEntry, FormId, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.findings_gaps import (
    CannotTell,
    PriorityCard,
    because,
    cannot_tell,
    priority_cards,
)
from assessment.domain.findings_headline import clusters, headline, lede, stage
from assessment.domain.findings_limits import limits
from assessment.domain.findings_selfview import (
    SaidShown,
    confidence,
    quality_reasons,
    said_against_shown,
    tilt,
)
from assessment.domain.findings_turns import wrong_turns_taken
from assessment.domain.findings_types import TypeFinding, type_findings
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.sheet import ScoreSheet

__all__ = [
    "CannotTell",
    "Finding",
    "Findings",
    "PriorityCard",
    "SaidShown",
    "TypeFinding",
    "findings",
    "wrong_turns_taken",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything the result page, the report and the coach's sheet say of one sitting."""

    interpretable: bool
    """False where answer quality forbids reading the figures (MEASUREMENT.md 2.11)."""
    headline: tuple[Finding, ...]
    lede: tuple[Finding, ...]
    stage: Finding | None
    clusters: tuple[Finding, ...]
    """The quick form's sentences; empty for the full form."""
    priorities: tuple[PriorityCard, ...]
    because: Mapping[AreaId, tuple[Finding, ...]]
    """For every area with a level, what in the answers led to it."""
    cannot_tell: tuple[CannotTell, ...]
    said_shown: tuple[SaidShown, ...]
    tilt: Finding | None
    types: tuple[TypeFinding, ...]
    quality: tuple[Finding, ...]
    limits: tuple[str, ...]
    confidence: Finding | None = None
    """Stated confidence against right marks, where they differ beyond chance."""

    @property
    def headline_text(self) -> str:
        """The headline as one line."""
        return " ".join(finding.text for finding in self.headline)

    @property
    def lede_text(self) -> str:
        """What stands below the headline, as one paragraph."""
        return " ".join(finding.text for finding in self.lede)

    def sentences(self) -> Iterator[Finding]:
        """Every sentence about the person."""
        yield from self.headline
        yield from self.lede
        yield from self.clusters
        for card in self.priorities:
            yield card.summary
        for reasons in self.because.values():
            yield from reasons
        for row in self.cannot_tell:
            yield row.why
        for difference in self.said_shown:
            yield difference.finding
        for near in self.types:
            yield near.finding
        yield from self.quality
        yield from (one for one in (self.stage, self.tilt, self.confidence) if one is not None)


def findings(
    catalog: Catalog,
    responses: Mapping[ItemId, Response],
    entries: Sequence[BookletEntry],
    sheet: ScoreSheet,
    reading: Reading,
    types: Sequence[TypeReading],
    *,
    form: FormId = "full",
) -> Findings:
    """Say what a scored sitting shows.

    Args:
        catalog: the content the attempt was pinned to.
        responses: what was answered.
        entries: the booklet's places.
        sheet: the score sheet of these responses.
        reading: the sheet against the person's target.
        types: the sheet against the CTO types, nearest first.
        form: the quick form speaks of clusters and overall only, never of areas; the full form
            and a deep dive, which adds to it, speak of areas.
    """
    facts = Facts(
        catalog=catalog,
        responses=responses,
        entries=entries,
        sheet=sheet,
        reading=reading,
        types=types,
        form=form,
    )
    by_area = form != "quick" and sheet.quality.interpretable
    return Findings(
        interpretable=sheet.quality.interpretable,
        headline=headline(facts),
        lede=lede(facts),
        stage=stage(facts),
        clusters=clusters(facts) if form == "quick" and sheet.quality.interpretable else (),
        priorities=priority_cards(facts) if by_area else (),
        because={area: because(facts, area) for area in facts.levelled()} if by_area else {},
        cannot_tell=cannot_tell(facts) if by_area else (),
        said_shown=said_against_shown(facts) if by_area else (),
        tilt=tilt(facts) if by_area else None,
        types=type_findings(facts) if by_area else (),
        quality=quality_reasons(facts),
        limits=limits(catalog, entries),
        confidence=confidence(facts) if by_area else None,
    )
