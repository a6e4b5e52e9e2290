"""Is only effort counted: finished paper, attendance, output, or the word of who did the work?

A finished document is no result, and neither is a full room: both can be had without anything
getting better. A comparison with today, or somebody outside who checks, makes a measure of either.
"""

import re

from assessment.domain.brief_rules.words import pattern

_PAPER = (
    r"(?:strateg(?:y|ies)|(?:strategy |decision |position |white )?papers?|(?:slide )?decks?|"
    r"slides?|presentations?|roadmaps?|concepts?|blueprints?|"
    r"(?:project |master |three-year |five-year |action |implementation |migration |digital )?"
    r"plans?|(?:road ?map |strategy |okr )?(?:documents?|sheets?)|documentation|guidelines?|"
    r"handbooks?|playbooks?|(?:engineering |design |guiding )?principles|(?:feasibility )?"
    r"stud(?:y|ies)|business cases?|inventor(?:y|ies)|catalogues?|catalogs?|"
    r"(?:skills |competenc\w+ )?matri(?:x|ces)|(?:technology )?radar|org(?:ani[sz]ation)? ?charts?|"
    r"(?:target |reference )?architectures?|frameworks?|charters?|manifestos?|visions?|"
    r"(?:operating|governance|target|competency|maturity) models?|centres? of excellence|"
    r"(?:final|closing|project) reports?|templates?|newsletters?|articles|blog posts?|"
    r"okrs|steering (?:committees?|groups?)|communit(?:y|ies) of practice|wikis?|"
    r"task ?forces?|working groups?|councils?|guilds?|(?:job|role) (?:profiles|descriptions)|"
    r"career (?:levels|paths|ladders?)|processes|standards|requirements|values|"
    r"(?:\w+ )?(?:campaigns?|initiatives?)|"
    r"(?:security |ai |data |usage |internal )?polic(?:y|ies))"
)
_SIGNED_OFF = (
    r"(?:written|drawn up|drafted|defined|described|documented|agreed|approved|signed off|endorsed|"
    r"adopted|presented|communicated|published|circulated|shared|handed over|handed in|prepared|"
    r"compiled|produced|complete[d]?|finali[sz]ed|finished|formulated|commissioned|evaluated|"
    r"updated|discussed|procured|configured|put up|rolled out|created|developed|established|"
    r"set up|introduced|formed|uploaded|filed|submitted|delivered|shown|sent(?: out)?|gone out|"
    r"distributed|launched|ready|available|in (?:place|force)|on (?:the table|file|the intranet)|"
    r"founded|installed|started|kicked off|taken up (?:its|their) work|revised|"
    r"exists?|(?:lies|lie|is|are) (?:with|before)(?= (?:the|our)))"
)
_IS = r"(?:(?:has|have|is|are|was|were|been|being|will be|to be|fully|formally|all) ){0,3}"
_OF_WHAT = r"(?:(?:[\w’'/-]+|\d+),? ){0,9}?"

_FINISHED_PAPER = re.compile(
    rf"\b{_PAPER}(?: {_OF_WHAT}|, {_OF_WHAT}| ){_IS}(?<![\w-]){_SIGNED_OFF}(?![\w-])", re.IGNORECASE
)
"""A document, or a body on paper, and the word that it is done."""

_PAPER_HELD = re.compile(
    rf"\b(?:has|have|with) (?:an? |its |their )?(?:written|documented|signed|approved|up-to-date) "
    rf"(?:\w+ )?{_PAPER}\b|"
    rf"\b{_PAPER} (?:contains?|has|have|comprises?|counts?|runs? to) (?:\w+ )?\d+ "
    rf"(?:pages|slides|entries|chapters|articles)\b|"
    rf"^\W*(?:an? |the )?(?:signed[- ]off|approved|agreed|written|finished|final|completed) "
    rf"(?:\w+ ){{0,2}}{_PAPER}\b|"
    rf"\b{_PAPER} (?:\w+ )?{_IS}signed by (?:\w+ ){{0,4}}(?:heads|managers|leads?|leaders|"
    r"directors|departments?|teams?|units)\b",
    re.IGNORECASE,
)

_FINISHED_DOING = re.compile(
    r"\b(?:selection|review|assessment|analysis|evaluation|study|survey|training|workshops?|"
    rf"consultation|interviews?|stocktak\w+|planning|procurement|tender)(?: {_OF_WHAT}|, | ){_IS}"
    r"(?:finished|completed?|concluded|carried out|conducted|done|held|closed)\b",
    re.IGNORECASE,
)

