"""What do the tests of the store and of the services put on a catalogue shelf?"""

from assessment.services.catalogs import CatalogShelf, Files
from tests.builders import make_catalog


class EditedContent:
    """Content whose only file holds its revision, for tests that edit it."""

    def __init__(self) -> None:
        self.files: Files = {"revision.md": "r1"}

    def read(self) -> Files:
        return self.files


def make_shelf(content: EditedContent | None = None) -> CatalogShelf:
    return CatalogShelf(
        (content or EditedContent()).read,
        lambda files: make_catalog(revision=files["revision.md"]),
    )
