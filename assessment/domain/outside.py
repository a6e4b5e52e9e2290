"""What others say of a person's level, and how much does it count beside the answers?

docs/scoring.md, "What others say", redoes every figure by hand (MEASUREMENT.md 2.10, 6.2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import fsum, isfinite
from typing import Literal

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL, AreaId
from assessment.domain.errors import RatingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT, UnusableText, clean_text

Source = Literal["coach", "manager", "colleagues"]
SOURCES: tuple[Source, ...] = ("coach", "manager", "colleagues")

SHARED_ERROR = 0.45
"""Variance of what everybody may wrongly believe together; more raters do not shrink it."""
COACH_ERROR = 0.55
COLLEAGUE_ERROR = 2.30
"""Variance of one rater's own error, which averages out (2.10; 6.2 for trained raters)."""
COLLEAGUES_LENIENCY = 0.2
"""Levels by which colleagues and managers rate too kindly on average (2.10)."""
FEWEST_COLLEAGUES = 3
"""A smaller group is never shown, so it cannot move a level that is shown (2.10)."""
MOST_COLLEAGUES = 100
EVIDENCE_LIMIT = 2_000
"""Longest account of the evidence a rating rests on, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRating:
    """One rating of one area by one source, as it was given.

    ``author`` is an opaque reference: the coach's account, the manager, the round of colleagues.
    Colleagues stand together: their mean, how many they were, and nobody's name.
    """

    id: str
    area: AreaId
    source: Source
    author: str
    name: str
    """As shown to the person rated; empty for colleagues."""
    value: float
    """On the anchored scale, 1 to 5; half steps but for a mean."""
    raters: int
    evidence: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFactor:
    """What one source adds to one area: a normal curve over levels. Holds no name."""

    area: AreaId
    source: Source
    raters: int
    mean: float
    """Mean of the ratings as they were given, 1 to 5."""

    @property
    def centre(self) -> float:
        return self.mean - leniency(self.source)

    @property
    def variance(self) -> float:
        return rating_variance(self.source, self.raters)


def leniency(source: Source) -> float:
    """Levels taken off a mean before it counts: 0.2 for colleagues and managers (2.10).

    >>> leniency("coach"), leniency("manager"), leniency("colleagues")
    (0.0, 0.2, 0.2)
    """
    return 0.0 if source == "coach" else COLLEAGUES_LENIENCY


def rating_variance(source: Source, raters: int) -> float:
    """Variance of the mean of ``raters`` ratings around the true level, in levels squared.

    Coaches who reviewed evidence: 0.45 + 0.55/k, so 1.0 for one. Colleagues 0.45 + 2.3/k. A
    manager is one rater of the colleagues' kind, 2.75. Source: MEASUREMENT.md 2.10 and 6.2.

    >>> [round(rating_variance("coach", k), 3) for k in (1, 2)]
    [1.0, 0.725]
    >>> [round(rating_variance("colleagues", k), 4) for k in (3, 5, 8)]
    [1.2167, 0.91, 0.7375]
    >>> rating_variance("manager", 1)
    2.75
    """
    own = COACH_ERROR if source == "coach" else COLLEAGUE_ERROR
    return SHARED_ERROR + own / raters


def factors_of(ratings: Iterable[OutsideRating]) -> tuple[OutsideFactor, ...]:
    """What ratings add: one factor an area and source, in the order of areas' names and sources.

    Withdrawn ratings do not count. Of several ratings of one author in an area the latest counts,
    so nobody counts twice; ratings of one source are averaged, and their shared error stays
    (two coaches are 0.725, not 0.5). Rounds of colleagues are averaged by how many they were.
    Source: MEASUREMENT.md 2.10.
    """
    latest: dict[tuple[AreaId, Source, str], OutsideRating] = {}
    for rating in sorted(ratings, key=lambda r: (r.given_at, r.id)):
        if rating.counts:
            latest[rating.area, rating.source, rating.author] = rating
    groups: dict[tuple[AreaId, Source], list[OutsideRating]] = {}
    for (area, source, _author), rating in latest.items():
        groups.setdefault((area, source), []).append(rating)
    return tuple(
        _factor(area, source, groups[area, source])
        for area, source in sorted(groups, key=lambda group: (group[0], SOURCES.index(group[1])))
    )


def _factor(area: AreaId, source: Source, ratings: list[OutsideRating]) -> OutsideFactor:
    raters = sum(rating.raters for rating in ratings)
    return OutsideFactor(
        area=area,
        source=source,
        raters=raters,
        mean=fsum(rating.value * rating.raters for rating in ratings) / raters,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchoredRating:
    """A level on the anchored scale with the evidence it rests on."""

    value: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMean:
    """The mean of several colleagues' ratings of one area. Who they are is not known here."""

    mean: float
    raters: int


def check_rating(value: float, evidence: str, *, source: Source) -> AnchoredRating:
    """A rating as it may be stored: 1 to 5 in half steps; a coach names the evidence.

    Raises:
        RatingInvalid: with the field and a sentence for the rater.
    """
    if not isfinite(value) or not LOWEST_LEVEL <= value <= HIGHEST_LEVEL or value * 2 % 1 != 0:
        raise RatingInvalid("value", _("Choose a level from 1 to 5, in half steps."))
    try:
        text = clean_text(evidence, limit=EVIDENCE_LIMIT, lines=True)
    except UnusableText as refused:
        raise RatingInvalid("evidence", str(refused)) from refused
    if source == "coach" and not text:
        raise RatingInvalid("evidence", _("Say in a line what you have seen."))
    return AnchoredRating(value=float(value), evidence=text)


def check_means(means: Mapping[AreaId, GroupMean]) -> Mapping[AreaId, GroupMean]:
    """Colleagues' means as they may be stored: of three or more, each within 1 to 5.

    Raises:
        RatingInvalid: for a mean out of range or a group that is too small to be shown.
    """
    for group in means.values():
        if not isfinite(group.mean) or not LOWEST_LEVEL <= group.mean <= HIGHEST_LEVEL:
            raise RatingInvalid("mean", _("A mean of ratings lies between 1 and 5."))
        if not FEWEST_COLLEAGUES <= group.raters <= MOST_COLLEAGUES:
            raise RatingInvalid(
                "raters",
                _("Ratings of colleagues count from %(fewest_colleagues)s people on.")
                % {"fewest_colleagues": FEWEST_COLLEAGUES},
            )
    return means


def check_name(name: str) -> str:
    """A rater's name as it is shown. Raises RatingInvalid where it is empty or too long."""
    try:
        text = clean_text(name, limit=LINE_LIMIT)
    except UnusableText as refused:
        raise RatingInvalid("name", str(refused)) from refused
    if not text:
        raise RatingInvalid("name", _("A coach and a manager rate by name."))
    return text