_MEETS = (
    r"(?:workshops?|meetings?|sessions?|town ?halls?|one-to-ones?|1:1s|stand-?ups?|"
    r"retrospectives?|retros?|reviews|interviews|trainings?|talks?|visits?|hackathons?|forums?|"
    r"demos?|ceremon(?:y|ies)|off-?sites?)"
)
_ATTENDED = pattern(
    rf"{_MEETS} (?:\w+ ){{0,3}}?(?:takes? place|happens?|(?:is|are) (?:well |regularly )?attended)",
    rf"(?:holds?|runs?|meets? (?:for|in)) (?:a|an|its|their|one|weekly|monthly|regular) "
    rf"(?:\w+ ){{0,2}}{_MEETS}",
    r"(?:have |has |had )?(?:attended|participated|taken part|been (?:through|trained|sent)|"
    r"sat through|clicked through|joined|completed|undergone|passed|watched|"
    r"taken|done|finished|gone through) (?:\w+ ){0,4}"
    r"(?:training|courses?|e-?learning|workshops?|webinars?|sessions?|programmes?|programs?|"
    r"seminars?|modules?|academy|boot ?camps?|coaching)",
    r"(?:training|courses?|e-?learning|workshops?|webinars?|seminars?|modules?) (?:\w+ ){0,4}"
    r"(?:attended|completed|delivered|given|passed)",
    r"(?:attendance|participation|turnout) (?:\w+ ){0,7}(?:above|over|of|at|at least|rate)",
    r"(?:hours|days) of (?:\w+ )?(?:training|coaching|workshops|learning|meetings)",
    rf"{_MEETS} (?:\w+ ){{0,6}}?"
    r"(?:held|took place|taken place|conducted|run|organi[sz]ed|carried out|offered|attended|"
    r"done|completed)",
    r"(?:number|count) of (?:\w+ )?(?:meetings?|workshops?|slides?|sessions?|trainings?|visits?|"
    r"newsletters?|documents?|reports written|courses|talks|posts|presentations|town halls)"
    r"(?! (?:needed|cancelled|per|that|which|missed))",
    r"(?:invited|sent) to (?:\w+ ){0,3}(?:webinars?|trainings?|courses?|workshops?)",
)
_CERTIFIED = pattern(
    r"(?:is|are) (?:regularly |always |kept )?(?:informed|updated|briefed|consulted)\b(?! of any)",
    r"certificates? of (?:participation|attendance|completion)",
    r"certified (?:as|in|scrum|safe|aws|azure|itil|pmp|togaf|on)",
    r"(?:people|staff|employees|engineers|developers|leads?|managers?|members|everyone|everybody|"
    r"architects|testers|team) (?:\w+ ){0,3}(?:certified|accredited|(?:hold|holds|have|has|"
    r"obtained|gained|got) (?:\w+ ){0,4}(?:certificates?|certifications?|badges?|diplomas?))",
    r"(?:black|green|yellow) belts?",
    r"\d+ (?:\w+ )?certifications?",
    r"certifications? (?:held|gained|obtained|per)",
    r"(?:have|has) signed that they (?:have|had)",
    r"have read (?:and \w+ )?the (?:\w+ )?polic(?:y|ies)",
)
_OWN_WORD = pattern(
    r"(?:the )?(?:new )?cto(?:['’]s)? (?:\w+ )?(?:confirms?|reports?|states?|declares?|says?|"
    r"believes?|thinks?|considers?|judges?|rates?|is (?:satisfied|happy|convinced|confident)|"
    r"assesses|signs off|ticks?|own (?:view|judgement|assessment|report))",
    r"(?:signed off|ticked(?: off)?|confirmed|rated|judged|declared|reported) (?:\w+ ){0,2}by the "
    r"(?:new )?cto",
    r"self[- ](?:assess\w+|evaluat\w+|rat\w+|report\w*)",
    r"(?:vendor|supplier|integrator|consult\w+|agency|outsourcer|contractor|implementation "
    r"partner|partner)(?:s?['’]s?)? (?:own )?(?:\w+ ){0,2}(?:confirms?|reports?|says?|states?|"
    r"presentation|assess\w+|calls?|declares?) ",
    r"reports? by the (?:\w+ )?(?:consult\w+|vendor|supplier|integrator|agency)",
    r"according to (?:the |our )?(?:new )?(?:cto|project (?:manager|lead)|team|vendor|supplier|"
    r"integrator|consult\w+|management|lead)",
    r"(?:on|in) time(?: and|,)? (?:with)?in budget",
    r"on time and on budget",
    r"(?:status|progress|project) (?:report|light|dashboard)s? (?:\w+ ){0,2}(?:green|amber)",
    r"(?:all )?(?:traffic )?lights? (?:are|on|is) green",
    r"reports? green",
)
_OUTPUT = pattern(
    r"lines of code",
    r"story points?",
    r"velocity",
    r"function points",
    r"commits? per",
    r"(?:number of |at least \d+ )?tickets (?:are )?(?:closed|resolved|handled|processed)",
    r"(?:pull requests|features|user stories) (?:merged|shipped|delivered|completed|closed)",
    r"(?:used up|spent|exhausted) (?:its|the|their|all of the|the whole) (?:\w+ )?budget",
    r"budget (?:\w+ ){0,3}(?:used up|spent|exhausted|utili[sz]ed)",
    r"milestones? (?:\w+ ){0,5}(?:ticked|reached|met|passed|completed)",
    r"(?:awards?|prizes?)(?! money)",
    r"(?:trade|specialist|national|local) press",
    r"blog ?posts?",
    r"keynotes?",
    r"articles in",
    r"newsletters?",
    r"followers",
    r"likes",
    r"(?:press|media) (?:mentions?|coverage|articles)",
    r"hours (?:worked|logged|booked)",
    r"utili[sz]ation of (?:the )?(?:team|developers|engineers)",
)
_COMPARED = re.compile(
    r"\bfrom\b[^;]{0,60}\d[^;]{0,40}\bto\b|\b(?:today|now|at present|currently|so far|"
    r"last year|against|instead of|rather than|in (?:spring |autumn )?(?:q\d )?20\d\d(?!-))\b|"
    r"\b(?:falls?|drops?|fewer|less than|no more than|without|none|zero|not one)\b",
    re.IGNORECASE,
)
_CHECKED_OUTSIDE = re.compile(
    r"\b(?:auditors?|internal audit|auditing|authority|authorities|ministry|regulator|supervisor|"
    r"insurer|notified body|court|inspect(?:or|ion|orate)s?|central bank|buyers?|customers?|"
    r"counsel|schemes?|outside (?:firm|body)|patients?|users?)(?:s?['’]s?)? (?:\w+ ){0,2}"
    r"(?:accept|confirm|approv|sign|clos|list|name|find|found|letter|pass|certif|renew)\w*|"
    r"\b(?:accepted|confirmed|approved|signed|closed|checked|witnessed|watched|counted|timed|"
    r"issued|certified) by (?:an? |the |our )?(?:\w+ ){0,2}(?:outside|auditors?|audit|authority|"
    r"ministry|regulator|supervisor|insurer|notified|customers?|finance|controll\w+|buyers?|"
    r"inspect\w+|court|bank|independent|external)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;](?=\s|$)")


