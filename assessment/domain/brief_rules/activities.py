"""Does an outcome say what will be different, or only what somebody will be busy with?

Decided by structure first: what the statement begins with (a verb of doing, its noun, or a
phrase such as "responsible for"), and whether it names a state that can be checked. Vocabulary
is broad on purpose; no single wording decides.
"""

import re

from assessment.domain.brief_rules.effort import is_finished_paper
from assessment.domain.brief_rules.words import has_number, stem, words

_DOING = frozenset(
    map(
        stem,
        """lead manage oversee support collaborate cooperate attend facilitate coordinate work
        participate partner hold run conduct organise organize mentor coach evaluate explore
        research investigate review monitor discuss present communicate liaise advise help
        contribute engage drive champion foster promote ensure maintain continue own handle
        prepare supervise guide steer direct report meet sit join host chair moderate consult
        encourage inspire motivate nurture cultivate advocate evangelise evangelize analyse analyze
        assess audit examine study survey interview listen learn observe track follow watch
        administer assist interact align educate teach brief update inform share sponsor represent
        act serve spearhead orchestrate shepherd look keep stay take focus strive aim try begin
        held led met spoken ran gave took talk examine debate deal handle engage
        start commence proceed push pursue plan schedule brainstorm ideate experiment pilot
        strategise strategize visit speak talk write-up gather collect compile spend""".split(),
    )
)
"""Doing that goes on: it can be busy for a year and change nothing."""

_MAKING = frozenset(
    map(
        stem,
        """define develop create design document write establish set introduce implement build
        launch roll adopt migrate modernise modernize refactor hire recruit train deploy install
        draft formulate craft produce deliver execute upgrade replace rewrite redesign rebuild
        re-architect rearchitect replatform re-platform automate integrate configure restructure
        reorganise reorganize form assemble onboard staff institute initiate kick-start kickstart
        transition move transform consolidate standardise standardize formalise formalize publish
        map identify select choose procure negotiate add apply embed enable scale optimise optimize
        improve enhance strengthen streamline simplify refine grow expand extend upskill elevate
        revamp overhaul renew refresh put bring perform carry complete finish finalise
        finalize""".split(),
    )
)
"""Making something: an outcome only where it says what is then different."""

