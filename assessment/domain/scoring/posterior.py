"""What do the answers of all areas together say about the level in each?

An area's level is a common part g and an own part: theta = mu + tau (sqrt(rho) g + sqrt(1-rho) s).
Given g the areas are independent, so summing over 14 values of g is exact (MEASUREMENT.md 2.4;
docs/scoring.md, "Areas together").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, fsum, log, sqrt
from operator import mul

from assessment.domain.scoring.grid import GRID, GRID_SQUARED, Distribution

STARTING_MEAN = 2.75
STARTING_SPREAD = 1.00
SHARED_VARIANCE = 0.40
"""mu, tau and rho of 2.4: published priors, the same for everybody."""

NODES = tuple((index * 4 - 26) / 10 for index in range(14))
"""Values of the common part g: -2.6, -2.2 ... 2.6 (2.4)."""
NODE_PRIORS = tuple(-node * node / 2 for node in NODES)
"""ln phi(g), up to a constant."""

Likelihood = tuple[float, ...]
NodeWeights = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingPoint:
    """What is assumed before any answer: the distribution of levels at each node.

    ``rows`` are by node, each summing to 1 over the grid; ``columns`` the same by level.
    ``means`` and ``variances`` belong to the rows.
    """

    rows: tuple[Distribution, ...]
    columns: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]
    variances: tuple[float, ...]


@lru_cache(maxsize=8)
def starting_point(mean: float = STARTING_MEAN) -> StartingPoint:
    """The rows ``N(theta; mu + tau sqrt(rho) g, tau^2 (1 - rho))`` on the grid (2.4)."""
    variance = STARTING_SPREAD**2 * (1 - SHARED_VARIANCE)
    rows = []
    for node in NODES:
        centre = mean + STARTING_SPREAD * sqrt(SHARED_VARIANCE) * node
        heights = [exp(-((level - centre) ** 2) / (2 * variance)) for level in GRID]
        total = fsum(heights)
        rows.append(tuple(height / total for height in heights))
    means, variances = zip(*(_moments(row, 1.0) for row in rows), strict=True)
    return StartingPoint(
        rows=tuple(rows),
        columns=tuple(zip(*rows, strict=True)),
        means=means,
        variances=variances,
    )


def _moments(masses: Sequence[float], total: float) -> tuple[float, float]:
    centre = sum(map(mul, masses, GRID)) / total
    return centre, max(0.0, sum(map(mul, masses, GRID_SQUARED)) / total - centre * centre)


def add_up(log_likelihoods: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The log-likelihood of an area: its units' summed level by level; all zero without units.

    The sums are exactly rounded, so that the order of items cannot show.

    >>> add_up([])[:3]
    (0.0, 0.0, 0.0)
    """
    units = tuple(log_likelihoods)
    if not units:
        return (0.0,) * len(GRID)
    return tuple(map(fsum, zip(*units, strict=True)))


def likelihood(log_likelihood: Sequence[float]) -> Likelihood:
    """L on the grid, scaled to a highest value of 1 (the scale cancels everywhere)."""
    highest = max(log_likelihood)
    return tuple(exp(value - highest) for value in log_likelihood)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaByNode:
    """One area at each node of g: the mass Z, and mean and variance of its level there."""

    mass: tuple[float, ...]
    means: tuple[float, ...]
    variances: tuple[float, ...]


def area_by_node(chances: Likelihood, start: StartingPoint) -> AreaByNode:
    """Z_a(g) = sum of row_g x L_a, with the level's mean and variance given g (2.4)."""
    mass, means, variances = [], [], []
    for row in start.rows:
        joint = tuple(map(mul, row, chances))
        total = sum(joint)
        mean, variance = _moments(joint, total)
        mass.append(total)
        means.append(mean)
        variances.append(variance)
    return AreaByNode(mass=tuple(mass), means=tuple(means), variances=tuple(variances))


def unanswered_by_node(start: StartingPoint) -> AreaByNode:
    """An area nothing was scored in: it tells nothing about g and keeps its starting level."""
    return AreaByNode(mass=(1.0,) * len(NODES), means=start.means, variances=start.variances)


def node_weights(masses: Iterable[Sequence[float]]) -> NodeWeights:
    """p(g), proportional to phi(g) x product of Z_a(g), over the 14 nodes; sums to 1 (2.4).

    >>> weights = node_weights([])
    >>> round(sum(weights), 9), weights[6] == max(weights), weights[0] == weights[-1]
    (1.0, True, True)
    """
    by_area = [[log(value) for value in mass] for mass in masses]
    logs = [
        fsum((prior, *(area[node] for area in by_area))) for node, prior in enumerate(NODE_PRIORS)
    ]
    highest = max(logs)
    heights = [exp(value - highest) for value in logs]
    total = fsum(heights)
    return tuple(height / total for height in heights)


def area_distribution(
    chances: Likelihood, mass: Sequence[float], weights: NodeWeights, start: StartingPoint
) -> Distribution:
    """p_a(theta) = sum over g of p(g) row_g(theta) L_a(theta) / Z_a(g), on the grid (2.4)."""
    shares = [weight / total for weight, total in zip(weights, mass, strict=True)]
    joint = [
        chance * sum(map(mul, shares, column))
        for chance, column in zip(chances, start.columns, strict=True)
    ]
    total = fsum(joint)
    return tuple(value / total for value in joint)


def distributions_by_node(log_likelihood: Sequence[float]) -> tuple[Distribution, ...]:
    """The distribution of an area's level at each node of g: ``row_g L_a / Z_a(g)`` (2.4)."""
    chances = likelihood(log_likelihood)
    by_node = []
    for row in starting_point().rows:
        joint = tuple(map(mul, row, chances))
        total = sum(joint)
        by_node.append(tuple(value / total for value in joint))
    return tuple(by_node)
