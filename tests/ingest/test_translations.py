"""A translation is words alone: what else differs from the original is refused, with its line."""

import dataclasses
import typing
from pathlib import Path

import pytest

from assessment.domain.catalog import Catalog
from assessment.domain.content_words import WORDS, mark_of, with_words, words_of
from assessment.domain.problems import ContentProblem
from assessment.domain.prose import Prose
from assessment.domain.translations import Pack, overlay
from assessment.ingest.catalog import check_content, revision_of
from assessment.ingest.translations import draft, read_pack
from assessment.ingest.tree import read_tree
from assessment.services.languages import PSEUDO
from tests.content import shipped
from tests.content_tree import ContentTree
from tests.ingest.mistakes import ACTION, AREA, CLAIM, EXHIBIT, JUDGEMENT, LESSON, NUMBER, PROFILE
from tests.translating import translated, write_pack

QUESTIONS = "situations/questions.md"
SCALE = "scales/truth.md"


def read(path: str, text: str) -> tuple[Pack, list[ContentProblem]]:
    """A pack of one file; what is merely not translated is left out of the problems."""
    pack, problems = read_pack("xx", ContentTree().files, {path: text})
    return pack, [p for p in problems if p.code != "not-translated"]


def everything() -> dict[str, str]:
    files = ContentTree().files
    return {path: translated(path, files) for path in files}


def test_a_draft_holds_every_word_in_english_and_nothing_else() -> None:
    files = ContentTree().files
    pack, problems = read_pack("xx", files, {path: draft(path, files) for path in files})
    assert problems == ()
    assert overlay(ContentTree().catalog(), pack) == ContentTree().catalog()
    assert "keys" not in draft(JUDGEMENT, files)
    assert "Why it needs the skill" not in draft(JUDGEMENT, files)


def test_every_text_of_a_whole_pack_is_in_the_other_language() -> None:
    pack, problems = read_pack("xx", ContentTree().files, everything())
    assert problems == ()
    catalog = ContentTree().catalog()
    shown = overlay(catalog, pack)
    for group in ("areas", "items", "scales", "profiles", "actions", "lessons", "pages"):
        for key, value in getattr(catalog, group).items():
            other = getattr(shown, group)[key]
            pairs = zip(words_of(value), words_of(other), strict=True)
            same = [one for one, two in pairs if one == two]
            assert same == [] or set("".join(map(str, same))).isdisjoint("aeiou"), (key, same)


def test_nothing_but_words_ever_changes() -> None:
    pack, _ = read_pack("xx", ContentTree().files, everything())
    catalog = ContentTree().catalog()

    def silent(value: Catalog) -> object:
        """The catalogue without its words."""
        blank = with_words_of(value)
        return dataclasses.asdict(blank)

    assert silent(overlay(catalog, pack)) == silent(catalog)
    assert overlay(catalog, pack).revision == catalog.revision


def with_words_of(catalog: Catalog) -> Catalog:
    def blank(value: object) -> object:
        return with_words(value, lambda t: "" if isinstance(t, str) else Prose(source="", html=""))

    fields = {
        field.name: getattr(catalog, field.name)
        for field in dataclasses.fields(catalog)
        if field.name != "revision"
    }
    return dataclasses.replace(catalog, **{name: blank(value) for name, value in fields.items()})  # type: ignore[arg-type]


STAYS = {
    "id", "letter", "higher", "lower", "answer", "value", "kind", "status", "area", "facet",
    "seeds", "faces", "short", "correct", "formula", "key_status", "code", "colour", "cluster",
    "track", "requires", "gate", "modes", "early_kinds", "profile", "critical_units", "units",
    "implied_stages", "why_it_needs_the_skill", "revision", "action", "before", "after", "stage",
    "order", "develop", "find_out", "keep", "verdict", "changes", "floors", "yes", "no",
    "triggers", "contributions", "context", "situation_source", "mandate_held", "situation",
    # sentences of ours, in the language of their making
    "chosen_because", "reason", "because", "notes", "pace", "facts", "agreed",
    # of a facet, told beside the question it stands with
    "facet_title",
    # parts that hold no word of the content
    "gaps", "weeks", "checkpoints", "hours", "opened_by", "opens", "conversation_weeks",
    "coverage", "readout_day", "mode", "phase", "change_band", "start", "days_off",
    "done", "started", "dropped",
}  # fmt: skip
"""Fields that can hold text and are the same in every language."""


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_of_every_field_it_is_decided_whether_it_is_words(kind: type) -> None:
    hints = typing.get_type_hints(kind)
    for name in WORDS[kind]:
        assert name in hints, f"{kind.__name__} has no {name}"
    for name, hint in hints.items():
        if hint in (int, float, bool) or name in WORDS[kind]:
            continue
        assert name in STAYS or hint in (int | None, float | None), f"{kind.__name__}.{name}"


