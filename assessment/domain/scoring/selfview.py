"""How does what somebody says of themselves compare with what their answers show?

A self-rating never moves a level (docs/scoring.md, "Said against shown").
"""

from collections.abc import Mapping, Sequence
from math import fsum

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.bank import ItemBank, ItemId, SelfRatingKey
from assessment.domain.scoring.grid import below
from assessment.domain.scoring.mixtures import NormalMixture
from assessment.domain.scoring.sheet import Tilt

NOTABLE_DIFFERENCE = 1.0
"""Levels between said and shown that make a blind spot or a hidden strength (2.6)."""


def self_ratings(bank: ItemBank, responses: Mapping[ItemId, Response]) -> dict[AreaId, int]:
    """The self-rating per area, 1 to 5; areas without an answer are left out.

    Of several in one area the first by id is taken, so that the order of items cannot show.
    """
    said: dict[AreaId, int] = {}
    for item in sorted((i for i in bank.items if isinstance(i, SelfRatingKey)), key=lambda i: i.id):
        response = responses.get(item.id)
        if response is None or response.value is None or item.area in said:
            continue
        if isinstance(response.value, tuple) or response.value not in (1, 2, 3, 4, 5):
            raise ValueError(f"item {item.id} cannot be answered with {response.value!r}")
        said[item.area] = int(response.value)
    return said


def blind_spot(distribution: Sequence[float], said: int) -> float:
    """P(true level at least one below the self-rating), 0 to 1. Source: MEASUREMENT.md 2.6."""
    return below(distribution, said - NOTABLE_DIFFERENCE)


def hidden_strength(distribution: Sequence[float], said: int) -> float:
    """P(true level at least one above the self-rating), 0 to 1. Source: MEASUREMENT.md 2.6."""
    return 1.0 - below(distribution, said + NOTABLE_DIFFERENCE)


def tilt(said: Sequence[int], levels: Sequence[float], mean_level: NormalMixture) -> Tilt:
    """Person-wide mean of self-rating minus level, in levels; above 0 says more than is shown.

    ``mean_level`` is the distribution of the mean true level of the same areas over the nodes of
    g: its spread is the standard error. Source: MEASUREMENT.md 2.6.
    """
    differences = [float(own) - level for own, level in zip(said, levels, strict=True)]
    return Tilt(
        mean=fsum(differences) / len(differences),
        standard_error=mean_level.standard_deviation,
        areas=len(differences),
    )
