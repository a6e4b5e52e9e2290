"""A header keeps the author's words and their lines, whichever YAML parser is there."""

import pytest
import yaml

from assessment.ingest import header
from assessment.ingest.header import Listing, Scalar, Table, parse_header
from assessment.ingest.problem_log import ProblemLog

PARSERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=PARSERS, ids=("python", "c"), autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "_PARSER", request.param)


def _parse(text: str) -> tuple[Table | None, ProblemLog]:
    log = ProblemLog()
    return parse_header("a.md", text, 2, log), log


def test_every_value_keeps_its_line() -> None:
    table, log = _parse("id: a\nanchors:\n  - one\n  - two\n")

    assert table is not None
    assert table.lines == {"id": 2, "anchors": 3}
    anchors = table.entries["anchors"]
    assert isinstance(anchors, Listing)
    assert [entry.line for entry in anchors.entries] == [4, 5]
    assert not log.has_errors


def test_bare_words_stay_words_even_as_keys() -> None:
    table, _ = _parse("yes: no\non: 2026-11-21\nclock: 12:30:00\n")

    assert table is not None
    assert {key: n.text for key, n in table.entries.items() if isinstance(n, Scalar)} == {
        "yes": "no",
        "on": "2026-11-21",
        "clock": "12:30:00",
    }


def test_quotes_are_told_from_bare_words() -> None:
    table, _ = _parse('a: 4\nb: "4"\n')

    assert table is not None
    plain = [node.plain for node in table.entries.values() if isinstance(node, Scalar)]
    assert plain == [True, False]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\n", "yaml-alias", 2),
        ("a: 1\nb: *x\n", "yaml-alias", 3),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 2),
        ("a: 1\n...\n---\nb: 2\n", "bad-yaml", 4),
        ("? [a]\n: b\n", "bad-yaml", 2),
        ("- a\n- b\n", "bad-yaml", 2),
        ("", "bad-yaml", 2),
        ("a: [1\n", "bad-yaml", 3),
        ("a: 1\na: 2\n", "duplicate-key", 3),
        ("a: [[[[[[[[1]]]]]]]]\n", "deep-yaml", 2),
    ],
)
def test_what_a_header_may_not_hold_is_refused(text: str, code: str, line: int) -> None:
    _, log = _parse(text)

    assert [(problem.code, problem.line) for problem in log.problems()] == [(code, line)]
