"""Who else is named in a proof without taking the authority away?

A power is taken away only where somebody else must sign, approve, decide or release in the usual
case. Being told, asked for a view or given a copy, standing in for somebody on leave, a rule that
binds every executive, a sum above a stated limit: none of these is such a case.
"""

import re

_ROLE = r"(?:(?:the |this |our )?(?:new )?(?:cto|role|post|technical head|head of technology))"
_NOT_OTHERS = (
    r"(?:cto(?:['’]s)?|role|post|she|he|they|it|him|her|them|you|who|which|nobody|nothing|none|no|"
    r"views?|opinions?|voice|word|advice|votes?|only|if|unless|until|once|after|when|and|but)"
)
_THEM = (
    r"(?:^|(?<=[.;:,] )|(?<=\bbut )|(?<=\band )|(?<=\bwhile )|(?<=\bthough ))"
    r"(?=the |our |a |an |its |his |her |their |both |all |every |each |hr |human resources |"
    r"finance |sales |product |procurement |purchasing |marketing |legal |controlling |"
    r"operations |customers |investors |managers |shareholders |recruiters |lawyers |"
    r"(?-i:[A-ZÀ-Þ][\w’'-]+ ))"
    rf"(?:(?!{_NOT_OTHERS}\b)[\w’'&-]+ ){{1,6}}?"
)
"""Somebody else at the beginning of a clause, as its subject."""
_ADVERBS = (
    r"(?:(?:only|merely|just|then|always|also|simply|already|usually|never|first|both) ){0,3}"
)
_NO_MORE = (
    r"(?![^.;]{0,60}\b(?:(?:and|who|then|but) (?:then |also |may |can |must |has to )?(?:decid|"
    r"approv|refus|choos|pick|select|sign|releas|veto|reject|say no|overrul|confirm|agree|"
    r"determin|makes? the)|before (?:any|every|each|the cto|he|she) (?:can|may|is allowed)))"
)
_REST = r"[^.;:]*"
_POWER = (
    r"(?:release|decide|approve|sign|vote|set|change|lift|hold|stop|interfere|give|choose|reverse|"
    r"overrule|override|go|touch|block|veto|pick|allowed|have|need|countersign|select|refuse|"
    r"delay|undo|intervene|instruct|assign|cut|take|withdraw|move|appoint|determine|reject)"
)

