"""What holds for every test: no request context outlives its request, booklets are drawn alike at
every run, and promises are counted.

The suite may run in several processes (``-n``): each takes whole files, and what takes longest
begins first.
"""

import os
import secrets
from dataclasses import asdict
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests.booklets import drawn_alike
from tests.promises import FOUND, SIZE, Figure, Promises

TESTS = Path(__file__).parent
LONGEST_FIRST = ("browser", "trust", "crash", "cli", "documents", "services", "web")
"""Folders in the order in which they begin; others after them."""


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Override pytest-flask's fixture, whose lasting context leaks globals between requests."""


@pytest.fixture(autouse=True)
def _draw_booklets_alike(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's booklets follow from its name."""
    monkeypatch.setattr(secrets, "randbits", drawn_alike(request.node.nodeid))


@pytest.fixture(scope="session")
def promises() -> Promises:
    """Where a test notes the figure with which a promise was proved."""
    return FOUND


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest, where several processes test."""
    if not hasattr(config, "workerinput"):
        return

    def begins(item: pytest.Item) -> int:
        folder = item.path.relative_to(TESTS).parts[0]
        return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=begins)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember which promises were not shown: a test that failed may have noted no figure."""
    if "promise" in report.keywords and not report.passed:
        FOUND.undone.append(f"{report.outcome}: {report.nodeid}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the figures of this process to the one that prints them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["promises"] = [asdict(figure) for figure in FOUND.figures]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over the figures of a process that has ended; called in the one that prints."""
    sent = getattr(node, "workeroutput", {}).get("promises", [])
    FOUND.figures.extend(Figure(**figure) for figure in sent)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """End with the table of every promise this run put to the test; PROMISES_FILE keeps it."""
    if path := os.environ.get("PROMISES_FILE"):
        FOUND.keep(Path(path))
    if FOUND.figures:
        terminalreporter.section(f"promises, {SIZE} size")
        for line in FOUND.table():
            terminalreporter.write_line(line)
