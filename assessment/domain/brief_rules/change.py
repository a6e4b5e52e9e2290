"""Does a text name a state or a change somebody could check?"""

import re

_THINGS = (
    r"%|per ?cent|percent|percentage points?|points?|ms|milliseconds?|seconds?|minutes?|hours?|"
    r"working days?|days?|weeks?|months?|€|euros?|eur|usd|\$|£|gbp|chf|pounds?|dollars?|m\b|k\b|"
    r"bn\b|million|thousand|orders?|incidents?|complaints?|outages?|defects?|errors?|tickets?|"
    r"claims?|invoices?|transactions?|payments?|findings?|vulnerabilit(?:y|ies)|leavers?|"
    r"resignations?|releases?|deployments?"
)
_PARTIES = (
    r"customers?|users?|accounts?|patients?|merchants?|tenants?|subscribers?|clients?|sites?|"
    r"plants?|stores?|shops?|branches|clinics?|wards?|countries|partners?|regions?"
)
_FROM_TO = re.compile(
    r"\b(?:from|instead of|rather than|down from|up from|against)\b.{0,60}?"
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|"
    r"fifty|hundred|half)\b)|\d.{0,60}?\binstead of\b",
    re.IGNORECASE,
)


def _compared(units: str) -> re.Pattern[str]:
    """A number of these units after a word that compares."""
    return re.compile(
        r"\b(?:below|under|above|over|at least|at most|fewer than|less than|more than|"
        r"no more than|within|by (?:a |one )?(?:half|third|quarter)|halve[sd]?|doubles?d?|twice|"
        r"up to|reach(?:es)?|to|by|of|for|with|in)\s+"
        r"(?:(?:about|only|some|the|a|an|one|all|every)\s+)?"
        rf"(?:(?:€|\$|£|eur|usd|chf|gbp)\s?\d|[\d.,]*\d\s*(?:\w+\s)?(?:{units})|"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half) "
        rf"(?:an? |\w+ )?(?:{units}))(?!\w)",
        re.IGNORECASE,
    )


_COMPARED = _compared(f"{_THINGS}|{_PARTIES}")
_STATE = re.compile(
    r"\b(?:so that|such that|no longer|without (?:any |a |an |the )?\w+|with no \b|zero\b|nobody|"
    r"none of|not one|any more|anymore|stops? (?:needing|depending|failing)|until (?:no|every|all)|"
    r"no \w+ (?:depends|waits|fails|runs|needs|leaves|goes|is|are)|"
    r"can (?:now )?(?:\w+ ){0,4}(?:in|within|without|by)\b)",
    re.IGNORECASE,
)


def states_a_change(text: str) -> bool:
    """Whether a text names a state somebody could check.

    >>> states_a_change("from 9 days to 2"), states_a_change("better collaboration")
    (True, False)
    """
    return any(p.search(text) for p in (_FROM_TO, _COMPARED, _STATE))