_DONE_TO = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|will be|has been|have been)\s+(?:\w+ly\s+)?"
    r"(?:regularly\s+|actively\s+)?(?:held|presented|conducted|discussed|reviewed|attended(?! to)|"
    r"facilitated|organi[sz]ed|shared|evaluated|explored|coached|mentored|supported|monitored|"
    r"managed|led|overseen|coordinated|championed|promoted|researched|investigated|assessed|"
    r"communicated|planned|prepared|driven|undertaken|performed|carried out|worked on|run|given|"
    r"interviewed|surveyed|consulted)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?)\s+(?:\w+ly\s+)?(?:trained|introduced|implemented|"
    r"defined|documented|drafted|created|established|rolled out|developed|set up|kicked off|"
    r"launched|started|initiated|formali[sz]ed)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:meetings?|reviews?|workshops?|one-to-ones?|one-on-ones?|1[:-]1s?|1-on-1s?|sessions?|"
    r"stand-?ups?|syncs?|town ?halls?|ceremon(?:y|ies)|demos?|newsletters?|check-?ins?|catch-?ups?|"
    r"calls?|interviews?|retrospectives?|retros?|presentations?|trainings?|brown ?bags?|"
    r"hackathons?|"
    r"off-?sites?|away ?days?|steering (?:group|committee)|reporting|updates?|discussions?|"
    r"conversations?|exchanges?|visits?|talks?|steerco|all-?hands|dialogues?|forums?|"
    r"presence|alignment|contact|kick-?offs?|(?:health |spot )?checks?|surveys?|audits?|"
    r"networking|cooperation|follow-ups?|outreach|study|studies|"
    r"presence|participation|involvement|attendance|support|coordination|collaboration|oversight|"
    r"supervision|mentoring|coaching|leadership|management|guidance|engagement|evaluation|"
    r"exploration|analysis|assessment|preparation|facilitation|implementation|introduction|"
    r"development|creation|definition|migration|adoption|roll-?out|establishment|modernisation|"
    r"modernization|evangelism|advocacy|hiring|recruitment|recruiting|planning|promotion|"
    r"monitoring|maintenance|design|build-?out|documentation|execution|delivery)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"^(?:(?:to\s+)?(?:be|is|being|remain|stay|act|acting|serve|serving)\s+(?:the\s+|a\s+|an\s+|"
    r"as\s+)?)?"
    r"(?:fully\s+|directly\s+|jointly\s+)?(?:responsib(?:le|ility) (?:for|of)|accountab(?:le|"
    r"ility) for|"
    r"in charge of|charged with|tasked with|involved in|hands-on (?:in|with)|ownership of|owner of|"
    r"(?:in )?charge of|day-to-day|the (?:main |single |key )?(?:contact|point of contact|go-to|"
    r"face|sponsor|liaison))",
    re.IGNORECASE,
)
_SEEING_TO_IT = re.compile(
    r"^(?:mak(?:e|es|ing) (?:sure|certain)|see(?:ing)? to it|tak(?:e|es|ing) care)\b", re.IGNORECASE
)
_TAKES_PLACE = re.compile(
    r"\b(?:takes? place|happens? (?:every|each)|(?:is|are) (?:well |regularly )attended|"
    r"(?:been (?:sent|put)|been|gone|went) (?:on|through|to) (?:an? |the |\w+ )?(?:[\w-]+ )?"
    r"(?:course|training|programme|program|seminar|workshop|academy|coaching)s?)\b",
    re.IGNORECASE,
)
_BUSY = re.compile(
    r"^\w{3,}ing (?:up|out|off|away|back|forward|ahead|in|on|to|into|towards?|with|the|a|an|our|"
    r"all|every|more|new)\b|^\w{3,}ing (?:[\w’'-]+ ){1,7}?and \w+ing\b",
    re.IGNORECASE,
)
"""Somebody is at it: "Bringing in Kafka", "Getting DevOps going and spreading the word"."""
_SHOWN = re.compile(
    r"\b(?:be|is|are|been) (?:\w+ly )?(?:seen|visible|present|represented|active) (?:at|on|in) "
    r"(?:\w+ ){0,4}(?:conferences?|events?|fairs?|meetings?|panels?|stand-?ups?|networks?|"
    r"communit(?:y|ies)|committees?)\b",
    re.IGNORECASE,
)
"""Being there, which changes nothing by itself."""
_MODAL = (
    r"(?:will|shall|should|must|is to|are to|needs? to|has to|have to|is expected to|"
    r"is going to|would|can)"
)
_LEAD_IN = re.compile(
    r"^(?:(?:(?:the|our|this|a)\s+)?(?:new\s+)?(?:cto|chief technology officer|you|he or she|he|"
    r"she|they|we)"
    rf"\s+(?:{_MODAL}\s+)?"
    r"|(?:the|our|this)\s+(?:new\s+)?(?:candidate|hire|person|role|successful candidate)\s+"
    rf"(?:{_MODAL}\s+)?)",
    re.IGNORECASE,
)
_PROGRESSIVE = re.compile(
    r"^(?:will |shall |should |must |would )?(?:be |have been |have |has been |has |is |are |was )+"
    r"(?=(?:\w+ly )?\w+(?:ing|ed)\b|held\b|led\b|run\b|met\b|spoken\b|given\b|set up\b)",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:under ?way|in progress|ongoing|on[- ]going|in hand|in preparation|has (?:begun|started)|"
    r"have (?:begun|started)|kicked off|being (?:\w+ly )?\w+ed|work continues|on the agenda|"
    r"in the works|is being|are being)\b",
    re.IGNORECASE,
)
"""Something is going on; nothing has come of it yet."""
_OPENERS = re.compile(
    r"^(?:(?:to|will|shall|must|should|and|then|also|please|successfully|actively|regularly|"
    r"closely|"
    r"proactively|continuously|continually|constantly|effectively|jointly|personally|regular|"
    r"weekly|"
    r"monthly|quarterly|daily|bi-?weekly|fortnightly|ongoing|continuous|frequent|close|active|"
    r"timely|"
    r"successful|strong|visible|full|further|hands-on|annual|yearly|periodic|the|a|an|some|more|"
    r"better|good|clear|overall|general|has|have|having|making sure|makes? sure|see to it|that|"
    r"we|there are|there is)\s+)+",
    re.IGNORECASE,
)
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
_COMPARED_THINGS = _compared(_THINGS)
_DEADLINE = re.compile(
    r"\b(?:within|in|over|during|for|after|by)\s+(?:about\s+)?(?:the\s+)?(?:(?:first|next|last|"
    r"end of)\s+)?"
    r"(?:\d+|one|two|three|four|five|six|nine|twelve|eighteen|a|an)?[\s-]*"
    r"(?:weeks?|months?|quarters?|years?|sprints?)\b",
    re.IGNORECASE,
)
"""By when is not what: it is taken out before a change is looked for."""
_STATE = re.compile(
    r"\b(?:so that|such that|no longer|without (?:any |a |an |the )?\w+|with no \b|zero\b|nobody|"
    r"none of|not one|any more|anymore|stops? (?:needing|depending|failing)|until (?:no|every|all)|"
    r"no \w+ (?:depends|waits|fails|runs|needs|leaves|goes|is|are)|"
    r"can (?:now )?(?:\w+ ){0,4}(?:in|within|without|by)\b)",
    re.IGNORECASE,
)
_NOTHING_DOING = frozenset(
    {
        "work",
        "design",
        "run",
        "report",
        "plan",
        "present",
        "meet",
        "set",
        "lead",
        "support",
        "review",
        "interview",
        "hire",
        "process",
        "form",
        "map",
        "share",
        "brief",
        "update",
        "change",
        "audit",
        "study",
        "watch",
        "focus",
        "experiment",
        "pilot",
        "visit",
        "draft",
        "transfer",
    }
)
"""Words that open a noun phrase as often as an order: "Work on claims takes two days"."""
_FINITE = re.compile(
    r"(?<![-\w])(?:fall|rise|drop|grow|halve|double|leave|stay|reach|arrive|recover|pay|earn|renew|"
    r"survives?|stops?|is|are|has|have|takes?|costs?|leaves?|runs?|falls?|rises?|drops?|grows?|"
    r"passes|pass|holds?|"
    r"goes|go|reaches|stays?|needs?|ends|closes?|arrives?|recovers?|restores?|loads?|answers?|"
    r"pays?|"
    r"earns?|signs?|renews?|ships?|serves?|exceeds?|doubles?|halves|decides?|knows?|gets?|sees?|"
    r"uses?|"
    r"buys?|waits?|works|carr(?:y|ies)|keeps?|stands?|lies|comes?|settles?|accepts?|agrees?|"
    r"decide|depends?)(?![-\w])",
    re.IGNORECASE,
)


_OF_A_THING = re.compile(r"(?:in|of|for|at)\b", re.IGNORECASE)
"""After a word in -ing, the sign of a noun: "Hosting in the second region"."""


_ON_PAPER = re.compile(
    r"\b(?:documents?|reports?|papers?|concepts?|roadmaps?|matrix|polic(?:y|ies)|stud(?:y|ies)|"
    r"business case|inventory|handbook|guidelines?|blueprint|proposals?|shortlist|framework|"
    r"charter|"
    r"comparison|specification)\b[^.;]{0,120}?\b(?:exists?|(?:commented|signed off|agreed) on|"
    r"commented|lies? (?:on|with|before)|(?:is|are) (?:on|before|with|in front of) the|"
    r"on the table|"
    r"board['’]s table|drawn up|circulated|met with approval|under review|for comment)\b|"
    r"\b(?:evaluated|compared|assessed|benchmarked|analysed|screened|shortlisted)\b[^.;]{0,80}?"
    r"(?:\b(?:drawn up|recommendation|business case|shortlist|report)\b)|"
    r"\b(?:coaching|training|roll-?out|transformation|migration|pilots?|talks|recruitment|"
    r"programme)"
    r"\b[^.;]{0,60}?\b(?:is|are|have|has) (?:\w+ )?(?:under ?way|in progress|ongoing|begun|started|"
    r"progressing|advancing|moving forward)\b|"
    r"\b(?:better|closely|well|more closely) aligned\b|\bexchange views\b|\bhas met \w+ times\b",
    re.IGNORECASE,
)
"""Paper on a table, a thing under way, people in touch: whatever number stands beside it."""


def states_a_change(text: str) -> bool:
    """Whether a text names a state somebody could check.

    >>> states_a_change("from 9 days to 2"), states_a_change("better collaboration")
    (True, False)
    """
    return any(p.search(text) for p in (_FROM_TO, _COMPARED, _STATE))


def is_activity(result: str, measure: str = "") -> bool:
    """Whether a statement of an outcome only says what is done.

    >>> is_activity("Hold weekly architecture reviews"), is_activity("Regular exchange with sales")
    (True, True)
    >>> is_activity("Invoices leave within one day of month end")
    False
    """
    text = " ".join(result.split()).strip(" -–•*")
    if not text:
        return False
    if _DUTY.match(text):
        return not _FROM_TO.search(text)
    if _SEEING_TO_IT.match(text):
        return not states_a_change(text)
    bare = _PROGRESSIVE.sub(
        "", _LEAD_IN.sub("", text.replace("’ll ", " will ").replace("'ll ", " will "))
    )
    said_who = bare != text
    opened = _OPENERS.sub("", bare)
    first = next(iter(words(opened)), "")
    kind = _kind(first)
    if kind and not said_who and _is_noun_phrase(first, opened):
        kind = ""
    if kind == "doing":
        return not any(p.search(text) for p in (_FROM_TO, _COMPARED_THINGS, _STATE))
    undated = _DEADLINE.sub(" ", text)
    if kind == "making":
        return not (
            states_a_change(undated) or _FROM_TO.search(measure) or _COMPARED.search(measure)
        )
    if states_a_change(text):
        return False
    return _only_goes_on(text, opened, counted=has_number(undated))


def _only_goes_on(text: str, opened: str, *, counted: bool) -> bool:
    """Whether a statement that names no change tells of paper, presence or something under way."""
    if is_finished_paper(text) or _SHOWN.search(text) or _TAKES_PLACE.search(text):
        return True
    if _ON_PAPER.search(text):
        return True
    if not counted and _UNDER_WAY.search(text):
        return True
    if not counted and _BUSY.search(opened) and not _FINITE.search(text):
        return True
    if _DONE_TO.search(text) or (_MADE.search(text) and not has_number(text)):
        return True
    head = " ".join(opened.split()[:5])
    return _MEETING.search(head) is not None and _FINITE.search(opened) is None


def _kind(word: str) -> str:
    """Whether a word is one of doing, of making, or neither."""
    bare = re.sub(r"-(?:out|up|in|on|off|over)$", "", word)
    roots = {stem(bare)} | ({stem(bare[:-3] + "e")} if bare.endswith("ing") else set())
    if roots & _DOING:
        return "doing"
    return "making" if roots & _MAKING else ""


def _is_noun_phrase(first: str, text: str) -> bool:
    """Whether the opening verb is really the noun of a sentence with a verb of its own."""
    if first.endswith("ing") and first not in {"during"}:
        rest = text.split(None, 1)[1] if " " in text else ""
        found = _FINITE.search(rest)
        most = 8 if _OF_A_THING.match(rest) else 2
        return found is not None and len(rest[: found.start()].split()) <= most
    if first in ("implement", "document"):
        return False
    if first not in _NOTHING_DOING and not first.endswith(
        ("s", "ment", "ion", "ance", "er", "ers", "or")
    ):
        return False
    rest = " ".join(text.split()[1:])
    found = _FINITE.search(rest)
    return found is not None and found.start() < 60 and not _DONE_TO.search(text)
