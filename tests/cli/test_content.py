import json
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.cli.commands import main
from assessment.cli.content import counted
from tests.cli.running import PROJECT, run_command
from tests.content_tree import ContentTree


@pytest.fixture
def tree() -> ContentTree:
    return ContentTree()


def an_item_of(tree: ContentTree) -> str:
    return next(name for name in sorted(tree.files) if name.startswith("items/finance/"))


def test_the_shipped_content_is_checked_by_default_and_has_no_error() -> None:
    ran = run_command("content", "check")
    assert ran.status == 0, ran.text
    assert ran.text.splitlines()[-1].startswith("content: 0 errors, ")


def test_every_problem_is_printed_at_once_with_file_and_line(
    tree: ContentTree, tmp_path: Path
) -> None:
    item = an_item_of(tree)
    tree.add("items/finance/broken.md", "no header here\n")
    tree.replace(item, "difficulty:", "difficult:")
    root = tree.write_to(tmp_path / "content")
    ran = run_command("content", "check", root)
    assert ran.status == 1
    *problems, last = ran.text.splitlines()
    line = tree.line_of(item, "difficult:")
    assert any(p.startswith(f"{root}/{item}:{line}: ") for p in problems)
    assert any(p.startswith(f"{root}/items/finance/broken.md:1: ") for p in problems)
    errors = [p for p in problems if ": warning: " not in p]
    assert last.startswith(f"{root}: {counted(len(errors), 'error')}, ")


def test_problems_below_the_present_folder_are_named_as_they_are_opened_from_it(
    tree: ContentTree, tmp_path: Path
) -> None:
    tree.add("areas/broken.md", "no header here\n").write_to(tmp_path / "content")
    ran = run_command("content", "check", "content", folder=tmp_path)
    assert ran.text.startswith("content/areas/broken.md:1: ")


def test_a_warning_is_printed_and_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = ContentTree().replace(
        "items/finance/finance-exhibit.md",
        "- c: Revenue grew by a tenth.",
        "- c: Revenue grew by a tenth of what it had been in the quarter that went before it.",
    )
    assert tree.read().warnings
    assert not tree.read().errors
    assert main(["content", "check", str(tree.write_to(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert ": warning: " in printed
    assert ": 0 errors, " in printed.splitlines()[-1]


def test_what_is_no_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    ran = run_command("content", "check", tmp_path / "nowhere")
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.count("\n") == 1
    assert "nowhere is not a folder" in ran.err


def test_a_folder_without_content_is_an_error(tmp_path: Path) -> None:
    ran = run_command("content", "check", tmp_path)
    assert ran.status == 1
    assert "no markdown file found" in ran.text


def test_checking_makes_no_file_beside_the_content(tree: ContentTree, tmp_path: Path) -> None:
    root = tree.write_to(tmp_path / "content")
    run_command(
        "content", "check", settings={"CTO_VAR_DIR": tmp_path / "var", "CTO_CONTENT_DIR": root}
    )
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_stats_are_counted_for_people_and_in_full_as_json() -> None:
    full = json.loads(run_command("content", "stats", "--json").out)
    brief = run_command("content", "stats").text
    assert f"revision {full['revision']}" in brief
    for area, row in full["areas"].items():
        line = next(line for line in brief.splitlines() if line.startswith(area))
        assert line.split()[1:4] == [str(row[n]) for n in ("units", "claims", "actions")]


def test_the_exported_bank_can_be_scored(tmp_path: Path) -> None:
    out = tmp_path / "bank.json"
    assert run_command("content", "export-bank", "--out", out).status == 0
    exported = json.loads(out.read_bytes())
    assert out.read_bytes() == run_command("content", "export-bank").out
    areas = {item["area"] for item in exported["bank"]} - {None}
    target = {area: {"level": 3.0, "weight": 2, "critical": False} for area in areas}
    first = json.dumps({**exported, "target": target})
    ran = run_command("score", stdin=f'{first}\n{{"answers": {{}}}}\n'.encode())
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["areas"].keys() == areas


def test_a_bank_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    ran = run_command("content", "export-bank", "--out", tmp_path / "missing" / "bank.json")
    assert (ran.status, ran.out) == (2, b"")
    assert "cannot be written: no such file or directory." in ran.err
    assert not list(tmp_path.iterdir())


def test_content_with_errors_is_neither_counted_nor_exported(
    tree: ContentTree, tmp_path: Path
) -> None:
    root = tree.add("areas/broken.md", "no header here\n").write_to(tmp_path)
    for verb in ("stats", "export-bank"):
        ran = run_command("content", verb, settings={"CTO_CONTENT_DIR": root})
        assert (ran.status, ran.out) == (1, b"")
        assert " errors, the first at areas/broken.md:1." in ran.err


def test_text_no_terminal_can_show_is_printed_as_numbers(tree: ContentTree, tmp_path: Path) -> None:
    root = tree.add("areas/ĳs.md", "no header here\n").write_to(tmp_path)
    ran = run_command("content", "check", root, settings={"PYTHONIOENCODING": "ascii"})
    assert ran.status == 1
    assert b"\\u0133s.md:1: " in ran.out


def test_the_command_line_and_the_module_are_one() -> None:
    line = [sys.executable, "-c", "import sys; from assessment.cli import main; main(sys.argv[1:])"]
    done = subprocess.run([*line, "content", "check"], capture_output=True, cwd=PROJECT, check=True)
    assert done.stdout == run_command("content", "check").out


def test_a_translation_is_begun_with_a_draft_and_checked_with_the_content(
    tree: ContentTree,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tree.write_to(tmp_path / "content")
    name = an_item_of(tree)
    monkeypatch.setenv("CTO_CONTENT_DIR", str(root))
    assert main(["content", "draft", name]) == 0
    begun = capsys.readouterr().out
    assert main(["content", "draft", "items/finance/nowhere.md"]) == 1
    capsys.readouterr()
    place = root / "translations" / "en-XA" / name
    place.parent.mkdir(parents=True)
    place.write_text(begun, encoding="utf-8")
    assert main(["content", "check", str(root)]) == 0
    said = capsys.readouterr().out
    assert f"{len(tree.files) - 1} of {len(tree.files)} files are not translated" in said
    place.write_text(begun.replace("---\nof:", "---\nseconds: 20\nof:", 1), encoding="utf-8")
    assert main(["content", "check", str(root)]) == 1
    said = capsys.readouterr().out
    assert f"{place}:2: seconds differs from the original, leave it out: figures" in said
