"""Are two poles of work asked of one person, however the text words either of them?

`jobs.py` knows kinds of job by firm words. This module reads looser words, and can afford to,
because it first leaves out whatever the text does not ask of the hire: sentences that tell how
things are, and clauses in which somebody else does, keeps or gives up the work.
"""

import re
from collections.abc import Iterator
from typing import Literal

from assessment.domain.brief_rules.words import pattern

Pole = Literal[
    "hands", "office", "invents", "trims", "outside", "on-the-spot", "specialist", "passing",
    "staying", "hours", "crew",
]  # fmt: skip

_GAP = r"(?:[\w’'/-]+ ){0,5}?"
_A_CROWD = r"(?:[2-9]\d|\d{3,}|\d{1,3}[.,]\d{3}|hundreds?|thousands?)"
_TEAM = (
    r"(?:team|engineers?|developers?|programmers?|scientists?|operators?|physicists|designers?|"
    r"mechanics|fitters|line|group|crew|juniors)"
)
_MADE = (
    r"(?:code|apps?|prototypes?|firmware|algorithms?|backend|front ?end|kernel|site|website|"
    r"software|pipelines?|mvp|version|first product|models?|boards|circuits?|core|engine|modules?|"
    r"features|robots|bots?|levels|shaders|tools|methods|compiler|controller|scripts?|tests|"
    r"drivers)"
)

