"""How does a content folder become one immutable catalogue, or a complete list of its mistakes?"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.interviews import InterviewQuestionId
from assessment.domain.plans import ActionId, SituationId
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.domain.profiles import AdjustmentId, ProfileId
from assessment.ingest.action_graph import check_action_graph
from assessment.ingest.bank_balance import check_bank
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.references import check_references
from assessment.ingest.shelves import Shelves, fill_shelves
from assessment.ingest.source import normalise
from assessment.ingest.sufficiency import check_backbone, check_sufficiency
from assessment.ingest.translations import load_packs
from assessment.ingest.tree import read_tree, survey_tree

REVISION_CHARACTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogResult:
    """What came of reading: a catalogue where there was no error, and every problem."""

    catalog: Catalog | None
    problems: tuple[ContentProblem, ...]

    @property
    def errors(self) -> tuple[ContentProblem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[ContentProblem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def read_catalog(files: Mapping[str, str]) -> CatalogResult:
    """Read a content tree given as relative path to text; touches no file.

    A stored snapshot of such a mapping reads to the same catalogue and the same revision.
    """
    return _read(files, ProblemLog())


def read_snapshot(files: Mapping[str, str]) -> CatalogResult:
    """Read content that was accepted once; rules of good writing made since then only warn."""
    return _read(files, ProblemLog(lenient=True))


def _read(files: Mapping[str, str], log: ProblemLog) -> CatalogResult:
    shelves = fill_shelves(files, log)
    check_references(shelves, log)
    check_action_graph(shelves, log)
    check_sufficiency(shelves, log)
    check_backbone(shelves, log)
    check_bank(shelves, log)
    catalog = None if log.has_errors else _catalog(shelves, revision_of(files))
    return CatalogResult(catalog=catalog, problems=log.problems())


def load_catalog(root: Path) -> Catalog:
    """Read the catalogue of a folder.

    Raises:
        ContentRefused: the content holds errors; all of them are in it.
    """
    return accepted(read_catalog(read_tree(root)))


def accepted(result: CatalogResult) -> Catalog:
    """The catalogue of a result.

    Raises:
        ContentRefused: there is none.
    """
    if result.catalog is None:
        raise ContentRefused(result.problems)
    return result.catalog


def check_content(root: Path, languages: Collection[str] = ()) -> CatalogResult:
    """Read a folder for its author: problems of files and of content in one list, none raised.

    ``languages`` are those that may have translations; an error in one leaves the catalogue whole.
    """
    files, unreadable = survey_tree(root)
    result = read_catalog(files)
    translated = load_packs(root, files, languages).problems
    problems = sorted(
        (*unreadable, *result.problems, *translated), key=lambda p: (p.path, p.line, p.message)
    )
    return CatalogResult(catalog=None if unreadable else result.catalog, problems=tuple(problems))


def revision_of(files: Mapping[str, str]) -> str:
    """A fingerprint of every file: paths in order, texts with Unix line ends."""
    digest = hashlib.sha256()
    for path in sorted(files):
        for part in (path, normalise(files[path])):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(f"{len(raw)}:".encode())
            digest.update(raw)
    return digest.hexdigest()[:REVISION_CHARACTERS]


def _catalog(shelves: Shelves, revision: str) -> Catalog:
    areas = [shelved.value for shelved in shelves.areas.values()]
    profiles = [shelved.value for shelved in shelves.profiles.values()]
    adjustments = [shelved.value for shelved in shelves.adjustments.values()]
    situations = [shelved.value for shelved in shelves.situations.values()]
    return Catalog(
        revision=revision,
        areas={AreaId(a.id): a for a in sorted(areas, key=lambda a: (a.order, a.id))},
        items={ItemId(name): shelves.items[name].value for name in sorted(shelves.items)},
        scales={name: shelved.value for name, shelved in shelves.scales.items()},
        blueprints={name: shelved.value for name, shelved in shelves.forms.items()},
        profiles={
            ProfileId(p.id): p
            for p in sorted(profiles, key=lambda p: (p.kind != "type", p.order, p.id))
        },
        adjustments={
            AdjustmentId(a.id): a
            for a in sorted(adjustments, key=lambda a: (a.kind != "stage", a.order, a.id))
        },
        actions={ActionId(name): shelves.actions[name].value for name in sorted(shelves.actions)},
        situations={
            SituationId(s.id): s for s in sorted(situations, key=lambda s: (s.order, s.id))
        },
        situation_questions=shelves.questions.value if shelves.questions is not None else (),
        mandate_facts=shelves.mandate.value if shelves.mandate is not None else (),
        pages={name: shelved.value for name, shelved in shelves.pages.items()},
        lessons={FacetId(name): shelves.lessons[name].value for name in sorted(shelves.lessons)},
        questions={
            InterviewQuestionId(name): shelves.interview[name].value
            for name in sorted(shelves.interview)
        },
    )
