"""A file that was damaged is taken or refused; it never stops the reader."""

import random

import pytest

from assessment.ingest.catalog import read_catalog
from tests.content_tree import ContentTree
from tests.promises import sized

TREE = ContentTree()
PATHS = sorted(TREE.files)
MUTATIONS_PER_SEED = sized(gate=25, release=100)
FRAGMENTS = (
    "---\n", "\n", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!python/object:os.system ", "|\n",
    "# ", "## ", "```\n", "\t", "\x00", "\u2028", "\ud800", "\ufeff", "null", "true", "1e999", "'",
    '"', "%YAML 9.9\n", "...\n", "? ", "<<: *x", "<script>", "{{ x }}", "é" * 50, "9" * 400,
)  # fmt: skip


def _mutate(text: str, chance: random.Random) -> str:
    at, until = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    match chance.randrange(6):
        case 0:
            return text[:at] + chance.choice(FRAGMENTS) + text[at:]
        case 1:
            return text[:at] + text[min(until, at + 40) :]
        case 2:
            return text[:at] + text[at:until] * 2 + text[until:]
        case 3:
            return text[:at]
        case 4:
            lines = text.split("\n")
            chance.shuffle(lines)
            return "\n".join(lines)
        case _:
            other = TREE.files[chance.choice(PATHS)]
            return text[:at] + other[at:]


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_file_is_taken_or_refused_with_a_reason(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(MUTATIONS_PER_SEED):
        path = chance.choice(PATHS)
        text = TREE.files[path]
        for _ in range(chance.randrange(1, 4)):
            text = _mutate(text, chance)

        result = read_catalog({**TREE.files, path: text})

        assert (result.catalog is None) == bool(result.errors)
        assert all(p.line >= 1 and p.message and p.hint and p.code for p in result.problems)


def test_a_mapping_of_foreign_paths_is_refused() -> None:
    for path in ("", "/", "..", "a\x00b.md", "items//x.md", "items/../areas/x.md", "areas/.md"):
        result = read_catalog({**TREE.files, path: TREE.files["areas/finance.md"]})

        assert result.catalog is None


def test_no_file_at_all_is_refused() -> None:
    assert read_catalog({}).catalog is None
