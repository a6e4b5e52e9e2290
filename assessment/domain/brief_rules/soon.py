"""Is everything to be replaced within half a year of the first day?"""

from datetime import timedelta

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.words import pattern
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _

SOONEST = timedelta(days=186)
"""Half a year from the first day: nobody replaces a core system in less (editorial)."""

_CORE = pattern(
    "erps?", "sap", "s/4\\w*", "core[- ]banking", "core (?:systems?|platform|application)",
    "(?:policy|claims|billing|booking|warehouse|ticketing|payments?|pension|student|customer|"
    "order|trading|reservation|merchandise|point[- ]of[- ]sale|stock|card) "
    "(?:(?:administration|management|processing) )?(?:systems?|mainframe|platform)",
    "mainframes?", "as/400", "patient records?", "health records?", "ehr", "epr", "crms?",
    "(?:\\w+[- ])?platforms?", "monolith", "code ?bases?", "data cent(?:er|re)s?", "networks?",
    "(?:it|application|system) (?:estate|landscape)", "applications", "old systems?",
    "(?:operating|legacy) systems?", "engine", "cobol", "tills?", "outsourcing contract",
    "infrastructure", "departments?", "servers", "oracle", "azure", "aws", "sap \\w+",
    "it landscape", "new (?:bank|insurer|shop|portal|product|system)",
)  # fmt: skip
_REPLACED = pattern(
    "replaced", "re-?written", "re-?built", "migrated", "moved(?: over| off| into| to)?",
    "switched (?:off|over)", "shut(?: down)?", "closed(?: down)?", "gone", "retired",
    "decommissioned", "consolidated", "merged", "split(?: up)?", "carved out", "brought back",
    "re-?organi[sz]ed", "re-?platformed", "in the (?:public )?cloud", "are off", "is off",
    "off the (?:\\w+['’]s )?network", "live (?:on|for|in|at)", "rolled out", "in-?sourced",
    "(?:runs?|works?|live|lives|operates?|is|are|use|uses) (?:\\w+ ){0,3}(?:on|in|as|with) "
    "(?:one|a single|the new|a new|\\w+ separate|all)",
    "(?:use|uses|share|have|has) (?:one|a single)", "new (?:\\w+ ){0,3}in (?:all|every|each)",
    "carve-?out is", "has left", "have left", "completely new",
    "(?:completely|entirely|fully) off", "becomes? one", "live with all",
    "switched from", "new (?:tills?|networks?|erp|system) ",
)  # fmt: skip
_WHOLE = pattern(
    "all", "every", "entire", "completely off", "become one", "worldwide",
    "whole", "full(?:y)?", "both", "complete(?:ly|d)?", "each",
    "(?:one|a single|one shared|one common)", "in house", "from scratch", "from \\w+ to \\w+",
    "mainframe", "monolith", "core[- ]banking", "(?:the )?old (?:\\w+ )?(?:ones|systems)",
    r"\d{2,}[.,]?\d* \w+",
)  # fmt: skip
_LARGE = (
    r"(?:[2-9]\d|\d{3,}|\d{1,3}[.,]\d{3}|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|"
    r"two dozen|dozens)"
)
_CROWD = (
    r"(?:engineers?|developers?|people|staff|employees|specialists?|data scientists?|colleagues|"
    r"hires|experts?|testers?|programmers?)"
)
_HIRED = pattern(
    rf"(?:hired|recruited|taken on|employed|onboarded) (?:\w+ ){{0,3}}{_LARGE} (?:\w+ ){{0,3}}"
    rf"{_CROWD}",
    rf"{_LARGE} (?:\w+ ){{0,3}}{_CROWD} (?:\w+ ){{0,3}}(?:hired|recruited|on board|joined|taken on|"
    r"employed|onboarded)",
)
_EVERYWHERE = pattern(
    rf"(?:all|every|each)(?: one)?(?: of)?(?: (?:the|our|its|\w+['’]s)){{0,2}} {_LARGE} (?:\w+ )?"
    r"(?:stores?|shops?|branches|services|sites?|schools|clinics|hospitals|offices|forms|"
    r"processes|applications|countries|markets|depots|stations)",
)
_NEW_THERE = pattern("new", "online", "digital(?:ly)?", "live", "moved", "migrated", "replaced",
                     "switched", "equipped", "rolled out")  # fmt: skip
_ONLY_A_STEP = pattern(
    "first", "decid\\w+", "whether", "pilots?", "plans?(?! every)", "tests?", "tested", "test run",
    "(?<!every )one of the", "chosen", "selected", "agreed", "proposals?", "ready to", "prepared",
    "can be rolled back", "without re-?key\\w*", "known", "knows?", "listed", "copy", "fallback",
)  # fmt: skip
"""A step on the way can be due soon."""


def replaces_everything(result: str) -> str:
    """The words by which an outcome replaces or moves everything at once, or nothing.

    >>> replaces_everything("All our data centres are shut and everything runs in the cloud.")
    'data centres are shut'
    >>> replaces_everything("The board has decided whether to replace the core banking system.")
    ''
    """
    if _ONLY_A_STEP.search(result):
        return ""
    hired = _HIRED.search(result)
    if hired:
        return " ".join(hired[0].split())
    everywhere = _EVERYWHERE.search(result)
    if everywhere and _NEW_THERE.search(result):
        return " ".join(everywhere[0].split())
    core, done = _CORE.search(result), _REPLACED.search(result)
    if core is None or done is None or not _WHOLE.search(result):
        return ""
    start, end = min(core.start(), done.start()), max(core.end(), done.end())
    return " ".join(result[start:end].split())


def find_too_soon(brief: Brief, around: Surroundings) -> Faults:
    """An outcome replaces everything within half a year of the first day."""
    first = max(around.today, brief.starts_on or around.today)
    for number, outcome in enumerate(brief.outcomes, 1):
        if outcome.due is None or not first <= outcome.due <= first + SOONEST:
            continue
        found = replaces_everything(outcome.result)
        if found:
            yield Fault(
                place=place("outcomes", number, "due"),
                reason=_(
                    "Outcome %(n)d (“%(words)s”) is due within half a year of the first day: "
                    "whoever accepts it has not looked, or will not keep it."
                )
                % {"n": number, "words": found},
                fix=_("Give it a date further off, or say which first part must be true by then."),
            )
