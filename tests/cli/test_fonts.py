from pathlib import Path

from tests.cli.running import run_command


def test_the_web_fonts_are_made_and_named(tmp_path: Path) -> None:
    ran = run_command("fonts", tmp_path / "fonts")
    assert (ran.status, ran.err) == (0, "")
    made = [Path(line) for line in ran.text.splitlines()]
    assert len(made) == 5
    assert all(path.read_bytes()[:4] == b"wOF2" for path in made)


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "fonts").write_text("a file", encoding="utf-8")
    ran = run_command("fonts", tmp_path / "fonts")
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.count("\n") == 1
