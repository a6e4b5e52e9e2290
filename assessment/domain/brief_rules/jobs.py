"""Which kinds of job do the words of a challenge describe, and can one person do them at once?"""

import re
from collections.abc import Iterator
from typing import Literal

from assessment.domain.brief_rules.poles import poles_asked_of_one_person, without_what_others_do
from assessment.domain.brief_rules.words import pattern

Kind = Literal[
    "maker", "governor", "part-time", "always-there", "face", "engine-room", "short", "long",
    "scientist", "cutter", "founder", "carer-for-people", "integrator", "caretaker", "pioneer",
]  # fmt: skip

_N = r"(?:\d+|one|two|three|four|five|six|seven|eight|ten|a|half a)"
_LARGE = r"(?:\d{2,3}[.,]\d{3}|[1-9]\d{2,}|[3-9]\d|hundreds?|thousands?)"
_PEOPLE = r"(?:people|engineers|employees|staff|developers|heads|reports|ftes?|colleagues)"

_MAKES = r"ships?|writes?|codes?|programs?|implements?|builds?|develops?"

_KINDS: dict[Kind, re.Pattern[str]] = {
    "maker": pattern(
        r"(?:writes|writing|codes|coding|programs|programming|implements|implementing|debugs|"
        r"debugging|builds|building|develops|developing|(?:would|to|can|must|should|will|['’]d|"
        r"['’]ll) (?:still |also )?(?:write|code|program|build|develop)) "
        r"(?:\w+ ){0,5}(?:himself|herself|themselves|personally|alone|hands-on|most|every ?day|"
        r"full[- ]time|code|kotlin|java|python|rust|c\+\+|typescript|backend|firmware)",
        r"(?:himself|herself|personally|still) (?:\w+ ){0,2}(?:writes?|codes?|ships?|builds?|"
        r"programs?|develops?|commits?)", "solders?", "codes?(?= (?:and|all|every|most|daily|\\d))",
        "(?:and|who|still|also) codes", "still ships", "still (?:codes|programs)", "own hands",
        "(?:does|do|reviews?|merges?|own) (?:\\w+ ){0,2}(?:pull requests|merge requests|code "
        "reviews?)", "takes? tickets", "pair[- ]programs?",
        "pair[- ]programming", r"\d+ ?(?:%|per ?cent) (?:hands-on |of (?:the|his|her|their) time "
        r")?(?:\w+ )?(?:coding|programming|code|development)", "head[- ]down",
        "in the (?:code|codebase|ide|editor)", "main (?:developer|programmer|coder|contributor)",
        "(?:lead|only|sole|first|principal) (?:developer|programmer|coder|engineer) (?:who|and|on)",
        rf"(?:{_MAKES}) (?:[\w(),/+#’'-]+ ){{0,10}}?(?:personally|himself|herself|"
        r"full[- ]time)", r"designs? (?:[\w’'-]+ ){0,5}(?:firmware|register level|schematics?|"
        r"pcbs?|fpgas?|circuits?)", r"hands[- ]on (?:coder|developer|engineer|programmer|builder)",
        r"hands[- ]on (?:in|with) (?:\w+ ){1,3}?(?:every ?day|daily|"
        r"each day|most days|full[- ]time)", r"as (?:the|our|a) (?:lead|main|only|principal|first) "
        r"(?:developer|programmer|coder)",
        "at the keyboard", "sprint tickets", "commits? (?:daily|every|code)", "on the tools",
    ),
    "governor": pattern(
        "audit committee", "architecture board", "(?:group|enterprise|corporate|it)[ -]governance",
        "governance (?:for|of|across|over)", "(?:it|security|group|technology|internal|writ\\w+|"
        "\\d+) (?:\\w+ )?policies",
        "policies(?=,)", "itil", "pmo", "cobit", "iso ?27001",
        "three[- ]lines[- ]of[- ]defen[cs]e", "enterprise architecture", "vendor (?:contracts|"
        "management)", "third[- ]party register", "model risk", "risk (?:committee|framework|"
        "set-up|register)", "dora", "sox", "steering (?:committees?|\\d+|the)", "service desk",
        "corporate it", "(?:all|for|across|over) (?:\\w+ ){0,3}subsidiaries",
        "holding", "supervisory (?:board|authority)", "(?:session|meeting|dialogue)s? with the "
        "(?:regulator|supervisor)", "group[- ]wide", "works councils?", "group standards",
        "outsourcers", "compliance reporting", "board papers", "portfolio (?:board|committee)",
        rf"(?:lead|leads|run|runs|running|manag\w+|responsib\w+ for|head\w*)"
        rf" (?:\w+ ){{0,5}}{_LARGE} (?:\w+ ){{0,2}}{_PEOPLE}",
        rf"(?:lead|leads|run|runs|running|heads?|manages?) (?:[\w’'-]+ ){{0,3}}?{_LARGE}[- ]"
        r"(?:person|people|strong|head)", "chief information officer", "cio", "change boards?",
        "(?:sits?|sitting|seat|vote) (?:on|in) the investment committee", "group strategist",
        "strategist (?:for|of) the (?:\\w+ )?group",
        "budget (?:committee|rounds?|of (?:€|\\$|£)?\\d{2,}(?:m| million))", "capex",
    ),
    "part-time": pattern(
        r"(?:[1-4]|one|two|three|four|a|half a) (?:or \w+ |to \w+ )?days? (?:a|per|each|"
        r"every) week",
        rf"{_N} (?:or {_N} |to {_N} )?days? (?:a|per|each|every) (?:month|fortnight)",
        rf"{_N} (?:mornings|afternoons) (?:a|per|each) week",
        "part[- ]time", "fractional", "half[- ]time",
        "(?:as|an?|part-time) (?:trusted |external |senior |technical |technology )?advis[eo]r",
        "advisory (?:role|capacity|basis|mandate|seat|post|job)",
        r"(?:[1-6]\d|[1-6]\d\s?-\s?[1-6]\d) ?(?:%|per ?cent)(?= (?:for|position|contract|post|role|"
        r"workload|of (?:a|full)|employment|fte|basis|job))", "0[.,][2-6] fte", "one-day-a-week",
        "two-day-a-week", "day[- ]rate", "alongside (?:other|his|her|their)",
        "other (?:mandates|clients)", "few (?:hours|days) (?:a|per) (?:week|month)",
        "non-executive", "on retainer",
    ),
    "always-there": pattern(
        "daily presence", "(?:every|each) (?:single )?(?:day|morning|shift|stand-?up)", "daily",
        "full (?:line )?(?:responsibility|accountability|p&l)", "line (?:responsibility|management|"
        "manager|lead)", "on[- ]call", "accountable manager", "around the clock", r"24[/x]7",
        "whenever (?:needed|they|we|somebody|something|it)", "at any time", "at all times",
        "always (?:there|available|reachable|on site)", "restructur\\w+", "reorgani[sz]\\w+",
        "full[- ]time", "all day", "on[- ]site (?:presence|five|all|every)", "five days",
        "hiring, firing", "pay rounds?", "(?:whole|full|entire|complete) (?:\\w+ ){0,4}"
        "(?:changeover|migration|integration|turnaround|transformation|programme|carve-out|"
        "merger|rollout|department|organi[sz]ation)", "integration of the", "permanently present",
        rf"(?:lead|leads|leading|manag\w+|heads?|runs?) (?:\w+ ){{0,4}}{_LARGE} "
        rf"(?:\w+ ){{0,2}}{_PEOPLE}", "day-to-day (?:running|lead\\w*|management|operations)",
        "first (?:one )?in", "physically", "lives? (?:in|near|within|next)",
    ),
    "face": pattern(
        "keynotes?", "conferences?", "(?:public )?face of", "evangelis\\w+", "the press", "press "
        "(?:work|interviews)", "tv",
        "podcasts?", "on stages?", "road ?shows?", "trade (?:fairs|shows)", "customer visits",
        "speaking (?:slots|engagements|tour)", "influencer", "ambassador", "spokes\\w+",
        r"(?:travels?|travelling|on the road|on planes?|abroad) (?:\w+ ){0,5}(?:%|weeks|days|"
        r"most|half|of)", "visits? (?:\\w+ ){0,4}customers", "sales (?:calls|pitches|tour)",
        "thought leader\\w*", "investor meetings", "(?:technical|senior|lead|chief|star|top) "
        "(?:\\w+ )?sell(?:er|ing)", "(?:carry|carries|carrying) (?:a|the|his|her|their|an own) "
        "(?:\\w+ ){0,2}(?:number|quota|target)", "sales quota", "rainmaker",
        "analyst (?:calls|days)", "fundraising tour",
    ),
    "engine-room": pattern(
        "night shifts?", "nights?", "war room", "incident (?:commander|bridge|room)",
        "sits? (?:with|next to|beside|in) (?:\\w+ ){0,4}(?:team|engineers|developers|squad|ops)",
        "on[- ]call", "pager", "server room", "in the basement", "every (?:incident|outage|deploy"
        "\\w*|release|stand-?up|shift)", "shop floor", "control room", "(?:daily|morning) "
        "stand-?ups?", "pairs? with", "at (?:his|her|their|the) desk",
        "debugs?", "root[- ]cause", "quiet(?:ly)? (?:\\w+ )?(?:architect|engineer|builder|designer|"
        "thinker|figure|person|mind)", "behind the scenes", "(?:spends?|spending) (?:\\w+ ){1,4}"
        "with the (?:team|engineers|developers)",
    ),
    "short": pattern(
        "interim (?:cto|role|contract|mandate|manager|leader|person|job|for|basis|\\w+ cto)",
        "on an interim", "turn-?around", rf"for {_N} months", rf"{_N}[- ]months? (?:contract|"
        rf"mandate|"
        r"assignment|only|job)", "temporary", "fixed[- ]term", "until (?:the )?(?:sale|exit|"
        "closing|merger|a permanent)", "stop-?gap", "fire-?fighter", "liquidat\\w+",
        "(?:clean|clear)s? up and (?:leaves?|goes)", "then (?:leaves?|goes|hands? over)",
        "hatchet", "wind(?:s|ing)? down", "maternity cover", "bridg(?:e|es|ing)",
    ),
    "long": pattern(
        "long[- ]term", "(?:ten|five|seven|eight|fifteen|twenty|\\d+)[- ]years? (?:\\w+ )?(?:"
        "roadmap|plan|vision|horizon|programme|journey)", "for (?:good|life|decades)", "for "
        "decades",
        "next (?:ten|fifteen|twenty) years", "until retirement", "(?:a|the|build\\w*|grow\\w*|"
        "shape\\w*|new) (?:\\w+ )?culture", "next generation of", "heir", "stays? (?:for )?(?:at "
        "least )?"
        "(?:five|ten|\\d+) years", "permanent home", "career paths?", "lifelong",
    ),
    "scientist": pattern(
        "scientist", "ph\\.?d", "researcher", "research (?:head|chief|director|lead|mind|brain)",
        "(?:file|files|filing|holds?|writ\\w+|of) (?:\\w+ )?patents", "(?:in|out of|"
        "from) the lab\\w*",
        "publish(?:es|ed)? (?:\\w+ ){0,3}papers?", "professor", "inventor", "invents?",
        "algorithm (?:inventor|design)", "theor(?:y|etical)", "breakthrough", "university chair",
        "deep[- ]tech", "quantum", "peer[- ]reviewed",
    ),
    "cutter": pattern(
        "cost[- ]cutt(?:er|ing)", "takes? (?:€|\\$|£)?[\\d.,]+ ?(?:m|k|million|%)? out of",
        "cuts? (?:\\w+ ){0,4}(?:costs?|staff|budget|headcount|by)", "outsourc(?:es?|ing)",
        "offshor(?:es?|ing)", "savings?", "lay(?:s|ing)? off", "lay-?offs?", "downsiz\\w+",
        "redundanc\\w+", "consolidates", "close[sd]? (?:the|\\w+) (?:site|office|data cent)",
        "renegotiat\\w+", "halv(?:e|es|ing)", "help ?desk", "service desk", "(?:runs?|own|owns|"
        "roll\\w*|chang\\w+) (?:\\w+ ){0,3}erp",
        "efficiency programme", "shared services?", "corporate it",
    ),
    "founder": pattern(
        "technical co-?founder", "founder (?:personality|type|spirit|mentality)", "garage",
        "(?:builds?|gets?|finish\\w*|making|building) (?:\\w+ ){0,3}prototype",
        "pre-seed", "employee number (?:one|two|three|\\d)",
        "(?:our|as) first (?:engineer|developer|hire)", "mvp", "own hands", "equity[- ]only",
        "product[- ]market fit",
    ),
    "carer-for-people": pattern(
        rf"(?:{_LARGE}|\d{{2,}}) (?:\w+ ){{0,2}}(?:direct reports|reports|team leads|managers)",
        "one-to-ones? with", "coach(?:es|ing)? (?:\\w+ ){0,4}(?:managers|leads|directors)",
        "(?:grow|double|triple|scale|hire)s? (?:\\w+ ){0,6}(?:to|from) (?:\\d{2,}|fifty|hundred)",
        "people manager", "hiring (?:of )?\\d{2,}", rf"(?:manage|lead)s? {_LARGE} {_PEOPLE}",
        "appraisals", "career (?:talks|paths)",
    ),
    "integrator": pattern(
        "post[- ]merger", "merger integrations?", "buy[- ]and[- ]build",
        "(?:acquir|buy)ing (?:and integrating )?(?:two|three|four|five|six|\\d+) (?:\\w+ )?"
        "(?:competitors|companies|rivals|firms)", "serial (?:acquirer|integrator)",
        "integrat(?:e|es|ed|ing) (?:\\w+ ){0,3}(?:acquisitions|acquired \\w+)",
    ),
    "caretaker": pattern(
        "caretaker", "custodian", "nothing (?:may|must|can) (?:break|change|fail)",
        "safe pair of hands", "steward of (?:the|our) (?:\\w+ )?(?:legacy|mainframe|old)",
        "(?:keeps?|keeping|nurses?|nursing) (?:the|our) (?:\\w+ ){0,3}(?:mainframe|legacy \\w+|"
        "old \\w+) (?:running|alive|stable)", "patient and careful", "careful and patient",
    ),
    "pioneer": pattern(
        "pioneer(?!ed)", "venture (?:studio|builder|building)", "incubator", "disruptor",
        "maverick",
        "(?:new|digital) (?:digital )?(?:businesses|ventures)", "serial (?:founder|entrepreneur)",
        "(?:prototypes?|experiments?) (?:every|each|a) (?:week|fortnight|month)", "moonshots?",
    ),
}  # fmt: skip
"""The words by which each kind of job gives itself away."""

