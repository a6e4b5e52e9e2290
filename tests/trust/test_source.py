"""What our own source never does, read from the source itself: no review has to remember it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from assessment.documents.printing import environment
from tests.browser.app_process import PROJECT

PACKAGE = PROJECT / "assessment"
TEMPLATES = PROJECT / "templates"
SCRIPTS = PROJECT / "static" / "js"

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "render_template_string", "from_string"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "jsonpickle", "telnetlib", "ftplib"}
WEAK_HASHES = {"md5", "sha1", "new"}
FETCHING = {"urllib.request", "requests", "httpx", "aiohttp", "http.client", "urllib3"}
READS_XML = {"fromstring", "parse", "iterparse", "XML"}
OWN_XML = {"documents/radar.py"}
"""What may read XML: a picture that our own worker has just drawn."""
PATTERNS = {
    "compile",
    "match",
    "search",
    "fullmatch",
    "sub",
    "subn",
    "findall",
    "finditer",
    "split",
}
OWN_PATTERNS = {
    "domain/brief_rules/change.py",
    "domain/brief_rules/words.py",
    "domain/language.py",
    "domain/lesson_search.py",
}
"""Where functions make patterns: of words and sentences in our own source, or of escaped ones in
the search."""
OWN_TABLES = {"services/joining.py"}
"""Where names of our own tables are put into a statement; values are parameters there too."""
FIXED_MARKS = re.compile(r"""' aria-(?:current|invalid)="\w+"'\s*\|\s*safe\b""")
"""The only texts that templates take as markup: attributes that are written out in full."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_text_is_ever_run_as_code_or_as_a_template() -> None:
    found = [
        f"{where}:{call.lineno} {name}"
        for where, tree in modules()
        for name, call in calls(tree)
        if name in RUNS_TEXT and not (name == "compile" and _is_pattern(call))
    ]
    assert found == []


def _is_pattern(call: ast.Call) -> bool:
    """``re.compile`` and nothing else of that name."""
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
    )


def test_nothing_is_unpacked_that_could_bring_objects_along() -> None:
    found = [
        f"{where} {name}"
        for where, tree in modules()
        for name in imported(tree)
        if name.split(".")[0] in UNSAFE_MODULES
    ]
    found += [
        f"{where}:{call.lineno} yaml"
        for where, tree in modules()
        for name, call in calls(tree)
        if name in {"load", "load_all", "unsafe_load", "full_load"}
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "yaml"
        and not any(
            "Safe" in ast.unparse(given) or "Loader" in ast.unparse(given)
            for given in [*call.args[1:], *(word.value for word in call.keywords)]
        )
    ]
    assert found == []


def test_no_shell_is_asked() -> None:
    found = [
        f"{where}:{call.lineno} {name}"
        for where, tree in modules()
        for name, call in calls(tree)
        if (name in {"system", "popen", "getoutput"} and isinstance(call.func, ast.Attribute))
        or any(word.arg == "shell" for word in call.keywords)
    ]
    assert found == []


def test_no_statement_is_put_together_from_values() -> None:
    """SQL that is written out takes its values as parameters."""
    found = [
        f"{where}:{call.lineno}"
        for where, tree in modules()
        if not where.startswith("store/migrations/") and where not in OWN_TABLES
        for name, call in calls(tree)
        if name == "text" and call.args and _is_put_together(call.args[0])
        if _sends_sql(tree)
    ]
    assert found == []


def _sends_sql(tree: ast.Module) -> bool:
    return any(name in {"sqlalchemy.text", "sqlalchemy"} for name in imported(tree))


def _is_put_together(given: ast.expr) -> bool:
    match given:
        case ast.JoinedStr(values=parts):
            # The names of our own settings and tables are constants, never input.
            return any(isinstance(part, ast.FormattedValue) and not _constant(part.value)
                       for part in parts)  # fmt: skip
        case ast.BinOp(op=ast.Mod() | ast.Add()):
            return True
        case ast.Call(func=ast.Attribute(attr="format")):
            return True
    return False


