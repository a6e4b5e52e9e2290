"""How do ``report`` and ``plan`` come to a scored and read answers file?"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assessment.cli.content import current_catalog
from assessment.cli.files import reason
from assessment.cli.outcomes import Stopped
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId, Target
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.answers_file import (
    MOST_BYTES,
    AnswersFile,
    AnswersRefused,
    read_answers_file,
)
from assessment.services.score_lines import quote
from assessment.services.scoring import read_against, score_booklet
from assessment.services.targets import choose_target

NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One answers file scored and read against its target."""

    catalog: Catalog
    answers: AnswersFile
    sheet: ScoreSheet
    reading: Reading


def add_sitting_arguments(parser: argparse.ArgumentParser) -> None:
    """What names the answers and the target."""
    parser.add_argument(
        "--answers",
        required=True,
        type=Path,
        metavar="FILE",
        help='{"answers": {item id: {"value": ...}}}; "name" and "date" beside it if you like',
    )
    parser.add_argument(
        "--target",
        required=True,
        metavar="TYPE",
        help=f"a CTO type of content/profiles, such as scale-up, or {NOT_SURE}",
    )
    parser.add_argument("--stage", metavar="S", help="the company's stage, such as growing")
    parser.add_argument(
        "--circumstance",
        action="append",
        default=[],
        metavar="C",
        help="such as regulated; may be given more than once",
    )


def read_sitting(arguments: argparse.Namespace) -> Sitting:
    """Read, score and read against the target; raises Stopped with one sentence."""
    if arguments.out is not None and arguments.out.resolve() == arguments.answers.resolve():
        raise Stopped(f"{arguments.out} holds the answers: name another file to write.")
    catalog = current_catalog()
    target = _target(catalog, arguments)
    answers = _answers(arguments.answers, catalog)
    sheet = score_booklet(catalog, answers.booklet, answers.responses)
    return Sitting(
        catalog=catalog,
        answers=answers,
        sheet=sheet,
        reading=read_against(sheet, target, catalog),
    )


def known(names: Iterable[str]) -> str:
    """Names as a message lists them.

    >>> known(["startup", "platform"])
    'startup, platform'
    """
    return ", ".join(names)


def _answers(path: Path, catalog: Catalog) -> AnswersFile:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Stopped(f"{path} cannot be read: {reason(fault)}.") from None
    try:
        return read_answers_file(raw, catalog)
    except AnswersRefused as refused:
        raise Stopped(f"{path}: {refused}") from None


def _target(catalog: Catalog, arguments: argparse.Namespace) -> Target:
    types = [profile.id for profile in catalog.profiles.values() if profile.kind == "type"]
    named: str = arguments.target
    if named != NOT_SURE and named not in types:
        raise Stopped(f"There is no CTO type {quote(named)}: choose {known(types)}, or {NOT_SURE}.")
    circumstances = dict.fromkeys(arguments.circumstance)
    if arguments.stage is not None:
        _refuse_unknown(catalog, "stage", arguments.stage)
    for circumstance in circumstances:
        _refuse_unknown(catalog, "circumstance", circumstance)
    try:
        return choose_target(
            catalog,
            profile=None if named == NOT_SURE else ProfileId(named),
            stage=None if arguments.stage is None else StageId(arguments.stage),
            circumstances=[AdjustmentId(name) for name in circumstances],
        )
    except NotFound as missing:  # the type that this stage would pick
        raise Stopped(f"There is no such {missing.what} in this content.") from None


def _refuse_unknown(catalog: Catalog, kind: str, name: str) -> None:
    names = [a.id for a in catalog.adjustments.values() if a.kind == kind]
    if name not in names:
        raise Stopped(f"There is no {kind} {quote(name)}: choose {known(names)}.")
