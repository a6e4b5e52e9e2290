"""Every revision that was ever used can be had again, whatever happens to the folder."""

from pathlib import Path

import pytest

from assessment.domain.catalog import Catalog
from assessment.domain.errors import CatalogMissing
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.services.catalogs import (
    OLD_CATALOGS_KEPT,
    CatalogShelf,
    Files,
    parse_files,
    parse_stored_files,
)
from assessment.store.engine import Database
from tests.builders import NOON, make_catalog
from tests.content_tree import ContentTree
from tests.store.contents import EditedContent, make_shelf
from tests.store.databases import recorded

PROBLEM = ContentProblem(path="a.md", line=3, message="a key is missing", hint="add title")


def keep(database: Database, shelf: CatalogShelf) -> Catalog:
    with database.writing() as session:
        return shelf.keep_current(session, now=NOON)


def at(database: Database, shelf: CatalogShelf, revision: str) -> Catalog:
    with database.reading() as session:
        return shelf.at(session, revision)


def test_a_used_revision_outlives_the_folder_and_the_process(
    database: Database, content: EditedContent, shelf: CatalogShelf
) -> None:
    assert keep(database, shelf).revision == "r1"
    keep(database, shelf)
    content.files = {"revision.md": "r2"}
    later_process = make_shelf(content)
    assert later_process.current.revision == "r2"
    assert at(database, later_process, "r1") == make_catalog(revision="r1")


def test_an_older_revision_is_rebuilt_once_and_then_kept_ready(
    database: Database, content: EditedContent, shelf: CatalogShelf
) -> None:
    keep(database, shelf)
    content.files = {"revision.md": "r2"}
    later_process = make_shelf(content)
    at(database, later_process, "r1")
    with recorded(database) as statements:
        at(database, later_process, "r1")
        at(database, later_process, "r2")
    assert statements == []


def test_only_so_many_older_revisions_are_kept_in_memory(
    database: Database, content: EditedContent, shelf: CatalogShelf
) -> None:
    for number in range(OLD_CATALOGS_KEPT + 3):
        content.files = {"revision.md": f"r{number}"}
        shelf.reload()
        keep(database, shelf)
    with recorded(database) as statements:
        at(database, shelf, f"r{OLD_CATALOGS_KEPT}")
        assert statements == []
        assert at(database, shelf, "r0").revision == "r0"
        assert len(statements) == 1


def test_a_revision_nobody_kept_is_missing(database: Database, shelf: CatalogShelf) -> None:
    with pytest.raises(CatalogMissing) as missing:
        at(database, shelf, "never-used")
    assert missing.value.revision == "never-used"


def refusing(files: Files) -> Catalog:
    if "broken" in files["revision.md"]:
        raise ContentRefused([PROBLEM])
    return make_catalog(revision=files["revision.md"])


def test_broken_content_is_reported_and_the_last_good_catalogue_stays(
    content: EditedContent,
) -> None:
    shelf = CatalogShelf(content.read, refusing)
    content.files = {"revision.md": "broken"}
    assert shelf.reload() == (PROBLEM,)
    assert shelf.current.revision == "r1"
    content.files = {"revision.md": "r2"}
    assert shelf.reload() == ()
    assert shelf.current.revision == "r2"


def test_there_is_no_shelf_without_a_good_catalogue(content: EditedContent) -> None:
    content.files = {"revision.md": "broken"}
    with pytest.raises(ContentRefused):
        CatalogShelf(content.read, refusing)


def test_a_snapshot_that_cannot_be_read_any_more_is_missing(
    database: Database, content: EditedContent
) -> None:
    content.files = {"revision.md": "broken in the next release"}
    with database.writing() as session:
        make_shelf(content).keep_current(session, now=NOON)
    content.files = {"revision.md": "r2"}
    with pytest.raises(CatalogMissing):
        at(database, CatalogShelf(content.read, refusing), "broken in the next release")


def test_a_snapshot_outlives_a_rule_of_good_writing_made_later(database: Database) -> None:
    of_then = ContentTree().replace(
        "items/finance/finance-judgement.md", "until a policy", "until always a policy"
    )
    with pytest.raises(ContentRefused):
        parse_files(of_then.files)
    used = keep(database, CatalogShelf(lambda: of_then.files, parse_stored_files))
    today = CatalogShelf(lambda: ContentTree().files, parse_files, parse_stored_files)
    assert at(database, today, used.revision) == used


def test_the_shipped_content_comes_back_from_its_snapshot(sqlite_database: Database) -> None:
    root = Path(__file__).parents[2] / "content"
    shelf = CatalogShelf.from_content(root)
    used = keep(sqlite_database, shelf)
    other = CatalogShelf(EditedContent().read, refusing, parse_stored_files)
    assert at(sqlite_database, other, used.revision) == used