def test_a_header_may_repeat_what_it_does_not_translate() -> None:
    text = translated(JUDGEMENT, ContentTree().files)
    given = text.replace("---\nof:", "---\nid: finance-judgement\nversion: 1\nof:", 1)
    pack, problems = read(JUDGEMENT, given)
    assert not problems
    assert len(pack.translations) == 1


MISTAKES = (
    # name, code, file, what stands there, what is put there, lines to the problem
    ("a key of its own", "unknown-key", SCALE, "title:", "colour: blue\ntitle:", 0),
    ("another score", "not-a-word", EXHIBIT, "---\n\n", "difficulty: 5.0\n---\n\n", 0),
    ("another id", "not-a-word", JUDGEMENT, "---\n\n", "id: other\n---\n\n", 0),
    ("an untranslated key", "missing-key", SCALE, "title:", "prompt2:", -1),
    ("no mark", "missing-key", SCALE, "of:", "version:", -1),
    ("an entry too few", "other-entries", JUDGEMENT, "- e:", "  e:", -6),
    ("an entry too many", "other-entries", EXHIBIT, "- e:", "- f: Yes.\n- e:", 0),
    ("a swapped letter", "other-entries", EXHIBIT, "- a:", "- b2:", 0),
    ("a bullet too few", "other-entries", LESSON, "## Coach asks\n\n- ", "## Coach asks\n\n  ", 0),
    ("a heading in another language", "unknown-heading", JUDGEMENT, "## Actions", "## Taten", 0),
    ("a missing heading", "missing-heading", ACTION, "## Done when", "Done when", None),
    ("a second title", "second-title", JUDGEMENT, "## Actions", "# Actions", 0),
    ("no title", "missing-title", JUDGEMENT, "# ⟦", "⟦", None),
    ("raw HTML", "raw-html", JUDGEMENT, "## Actions", "<b>\n\n## Actions", 0),
    ("an anchor too few", "wrong-count", AREA, '  - "⟦', '  # "⟦', None),
    ("a level for a reason", "not-a-word", PROFILE, "    reason:", "    level: 5\n    reason:", 0),
    ("other ids", "other-ids", AREA, "id: bf1", "id: bf9", None),
    ("an endless title", "too-long", ACTION, "# ", "# " + "lang " * 60, 0),
)


@pytest.mark.parametrize(
    ("code", "path", "old", "new", "shift"),
    [row[1:] for row in MISTAKES],
    ids=[row[0] for row in MISTAKES],
)
def test_a_mistake_is_named_with_its_line_and_its_file_is_left_out(
    code: str, path: str, old: str, new: str, shift: int | None
) -> None:
    text = translated(path, ContentTree().files)
    assert old in text, text
    line = text[: text.index(old)].count("\n") + 1
    pack, problems = read(path, text.replace(old, new, 1))
    named = [p for p in problems if p.code == code and p.severity == "error"]
    assert named, "\n".join(map(str, problems)) + "\n" + text
    assert all(p.path == f"translations/xx/{path}" and p.message and p.hint for p in named)
    if shift is not None:
        assert line + shift in {p.line for p in named}, [(line, p.line, str(p)) for p in named]
    assert pack.translations == {}


def test_a_file_without_an_original_is_refused() -> None:
    _, problems = read("items/finance/nowhere.md", "---\nof: 1\n---\n")
    assert [(p.code, p.line) for p in problems] == [("no-original", 1)]


