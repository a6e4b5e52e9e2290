"""Does the proof beside a ticked authority leave it standing, or take it back?"""

import re

from assessment.domain.brief_rules.beside import without_others_beside
from assessment.domain.brief_rules.standing import without_what_stands
from assessment.domain.brief_rules.words import is_placeholder, pattern, sentences

SMALL_LIMIT = 25_000
"""A sum up to which spending freely is no authority, in any currency (editorial)."""
SMALL_SHARE = 0.02
"""The same as a share of the largest sum named beside it (editorial)."""

OTHER = (
    r"(?:(?:the|our|his|her|their|its|each|every|a|an|all|mr|mrs|ms|dr|both|whoever|"
    r"whichever)\.? )?"
    r"(?:(?!cto\b|role\b|by\b)[\w’'&-]+ ){0,2}?(?:ceo|cfo|coo|cio|cpo|cro|cmo|chro|chair(?:man|"
    r"woman|person)?|boards?|directors?|founders?|co-?founders?|owners?|shareholders?|investors?|"
    r"parent(?: company)?|group|holding|headquarters|hq|head office|finance|controll(?:er|ers|ing)|"
    r"treasury|treasurer|procurement|purchasing|hr|human resources|people (?:team|department|"
    r"partners?)|legal|sales|marketing|product|operations|managers?|management|head|committees?|"
    r"council|steerco|sponsors?|president|vps?|family|ministry|commission|executives?|exco|md|boss|"
    r"secretary|landlord|fund|bank|works council|customers?|account managers?|department heads?|"
    r"business units?|divisions?|plants?|regions?|country heads?|headcount \w+|osaka|"
    r"(?-i:(?!CTO\b)[A-ZÀ-Þ][\w’'-]+))"
)
"""Somebody who is not the role: offices, bodies and names."""
_SELF = r"(?!(?:the )?(?:new )?(?:cto|him|her|them|you|this role|the role|role|this person)\b)"