_POLES: dict[Pole, re.Pattern[str]] = {
    "hands": pattern(
        "in the workshop",
        rf"(?:build|assembl|wir|weld|test|tun)\\w* {_GAP}with (?:\\w+ ){{0,3}}{_TEAM}",
        "rust", "java", "kotlin", "fortran", "cobol", "golang", "typescript", "python", "c\\+\\+",
        "fpgas?", "cuda", "plcs?", "line by line", "(?:maintains?|rewrit\\w+|patch\\w*|merg\\w+) "
        "(?:\\w+ ){0,4}code", "at the (?:\\w+ )?(?:machines?|table|bench|lathe|microscope|console)",
        "(?:cnc|milling) machines?", "tool ?maker", "compil\\w+", "refactor\\w*", "sql", "queries",
        "algorithms? (?:himself|herself|alone)", "by (?:him|her)self", "wrench", "cabl\\w+",
        "electronics", "schematics?", "circuit boards?", "screwdriver", "unit tests",
        "nerd", "geek",
        "craftsman", "(?:solver|production|driver|kernel|shader|embedded|simulation) code",
        "(?:neural|convolutional|deep) net(?:work)?s?", "(?:the|do the|their) maths",
        "\\d+ ?(?:%|per cent) coding", "squad of \\w+", "in (?:go|rust|java|kotlin|python|c\\+\\+|"
        "typescript|react|rails|django|flutter|swift|scala|php|matlab|vhdl)",
        "cod(?:es?|ing|er)", "programs", "program(?:ming|mer)", "debug\\w*", "solder\\w*",
        "prototyping", "prototypes", "pair[- ]program\\w*", "commits?", "pull requests?",
        "code reviews?", "joins? the sprint", "(?:hardest |sprint )tickets", "keyboard",
        "(?:lead|main|only|sole|first|chief) (?:\\w+ )?(?:developer|programmer|engineer|coder)",
        "hands[- ]on", "own hands", "(?:his|her|their) hands", "yourself", "himself", "herself",
        "themselves", "in person", "personally", "alone", "hacker", "tinkerer", "full-blooded",
        rf"(?:writ|build|re-?build|design|develop|fix|repair|set|creat|train|tun|fine-?tun|ship|"
        rf"sketch|craft|wir|port|optimi[sz]|implement|work)\w*(?: up| out)? {_GAP}{_MADE}",
        "ships? features", "(?:training and tuning|profiles? (?:shaders|code|queries))",
        rf"(?:sits?|stands?|standing|sitting|works?) (?:with|beside|next to|among) "
        rf"(?:\w+ ){{0,4}}{_TEAM}",
        "(?:kubernetes|terraform|linux|database) (?:and \\w+ )?work",
        rf"(?:developer|programmer|engineer) (?:in|on|for) (?:the|our) {_GAP}{_TEAM}",
        rf"at the (?:bench|line|machine) with (?:\w+ ){{0,4}}{_TEAM}",
    ),
    "office": pattern(
        "change boards?", "chairs?(?= (?:the|of))", "administrator",
        "data protection", "outsourcing", "operational risk", "member banks", "central bank",
        "member of the (?:\\w+ )?(?:board|management|executive)", "shared service cent\\w+",
        "committees", "collective bargaining", "politics", "politicians", "cantons", "lawyers",
        "digital office", "officials", "civil servants", "payroll", "telephones", "laptops",
        "(?:security|safety|compliance|it|information|purchasing) director",
        "parent (?:group|firm)",
        "due diligence", "authorit(?:y|ies)", "administration", "headquarters", "paperwork",
        "directives?", "(?:annual|group|audit) reports?", "accountable (?:to|for|executive)",
        "balance sheet", "insurers?", "pension fund", "court", "ombudsman", "contracts? with",
        "(?:group|managing|regional|executive) directors?",
        "director(?:ate)? (?:of|for|responsible)",
        "(?:outsourcing|protection|compliance|security|risk|safety|information) officers?",
        "legal entities", "entities", "sox", "dora", "itil", "pmo", "gdpr", "iso ?27001",
        "licen[cs]e negotiations?", "contract negotiations?", "control lead", "general manager",
        "ministry", "shareholders", "treasury", "the estate", "(?:sap|it|erp) estate",
        "bureaucracy",
        rf"(?:chief|head|director|manager|boss) of {_A_CROWD}",
        rf"{_A_CROWD} (?:\\w+ )?(?:buyers|offices|countries|entities|companies|clerks|contracts)",
        "heading (?:\\w+ )?(?:quality|legal|regulatory|finance|security|compliance|operations)",
        "boardroom", "country heads", "framework (?:contracts|agreements)", "supplier boards?",
        "oversight meetings?", "tender procedures?",
        "(?:audit|risk|investment|technology|architecture|compliance|security|governance|"
        "portfolio|steering|group|supervisory|executive)(?: and \\w+| \\w+){0,3} "
        "(?:committees?|boards?|councils?)", "board (?:papers?|rounds?|meetings?)", "governance",
        "compliance", "polic(?:y|ies)", "(?:internal )?controls", "auditors?",
        "(?:annual )?audits?",
        "regulators?", "supervisory (?:authority|board|committee)", "works councils?", "unions",
        "tenders", "budgets", "budget rounds?", "procurement", "purchasing",
        "outsourcing (?:contracts?|oversight)", "(?:vendor|supplier) (?:contracts?|management)",
        "service desks?", "help ?desks?", "(?:sap|it|infrastructure|purchasing) (?:department|"
        "program(?:me)?|operations?|organi[sz]ation|director)", "facilities",
        "privacy", "third[- ]party risk", "m&a", "acquisition(?:s| targets?)",
        "capital allocation", "ipo", "stock[- ]market",
        "(?:through|for) (?:the |a )?(?:listing|due diligence)",
        "(?:seasoned|accountable|senior) (?:executive|figure)", "heavyweight",
        "member of (?:the )?(?:group |executive )?(?:management|board)", "executive who",
        "council papers?", "parent company", "group (?:it|function|cio)",
        rf"{_A_CROWD}[- ](?:person|people|strong|head|users|employees|colleagues|staff)",
        rf"(?:for|of|over|across) (?:\w+ ){{0,2}}{_A_CROWD} (?:\w+ )?(?:people|employees|users|"
        r"colleagues|staff|hospitals|schools|chapters|companies|sites)",
        "(?:all|whole|for the|of the|across the|the \\w+) (?:\\w+ )?(?:group|holding|federation|"
        "subsidiaries)", "subsidiaries", "line managers", "appraisals",
    ),
    "invents": pattern(
        "inventor['’]s", "blank (?:page|sheet|canvas)", "ever (?:tried|seen|done)", "surprise us",
        "white (?:page|sheet)", "never (?:been )?(?:tried|seen|done)", "creative",
        "explor(?:e|es|ing|er)",
        "play(?:s|ing)? with", "new (?:to the world|inventions?)", "patent\\w*", "discover\\w+",
        "blue-sky", "garage", "off the ground", "rebel", "visionary", "dreamer", "disruptor",
        "(?:starts?|founds?|sets? up|launch(?:es)?) (?:\\w+ ){0,2}(?:companies|businesses|ventures|"
        "start-?ups?|labs?)", "throws? (?:it|everything) (?:all )?out", "new businesses",
        "wild ideas", "incubator", "spin-?offs?", "next big thing", "pioneer", "imagination",
        "invent(?:s|ing|ors?|ions?)?", "patents", "researchers?",
        "research (?:professor|group|chair)",
        "experiments?", "in the (?:\\w+ )?lab", "a lab", "doctorate", "ph\\.?d", "professor",
        "publications", "from (?:zero|nothing|scratch)", "out of (?:thin air|nothing)",
        "ventures?", "freedom to fail", "tinkerers", "without (?:any )?(?:rules|process)",
        "no (?:fixed )?(?:process|rules|plan)", "dreams? up", "next product", "prototyping",
        "founder (?:type|spirit|personality)", "inspiring founder", "entrepreneur",
        "try out whatever", "moonshots?", "blank sheet", "greenfield",
    ),
    "trims": pattern(
        "to the bone", "liquidator", "shuts? down", "a third of the (?:spend|cost|staff|budget)",
        "\\d+ jobs",
        "(?:cut|cuts|cutting) (?:\\w+ ){0,3}(?:contracts?|projects?|systems?|licen[cs]es?)",
        "sacks?", "freez(?:e|es|ing)", "under \\d+ ?% of (?:turnover|revenue|sales)", "fewer",
        "cheaper", "dismiss\\w*", "thrift\\w*", "rigour", "sells? off", "half the (?:staff|people|"
        "budget|cost)", "bring(?:s|ing)? (?:\\w+ ){0,3}costs? down", "runs? (?:the )?operations",
        "keep(?:s|ing)? (?:the |our )?(?:old|existing|current) (?:\\w+ )?(?:running|going|stable)",
        "(?:shrink|slim|reduce|bring|cut|take)s? (?:[\\w’'-]+ ){1,4}from \\d+ (?:\\w+ )?(?:down )?"
        "to \\d+",
        "cost[- ](?:killer|cutter|cutting)", "slim(?:s|ming)? down", "wind(?:s|ing)? down",
        "keeper", "caretaker", "custodian", "never changes", "keeps? the lights on", "savings",
        "insolven\\w+", "without a strike", "austerity", "lay(?:s|ing)? off", "downsiz\\w+",
        rf"(?:cut|cuts|cutting|reduc\w+|trim\w*|shrink\w*) {_GAP}(?:costs?|bill|base|budgets?|"
        r"spend|staff|headcount|people|overheads?)", r"(?:takes?|taking) (?:\d+ ?%|\w+) out of",
        "halv\\w+", "redundanc\\w+", "lay-?offs?", "turnaround", "restructurer", "tight ship",
        "renegotiat\\w+", "consolidat\\w+", "must cut", "cuts?,", "clos(?:e|es|ing) (?:the |our |"
        "two |three |four |\\d+ )?(?:\\w+ )?(?:sites?|offices?|plants?|data cent\\w+)",
        "shuts? (?:\\w+ )?data cent\\w+", "merging (?:\\w+ )?(?:service desks|departments|teams)",
        "guardian", "mainframe", "nothing is (?:touched|changed)", "service desks?", "help ?desk",
        "outsourcing contracts?", "procurement", "data centres? and", "operations manager",
        "letting (?:\\w+ ){1,3}go", "hard-?nosed", "penny",
        "(?:sap|erp) (?:department|program\\w*)",
    ),
    "outside": pattern(
        "storyteller", "festivals?", "youtube", "instagram", "influencer", "brand", "magazines?",
        "interviews", "delegations?", "embassies", "parliament", "brussels", "journalists?",
        "the public", "radio", "clients in", "abroad", "hotels?", "galas?", "prospects",
        "pre-?sales",
        "speaks? for", "air shows?", "(?:a|the) book", "(?:a|the|own) following", "lobby\\w*",
        "media", "talk shows?", "pitch(?:es|ing)?", "fund-?raising", "quota", "linkedin",
        "airports?", "on (?:planes|aeroplanes)", "the brand", "evangelis\\w+", "davos", "las vegas",
        "road ?shows?", "public speaker",
        "stages?", "conferences?", "television", "tv", "travel(?:s|ling)?", "tours?",
        "(?:on|lives on) the road", "public face", "(?:technology )?face (?:of|at|to|for)",
        "ambassador", "(?:star )?speak(?:er|s|ing)", "keynotes?", "followers", "podcasts?",
        "trade (?:fairs?|shows?)", "press", "analysts?", "dinners", "she sells", "he sells",
        "closing deals", "ministers", "shareholder meetings?", "pulls? in (?:investors|clients)",
        "spokes\\w+", "figurehead", "visits? (?:\\w+ ){0,3}customers", "roadshows?",
    ),
    "on-the-spot": pattern(
        "at (?:four|five|six|seven) (?:each|every) (?:day|morning)",
        "(?:solve|find)s? (?:the )?faults",
        "all night", "packing hall",
        "(?:in|on) the (?:\\w+ )?(?:hall|yard|ward|mine|ship|site|kitchen)",
        "overalls", "pile up", "comes? first", "(?:goes|go|went) down", "screwdriver", "stays? put",
        "never (?:far|away) from", "within (?:ten|\\d+) minutes of", "crawls?", "boots",
        "on the (?:\\w+ )?floor", "server room", "basement", "cellar", "hangar", "first in",
        "never leaves", "in the building", "on shift", "night shifts?", "whenever (?:it|something)",
        "in the (?:office|plant|factory|warehouse) (?:\\w+ ){0,3}every ?day", "machine room",
        "engine room", "control room", "sits? in our room", "(?:at|by) night",
        "(?:two|three|four) in the morning", "stands? beside", "next to the \\w+", "on the floor",
        "at the line", "(?:fix|repair|debug)(?:es|s|ing)?",
        "(?:gets?|getting) (?:\\w+ ){1,5}back up",
        "each morning", "every (?:day|morning|shift|commit)", "each (?:commit|release|shift)",
        "hands in", "fall over", "workshop", "on[- ]site", "on call", "pager",
    ),
    "specialist": pattern(
        "(?:\\w+ )?(?:physicist|chemist|mathematician|cryptographer|biologist|neuroscientist|"
        "geophysicist|statistician|linguist)", "phenomenal", "one of (?:\\w+ ){0,3}in the world",
        "speciali[sz]t (?:in|for|on)", "deep (?:\\w+ )?(?:expert|speciali[sz]t|knowledge)",
        "(?:world|leading|recogni[sz]ed) (?:authority|expert)", "experts? (?:for|in|on)",
        "numerical methods", "doctorate", "scientist who",
    ),
    "passing": pattern(
        "interim", "(?:for )?(?:three|four|five|six|nine|\\d+) months", "and (?:goes|leaves)",
        "then (?:goes|leaves)", "temporary", "stop-?gap",
    ),
    "staying": pattern(
        "(?:next|coming|a|whole) decades?", "grows? (?:old )?with us", "(?:father|mother) figure",
        "for (?:good|life|decades)", "until retirement", "(?:ten|fifteen|twenty) years",
        "lasting home",
    ),
    "hours": pattern(
        r"(?:\d+|ten|five|six|eight) (?:hours|days) (?:a|per|each|every) (?:week|month)",
        "(?:mon|tues|wednes|thurs|fri)days only", "only on \\w+days?", "once a (?:week|month)",
        "a (?:day|morning|few hours) (?:a|per|each|every) (?:week|month|fortnight)", "on retainer",
        "one day a fortnight",
        r"(?:one|two|three|[1-3]|a|a few|half a) (?:days?|mornings?|afternoons?|hours?) "
        r"(?:a|per|each|every) (?:week|month)", "by the hour", "fractional", "part[- ]time",
    ),
    "crew": pattern(
        rf"responsib\w+ for {_A_CROWD} (?:\w+ )?(?:{_TEAM}|people|staff|employees)", "standby",
        "line manager of", "(?:ring|call|phone)s? when", "hire and fire", "hires? and fires?",
        "(?:weekly|daily|all) (?:\\w+ )?meetings?", "day-to-day",
        rf"(?:leads?|heads?|manages?|runs?|directs?) (?:\w+ ){{0,3}}{_A_CROWD} (?:\w+ )?"
        rf"(?:{_TEAM}|people|staff|employees)", "appraisals", "whenever", "at any hour",
        "every (?:day|morning|shift)", "line manager",
    ),
}  # fmt: skip
"""Looser words for each pole; read only in what is asked of the hire."""

