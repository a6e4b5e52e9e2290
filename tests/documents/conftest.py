"""One press for all tests that only read what it makes: a report printed twice is made once."""

from collections.abc import Iterator

import pytest

from assessment.documents.pdf import Press


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    made = Press(tmp_path_factory.mktemp("press"))
    yield made
    made.close()