_POWER = (
    r"decided|determined|set|fixed|approved|authori[sz]ed|signed(?: off)?|released|countersigned|"
    r"chosen|picked|selected|allocated|divided|assigned|prioriti[sz]ed|ranked|planned|agreed|"
    r"confirmed|cleared|granted|controlled|held|owned|managed|made|taken|handled|negotiated|"
    r"hired|appointed|dictated|drawn up|staffed|scheduled|paid|booked|ordered|initiated|kept"
)
_POWERS = (
    r"decides|determines|sets|fixes|approves|authori[sz]es|signs|releases|"
    r"countersigns|chooses|picks|selects|allocates|assigns|prioriti[sz]es|ranks|plans|"
    r"dictates|controls|keeps|retains|reserves|overrules|overrides|vetoes|"
    r"(?:has|have|holds?|keeps?) (?:the )?(?:last|final) (?:word|say|call|decision)|"
    r"(?:has|have|holds?) (?:a |the )?veto|makes? (?:the )?(?:\w+ )?(?:decisions?|calls?|choices?)|"
    r"(?:has|have|must|needs?) to (?:agree|approve|sign|consent|release|confirm)|must (?:agree|"
    r"approve|sign|consent|release|confirm|be asked|be convinced)|(?:can|may|could) (?:always |"
    r"still "
    r"|also )?(?:overrule|override|reverse|veto|undo|change|cancel|stop|take|withdraw|reject)|"
    r"hires|appoints|dismisses|owns|gives? (?:the )?(?:go|green)"
)
_MANY = (
    r"(?:\w+ )?(?:managers|directors|founders|owners|shareholders|investors|boards?|committees?|"
    r"finance|hr|legal|sales|marketing|operations|management|sponsors|partners|executives|family|"
    r"customers|units|divisions|departments|plants|regions|countries|subsidiaries)"
)
_MANY_DO = (
    r"decide|determine|set|fix|approve|authori[sz]e|sign|release|countersign|choose|pick|select|"
    r"allocate|assign|prioriti[sz]e|plan|dictate|control|keep|retain|hire|appoint|dismiss|own"
)
_TAKEN_BY_OTHERS = (
    re.compile(
        rf"(?<!with )(?<!by )(?<!to )(?<!from )\b{_MANY}(?: \w+ly| still| then| also| always)? "
        rf"(?:{_MANY_DO})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:is|are|be|being|gets?|remains?|stays?|still|both|and) (?:\w+ ){0,3}?"
        rf"(?:{_POWER})(?:[ ,]+(?!cto\b)[\w€$£.,-]+){{0,6}}? (?:by|in|at|with) {_SELF}{OTHER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!with )(?<!by )(?<!to )(?<!from )\b{OTHER}(?: \w+ly| still| then| also| always| alone"
        rf"| usually| and \w+| himself| herself)? (?:{_POWERS})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:goe?s?|pass(?:es)?|runs?|routed|submitted|referred|sent|put|taken) "
        rf"(?:first |back |up )?(?:to|through|via|past|before|over|by) {_SELF}{OTHER}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:is|are|lie?s?|rests?|remains?|stays?|sits?|left|reserved|belongs?|up|down) "
        rf"(?:\w+ )?(?:with|to|for|in the hands of|at) {_SELF}{OTHER}",
        re.IGNORECASE,
    ),
)
_ANYBODY_ELSE = re.compile(
    r"(?<!with )(?<!by )(?<!to )(?<!from )(?<!of )\b(?:the|our|his|her|their|a|an) "
    r"(?:(?!cto\b|and\b|who\b|which\b|that\b)[\w’'&-]+ ){0,3}?(?!cto\b|role\b|post\b|holder\b|"
    r"incumbent\b|predecessor\b|technical\b|person\b|one\b)[\w’'&-]+(?: \w+ly| still| then| "
    r"also| always| alone)? (?:decides|determines|hires|appoints|dismisses|chooses|picks|selects|"
    r"approves|allocates|assigns|authori[sz]es|overrules|overrides|vetoes|dictates|ranks|signs|"
    r"draws up|fills|weighs|makes? (?:the|that|this) (?:choice|decision|call))\b"
    r"(?<!\bcto decides)",
    re.IGNORECASE,
)
"""Any other subject that decides: "the managing partner hires the leads himself"."""
_CONDITION = pattern(
    "as soon as", "within the (?:\\w+ )?(?:plan|list|frame|order|priorities|agenda|roadmap|budget) "
    "(?:that |which )?(?:the |our |is |are |was |given|set|fixed|drawn|made|agreed)",
    "(?:is|are|remains?|stays?) (?:the )?(?:business|job|affairs?|matter|domain|task|"
    "responsibility|prerogative|call|decision) of", "(?:has|have|needs?|must) (?:to )?be "
    "(?:cleared|agreed|approved|signed|discussed|coordinated|squared|confirmed)",
    "(?:is|are|be) (?:first )?(?:put|shown|presented|submitted|taken|brought|sent) to (?!the cto)",
    "(?:can|may) be (?:called back|recalled|withdrawn|taken back|reassigned|taken away|revoked)",
    "once (?:the|a|an) (?:\\w+ )?\\w+ (?:comes|arrives|closes|is|has|have|are)",
    "provided", "on (?:the )?condition", "so long as", "as long as", "unless", "unanim\\w+",
    "subject to", "once (?:[\\w’'-]+ ){1,9}?(?:has|have) (?:\\w+ )?(?:picked|chosen|agreed|"
    "approved|decided|signed|selected|confirmed|cleared|released)",
    "once (?:he|she|they|we|it|the|trust)",
    "if (?:he|she|they|it|nobody|no one|there|the|all|both|we|everyone|everybody)",
    "in (?:agreement|coordination|alignment) with",
    "(?:with|after|given|needs?|requires?|upon|following|against) (?:[\\w’'-]+ ){0,5}(?:approval|"
    "consent|sign-?off|signature|counter-?signature|permission|blessing|release form|clearance|"
    "okay|green light|go-ahead)(?! (?:given|already|in advance))", "counter-?signature",
    "four[- ]eyes", "business case", "consensus", "when(?:ever)? (?:there is|capacity|time|the "
    "teams?|they|it suits|possible)", "if (?:capacity|time|possible|available|asked|needed|"
    "necessary)", "has to (?:apply|request|justify|argue|file)", "request form", "per request",
    "apply for", "applies for", "applied for", "every (?:single )?(?:order|purchase|euro|pound|"
    "invoice|expense|hire)", "discretion(?:ary)?", "from time to time", "at (?:any|short) (?:time|"
    "notice)", "as (?:he|she|they|we) sees? fit", "sees? fit", "good ?will", "courtesy",
)  # fmt: skip
_WEASEL = pattern(
    "on paper", "in theory", "formally", "nominally", "officially", "de facto", "in (?:daily )?"
    "practice", "in reality", "of course", "dotted", "for now", "for the time being",
    "for the foreseeable", "as a rule", "normally", "in most cases", "usually", "generally",
    "so far never", "never (?:been )?(?:used|done|tried|exercised|happened)", "symbolic\\w*",
    "overruled", "overridden", "reversed", "try", "tries", "encouraged", "should be able",
    "would", "could", "might", "aims?", "intend\\w*", "planned", "foreseen", "promised",
    "(?:cto|he|she|they|role) (?:being|is|are|be) (?:\\w+ )?(?:heard|informed|told)",
    "kind of", "sort of", "will (?:join|receive|get|have|become|take over|one day)",
    "of which [^;]{1,40}? (?:is|are) (?:\\w+ )?(?:contracted|bound|spoken for|tied|gone|committed|"
    "promised|pledged)", "(?:told|made|forced|ordered) to (?:switch|turn|put|undo|reverse|release|"
    "restore|take)", "the power exists", "most of the time", "left over", "can spare",
    "for information", "put in a word", "turn to", "complaints?", "favou?rites?", "more or "
    "less", "in spirit", "culturally", "we trust", "has (?:his|her|"
    "the ceo’s|the ceo's) ear", "no(?:thing| money| funds?| free| unallocated)",
    "already (?:spent|committed|allocated|earmarked)", "(?:fully|entirely|largely|mostly|all) "
    "(?:committed|earmarked|allocated|spent|tied|bound)", "(?:frozen|freeze)", "earmarked",
)  # fmt: skip
_PART_ONLY = pattern(
    "except(?:ing|ion|ions)?(?: for)?", "apart from", "other than", "excluding", "excludes",
    "save for", "although", "though", "albeit", "whereas", "not for", "not including", "minus",
    "with the exception", "only (?:for|over|within|in|on|the|two|three|one|his|her|its|a|an|those|"
    "to|at|where|small|minor|internal)", "(?:keeps?|continues?|still|remains?) (?:on )?report(?:s|"
    "ing)?", "on loan", "matrix", "functional(?:ly)?", "technical(?:ly)? lead(?:ership)? only",
    "disciplinary", "the rest (?:is|are|report\\w*|belong\\w*|sits?|stays?)", "hardly", "barely",
    "one (?:person|intern|student|trainee|working student|assistant)", "interns?", "nobody "
    "(?!else)\\w+",
)  # fmt: skip
_BUT = re.compile(
    rf"\b(?:but|however|while|yet)\b.*?(?:\b(?:not|no|never|only|must|needs?|has to|have to|"
    rf"first|later|still|other)\b|n['’]t\b|\b{OTHER}\b)",
    re.IGNORECASE,
)

