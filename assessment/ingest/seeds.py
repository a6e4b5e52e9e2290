"""Which ids of source texts may a file name?"""

from assessment.domain.areas import SeedId

SEED_GROUPS: dict[str, int] = {"B": 29, "A": 18, "C": 8, "D": 8, "E": 8}
"""Letter of a source text and how many ids it holds: a closed list (CONTENT.md, appendix)."""

SEED_IDS: tuple[SeedId, ...] = tuple(
    SeedId(f"{letter}{number}")
    for letter, count in SEED_GROUPS.items()
    for number in range(1, count + 1)
)

KNOWN_SEEDS = frozenset(SEED_IDS)