_APART: tuple[tuple[Pole, Pole], ...] = (
    ("hands", "office"),
    ("specialist", "office"),
    ("invents", "trims"),
    ("invents", "office"),
    ("outside", "on-the-spot"),
    ("on-the-spot", "office"),
    ("hands", "outside"),
    ("specialist", "trims"),
    ("passing", "staying"),
    ("hours", "crew"),
)

_PERSON = (
    r"(?:some(?:one|body)|person|hire|individual|candidate|cto|technologist|technology chief|"
    r"expert|speciali[sz]t|executive|co-?founder|figure|leader|coder|engineer|developer|"
    r"colleague|keeper|lead|"
    r"applicant|physicist|chemist|mathematician|storyteller|visionary|"
    r"heavyweight|face|speaker|scientist|manager|strategist|head|hacker|tinkerer|entrepreneur|"
    r"restructurer|inventor|man|woman|brain|mind|builder|operator|interim)"
)
_ASKS = re.compile(
    rf"^(?:ideally |preferably )?(?:an? |one |the )?(?:[\w’'-]+ ){{0,4}}?{_PERSON}\b|"
    rf"\bonly (?:an? )?(?:\w+ ){{0,3}}?{_PERSON} (?:can|could|who)\b|\bnot only must\b|"
    r"\b(?:some(?:one|body) (?:who|with|to|in|rolled)|this person|same (?:person|hire|"
    r"individual|man|"
    r"woman|one)|one (?:person|hire|head|individual|cto)|the (?:person|hire|candidate|individual|"
    r"cto)|(?:our|an?|any|the) (?:new |next |future )?cto|you|yourself|whoever|"
    r"(?:the|this|half the) (?:job|role|post|position)|a split|dream|needed|wanted|wish list|"
    r"(?:first|second|top|other) "
    r"priority|must be able|should be able|that person|the job needs|candidates|applicants?|"
    r"we (?:\w+ )?(?:need|want|picture|expect|imagine|seek|would like|are after|look for|see)|"
    r"we['’](?:re after|d like|re looking|d want)|"
    r"(?:expects?|wants?|needs?|insists? on|sees?|seeks?) (?:an? |some(?:one|body))|"
    r"^half \w+, half|"
    r"(?:has|have|is|are) to be (?:led|run|headed|managed)|"
    rf"(?:for|in) the (?:other|second|first|rest|remaining|morning|afternoon)|other half|{_PERSON} "
    r"who)\b|"
    r"\b(?:s?he|they)(?:['’](?:d|ll|s|re))?(?: would| will| should| must| is| has to| have to| can|"
    r" also)?(?: also)? (?!was\b|were\b|had\b|left\b|did\b)[a-z]+|"
    r"^(?:at the same time |and |then )?(?:cut|close|shut|build|run|lead|write|design|fix|sell|"
    r"halve|"
    r"create|invent|found|save|surprise|bring|take|turn|code|head|chair|develop|rebuild|"
    r"restructure)\b",
    re.IGNORECASE,
)
"""A sentence that asks something of the hire."""
_TOLD = re.compile(
    r"^(?:he|she|they)\b[^,;]{0,40}?\b(?:was|were|had|wrote|built|held|made|left|did|ran|led)\b",
    re.IGNORECASE,
)
"""A sentence that tells what somebody did."""