_BY_FACT: dict[str, re.Pattern[str]] = {
    "reporting-line-named": pattern(
        "through the (?!back)\\w+", "by way of", "looks? after the (?:post|role)",
        "everything (?:to do )?with", "gives? out the", "writes? the bonus",
        "day-to-day", "apprais\\w+", "both", "jointly", "alternat\\w+", "rotat\\w+", "either",
        "whoever", "whichever", "acting", "interim", "until", "two (?:bosses|lines|managers)",
        "(?:and|as well as|plus|also|but) (?:\\w+ ){0,2}?to (?!nobody|no one)(?:the |our |"
        "\\w+ )?\\w+", "or (?:to )?"
        "the", "vacan\\w+", "being recruited", "successor", "depending", "on most (?:days|matters)",
        "in (?:operational|daily|budget|practical) \\w+", "administrative\\w*", "function\\w*",
        "reviews? (?:is|are|will|by)", "shared between", "co-ceos?", "committee", "one of the",
        "bonus", "instructions", "takes? (?:\\w+ )?(?:orders|direction)", "is (?:due to|about to|"
        "going to) (?:\\w+ )?(?:leave|change|retire)", "leaves? (?:in|at|the|next|soon)",
        "matters? (?:\\w+ )?(?:are|is|go(?:es)?) ", "goes (?:first )?(?:through|via)", "via",
    ),
    "people-report-or-substitute": pattern(
        r"report(?:s|ing)? (?:\w+ ){0,3}to (?!(?:the )?(?:new "
        r")?(?:cto|post|position|holder|him|her|them|this|role|it|"
        r"you|me))", "belongs? to", "employed by", "line managers?",
        "called back", "leave, pay", "(?:pay|leave|bonus(?:es)?|appraisals?)\\b[^.;]* "
        "(?:dealt|decided|"
        "handled|done|set|settled|agreed) (?:with )?by", "work(?:s)? with the cto and",
        "borrow(?:s|ed)?", "lent", "shared with", "seconded", "volunteers?", "assigned per project",
        "pool", "when (?:needed|available)",
    ),
    "say-in-engineering-leaders": pattern(
        "heard", "view", "opinion", "lunch", "dinner", "informed", "told", "feedback", "inputs?",
        "comments?", "consult\\w*", "recommend\\w*", "after (?:the|he|she|they|it|a)",
        "shortlist(?:"
        "ed)? by", "announced", "already (?:been )?(?:chosen|signed|hired|picked|decided)",
        "meets? (?:the )?(?:final|chosen|successful|selected)", "voice", "cc", "suggest\\w*",
        "last round", "courtesy", "get to know", "introduced", "tenured?", "protected",
        "cannot be", "untouchable", "one of (?:several|five|six|seven|eight|nine|ten)",
    ),
    "can-stop-release-or-vendor": pattern(
        "recommend\\w*", "warn\\w*", "flag(?:s|ged)?", "ask(?:s|ed)? (?:for|to|the|whether)",
        "vote[sd]?", "advise", "delay(?:s|ed)? (?:by|for|of)", "for (?:up to )?(?:\\d+|one|two|"
        "a few"
        ") (?:hours?|days?)", "suggest\\w*", "express\\w*", "object(?:s|ion|ions)?", "resumes?",
        "proposes?", "request\\w*", "together with the sponsor", "ignored", "went (?:ahead|out|"
        "live) anyway", "contract(?:s)? (?:run|runs|is|are) (?:until|fixed|through)", "penalt\\w+",
    ),
    "may-assign-work": pattern(
        "ask(?:s|ed)? ", "request\\w*", "propos\\w+", "through (?:their|the) (?:managers?|leads?|"
        "heads?)", "agree with (?:each|every|the|their)", "convinc\\w+", "persuad\\w+",
        "negotiat\\w+",
        "spare", "left[- ]?over", "if (?:they|there)", "after (?:their|the|feature)", "own "
        "managers?",
        "friday afternoons?", "capacity (?:allows|permits|left)", "10 ?%", "backlog is",
        "come first", "comes first", "take precedence", "win", "wins", "volunteer\\w*",
    ),
    "sits-where-strategy-is-decided": pattern(
        "invited", "slots?", "minutes", "when (?:technology|it|tech|digital|there|needed|asked|"
        "relevant)", "agenda", "afterwards?", "after the", "summar\\w+", "briefed", "informed",
        "guest", "observ\\w+", "listen\\w*", "no vote", "without (?:a )?vot\\w+", "non-voting",
        "for (?:the )?(?:\\d+|first|last|part|his|her|their|technology|it)", "on demand",
        "presents?",
        "every other", "once a year", "twice a year", "real(?:ly)?", "beforehand", "elsewhere",
        "dinner", "golf", "sauna", "whatsapp", "debrief\\w*", "report(?:s|"
        "ing)? (?:\\w+ ){0,3}to the",
        "represented", "deput\\w+", "speak(?:s|ing)? (?:when|if|only)", "leaves? (?:the room|when|"
        "before|after)", "extended", "wider", "inner circle", "outside the room", "gets the slides",
        "dial(?:s|led)? in", "kept in the loop", "in the loop", "passes? on", "relay\\w*",
    ),
    "success-written-down": pattern(
        "verbal\\w*", "oral\\w*", "in (?:his|her|the ceo['’]s|their) head", "drafts?", "annually",
        "each (?:year|quarter)", "see(?:s|n)? fit", "may (?:be )?(?:chang|adjust|amend|revis)\\w+",
        "can (?:be )?(?:chang|adjust|amend|revis|redefin)\\w+", "unilateral\\w*", "satisf\\w+",
        "(?:at the start|beginning|start) of (?:every|each)", "raised", "see it", "see "
        "(?:how|when)",
        "wait(?:s|ing)?", "everybody knows", "everyone knows", "full satisfaction", "not in "
        "writing",
        "expectations?", "ambitious", "understand(?:s|ing)", "knows? (?:what|it|them|how)",
        "obvious\\w*", "trust", "feel(?:s|ing)?", "targets? to", "agreed later", "in due course",
        "after (?:he|she|the|six|three|day)", "unsigned", "not signed", "general(?:ly)?", "best "
        "efforts?", "in line with", "the usual", "and other(?:s| goals| duties| targets)?", "any "
        "other",
        "such (?:other|further)", "good (?:job|work|performance)", "company (?:goals|results|"
        "performance)", "share price", "as (?:directed|instructed|assigned)", "will",
    ),
}  # fmt: skip
"""What empties one authority and not the others."""

