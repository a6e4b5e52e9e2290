"""How well do the parts of a form hang together: correlation, its interval, alpha, omega?

docs/scoring.md, "Local statistics". The parts of a whole form are its nine areas' mean scores:
people are given different questions, but everybody is asked in every area.
"""

from collections.abc import Sequence
from math import atanh, fsum, sqrt, tanh

NORMAL_95 = 1.96
_FACTOR_STEPS = 500
_SMALLEST = 1e-12


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's r; None where one of the two never varies or there are fewer than three pairs.

    >>> correlation([1, 2, 3, 4], [1, 3, 2, 4])
    0.8
    >>> correlation([1, 1, 1], [1, 2, 3]) is None
    True
    """
    count = len(first)
    if count < 3:  # noqa: PLR2004 - two points always lie on a line
        return None
    mean_first, mean_second = fsum(first) / count, fsum(second) / count
    together = fsum(
        (a - mean_first) * (b - mean_second) for a, b in zip(first, second, strict=True)
    )
    squares = fsum((a - mean_first) ** 2 for a in first) * fsum(
        (b - mean_second) ** 2 for b in second
    )
    return together / sqrt(squares) if squares > _SMALLEST else None


def interval_of(r: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a correlation of ``count`` pairs, by Fisher's z.

    z = atanh r, give or take 1.96 / sqrt(n - 3). For r = .30, n = 103: z = .3095 +- .196.

    >>> tuple(round(end, 3) for end in interval_of(0.30, 103))
    (0.113, 0.466)
    """
    if count <= 3 or abs(r) >= 1:  # noqa: PLR2004 - z has no spread below four pairs
        return (-1.0, 1.0) if abs(r) < 1 else (r, r)
    z, reach = atanh(r), NORMAL_95 / sqrt(count - 3)
    return tanh(z - reach), tanh(z + reach)


def covariances(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """The covariance matrix of the columns, over n - 1."""
    count, width = len(rows), len(rows[0])
    means = [fsum(row[i] for row in rows) / count for i in range(width)]
    centred = [[value - mean for value, mean in zip(row, means, strict=True)] for row in rows]
    return [
        [fsum(row[i] * row[j] for row in centred) / (count - 1) for j in range(width)]
        for i in range(width)
    ]


def alpha(matrix: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of k parts: k / (k - 1) x (1 - sum of variances / variance of the sum).

    Two parts of variance 1 with covariance .5: 2 x (1 - 2 / 3).

    >>> round(alpha([[1.0, 0.5], [0.5, 1.0]]), 4)
    0.6667
    """
    width = len(matrix)
    total = fsum(fsum(row) for row in matrix)
    if width < 2 or total <= _SMALLEST:  # noqa: PLR2004 - one part has no consistency
        return None
    return width / (width - 1) * (1 - fsum(matrix[i][i] for i in range(width)) / total)


def omega(matrix: Sequence[Sequence[float]]) -> float | None:
    """McDonald's omega of one common factor: (sum of loadings)^2 / variance of the sum.

    The factor is found by iterated principal axes. It equals alpha where all loadings are equal
    and is larger elsewhere. None with fewer than three parts, which one factor always fits.

    Loadings .8, .6 and .4 of parts of variance 1: (1.8)^2 / (3 + 2 x (.48 + .32 + .24)).

    >>> round(omega([[1.0, 0.48, 0.32], [0.48, 1.0, 0.24], [0.32, 0.24, 1.0]]), 4)
    0.6378
    """
    width = len(matrix)
    total = fsum(fsum(row) for row in matrix)
    if width < 3 or total <= _SMALLEST:  # noqa: PLR2004
        return None
    shared = [
        min(matrix[i][i], max(abs(matrix[i][j]) for j in range(width) if j != i))
        for i in range(width)
    ]
    loadings = [0.0] * width
    for _ in range(_FACTOR_STEPS):
        loadings = _first_axis(matrix, shared)
        fresh = [min(matrix[i][i], loading**2) for i, loading in enumerate(loadings)]
        done = max(abs(a - b) for a, b in zip(fresh, shared, strict=True)) < _SMALLEST
        shared = fresh
        if done:
            break
    return fsum(loadings) ** 2 / total


def _first_axis(matrix: Sequence[Sequence[float]], shared: Sequence[float]) -> list[float]:
    """Loadings on the largest axis of the matrix with ``shared`` on its diagonal, by powers."""
    width = len(matrix)
    vector = [1.0] * width
    size = 0.0
    for _ in range(_FACTOR_STEPS):
        image = [
            fsum((shared[i] if i == j else matrix[i][j]) * vector[j] for j in range(width))
            for i in range(width)
        ]
        size = sqrt(fsum(value * value for value in image))
        if size <= _SMALLEST:
            return [0.0] * width
        fresh = [value / size for value in image]
        done = max(abs(a - b) for a, b in zip(fresh, vector, strict=True)) < _SMALLEST
        vector = fresh
        if done:
            break
    return [sqrt(size) * value for value in vector]
