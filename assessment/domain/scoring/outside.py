"""How does what others say enter the grid? As a normal curve over levels, one a source and area."""

from assessment.domain.outside import OutsideFactor
from assessment.domain.scoring.grid import GRID


def factor_log_likelihood(factor: OutsideFactor) -> tuple[float, ...]:
    """``-(theta - centre)^2 / (2 variance)`` on the grid. Source: MEASUREMENT.md 2.10.

    A coach's 4: at level 3 ``-(3 - 4)^2 / 2``.

    >>> from assessment.domain.areas import AreaId
    >>> four = OutsideFactor(area=AreaId("team"), source="coach", raters=1, mean=4.0)
    >>> factor_log_likelihood(four)[GRID.index(3.0)]
    -0.5
    """
    centre, doubled = factor.centre, 2 * factor.variance
    return tuple(-((level - centre) ** 2) / doubled for level in GRID)