_IS_MEMBER = re.compile(
    r"\b(?:member|seat|votes?|voting|one of (?:the )?\w+|part of|belongs to|sits "
    r"(?:on|in)|directors?|"
    r"takes part|and (?:the )?cto)\b",
    re.IGNORECASE,
)
_BODY_DECIDES = re.compile(
    r"\b(?:the|this|that|which|whole) (?:[\w-]+ "
    r"){0,2}?(?:board|committee|council|group|round|circle|"
    r"team) (?:together )?(?:decides|approves|settles|determines|sets|signs off)\b",
    re.IGNORECASE,
)
"""Where the role is of the body that decides, its deciding takes nothing away."""
_VAGUE_PROOF = pattern(
    "retains?", "reserves?", "mood", "ad[- ]?hoc", "(?:sort|work|figure) (?:it|this|that) out",
    "zero",
    "as long as", "unless (?:the )?(?:ceo|cfo|coo|board|finance|hr|founders?)", "to follow",
    "will (?:be|follow|come|get)", "should (?:be|come|get)", "nothing", "depend(?:s|"
    "ing)? (?:up)?on",
    "(?:needs?|requires?|only with|without) (?:\\w+ ){0,3}(?:\\w+['’]s? )?(?:signature|yes|okay|"
    "ok|nod)",
    "(?:ceo|cfo|coo|board|founders?|hr|finance|owner) (?:still )?(?:picks?|chooses?|retains?|"
    "reserves?|signs?)",
    "only (?:if|when|by|after|until|as|for)", "has to (?:be )?(?:ask|convince|persuade|beg|"
    "negotiate|approved)\\w*",
    "cannot", "can't", "may not", "must not", "too early", "open question", "gut feeling",
    "trust us",
    "not (?:yet|now|really|directly|formally|in writing|so far|at first|initially|until|"
    "applicable|fixed|decided|agreed|defined|named|set)",
    "to be (?:agreed|decided|defined|discussed|confirmed|negotiated|determined|named|set|seen|"
    "clarified|approved)", "tbd", "tbc", "tba",
    "none", "no (?:budget|own budget|amount|direct reports?|reports?|seat|say|formal \\w+|"
    "fixed \\w+|authority|veto|one|line)", "unclear", "unknown",
    "case[- ]by[- ]case", "on request", "upon request", "if (?:the )?(?:ceo|cfo|coo|board|"
    "founders?|management)(?: \\w+)? (?:agrees?|approves?|allows?|wants?|signs?)",
    "(?:needs?|requires?|subject to|pending|only with|depends? on|must ask|has to ask|"
    "after) (?:\\w+ ){0,4}?(?:approval|consent|sign-?off|permission|agreement|blessing|decision)",
    "(?:ceo|cfo|coo|board|founders?|product|management|hr) (?:will )?(?:decides?|approves?|"
    "signs? off|has the (?:last|final) (?:word|say)|keeps)",
    "by (?:invitation|persuasion|influence|request|consensus|convincing)", "as (?:a )?guest",
    "advis(?:es|ory|ing)(?: only| role| capacity)?", "recommends?(?: only)?", "consulted",
    "informal(?:ly)?",
    "dotted line", "in theory", "on paper", "in principle", "maybe", "perhaps", "possibly",
    "hopefully", "probably", "later", "eventually", "in (?:the )?future",
    "would be nice", "we(?:['’]ll| will) see", "some(?:what|times)", "it depends", "partly",
    "partially", "limited", "still (?:open|under discussion|being \\w+|unclear)",
    "under discussion", "being (?:discussed|decided|defined|negotiated)", "next year",
    "after (?:the )?probation", "influence(?:s)? only", "without (?:a )?(?:vote|authority|power|"
    "budget|say)", "verbally", "verbal",
    "borrowed", "best effort", "good will", "goodwill", "may suggest", "can suggest", "can ask",
    "may ask", "can propose", "may propose", "raise concerns", "escalate",
    "asks? (?:the )?(?:ceo|cfo|coo|board|founders?|managers?|each manager|team leads?|hr)",
)  # fmt: skip
"""What takes any authority back, whichever it is."""