_OTHER = (
    r"(?:co-?founders?|founders?|owners?|ceo|cfo|coo|cio|cpo|ciso|officers?|chair(?! of)(?:man|"
    r"woman|person)?|boards?|committees?|investors?|partners?|shareholders?|auditors?|regulators?|"
    r"supervisors?|authority|ministry|councils?|bank|customers?|clients?|users?|teams?|squads?|"
    r"departments?|developers?|engineers?|programmers?|scientists?|researchers?|designers?|"
    r"fitters?|nurses?|operators?|contractors?|agency|agencies|vendors?|suppliers?|integrators?|"
    r"managers?|directors?|head of \w+|leads?|staff|colleagues|accountant|clerks?|"
    r"plants?|finance|sales|studio|professors?|students?|volunteers?|unions?|actuaries|"
    r"deput(?:y|ies)|people|analysts?|firm|successor|group)"
)
_BY_OTHERS = re.compile(
    rf"^(?:(?:and|but|while|whereas|as|because|since|so|where|although|though|when|then|today|now|"
    rf"there) )*"
    rf"(?:(?:the|our|their|its|his|her|two|three|four|five|six|seven|eight|nine|ten|most|all|some|"
    rf"each|every|both|\d+) (?!(?:\w+ )?(?:cto|hire|person|individual|candidate|same|post|role|"
    rf"job)\b)(?:(?!of\b)[\w’'&-]+ ){{0,3}}?{_OTHER}\b(?! who\b)|"
    rf"{_OTHER} (?!who\b|and\b|or\b|of\b)\w+|"
    rf"(?-i:(?:[A-Z][\w’-]+ ){{2}})(?=[a-z]+s\b))",
    re.IGNORECASE,
)
_DONE_BY_A_CROWD = re.compile(
    r"\b(?:developers|engineers|people|teams?|programmers|scientists|agency|contractors|those|"
    r"crews?|fitters|colleagues) (?:who|that|which) .*",
    re.IGNORECASE | re.DOTALL,
)
_WANTS_SOMEBODY = re.compile(
    rf"\b(?:wants?|expects?|insists?(?: on)?|needs?|sees?|asks? for|demands?|looks? for|hopes? for|"
    rf"pictures?|dreams? of|prefers?|would like|seeks?|requires?|imagines?)\b(?: [\w’'-]+){{0,5}}? "
    rf"(?:{_PERSON}\b|an? (?:[\w’'-]+ ){{1,4}}?who\b)",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    rf"^(?:and |but |while |then )*(?:(?:the|our|this|that|same|new|a|an|one) )*(?:\w+ )?"
    rf"(?:{_PERSON}|he|she|they|you|we|who|it['’]s)\b",
    re.IGNORECASE,
)
_LEFT_TO_OTHERS = re.compile(
    r"\b(?:(?:remains?|stays?|is|are|lies?|rests?) (?:\w+ ){0,2}with (?:the|our|his|her)|"
    r"(?:need|needs|does|do|will|must|should|is|are) not|(?:doesn|don|needn|isn|won|aren)['’]t|"
    r"no longer|nobody expects|is done by|are done by|taken care of by|instead of|rather "
    r"than)\b",
    re.IGNORECASE,
)
"""Work that somebody else keeps, or that is expressly not asked."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(
    r"\s*[,;:()–]\s+|\s+(?=(?:while|whereas|although|because|but)\s)|"
    r"\s+(?=(?:and|or|but|yet|plus|then) )|\s+(?=who doubles )"
)


def poles_asked_of_one_person(text: str) -> tuple[str, str] | None:
    """The words of two poles of work that a text asks of one person.

    >>> poles_asked_of_one_person(
    ...     "She debugs the pump code. She also chairs the risk committee of the holding."
    ... )
    ('debugs', 'chairs')
    >>> poles_asked_of_one_person(
    ...     "Our developers debug the pump code. She also chairs the risk committee."
    ... ) is None
    True
    """
    asked = [
        clause
        for sentence in _SENTENCE.split(text.strip())
        if _ASKS.search(sentence) and not _TOLD.search(sentence)
        for clause, by_others in _clauses(sentence)
        if not by_others
    ]
    for one, other in _APART:
        first = _found(one, asked)
        second = _found(other, asked)
        apart = next(((a, b) for a in first for b in second if a[0] != b[0]), None)
        if apart is not None:
            return apart[0][1], apart[1][1]
    return None


def without_what_others_do(text: str) -> str:
    """A text without the clauses in which somebody else does, keeps or gives up the work.

    >>> without_what_others_do("Our engineers work night shifts; she speaks at conferences.")
    'she speaks at conferences.'
    """
    return " ".join(
        clause
        for sentence in _SENTENCE.split(text.strip())
        for clause, by_others in _clauses(sentence)
        if not by_others
    )


def _found(pole: Pole, clauses: list[str]) -> list[tuple[int, str]]:
    """In which clauses a pole shows, by number, and by which words."""
    return [
        (number, " ".join(found[0].split()))
        for number, clause in enumerate(clauses)
        if (found := _POLES[pole].search(clause))
    ]


def _clauses(sentence: str) -> Iterator[tuple[str, bool]]:
    """The clauses of a sentence, and whether somebody else than the hire does what each says."""
    others = False
    for clause in _CLAUSE.split(sentence):
        if _WANTS_SOMEBODY.search(clause) or _OWN_SUBJECT.search(clause):
            others = False
        elif _BY_OTHERS.search(clause):
            others = True
        yield _DONE_BY_A_CROWD.sub("", clause), others or _LEFT_TO_OTHERS.search(clause) is not None