def _constant(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and (value.id.isupper() or value.id == "name")


def test_nothing_is_hashed_weakly_and_no_secret_comes_from_guessable_dice() -> None:
    found = [
        f"{where}:{call.lineno} {name}"
        for where, tree in modules()
        for name, call in calls(tree)
        if name in WEAK_HASHES
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "hashlib"
    ]
    dice = [
        where
        for where, tree in modules()
        if "random" in set(imported(tree)) and "secrets" in set(imported(tree))
    ]
    assert found == []
    assert dice == []


def _free_names(pattern: ast.expr) -> Iterator[str]:
    """Names in a pattern, but for what is escaped."""
    if isinstance(pattern, ast.Call) and ast.unparse(pattern.func) == "re.escape":
        return
    if isinstance(pattern, ast.Name):
        yield pattern.id
    for child in ast.iter_child_nodes(pattern):
        if isinstance(child, ast.expr | ast.comprehension):
            yield from _free_names(child)  # type: ignore[arg-type]


def _fixed_names(tree: ast.Module) -> set[str]:
    """What a module names once: its own constants, and what it imports."""
    fixed = {"re", "str", "sorted", "len", "map"}
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                fixed |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                fixed.add(name)
            case ast.ImportFrom(names=names):
                fixed |= {alias.asname or alias.name for alias in names}
    return fixed


def test_no_pattern_is_made_from_what_somebody_typed() -> None:
    found = []
    for where, tree in modules():
        fixed = _fixed_names(tree)
        for name, call in calls(tree):
            if name in PATTERNS and ast.unparse(call.func) == f"re.{name}":
                loose = set(_free_names(call.args[0])) - fixed
                if loose and where not in OWN_PATTERNS:
                    found.append(f"{where}:{call.lineno} {sorted(loose)}")
    assert found == []


def test_the_app_fetches_nothing_from_anywhere() -> None:
    found = [
        f"{where} {name}"
        for where, tree in modules()
        for name in imported(tree)
        if name in FETCHING
    ]
    assert found == []


def test_no_xml_of_anybody_else_is_read() -> None:
    found = [
        f"{where}:{call.lineno} {name}"
        for where, tree in modules()
        if where not in OWN_XML
        if any(name.startswith(("xml", "lxml", "defusedxml")) for name in imported(tree))
        for name, call in calls(tree)
        if name in READS_XML
    ]
    assert found == []


def test_no_template_takes_words_as_markup() -> None:
    found = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        left = FIXED_MARKS.sub("", source)
        if re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", left):
            found.append(path.relative_to(PROJECT).as_posix())
    assert found == []


SPEAK = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
"""What a template says by these is taken for markup: it has to be a sentence of ours."""


def loosely_spoken(template: str) -> list[str]:
    """Where a template speaks what is not written there: with the line of each."""
    parsed = environment().parse(template)
    written = {
        id(call.node)
        for call in parsed.find_all(nodes.Call)
        if call.dyn_args is None and call.dyn_kwargs is None
        if all(isinstance(given, nodes.Const) for given in _sentences(call))
    }
    return [
        f"{name.lineno} {name.name}"
        for name in parsed.find_all(nodes.Name)
        if name.name in SPEAK and id(name) not in written
    ]


def _sentences(call: nodes.Call) -> list[nodes.Expr]:
    """What stands where a sentence, or its second form, has to stand."""
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    return call.args[: {"ngettext": 2, "pgettext": 2, "npgettext": 3}.get(name, 1)] or [call]


def test_no_template_speaks_what_is_not_written_there() -> None:
    found = [
        f"{path.relative_to(PROJECT).as_posix()}:{place}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for place in loosely_spoken(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "say {{ words | said }}, which is escaped"


@pytest.mark.parametrize(
    "template",
    [
        "{{ _(x) }}",
        "{{ _(x or '') }}",
        "{{ _('a' ~ x) }}",
        "{{ gettext(row.words) }}",
        "{{ ngettext('one', x, 2) }}",
        "{{ _(*x) }}",
        "{{ _(**x) }}",
        "{% set say = _ %}{{ say(x) }}",
        "{{ _() }}",
    ],
)
def test_words_in_a_variable_are_found_out(template: str) -> None:
    assert len(loosely_spoken(template)) == 1


def test_sentences_of_ours_may_hold_what_is_escaped() -> None:
    assert loosely_spoken("{{ _('Hello %(name)s', name=x) }}") == []
    assert loosely_spoken("{{ ngettext('%(num)d plan', '%(num)d plans', n) }}") == []
    assert loosely_spoken("{% trans name=x %}Hello {{ name }}{% endtrans %}") == []


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: Path(path).name)
def test_a_script_of_ours_makes_no_markup_from_words_and_keeps_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for never in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                  "new Function", "localStorage", "sessionStorage", "indexedDB",
                  "document.cookie", "postMessage"):  # fmt: skip
        assert never not in source, never