_AMOUNT = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|gbp|chf|nok|sek|dkk|pln|k)\s)?\s?\b(\d[\d.,]*)\s?"
    r"(million|thousand|bn|m|k|tsd)?\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:above|over|beyond|exceeding|more than|larger than|greater than|upwards of|from|up to|"
    r"below|under|limit(?:ed)? (?:of|to|at)|maximum(?: of)?|max\.?|capped at|within)\s+"
    r"(?:about |only |the |a |an )?(?:[€$£]|\b(?:eur|usd|gbp|chf|nok|sek|dkk|pln)\s)\s?"
    r"(\d[\d.,]*)\s?(million|thousand|bn|m|k)?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    _LIMIT.pattern + r"|^(?:anything |everything |whatever is |all |what is )?(?:above|beyond|over|"
    r"past|more than|larger|bigger|higher)\b(?: (?:that|this|it|sums|orders|amounts))?",
    re.IGNORECASE,
)
"""A part of the proof about what lies beyond a limit worth having."""
_OWED = pattern(
    "approv\\w+", "sign\\w*", "releas\\w+", "permission", "consent", "ask\\w*", "counter\\w+",
    "goe?s?", "need\\w*", "requir\\w+", "decid\\w+", "boards?", "cfo", "ceo", "finance",
)  # fmt: skip


