"""``plan``: what are the first ninety days for one answers file, as a file to keep?"""

import argparse
import hashlib
from pathlib import Path

from assessment.cli.files import write_whole
from assessment.cli.outcomes import DONE, Stopped
from assessment.cli.printing import make_pdf, refuse_without_pango
from assessment.cli.sittings import add_sitting_arguments, read_sitting
from assessment.documents.plan_print import plan_job
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.services.plan_files import PLAN_FILES, UNSTORED, plan_text
from assessment.services.plan_wishes import (
    MODES,
    NOT_SURE,
    NOTHING,
    PlanWishes,
    plan_facts,
)

STILL_WORKS = "The plan as .md, .ics or .csv still works."
ENDINGS = ", ".join(f".{kind}" for kind in PLAN_FILES)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The answers, the target, the facts of the job, and where the plan goes."""
    add_sitting_arguments(parser)
    parser.add_argument("--start", required=True, metavar="DATE", help="such as 2027-01-04")
    parser.add_argument("--hours", required=True, metavar="N", help="hours a week, 1 to 20")
    parser.add_argument(
        "--situation", required=True, metavar="S", help=f"such as turnaround, or {NOT_SURE}"
    )
    parser.add_argument("--mode", default=MODES[0], metavar="M", help=" or ".join(MODES))
    parser.add_argument(
        "--mandate", metavar="A,B,C", help=f"the mandate facts that hold, by id, or {NOTHING}"
    )
    parser.add_argument("--mandate-count", metavar="N", help="only how many of them hold")
    parser.add_argument(
        "--days-off",
        nargs="+",
        default=[],
        metavar="DATE",
        help="days without work; 2027-02-01..2027-02-05 for several",
    )
    parser.add_argument("--letter", action="store_true", help="US Letter instead of A4")
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=f"its ending says what is made: {ENDINGS}",
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 2 where something given cannot be used; 3 where this machine cannot make PDFs."""
    out: Path = arguments.out
    kind = out.suffix.lower().removeprefix(".")
    if kind not in PLAN_FILES:
        raise Stopped(f"{out}: the file's ending says what is made: {ENDINGS}.")
    if kind == "pdf":
        refuse_without_pango(STILL_WORKS)
    sitting = read_sitting(arguments)
    wishes = PlanWishes(
        start=arguments.start,
        hours=arguments.hours,
        situation=arguments.situation,
        mode=arguments.mode,
        mandate=arguments.mandate,
        mandate_count=arguments.mandate_count,
        days_off=arguments.days_off,
    )
    try:
        facts = plan_facts(sitting.catalog, wishes, sitting.sheet, sitting.reading)
    except PlanInputInvalid as invalid:
        raise Stopped(f"--{invalid.field}: {invalid.reason}") from None
    plan = build_plan(sitting.catalog, facts)
    write_whole(out, _written(plan, kind, plan_id(sitting.answers.name), letter=arguments.letter))
    return DONE


def plan_id(name: str) -> str:
    """What keeps one person's calendar entries apart from another's, and together over time.

    >>> plan_id("Ada") == plan_id("Ada") != plan_id("Ben")
    True
    """
    return hashlib.sha256(name.encode()).hexdigest()[:16] if name else UNSTORED


def _written(plan: NinetyDayPlan, kind: str, uid: str, *, letter: bool) -> bytes:
    if kind == "pdf":
        job = plan_job(plan, page_size="Letter" if letter else "A4")
        return make_pdf(job, what_still_works=STILL_WORKS)
    text = plan_text(plan, kind, plan_id=uid)
    return text.encode() if isinstance(text, str) else text
