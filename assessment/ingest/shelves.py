"""Which folder does each file belong to, and what came of reading it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assessment.domain.areas import Area
from assessment.domain.catalog import Blueprint, Page, Scale
from assessment.domain.interviews import InterviewQuestion
from assessment.domain.items import Item
from assessment.domain.lessons import Lesson
from assessment.domain.plans import MandateFact, PlanAction, Question, Situation
from assessment.domain.profiles import Adjustment, TargetProfile
from assessment.ingest.actions import read_action
from assessment.ingest.areas import read_area
from assessment.ingest.fields import Fields, is_id
from assessment.ingest.forms import read_form, read_page, read_scale
from assessment.ingest.interviews import read_interview_question
from assessment.ingest.items import read_item
from assessment.ingest.lessons import read_lesson
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.profiles import read_adjustment, read_profile
from assessment.ingest.situations import (
    MANDATE_PATH,
    QUESTIONS_PATH,
    read_mandate,
    read_questions,
    read_situation,
)
from assessment.ingest.source import SourceFile, split_source

FOLDERS = (
    "areas",
    "items/<area>",
    "items/checks",
    "scales",
    "forms",
    "profiles",
    "profiles/adjustments",
    "lessons/<area>",
    "interview/<area>",
    "actions",
    "situations",
    "pages",
)

AREA_FOLDERS = ("items", "lessons", "interview")
"""Folders with one folder per area below them."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved(Generic[Value]):
    """A value and the file it came from."""

    value: Value
    source: SourceFile


@dataclass(slots=True, kw_only=True)
class Shelves:
    """Everything read so far, by id. ``declared`` also holds ids whose file is broken."""

    areas: dict[str, Shelved[Area]] = field(default_factory=dict)
    items: dict[str, Shelved[Item]] = field(default_factory=dict)
    scales: dict[str, Shelved[Scale]] = field(default_factory=dict)
    forms: dict[str, Shelved[Blueprint]] = field(default_factory=dict)
    profiles: dict[str, Shelved[TargetProfile]] = field(default_factory=dict)
    adjustments: dict[str, Shelved[Adjustment]] = field(default_factory=dict)
    lessons: dict[str, Shelved[Lesson]] = field(default_factory=dict)
    interview: dict[str, Shelved[InterviewQuestion]] = field(default_factory=dict)
    actions: dict[str, Shelved[PlanAction]] = field(default_factory=dict)
    situations: dict[str, Shelved[Situation]] = field(default_factory=dict)
    pages: dict[str, Shelved[Page]] = field(default_factory=dict)
    questions: Shelved[tuple[Question, ...]] | None = None
    mandate: Shelved[tuple[MandateFact, ...]] | None = None
    declared: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per folder kind the id (file name) and path of every file, read or not."""

    def is_declared(self, kind: str, name: str) -> bool:
        """Whether a file of this kind and name exists, whatever its state."""
        return name in self.declared.get(kind, {})


def fill_shelves(files: Mapping[str, str], log: ProblemLog) -> Shelves:
    """Read every file and put what came of it where it belongs."""
    shelves = Shelves()
    for path in sorted(files):
        kind = kind_of_path(path)
        stem = path.rpartition("/")[2].removesuffix(".md")
        if kind is None:
            log.error(
                path, 1, "wrong-folder", "a file that belongs nowhere", f"use {', '.join(FOLDERS)}"
            )
            continue
        if not is_id(stem):
            log.error(
                path,
                1,
                "bad-id",
                "a file name that is not an id",
                "use lower case, digits and hyphens, at most 64 characters",
            )
            continue
        if shelves.is_declared(kind, stem):
            log.error(
                path,
                1,
                "duplicate-id",
                f"the id {stem} is taken by {shelves.declared[kind][stem]}",
                "ids are unique and never reused: rename this file",
            )
            continue
        shelves.declared.setdefault(kind, {})[stem] = path
        source = split_source(path, files[path], log, free_headings=kind == "pages")
        if source is not None:
            shelve(kind, stem, source, shelves, log)
    return shelves


def kind_of_path(path: str) -> str | None:
    """The kind of content a path holds; None where no file belongs there."""
    if path in {QUESTIONS_PATH, MANDATE_PATH}:
        return path
    folder = path.rpartition("/")[0]
    if folder in FOLDERS:
        return "items" if folder == "items/checks" else folder
    parts = folder.split("/")
    if len(parts) == 2 and parts[0] in AREA_FOLDERS and is_id(parts[1]):
        return parts[0]
    return None


def shelve(kind: str, stem: str, source: SourceFile, shelves: Shelves, log: ProblemLog) -> None:
    """Read a file of what is measured and against what; hand every other kind on."""
    fields = Fields(source.path, source.header, log)
    match kind:
        case "areas":
            _put(shelves.areas, stem, read_area(source, fields, log), source, log)
        case "items":
            _put(shelves.items, stem, read_item(source, fields, log), source, log)
        case "scales":
            _put(shelves.scales, stem, read_scale(source, fields, log), source, log)
        case "forms":
            _put(shelves.forms, stem, read_form(source, fields, log), source, log)
        case "profiles":
            _put(shelves.profiles, stem, read_profile(source, fields, log), source, log)
        case "profiles/adjustments":
            _put(shelves.adjustments, stem, read_adjustment(source, fields, log), source, log)
        case _:
            _shelve_guidance(kind, stem, source, fields, shelves, log)


def _shelve_guidance(
    kind: str, stem: str, source: SourceFile, fields: Fields, shelves: Shelves, log: ProblemLog
) -> None:
    """Read a file of what to do about it."""
    match kind:
        case "lessons":
            _put(shelves.lessons, stem, read_lesson(source, fields, log), source, log)
        case "interview":
            question = read_interview_question(source, fields, log)
            _put(shelves.interview, stem, question, source, log)
        case "actions":
            _put(shelves.actions, stem, read_action(source, fields, log), source, log)
        case "situations":
            _put(shelves.situations, stem, read_situation(source, fields, log), source, log)
        case "pages":
            _put(shelves.pages, stem, read_page(source, fields, log), source, log)
        case _:
            _shelve_lists(kind, source, fields, shelves, log)


def _put(
    shelf: dict[str, Shelved[Value]],
    stem: str,
    value: Value | None,
    source: SourceFile,
    log: ProblemLog,
) -> None:
    if value is not None and not log.is_broken(source.path):
        shelf[stem] = Shelved(value=value, source=source)


def _shelve_lists(
    kind: str, source: SourceFile, fields: Fields, shelves: Shelves, log: ProblemLog
) -> None:
    """The two files that hold a list instead of one value."""
    if kind == QUESTIONS_PATH:
        questions = read_questions(fields)
        if not log.is_broken(source.path):
            shelves.questions = Shelved(value=questions, source=source)
    elif kind == MANDATE_PATH:
        facts = read_mandate(fields)
        if not log.is_broken(source.path):
            shelves.mandate = Shelved(value=facts, source=source)