def is_hollow(fact: str, proof: str) -> bool:
    """Whether nothing of an authority stands after its proof was read."""
    return is_placeholder(proof) or is_taken_back(fact, proof)


def is_taken_back(fact: str, proof: str) -> bool:
    """Whether a proof takes back the authority it stands beside.

    >>> is_taken_back("may-assign-work", "The order of work is fixed by the Head of Sales.")
    True
    >>> is_taken_back("may-assign-work", "Across all seven teams")
    False
    """
    text = " ".join(proof.split())
    large = _amount_of_limits(text)
    if large == "small":
        return True
    if large == "large":
        text = " ".join(part for part in sentences(text) if not _ABOVE.search(part))
    text = without_others_beside(without_what_stands(text))
    member = fact == "sits-where-strategy-is-decided" and _IS_MEMBER.search(text) is not None
    if member:
        text = _BODY_DECIDES.sub("", text)
    own = _BY_FACT.get(fact)
    if own is not None and own.search(text):
        return True
    if any(p.search(text) for p in (_VAGUE_PROOF, _CONDITION, _WEASEL, _PART_ONLY, _BUT)):
        return True
    if fact in ("reporting-line-named", "success-written-down"):
        return False
    if member:
        return False
    return any(p.search(text) for p in (*_TAKEN_BY_OTHERS, _ANYBODY_ELSE))


def _amount_of_limits(text: str) -> str:
    """``small`` or ``large`` where a sum divides free spending from asked-for, or nothing."""
    found = _LIMIT.search(text)
    if found is None:
        return ""
    limit = _sum_of(found[1], found[2])
    largest = max(_sum_of(m[1], m[2]) for m in _AMOUNT.finditer(text))
    tiny = limit <= SMALL_LIMIT or (limit < largest and limit <= largest * SMALL_SHARE)
    if tiny:
        return "small"
    return "large" if _OWED.search(text) else ""


def _sum_of(digits: str, unit: str | None) -> float:
    """An amount as a number; a separator before three digits groups, another is decimal."""
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits.strip(".,")).replace(",", ".")
    try:
        number = float(bare)
    except ValueError:  # "1.2.3" is a version, not a sum
        return 0.0
    scale = {"k": 1e3, "thousand": 1e3, "tsd": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9}
    return number * scale.get((unit or "").lower(), 1.0)
