"""``words``: are all sentences in the catalogue's template, and how is it written anew?"""

import argparse
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from assessment.cli.outcomes import DONE, FAILED
from assessment.services.languages import TEMPLATE
from assessment.services.settings import PROJECT

METHODS = [
    ("assessment/store/migrations/**.py", "ignore"),
    ("assessment/**.py", "python"),
    ("templates/**.html", "jinja2.ext:babel_extract"),
]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "marked": None,
    "lazy": None,
    "counted": (2, 3),
}
"""The functions whose sentences go into the catalogue; see ``assessment/domain/language.py``."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Check, or write."""
    parser.add_argument(
        "--write", action="store_true", help="write the template anew instead of checking it"
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the template lacks a sentence of the source or holds one that is gone."""
    fresh = make_template()
    if arguments.write:
        TEMPLATE.write_text(fresh, encoding="utf-8")
        sys.stdout.write(f"{TEMPLATE.relative_to(PROJECT)}: {len(read_ids(fresh))} sentences\n")
        return DONE
    kept = TEMPLATE.read_text(encoding="utf-8") if TEMPLATE.exists() else ""
    if kept == fresh:
        sys.stdout.write("every sentence is in the catalogue\n")
        return DONE
    for sentence in sorted(read_ids(fresh) - read_ids(kept)):
        sys.stderr.write(f"not in the catalogue: {sentence}\n")
    for sentence in sorted(read_ids(kept) - read_ids(fresh)):
        sys.stderr.write(f"gone from the source: {sentence}\n")
    sys.stderr.write("./dev words writes the catalogue's template anew\n")
    return FAILED


def make_template(root: Path = PROJECT) -> str:
    """Every sentence of the source as a gettext template: the same text from the same source."""
    messages = Messages(charset="utf-8")
    for folder in ("assessment", "templates"):
        found = extract_from_dir(
            root / folder,
            [(p.removeprefix(f"{folder}/"), m) for p, m in METHODS if p.startswith(folder)],
            {p.removeprefix(f"{folder}/"): o for p, o in OPTIONS.items()},
            keywords=KEYWORDS,
        )
        for path, _line, sentence, _comments, context in found:
            where = [(f"{folder}/{Path(path).as_posix()}", 0)]
            messages.add(sentence, None, where, context=context)
    written = io.BytesIO()
    write_po(written, messages, omit_header=True, sort_output=True, include_lineno=False, width=0)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head + written.getvalue().decode("utf-8")


def read_ids(template: str) -> set[str]:
    """The sentences of a template, of those with two forms the first."""
    if not template:
        return set()
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in read_po(io.BytesIO(template.encode("utf-8")))
        if message.id
    }