_APART: tuple[tuple[Kind, Kind], ...] = (
    ("maker", "governor"),
    ("part-time", "always-there"),
    ("face", "engine-room"),
    ("short", "long"),
    ("scientist", "cutter"),
    ("founder", "governor"),
    ("scientist", "governor"),
    ("face", "maker"),
    ("maker", "carer-for-people"),
    ("part-time", "carer-for-people"),
    ("scientist", "face"),
    ("maker", "integrator"),
    ("founder", "integrator"),
    ("scientist", "integrator"),
    ("part-time", "integrator"),
    ("caretaker", "pioneer"),
    ("caretaker", "founder"),
    ("pioneer", "governor"),
    ("pioneer", "cutter"),
)
"""Pairs one person rarely is in the same week."""

_OF_A_PERSON = pattern(
    "s?he", "him", "her", "his", "them", "they", "person", "some(?:one|body)", "cto", "hire",
    "caretaker", "custodian", "pioneer", "integrator", "seller", "rainmaker", "coder",
    "architect who", "founder type",
    "chief information officer", "personally",
    "adviser", "advisor", "scientist", "co-?founder", "founder personality", "leader", "role",
    "same (?:\\w+ )?(?:person|hire|cto)", "fractional", "interim", "part[- ]time", "candidate",
    "face of", "you", "job", "post", "task", "engineer who", "developer who", "manager who",
    "days? (?:a|per) (?:week|month)", "whoever", "evangelist", "position",
)  # fmt: skip
_JOINED = pattern(
    "at the same time", "same (?:person|hire|cto|time|week)", "besides", "as well as", "also",
    "and", "plus", "both", "while", "but", "with", "equally", "in addition", "on top", "who",
    "alongside", "the (?:rest|other|remaining|fifth)",
)  # fmt: skip
_DONE_BY_OTHERS = re.compile(
    r"\b(?:founder|owner|ceo|developers?|engineers?|programmers?|contractors?|agency|team|"
    r"colleagues?|juniors?|students?)\s+(?:still\s+|also\s+|now\s+)?$",
    re.IGNORECASE,
)
_WANTED_BY_IT = re.compile(
    r"\s+(?:wants?|demands?|asks?|requires?|expects?|insists?|objects?|voted|gave|gives|approved|"
    r"refuses?|has (?:asked|given|approved))\b",
    re.IGNORECASE,
)