@pytest.mark.parametrize(
    ("english", "given", "fits"),
    [
        ("€2.1 million a year", "2,1 Mio. € im Jahr", True),
        ("€2.1 million a year", "21 Mio. € im Jahr", False),
        ("1,200 people", "1.200 Leute", True),
        ("1,200 people", "1 200 personnes", True),
        ("1,200 people", "12 000 personnes", False),
        ("30 of 40 days", "von 40 Tagen 30", True),
        ("30 of 40 days", "30 Tage", False),
        ("no figure", "keine Zahl, 7 neue", True),
    ],
)
def test_a_figure_of_the_story_must_stand_in_its_translation(
    english: str, given: str, fits: bool
) -> None:
    files = ContentTree().files
    story = draft(NUMBER, files).split("\n\n")[2]
    tree = ContentTree().replace(NUMBER, story, f"{story} {english}.")
    text = draft(NUMBER, tree.files).replace(english, given)
    _, problems = read_pack("xx", tree.files, {NUMBER: text})
    found = [p for p in problems if p.code == "missing-number"]
    assert [p.severity for p in found] == ([] if fits else ["error"])
    assert all(p.line == text[: text.index(story)].count("\n") + 1 for p in found)


def test_a_table_keeps_its_rows() -> None:
    tree = ContentTree()
    story = draft(EXHIBIT, tree.files).split("\n\n")[2]
    table = "| Item | Cost |\n|---|---|\n| One | 5 |\n| Two | 6 |"
    tree.replace(EXHIBIT, story, f"{story}\n\n{table}")
    text = draft(EXHIBIT, tree.files).replace("\n| Two | 6 |", "").replace("| One | 5", "| 6 | 5")
    _, problems = read_pack("xx", tree.files, {EXHIBIT: text})
    assert [p.code for p in problems if p.severity == "error"] == ["other-markup"]


def test_a_changed_original_makes_its_translation_stale_and_no_error() -> None:
    tree = ContentTree()
    text = translated(CLAIM, tree.files)
    catalog = tree.catalog()
    claim = catalog.items[next(i for i in catalog.items if i == "finance-claim")]
    tree.replace(CLAIM, "# ", "# Newly: ")
    pack, problems = read_pack("xx", tree.files, {CLAIM: text})
    (stale,) = [p for p in problems if p.code == "stale-translation"]
    assert (stale.severity, stale.line) == ("warning", 2)
    assert mark_of(claim) in stale.message
    assert pack.translations == {}
    assert pack.translated(claim) == claim


def test_a_key_that_changes_leaves_the_translation_fresh() -> None:
    tree = ContentTree()
    text = translated(JUDGEMENT, tree.files)
    tree.replace(JUDGEMENT, "difficulty: 3.0", "difficulty: 3.5")
    pack, problems = read_pack("xx", tree.files, {JUDGEMENT: text})
    assert [p.code for p in problems] == ["not-translated"]
    item = tree.catalog().items[next(iter(k for k in tree.catalog().items if "judgement" in k))]
    assert pack.translated(item).difficulty == item.difficulty == 3.5  # type: ignore[union-attr]


def test_the_check_counts_what_is_missing_and_knows_the_languages(tmp_path: Path) -> None:
    tree = ContentTree()
    root = tree.write_to(tmp_path)
    write_pack(root, tree.files, [SCALE, QUESTIONS])
    write_pack(root, tree.files, [SCALE], "tlh")
    (root / "translations" / "note.md").write_text("x", encoding="utf-8")
    result = check_content(root, [PSEUDO])
    assert result.catalog == tree.catalog(), "translations enter no revision"
    assert read_tree(root) == tree.files
    assert result.catalog is not None
    assert result.catalog.revision == revision_of(tree.files)
    found = {(p.path, p.code, p.severity) for p in result.problems}
    assert found == {
        (f"translations/{PSEUDO}", "not-translated", "warning"),
        ("translations/tlh", "not-translated", "warning"),
        ("translations/tlh", "unknown-language", "error"),
        ("translations/note.md", "wrong-folder", "error"),
    }
    (count,) = [p for p in result.problems if p.path.endswith(PSEUDO)]
    assert count.message == f"{len(tree.files) - 2} of {len(tree.files)} files are not translated"


def test_the_example_of_the_guide_is_a_translation() -> None:
    guide = (shipped.ROOT.parent / "docs" / "translating.md").read_text(encoding="utf-8")
    example = guide.split("```\n")[1]
    pack, problems = read_pack("de", shipped.FILES, {SCALE: example})
    assert [p.code for p in problems] == ["not-translated"]
    shown = pack.translated(shipped.catalog().scales["truth"])
    assert [step.value for step in shown.steps] == ["T", "F", "?"]
    assert shown.steps[0].label == "richtig"
