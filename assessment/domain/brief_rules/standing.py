"""Which words of a proof show that the authority stands, and so cannot take it back?"""

import re

_LEAVE = (
    r"(?:counter-?)?(?:signatures?|approval|consent|sign-?off|permission|agreement|blessing|"
    r"clearance|okay|ok|yes|nod|go-ahead|green light|release|say-so|vote|decision)"
)
_ROLE = (
    r"(?:the |this |our )?(?:new )?(?:cto|role|post|technical head|head of technology)(?:['’]s)?"
)
_OFFICE = (
    r"(?:the |our )?(?:hr|human resources|finance|legal|procurement|purchasing|controlling|"
    r"works council|cfo|coo|ceo|chief executive|board|founders?|sponsors?|sales|owners?)"
)
_THINGS = r"(?:calendars|diaries|contracts|documents|handbooks|charts|copies|systems|minutes)"
_USED = (
    r"\b(?:was|were|has been|have been|been)\b[^.;]*?\b(?:held(?: back)?|stopped|halted|ended|"
    r"cancelled|blocked|pulled|dropped|postponed|paused|withdrawn|refused|turned down|rejected|"
    r"moved|shifted|reassigned|appointed|dismissed|replaced|hired|spent|signed|shelved)\b|"
    r"\b(?:cto|she|he|they)\b [^.;]*?\b(?:held|stopped|halted|ended|cancelled|blocked|pulled|"
    r"dropped|postponed|paused|withdrew|refused|turned down|rejected|moved|shifted|appointed|"
    r"dismissed|replaced|hired|signed|shelved)\b"
)
_PROTEST = (
    r"(?:(?!(?:the )?(?:cto|he|she|they|role)\b)(?:[\w’'-]+ ){1,5}?"
    r"(?:(?:was|were) (?:already )?(?:waiting|against|unhappy|opposed|"
    r"angry|pressing|furious|asking)|objected|protested|complained|disagreed|opposed|grumbled|"
    r"pressed|resisted|wanted (?:it|them|otherwise|something else|to (?:ship|go on|release)))"
    r"(?! (?:and|until|so)\b)|(?:the |sales['’]?s? |loud )?(?:\w+ )?(?:protests?|objections?|"
    r"resistance|complaints?|wishes)(?: (?:of|from|by) (?:the )?\w+)?)"
)

_STANDS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # A condition that is denied: "need no second signature", "without anyone's consent".
        rf"\b(?:needs?|needed|requires?|required|takes?|with) no (?:[\w’'-]+ ){{0,3}}?{_LEAVE}\b"
        r"(?: (?:of|from|by) (?:the |our )?[\w’'-]+)?",
        rf"\b(?:do|does|did)(?: not|n['’]t) (?:need|require) (?:[\w’'-]+ ){{0,3}}?{_LEAVE}\b"
        r"(?: (?:of|from|by) (?:the |our )?[\w’'-]+)?",
        rf"\bwithout (?:any(?:one|body)?(?: else)?(?:['’]s)? )(?:\w+ )?{_LEAVE}\b",
        r"\bwithout (?:having to ask|asking|needing to ask)\b(?: anyone| anybody| first)?",
        # A power denied to everybody but the role.
        rf"\b(?:no|nobody|no one|none|nothing|never)\b[^.;:]*?\b(?:without|unless|until) {_ROLE} "
        rf"(?:(?:\w+ )?{_LEAVE}\b|agrees\b|signs\b|approves\b|consents\b|(?:has|have) "
        r"(?:agreed|signed|approved|consented)\b)",
        # The role as the only one who acts.
        rf"\b(?:is|are|lies?|rests?|sits?|stays?|remains?) (?:\w+ )?with {_ROLE} "
        r"(?:alone|only|and nobody else)\b",
        rf"\b(?:only|nobody but|no one but) {_ROLE}(?= (?:can|may|decides?|signs?|stops?|selects?|"
        r"chooses?|releases?|appoints?|assigns?|moves?|approves?|ends?)\b)",
        # Others beside it who only help or hear of it.
        rf"\b(?:with|and) {_OFFICE} (?:only |merely |just )?(?:as (?:an? |the )?(?:adviser|advisor|"
        r"scribe|witness|note-taker|helper|support|clerk)|(?:advising|informed|assisting|"
        r"helping)(?: (?:only|afterwards))?)\b",
        rf"[,;] {_OFFICE} (?:only |merely |just )?(?:advises|assists|helps|files|is (?:only |then "
        r"|merely )?(?:informed|told|notified))(?: afterwards)?(?=[.,;]|$)",
        # "Both" of two things, not of two superiors.
        rf"\bboth (?:\w+ )?{_THINGS}\b",
    )
)
_CONCESSION = re.compile(
    rf"(?P<used>{_USED})(?P<until>[^.;]*?)(?:,? (?:even )?(?:though|although|while|despite|against|"
    rf"over) )(?:{_PROTEST})",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(rf"\bby {_OFFICE}\b", re.IGNORECASE)


def without_what_stands(proof: str) -> str:
    """A proof without the words that deny a condition, or tell of the authority being used.

    >>> without_what_stands("Orders up to £250k need no second signature.")
    'Orders up to £250k .'
    >>> without_what_stands("Orders need the signature of the CFO.")
    'Orders need the signature of the CFO.'
    >>> without_what_stands("The June version was held though two customers were waiting.")
    'The June version was held.'
    """
    for stands in _STANDS:
        proof = stands.sub("", proof)
    return _CONCESSION.sub(_used_alone, proof)


def _used_alone(found: re.Match[str]) -> str:
    used = found["used"] + found["until"]
    return found[0] if _BY_OTHERS.search(used) else used