def clashing_kinds(text: str) -> tuple[str, str] | None:
    """The words of two kinds of job one person rarely does at once, as the text has them.

    >>> clashing_kinds("A fractional CTO with daily presence in Bremen.")
    ('fractional', 'daily presence')
    >>> clashing_kinds("The regulator wants one register by March.") is None
    True
    """
    return _firm_kinds(without_what_others_do(text)) or poles_asked_of_one_person(text)


def _firm_kinds(text: str) -> tuple[str, str] | None:
    """Two kinds of job by the words that give them away anywhere."""
    if not (_OF_A_PERSON.search(text) and _JOINED.search(text)):
        return None
    for one, other in _APART:
        first = next(_asked_of_the_hire(one, text), None)
        if first is None:
            continue
        second = next(
            (m for m in _asked_of_the_hire(other, text) if not _overlap(m.span(), first.span())),
            None,
        )
        if second is not None:
            return " ".join(first[0].split()), " ".join(second[0].split())
    return None


def _asked_of_the_hire(kind: Kind, text: str) -> Iterator[re.Match[str]]:
    """Where a kind's words stand, left out where somebody else does or wants the thing."""
    for found in _KINDS[kind].finditer(text):
        other_does = kind == "maker" and _DONE_BY_OTHERS.search(text[: found.start()])
        other_wants = kind == "governor" and _WANTED_BY_IT.match(text[found.end() :])
        if not (other_does or other_wants):
            yield found


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
