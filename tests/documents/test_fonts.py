"""Typefaces: small subsets for the web, one closed set for print."""

from pathlib import Path

from fontTools.ttLib import TTFont

from assessment.documents.fonts import (
    MARKS,
    PRINT_FACES,
    face,
    make_web_fonts,
    write_fontconfig,
)


def test_the_web_gets_small_subsets_with_latin_extended_and_marks(tmp_path: Path) -> None:
    made = {path.name: path for path in make_web_fonts(tmp_path / "fonts")}
    assert set(made) == {
        "source-sans-400.woff2",
        "source-sans-400-italic.woff2",
        "source-sans-600.woff2",
        "source-serif-600.woff2",
        "marks-400.woff2",
    }
    for name, path in made.items():
        assert path.read_bytes()[:4] == b"wOF2"
        assert path.stat().st_size < 90_000
        held = TTFont(path).getBestCmap()
        needed = MARKS if name.startswith("marks") else "aŁőßçĐ×–→“’…€▼△"
        assert all(ord(character) in held for character in needed), name


def test_web_fonts_come_out_the_same_twice(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in make_web_fonts(tmp_path / "a")]
    assert first == [path.read_bytes() for path in make_web_fonts(tmp_path / "b")]


def test_print_knows_truetype_faces_of_ours_and_nothing_else(tmp_path: Path) -> None:
    config = write_fontconfig(tmp_path).read_text(encoding="utf-8")
    assert config.count("<dir>") == 2
    assert str(tmp_path / "faces") in config
    assert "<include" not in config
    assert {path.name for path in (tmp_path / "faces").iterdir()} == set(PRINT_FACES)
    assert all(face(name).suffix == ".ttf" for name in PRINT_FACES)


def test_writing_the_configuration_again_changes_nothing(tmp_path: Path) -> None:
    first = write_fontconfig(tmp_path).read_bytes()
    assert write_fontconfig(tmp_path).read_bytes() == first
