"""Markdown in, a validated catalogue out."""

from assessment.ingest.catalog import (
    CatalogResult,
    check_content,
    load_catalog,
    read_catalog,
    read_snapshot,
)
from assessment.ingest.tree import read_tree

__all__ = [
    "CatalogResult",
    "check_content",
    "load_catalog",
    "read_catalog",
    "read_snapshot",
    "read_tree",
]
