"""What holds for every test: no request context lives longer than its request."""

import pytest


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Override pytest-flask's fixture, whose lasting context leaks globals between requests."""
