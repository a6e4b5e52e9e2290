"""A translation made by a machine: the words of the content in accents, figures and form kept."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from assessment.ingest.translated_text import KEYED
from assessment.ingest.translations import draft
from assessment.ingest.tree import TRANSLATIONS
from assessment.services.languages import PSEUDO, pseudo

ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"$')
_KEY = re.compile(r"- [^:]+: ")
_KEPT = re.compile(r"\]\([^)]*\)")


def accented(text: str) -> str:
    """A line in accents, its links untouched."""
    done, last = [], 0
    for link in _KEPT.finditer(text):
        done += [text[last : link.start()].translate(ACCENTS), link.group()]
        last = link.end()
    return "".join((*done, text[last:].translate(ACCENTS)))


def translated(path: str, files: Mapping[str, str]) -> str:
    """The translation of one file: titles and header in brackets, all other text in accents."""
    lines: list[str] = []
    heading, fences = "", 0
    for line in draft(path, files).split("\n"):
        fences += line == "---"
        if fences < 2:
            lines.append(_QUOTED.sub(lambda m: _said(m.group()), line))
        elif line.startswith("# "):
            lines.append(f"# {pseudo(line[2:])}")
        elif line.startswith("#") and not path.startswith("pages/"):
            heading = line.strip("# ")
            lines.append(line)
        else:
            key = _KEY.match(line) if heading in KEYED else None
            head = key.group() if key else ""
            lines.append(head + accented(line.removeprefix(head)))
    return "\n".join(lines)


def _said(quoted: str) -> str:
    return json.dumps(pseudo(json.loads(quoted)), ensure_ascii=False)


def write_pack(
    root: Path, files: Mapping[str, str], paths: Iterable[str], language: str = PSEUDO
) -> None:
    """Write the translations of some files below a content folder."""
    for name in paths:
        path = root / TRANSLATIONS / language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(translated(name, files), encoding="utf-8")