_HARMLESS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # Told, heard, asked for a view.
        rf"{_THEM}(?:is|are|was|were|gets?|has to be|have to be|must be|will be|being|has been|"
        rf"have been) {_ADVERBS}(?:kept )?(?:informed|told|notified|consulted|heard|briefed|called|"
        rf"rung up|asked (?:for (?:its|their|his|her|a|an) (?:\w+ )?(?:view|opinion|advice|"
        rf"comment)s?|about|what)|overruled|outvoted|copied)\b{_NO_MORE}{_REST}",
        # Sees, files, helps, brings, learns of it.
        rf"{_THEM}{_ADVERBS}(?:gets?|got|receives?|sees?|reads?|books?|booked|pays? the|files|"
        rf"keeps? (?:the )?(?:files|records|minutes|books|accounts|ledger)|writes? (?:up )?(?:the "
        rf")?(?:letters|papers|contracts?|advert)|prepares?|checks? (?:the |only )*(?:papers|"
        rf"paperwork|forms?|arithmetic|law)|helps?|assists?|advises?|gives? (?:\w+ )?advice|"
        rf"supports?|brings?|searches|finds candidates|negotiates? (?:terms|prices)|counts?|"
        rf"has (?:already )?sent|have (?:already )?sent|learn(?:s|ed|t)?|hears?|heard|meets?|"
        rf"(?:can|may) (?:object|comment|attend|be present|protest|complain|suggest|raise))\b"
        rf"(?! (?:the )?(?:last|final|go))(?![^.;]{{0,50}}\bto (?:refuse|approve|decide))"
        rf"{_NO_MORE}{_REST}",
        # Expressly without the power.
        rf"{_THEM}{_ADVERBS}(?:(?:do|does|did|is|are|may|can|could|will|must|shall)(?: not|n['’]t)|"
        rf"cannot|never) (?:\w+ )?(?:be )?{_POWER}\w*\b{_REST}",
        rf"{_THEM}{_ADVERBS}(?:has|have|holds?|gets?|gives?) (?:no|neither) (?:\w+ )?(?:say|vote|"
        rf"veto|part|voice|right|power|instructions?|orders?|influence)\b{_REST}",
        rf"\b(?:but|and|who|which|that) {_ADVERBS}(?:(?:does|do|did|may|can|could|will)(?: not|"
        rf"n['’]t)|cannot|never) (?!always\b|yet\b){_POWER}\w*\b{_REST}(?<!cto)(?=[.;:]|$)",
        r"\b(?:the )?(?:choice|decision|call|last word) is not (?:theirs|his|hers|its|up to)"
        r"[^.;:]*",
        r"\b(?:and )?(?:\w+ ){0,3}(?:from|to|by) (?:nobody|no one|none) else\b",
        r"\b(?:nobody|no one)(?: else)? (?:has a veto|(?:can|may) (?:overrule|reverse|lift|"
        r"override|change|undo|stop)|(?:sits?|stands?|comes?) in between|else \w+)[^.;:]*",
        r"\bis(?: not|n['’]t) (?:tied|linked|bound) to[^.;:]*",
        # A rule that binds everybody of the same rank, or the law.
        r"(?:(?<=[.;:,] )|^)(?![^.;:]*\b(?:every|each) (?:single )?(?:order|purchase|hire|release|"
        r"invoice))[^.;:]*?\b(?:as (?:it (?:does|must)|is (?:so|usual|the case)|they do|applies|"
        r"everywhere)? ?(?:for|with|to|by) (?:all|every|each|any|the other|statute|law|"
        r"everybody|everyone)|as (?:the|\w+) (?:\w+ )?(?:law|statutes?|articles|code|act) "
        r"(?:require|say|"
        r"demand|provide|prescribe)\w*|(?:as )?(?:required|prescribed|demanded) by (?:the )?(?:law|"
        r"statute|articles)|like (?:all|every|any|each) (?:other )?(?:executive|director|officer|"
        r"board member|department head)s?|(?:binds|applies to|holds for|is so for|goes for|is true "
        r"(?:for|of)) (?:all|every\w*|each|any))\b[^.;:]*",
        # Somebody on leave is stood in for.
        r"(?:\band |, )?\b(?:while|when|whenever|if|during|in|for) (?!the cto\b)[^.;:,]{0,60}?\b(?:"
        r"on (?:\w+ )?leave|on holiday|on vacation|away|absent|absence|ill|sick|parental leave|"
        r"maternity leave|holidays|sabbatical|indisposed|travelling)\b[^.;:]*",
        r"(?:^|(?<=[.;:] ))[^.;:]{0,60}\b(?:stands? in|deputi[sz]es?) (?:for|while|when|during|if)"
        r"\b[^.;:]*",
        rf"\b(?:s?he|they) (?:only )?advises?,? (?:and |but )?(?:s?he|{_ROLE}) decides\b",
        # A dispute which the role settles.
        r"\b(?:if|where|when|whenever|should|in case|in the event)\b[^.;:]{0,80}?\b(?:disagree\w*|"
        r"differ\w*|(?:cannot|can['’]t|fails? to|do not|don['’]t) agree|conflicts?|disputes?|tie|"
        rf"deadlock|at odds|of two minds)\b[^.;:]{{0,60}}?(?:\b{_ROLE}|\bhers?|\bhis|\bs?he)"
        r"(?:['’]s)?\b[^.;:]*",
        # What changes only with the role's own hand.
        r"\b(?:can|may|could)(?:not)? (?:only |then |later )*be (?:changed|amended|altered|revised|"
        r"touched)\b[^.;:]*\b(?:both|each other|mutual|two signatures|cto|her|his)\b[^.;:]*",
        r"\b(?:will|shall|may|can|are|is)(?: not|n['’]t|not)(?: to)? be (?:touched|changed|revised|"
        r"reopened|"
        r"altered)[^.;:]*",
    )
)
_OWN_CREW = re.compile(
    r"\b(?:exclusively|solely|only|nobody but|full[- ]time|entirely|sole|alone)\b[^.;]{0,40}?"
    rf"\b(?:for|to|under|by|from) {_ROLE}\b|{_ROLE}['’]s? (?:sole|own|exclusive) (?:direction|"
    r"orders|instructions|command)|\btakes? (?:its |their )?(?:instructions|orders) only from "
    rf"{_ROLE}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_NO_STAFF = re.compile(
    r"\b(?:nobody|no one|none|no|instead of)\b[^.;]*\b(?:payroll|staff|employ\w*|developers|"
    r"engineers|people|headcount)\b|\bemploy no\b",
    re.IGNORECASE,
)


def without_others_beside(proof: str) -> str:
    """A proof without the clauses that name others who take nothing from the role.

    >>> without_others_beside("Finance is informed afterwards. The CTO signs.")
    '. The CTO signs.'
    >>> without_others_beside("The CFO is informed and then decides.")
    'The CFO is informed and then decides.'
    """
    if _OWN_CREW.search(proof):
        proof = " ".join(
            part
            for part in _SENTENCE.split(proof)
            if not (_OWN_CREW.search(part) or _NO_STAFF.search(part))
        )
    for harmless in _HARMLESS:
        proof = harmless.sub("", proof)
    return proof
