"""The content folder that ships with the product, read once for all tests."""

from functools import cache
from pathlib import Path

from assessment.domain.catalog import Catalog
from assessment.ingest.catalog import CatalogResult, accepted, check_content
from assessment.ingest.tree import read_tree

ROOT = Path(__file__).resolve().parents[2] / "content"
FILES = read_tree(ROOT)
PATHS = tuple(sorted(FILES))


@cache
def result() -> CatalogResult:
    """What the content check says."""
    return check_content(ROOT)


@cache
def catalog() -> Catalog:
    """The catalogue; fails where there is none."""
    return accepted(result())
