"""A file that was damaged is taken or refused; it never stops the reader."""

import random

import pytest

from assessment.domain.translations import overlay
from assessment.ingest.bank_export import export_bank
from assessment.ingest.catalog import read_catalog
from assessment.ingest.translations import read_pack
from tests.content_tree import ContentTree
from tests.promises import Promises, sized
from tests.translating import translated

TREE = ContentTree()
PATHS = sorted(TREE.files)
MUTATIONS = sized(gate=600, release=2_400)
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


@pytest.mark.promise
def test_a_damaged_file_is_taken_or_refused_with_a_reason(promises: Promises) -> None:
    chance = random.Random(31)
    refused, odd = 0, []
    for number in range(MUTATIONS):
        path = chance.choice(PATHS)
        text = TREE.files[path]
        for _ in range(chance.randrange(1, 4)):
            text = _mutate(text, chance)
        try:
            result = read_catalog({**TREE.files, path: text})
            assert (result.catalog is None) == bool(result.errors)
            assert all(p.line >= 1 and p.message and p.hint and p.code for p in result.problems)
        except Exception as fault:  # noqa: BLE001 - a reader that stops is what is looked for
            odd.append(f"{number}, {path}: {fault!r}")
        else:
            refused += result.catalog is None
    print(*odd, sep="\n")  # noqa: T201 - for whoever mends it
    promises.note(
        "P6",
        "good files, damaged by dice",
        f"{refused:,} of {MUTATIONS:,} refused with a reason, {MUTATIONS - refused - len(odd):,} "
        f"taken, {len(odd)} stopped the reader",
        target="0 stopped it",
        held=odd == [] and 0 < refused < MUTATIONS,
    )


def test_a_damaged_translation_is_taken_or_left_out_and_changes_nothing_but_words() -> None:
    chance = random.Random(32)
    catalog = TREE.catalog()
    bank, taken = export_bank(catalog), 0
    for _ in range(MUTATIONS):
        path = chance.choice(PATHS)
        text = translated(path, TREE.files)
        for _ in range(chance.randrange(1, 4)):
            text = _mutate(text, chance)
        pack, problems = read_pack("xx", TREE.files, {path: text})
        assert all(p.line >= 1 and p.message and p.hint and p.code for p in problems)
        broken = any(p.severity == "error" for p in problems)
        assert not (broken and pack.translations), (path, text)
        taken += bool(pack.translations)
        if pack.translations:
            shown = overlay(catalog, pack)
            assert export_bank(shown) == bank
            assert shown.actions.keys() == catalog.actions.keys()
    assert 0 < taken < MUTATIONS


def test_a_mapping_of_foreign_paths_is_refused() -> None:
    for path in ("", "/", "..", "a\x00b.md", "items//x.md", "items/../areas/x.md", "areas/.md"):
        result = read_catalog({**TREE.files, path: TREE.files["areas/finance.md"]})

        assert result.catalog is None


def test_no_file_at_all_is_refused() -> None:
    assert read_catalog({}).catalog is None
