"""How do the files of ``content/translations/<language>/`` become the pack of that language?

A file has the path and the shape of its original and holds nothing but words. It is put over the
original, read by the reader of its kind, and the words of both values are noted side by side. A
file with an error is left out, and so is one made of words that have changed since: what it
translates is shown in English.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessment.domain.content_words import as_written, mark_of, words_of
from assessment.domain.problems import ContentProblem
from assessment.domain.translations import Pack, Place, Translation
from assessment.ingest.header import Scalar
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.shelves import Shelved, Shelves, fill_shelves, kind_of_path, shelve
from assessment.ingest.situations import MANDATE_PATH, QUESTIONS_PATH
from assessment.ingest.source import SourceFile, split_source
from assessment.ingest.translated_header import OF, header_words
from assessment.ingest.translated_text import merged_source
from assessment.ingest.tree import TRANSLATIONS, survey_translations
from assessment.ingest.units import WHY

Files = Mapping[str, str]

WITHOUT_STORY = frozenset({"scales", "forms", "profiles/adjustments", QUESTIONS_PATH, MANDATE_PATH})
"""Kinds whose text under the title is a note for authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacksResult:
    """The packs by language, and every problem of the files they were made of."""

    packs: Mapping[str, Pack]
    problems: tuple[ContentProblem, ...]


def load_packs(root: Path, files: Files, languages: Collection[str]) -> PacksResult:
    """The packs below a content folder whose English files are ``files``.

    ``languages`` are those the product speaks: nobody could choose another one.
    """
    found, unreadable = survey_translations(root)
    packs: dict[str, Pack] = {}
    problems = [*unreadable]
    for language, given in found.items():
        pack, wrong = read_pack(language, files, given)
        problems += wrong
        if language in languages:
            packs[language] = pack
        else:
            problems.append(_unknown(language, languages))
    return PacksResult(packs=packs, problems=tuple(problems))


def read_pack(language: str, files: Files, given: Files) -> tuple[Pack, tuple[ContentProblem, ...]]:
    """The pack in ``given``, the files of one language by the path of their original."""
    log = ProblemLog()
    originals = _by_path(fill_shelves({p: files[p] for p in given if p in files}, ProblemLog()))
    translations: dict[Place, Translation] = {}
    for path, text in given.items():
        name = f"{TRANSLATIONS}/{language}/{path}"
        original = originals.get(path)
        if path not in files:
            hint = "a translation has the same path below its language as its original"
            log.error(name, 1, "no-original", f"there is no {path} in English", hint)
        elif original is not None:
            translations |= _read(name, path, original, text, log)
    if missing := len(files) - len(given.keys() & files.keys()):
        place = f"{TRANSLATIONS}/{language}"
        log.warning(
            place,
            1,
            "not-translated",
            f"{missing} of {len(files)} files are not translated",
            "they are shown in English and say so",
        )
    return Pack(language=language, translations=translations), log.problems()


def _unknown(language: str, languages: Collection[str]) -> ContentProblem:
    return ContentProblem(
        path=f"{TRANSLATIONS}/{language}",
        line=1,
        code="unknown-language",
        message=f"{language} is not spoken here",
        hint=f"known: {', '.join(sorted(languages)) or 'none'}; a language begins with its "
        "sentences (docs/translating.md)",
    )


def _read(
    name: str, path: str, original: Shelved[Any], text: str, log: ProblemLog
) -> dict[Place, Translation]:
    """What one file translates; nothing where it is stale or wrong."""
    kind = kind_of_path(path) or ""
    given = split_source(name, text, log, free_headings=kind == "pages")
    if given is None or log.is_broken(name) or not _is_fresh(given, original.value, log):
        return {}
    merged = merged_source(original.source, given, log, with_story=kind not in WITHOUT_STORY)
    if log.is_broken(name):
        return {}
    own, shelves = ProblemLog(lenient=True), Shelves()
    shelve(kind, given.stem, merged, shelves, own)
    for problem in own.problems():
        if problem.severity == "error":
            log.error(name, problem.line, problem.code, problem.message, problem.hint)
    read = _by_path(shelves).get(path)
    if read is None:
        return {}
    found: dict[Place, Translation] = {}
    for one, other in zip(_values(original.value), _values(read.value), strict=True):
        english, words = tuple(map(as_written, words_of(one))), tuple(words_of(other))
        if len(english) != len(words):
            hint = "translate every text of the original and add none"
            log.error(name, given.title_line, "missing-text", "a text is missing", hint)
            return {}
        found[type(one), str(one.id)] = Translation(
            english=english, words=dict(zip(english, words, strict=True))
        )
    return found


def _is_fresh(given: SourceFile, value: object, log: ProblemLog) -> bool:
    """Whether the translation was made of the words as they are now."""
    node = given.header.entries.get(OF)
    made_of, now = node.text if isinstance(node, Scalar) else "", mark_of(value)
    if made_of == now:
        return True
    line = given.line_of(OF)
    if not made_of:
        hint = f"write `{OF}: {now}`, the mark of the English words it translates"
        log.error(given.path, line, "missing-key", f"{OF} is missing", hint)
    else:
        log.warning(
            given.path,
            line,
            "stale-translation",
            f"the original has changed since {made_of}",
            f"shown in English until it is looked over and says `{OF}: {now}`",
        )
    return False


def _values(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any kind of content
    """The values a file holds: one, but for the two files that hold a list."""
    return value if isinstance(value, tuple) else (value,)


def _by_path(shelves: Shelves) -> dict[str, Shelved[Any]]:
    groups: tuple[Mapping[str, Shelved[Any]], ...] = (
        shelves.areas, shelves.items, shelves.scales, shelves.forms, shelves.profiles,
        shelves.adjustments, shelves.lessons, shelves.interview, shelves.actions,
        shelves.situations, shelves.pages,
    )  # fmt: skip
    found = {each.source.path: each for group in groups for each in group.values()}
    lists: tuple[Shelved[Any] | None, ...] = (shelves.questions, shelves.mandate)
    return found | {each.source.path: each for each in lists if each is not None}


def draft(path: str, files: Files) -> str:
    """The file a translator begins with: the original's words in English, and its mark.

    Raises:
        KeyError: the content holds no such file, or one that cannot be read.
    """
    kind = kind_of_path(path) or ""
    original = _by_path(fill_shelves({path: files[path]}, ProblemLog()))[path]
    source = original.source
    lines = ["---", f"{OF}: {mark_of(original.value)}", *header_words(source.header), "---", ""]
    if source.title:
        lines += [f"# {source.title}", ""]
    if source.opening.text and kind not in WITHOUT_STORY:
        lines += [source.opening.text, ""]
    for heading, section in source.sections.items():
        if heading != WHY:
            lines += [f"## {heading}", "", section.text, ""]
    return "\n".join(lines)
