"""Files are read from the content folder and from nowhere else."""

from pathlib import Path

import pytest

from assessment.domain.problems import ContentRefused
from assessment.ingest.catalog import check_content, load_catalog
from assessment.ingest.tree import MOST_BYTES, MOST_FILES, read_tree
from tests.content_tree import ContentTree


def test_the_files_of_a_folder_are_read_by_relative_path(tmp_path: Path) -> None:
    tree = ContentTree()

    assert read_tree(tree.write_to(tmp_path)) == tree.files


def test_a_folder_reads_to_the_same_catalogue_as_its_snapshot(tmp_path: Path) -> None:
    tree = ContentTree()

    assert load_catalog(tree.write_to(tmp_path)) == tree.catalog()


def test_files_that_are_not_markdown_are_passed_over(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path)
    (root / "pages" / "notes.txt").write_bytes(b"\xff")

    assert "pages/notes.txt" not in read_tree(root)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path)
    (root / "pages" / "method.md").write_bytes(b"---\nid: method\ntitle: caf\xe9\n---\n")

    with pytest.raises(ContentRefused) as refused:
        read_tree(root)

    assert [(p.code, p.path, p.line) for p in refused.value.problems] == [
        ("not-utf-8", "pages/method.md", 3)
    ]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path)
    (root / "pages" / "method.md").write_bytes(b"x" * (MOST_BYTES + 1))

    with pytest.raises(ContentRefused, match=r"pages/method\.md:1: 200,001 bytes"):
        read_tree(root)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.md").touch()

    with pytest.raises(ContentRefused, match="more than 2000 files"):
        read_tree(tmp_path)


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path / "content")
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (root / "pages" / "link.md").symlink_to(secret)

    with pytest.raises(ContentRefused, match=r"pages/link\.md:1: a link"):
        read_tree(root)


def test_a_linked_folder_is_refused_and_not_entered(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path / "content")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("secret", encoding="utf-8")
    (root / "pages" / "more").symlink_to(outside, target_is_directory=True)

    with pytest.raises(ContentRefused) as refused:
        read_tree(root)

    assert [(p.code, p.path) for p in refused.value.problems] == [("symlink", "pages/more")]


def test_a_link_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path)
    (root / "pages" / "round.md").symlink_to(root / "pages" / "round.md")

    with pytest.raises(ContentRefused, match=r"pages/round\.md:1: a link"):
        read_tree(root)


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    root = ContentTree().write_to(tmp_path)
    (root / "pages" / "again.md").symlink_to(root / "pages" / "method.md")

    assert "pages/again.md" in read_tree(root)


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ContentRefused, match="no markdown file"):
            read_tree(root)


def test_the_check_lists_problems_of_files_and_of_content_together(tmp_path: Path) -> None:
    tree = ContentTree().replace("profiles/scale-up.md", "weight: 3", "weight: 4")
    root = tree.write_to(tmp_path)
    (root / "pages" / "method.md").write_bytes(b"\xff")

    result = check_content(root)

    assert result.catalog is None
    assert {problem.code for problem in result.errors} == {"not-utf-8", "weight-out-of-range"}


def test_loading_broken_content_raises_every_problem(tmp_path: Path) -> None:
    tree = ContentTree().replace("profiles/scale-up.md", "weight: 3", "weight: 4")
    tree.replace("areas/finance.md", "  - Steers.\n", "")

    with pytest.raises(ContentRefused) as refused:
        load_catalog(tree.write_to(tmp_path))

    assert [problem.code for problem in refused.value.problems] == [
        "anchors-not-five",
        "weight-out-of-range",
    ]
