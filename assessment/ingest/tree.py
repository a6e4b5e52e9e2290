"""Which files make up a content folder, and may they be read at all?"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.ingest.problem_log import ProblemLog

TRANSLATIONS = "translations"
"""The folder of other languages, one folder each with the same paths below as the content."""
MOST_FILES = 2000
MOST_BYTES = 200_000
"""Caps of the reader: far above any real file, far below what would hurt (reliability R12)."""


def read_tree(root: Path) -> dict[str, str]:
    """Read every markdown file below ``root``: relative posix path to text.

    Raises:
        ContentRefused: a file is too large, not UTF-8, or a link that leaves the folder; or there
            are too many files, or none.
    """
    files, problems = survey_tree(root)
    if any(problem.severity == "error" for problem in problems):
        raise ContentRefused(problems)
    return files


def survey_tree(root: Path) -> tuple[dict[str, str], tuple[ContentProblem, ...]]:
    """Read what can be read below ``root``, translations left out, and say what cannot."""
    log = ProblemLog()
    files = _read_files(root, _markdown_files(root, without=TRANSLATIONS), log)
    if not files and not log.has_errors:
        log.error(".", 1, "no-content", "no markdown file found", "check the folder's path")
    return files, log.problems()


def survey_translations(
    root: Path,
) -> tuple[dict[str, dict[str, str]], tuple[ContentProblem, ...]]:
    """Read the translations below ``root``: by language, path of the original to text."""
    log = ProblemLog()
    found: dict[str, dict[str, str]] = {}
    folder = root / TRANSLATIONS
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{TRANSLATIONS}/{place.name}"
        if place.is_symlink() or (place.is_file() and place.suffix == ".md"):
            hint = f"put it into {TRANSLATIONS}/<language>/, under the path of the original"
            log.error(name, 1, "wrong-folder", "not a folder of one language", hint)
        elif place.is_dir():
            files = _read_files(root, _markdown_files(place), log)
            found[place.name] = {
                path.removeprefix(f"{name}/"): text for path, text in files.items()
            }
    return found, log.problems()


def _read_files(root: Path, paths: Iterable[Path], log: ProblemLog) -> dict[str, str]:
    """Each file that can be read, by its path from ``root``; why another cannot is noted."""
    files: dict[str, str] = {}
    real_root = root.resolve()
    for found, path in enumerate(paths, start=1):
        name = path.relative_to(root).as_posix()
        if found > MOST_FILES:
            log.error(
                name,
                1,
                "too-many-files",
                f"more than {MOST_FILES} files",
                "remove what is not content",
            )
            break
        text = _read_file(path, name, real_root, log)
        if text is not None:
            files[name] = text
    return files


def _markdown_files(root: Path, *, without: str = "") -> Iterator[Path]:
    """Every ``*.md`` below the folder in a fixed order; linked folders are not entered."""
    for folder, names, leaves in os.walk(root, followlinks=False):
        if without in names and Path(folder) == root and not (root / without).is_symlink():
            names.remove(without)
        names.sort()
        linked = [name for name in names if (Path(folder) / name).is_symlink()]
        for name in sorted(leaves + linked):
            if name.endswith(".md") or name in linked:
                yield Path(folder) / name


def _read_file(path: Path, name: str, real_root: Path, log: ProblemLog) -> str | None:
    if path.is_symlink() and (not path.is_file() or not path.resolve().is_relative_to(real_root)):
        log.error(
            name,
            1,
            "symlink",
            "a link that does not lead to a file of this folder",
            "put the file itself here",
        )
        return None
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as fault:
        log.error(name, 1, "unreadable", f"cannot be read ({fault.strerror})", "check its rights")
        return None
    if size > MOST_BYTES:
        log.error(
            name,
            1,
            "too-large",
            f"{size:,} bytes are more than {MOST_BYTES:,}",
            "a content file is one short text",
        )
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        log.error(name, line, "not-utf-8", "text that is not UTF-8", "save the file as UTF-8")
        return None