def counts_effort(measure: str) -> str:
    """The words by which a measure counts effort alone, or nothing.

    >>> counts_effort("A 60-page strategy deck has been delivered")
    'strategy deck has been delivered'
    >>> counts_effort("Meetings held per approval fall from five to one")
    ''
    """
    first = ""
    for clause in _CLAUSE.split(measure):
        if not clause.strip():
            continue
        words = _effort_in(clause)
        if not words and re.search(r"\d", clause):
            return ""
        first = first or words
    return first


def _effort_in(clause: str) -> str:
    for sure in (_OUTPUT, _OWN_WORD):
        found = sure.search(clause)
        if found and not _CHECKED_OUTSIDE.search(clause):
            return " ".join(found[0].split())
    if _COMPARED.search(clause) or _CHECKED_OUTSIDE.search(clause):
        return ""
    for counted in (_ATTENDED, _CERTIFIED, _FINISHED_PAPER, _PAPER_HELD, _FINISHED_DOING):
        found = counted.search(clause)
        if found:
            return " ".join(found[0].split())
    return ""


def is_finished_paper(result: str) -> bool:
    """Whether a statement of an outcome says that a document or a study is done.

    >>> is_finished_paper("A data strategy has been written and presented to the board.")
    True
    >>> is_finished_paper("The regulator has accepted our recovery plan")
    False
    """
    text = result.strip()
    if _CHECKED_OUTSIDE.search(text):
        return False
    return any(
        found is not None and not _HAPPENS.search(text[: found.start()])
        for found in (_FINISHED_PAPER.search(text), _FINISHED_DOING.search(text))
    )


_HAPPENS = re.compile(
    r"\b(?:is|are|has|have|can|decides?|works?|accepts?|finds?|runs?|gets?|sees?|leaves?|comes?|"
    r"holds?|keeps?|knows?|uses?|wins?|takes?|costs?|reach(?:es)?|from|without)\b",
    re.IGNORECASE,
)
"""Something else happens before the document is named: it is no longer the result."""
