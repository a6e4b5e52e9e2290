"""Which authority does an expectation of the first ninety days make use of?"""

import re

from assessment.domain.brief_rules.words import pattern

_GAP = r"(?:[\w€$£%’'.,-]+ ){0,6}?"
_HAS = r"(?:is|are|has|have|been|be|being|gets?|got|was|were)"


def _act_on(acts: str, things: str) -> str:
    """An act before its object or, as a passive, after it."""
    return (
        rf"(?:{acts})\w* {_GAP}(?:{things})|"
        rf"(?:{things}) {_GAP}(?:{_HAS} )+(?:\w+ ){{0,2}}(?:{acts})|"
        rf"(?:{things}) (?:\w+ )?(?:{acts})"
    )


_SUMS = (
    r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:k|m|€|eur|usd|gbp|chf|million|thousand)|budgets?|funds?|"
    r"money|spend(?:ing)?|capex|opex|costs?)"
)
_DEALS = (
    r"(?:contracts?|licen[cs]es?|subscriptions?|orders?|tools?|hardware|servers?|software|vendors?|"
    r"suppliers?|agenc(?:y|ies)|consultan(?:ts?|cy)|deals?|agreements?|seats|machines|equipment|"
    r"renewals?|retainers?|frameworks? agreements?|platform|freelancers?|contractors?)"
)
_FOLK = (
    r"(?:engineers?|developers?|devs?|people|staff|team members?|colleagues|employees|testers?|"
    r"designers?|analysts?|architects?|seniors?|juniors?|specialists?|underperformers?|members?|"
    r"posts?|positions?|vacanc(?:y|ies)|successors?|seats|contractors|admins?|operators|hires|"
    r"(?:team )?leads?|managers?|recruits?|data scientists?|experts?|heads?)"
)
_LEADERS = (
    r"(?:leads?|leaders?|leadership|managers?|heads?|vps?|vice presidents?|directors?|chiefs?|"
    r"(?:engineering|development) (?:lead|manager)s?|ems?|deputy|deputies|team ?leads?|cisos?|"
    r"principals?|line-?up)"
)
_VENTURES = (
    r"(?:projects?|programmes?|programs?|releases?|launch(?:es)?|go-lives?|roll-?outs?|apps?|"
    r"portals?|initiatives?|features?|products?|pilots?|workstreams?|vendors?|suppliers?|"
    r"providers?|contracts?|agency|agencies|outsourcers?|partners?|deployments?|migrations?|"
    r"rewrites?|relaunch(?:es)?|builds?|version \w+|platforms?|developments?|licen[cs]es?|"
    r"implementations?|integrators?|shop|website|proof of concept|pocs?|module|customi[sz]ations?)"
)
_STOP = (
    r"stop(?:s|ped|ping)?|end(?:s|ed|ing)?|kill(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|paus(?:e|es|"
    r"ed|"
    r"ing)|fr(?:eeze|eezes|oze|ozen|eezing)|halt(?:s|ed|ing)?|shelv(?:e|es|ed|ing)|ax(?:e|es|ed|"
    r"ing)|scrap(?:s|ped|ping)?|clos(?:e|es|ed|ing)(?: down)?|drop(?:s|ped|ping)?|block(?:s|ed|"
    r"ing)?|"
    r"pull(?:s|ed|ing)?|discontinu(?:e|es|ed|ing)|w(?:ind|inds|ound|inding) (?:up|down)|"
    r"terminat(?:e|es|ed|ing)|switch(?:es|ed|ing)? off|postpon(?:e|es|ed|ing)|h(?:old|olds|eld) "
    r"back|withdraw(?:s|n)?|withdrew|suspend(?:s|ed|ing)?|veto(?:es|ed)?|abandon(?:s|ed)?|"
    r"abort(?:s|ed)?|shut(?:s|ting)?(?: down)?|exit(?:s|ed)?|delay(?:s|ed)?|phase[sd]? out|"
    r"part(?:s|ed)? (?:ways|company) with|replac(?:e|es|ed|ing)|take[ns]? off the market|"
    r"ditch(?:es|ed)?|sunset|retire[sd]?|off-?board(?:s|ed)?|ous?ted|thrown out|throws? out|"
    r"(?:give[ns]?|gave) notice to|notice (?:has been |is )?given to|gone|recall(?:s|ed)?"
)
_HIRE = (
    r"hir(?:e|es|ed|ing)|recruit(?:s|ed|ing)?|fill(?:s|ed)?|f(?:ire|ires|ired|iring)|dismiss(?:es|"
    r"ed)?|let go(?: of)?|lets go(?: of)?|sack(?:s|ed)?|promot(?:e|es|ed|ing)|demot(?:e|es|ed)|"
    r"gone|replac(?:e|es|ed|ing)|left|leave|exited|released?|made redundant|laid off|lays? off|"
    r"appoint(?:s|ed)?|joined|onboard(?:s|ed)?|contracts? signed|part(?:s|ed)? (?:ways|"
    r"company) with|"
    r"remov(?:e|es|ed)|out of the (?:company|door)|pay (?:rise|raised)|on board|started|employed"
)
_CHOOSE = (
    r"pick(?:s|ed)?|ch(?:oose|ooses|ose|osen)|select(?:s|ed)?|appoint(?:s|ed)?|hir(?:e|es|ed)|"
    r"recruit(?:s|ed)?|replac(?:e|es|ed)|nam(?:e|es|ed)|promot(?:e|es|ed)|demot(?:e|es|ed)|"
    r"dismiss(?:es|ed)?|remov(?:e|es|ed)|f(?:ire|ires|ired)|swap(?:s|ped)?|exchang(?:e|es|ed)|"
    r"in (?:post|place|seat)|install(?:s|ed)?|brought in|brings? in|let go|lets go|decid(?:e|es|"
    r"ed) "
    r"(?:who|which)|separat(?:e|es|ed) from|part(?:s|ed)? (?:ways|company) with|mov(?:e|es|ed) "
    r"(?:out|aside|on)|fill(?:s|ed)?|sign(?:s|ed)|gone|rebuilt|rebuilds|reshuffl(?:e|es|ed)|"
    r"steps? down|exit(?:s|ed)?|oust(?:s|ed)|made|steps? up|found"
)
_MOVE = (
    r"re-?assign(?:s|ed|ing)?|re-?deploy(?:s|ed|ing)?|re-?allocat(?:e|es|ed|ing)|assign(?:s|ed|"
    r"ing)?|"
    r"mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|pull(?:s|ed|ing)?|second(?:s|ed|ing)|tak(?:e|es|en|"
    r"ing) "
    r"(?:off|from|out)|t(?:ake|akes|aken|ook)|put(?:s|ting)?|transfer(?:s|red|ring)?|lend(?:s)?|"
    r"lent|"
    r"pool(?:s|ed|ing)?|swap(?:s|ped)?|re-?direct(?:s|ed)?|re-?prioriti[sz](?:e|es|ed)|free(?:s|"
    r"d)? "
    r"(?:up)?|detach(?:es|ed)?|drop(?:s|ped)?|re-?order(?:s|ed)?|re-?rank(?:s|ed)?|work(?:s|"
    r"ing)? on|"
    r"switch(?:es|ed)?|loan(?:s|ed)?|draw(?:s|n)?|borrow(?:s|ed)?|bundle[sd]?|dedicat(?:e|es|ed)|"
    r"spend(?:s)?|concentrat(?:e|es|ed)|join(?:s|ed)?|on the same|reserve[sd]?|stop(?:s|ped)?"
)
_CREW = (
    r"(?:engineers?|developers?|devs?|teams?|squads?|people|staff|testers?|designers?|backlogs?|"
    r"capacity|roadmaps?|priorit(?:y|ies)|analysts?|architects?|specialists?|sprints?|admins?|"
    r"data scientists?|tribe|crew|experts?|technicians?|colleagues|tickets|departments?|groups?)"
)
_TABLE = (
    r"(?:(?:executive|management|leadership|board|strategy|exco|owners['’]?|shareholders?['’]?|"
    r"directors['’]?|c-level|senior) (?:\w+ )?(?:rounds?|meetings?|teams?|committees?|offsites?|"
    r"away ?days?|retreats?|sessions?|tables?|circle|group)|exco|boards?|executives?|executive|"
    r"leadership|c-suite|top table|steering|management)"
)
_COURSE = (
    r"(?:strateg(?:y|ies)|direction|markets?|countr(?:y|ies)|acquisitions?|mergers?|product lines?|"
    r"pric(?:e|es|ing)|business (?:model|plan|case|line|unit)|portfolio|segments?|"
    r"make[- ]or[- ]buy|"
    r"partnerships?|expansion|internationali[sz]ation|growth plan|company (?:goals|plan|"
    r"priorities)|"
    r"investment plan|brand|go-to-market|three-year plan|five-year plan|corporate plan|annual plan|"
    r"divest\w*|spin-?off|roadmap of the company)"
)
_DECIDE = (
    r"decid(?:e|es|ed|ing)|decisions?|vot(?:e|es|ed)|settl(?:e|es|ed)|adopt(?:s|ed)?|push(?:es|"
    r"ed)?|"
    r"get(?:s|ting)? (?:\w+ ){0,4}(?:through|past|agreed|adopted|approved|passed)|got|win(?:s)?|"
    r"won|"
    r"carri(?:ed|es)|pass(?:ed|es)|persuad(?:e|es|ed)|convinc(?:e|es|ed)|agree(?:s|d)?|"
    r"negotiat(?:e|es|"
    r"ed)|veto(?:es|ed)?|turn(?:s|ed)? (?:\w+ ){0,3}down|bring(?:s)? (?:\w+ ){0,4}(?:about|round)|"
    r"chang(?:e|es|ed)|re-?writ(?:e|es|ten)|re-?defin(?:e|es|ed)|s(?:et|ets|etting)|shap(?:e|es|"
    r"ed)|"
    r"steer(?:s|ed)?|ch(?:oose|ooses|osen|ose)|re-?set|swung|swings?|endors(?:e|es|ed)|secur(?:e|"
    r"es|ed)|"
    r"co-?(?:decides?|writes?|wrote|authors?|authored|sign\w*)|argued?|overturn(?:s|ed)?|"
    r"makes? the case|"
    r"drop(?:s|ped)?|ended|stop(?:s|ped)|sign(?:s|ed) off|takes? part|has a vote|casts?|"
    r"defend(?:s|ed)?"
)
_TOP = (
    r"(?:ceo|chief executive|managing director|md|chair(?:man|woman|person)?|owner|founder|"
    r"president|"
    r"(?:his|her|their|the) (?:boss|superior|line manager)|geschäftsführer)"
)

_ONE_BOSS = (
    r"(?:the (?:new )?cto\b(?:['’]s)?|one (?:\w+ ){0,2}(?:head|manager|director|lead\w*|chief|"
    r"roof)|a (?:single|common|new) (?:\w+ ){0,2}(?:head|manager|director|lead\w*|chief|roof)|"
    r"(?:central )?(?:technology|engineering|it)\b(?! (?:committee|board|meeting)))"
)
_UNDER_ONE_BOSS = (
    rf"(?:reports?|answers?) (?:only |solely |all |now |directly )*to {_ONE_BOSS}"
    r"(?! (?:what|how|on|about|every|once|weekly|monthly|which|that))",
    rf"(?:brought|moved|placed|put|gathered|transferred|united|shifted|pooled|come|now) "
    rf"(?:\w+ ){{0,4}}(?:under|into|to) {_ONE_BOSS}",
    rf"(?:belongs?|(?:is|are|become) (?:now )?part) (?:of|to) {_ONE_BOSS}",
)
"""People given to another boss, without the word "report line"."""
_SWITCHED_OFF = _act_on(
    r"cut(?:s|ting)? off|disconnect(?:s|ed)?|tak(?:e|es|en|ing) (?:off|down|out of)|"
    r"took (?:off|down)|offline|off the \w*\s?network|isolat(?:e|es|ed)|quarantin(?:e|es|ed)|"
    r"block(?:s|ed)?|lock(?:s|ed)? out|shut out|revok(?:e|es|ed)|los(?:e|es|t)|"
    r"discontinu(?:e|es|ed)|drop(?:s|ped)?|withdraw(?:s|n)?|barred|banned|barr?ing",
    r"(?:servers?|devices?|laptops?|machines?|tills?|systems?|accounts?|access|log-?ins?|apps?|"
    r"applications?|portals?|modules?|editions?|clients?|scanners?|terminals?|services?|sites?)",
)
"""Something in use is taken away from those who use it."""

_NEEDS: dict[str, tuple[re.Pattern[str], ...]] = {
    "budget-named": (
        pattern(
            _act_on(
                r"mov(?:e|es|ed)|shift(?:s|ed)?|(?:re-?)?allocat(?:e|es|ed)|spend|spends|spent|"
                r"invest"
                r"(?:s|ed)?|commit(?:s|ted)?|releas(?:e|es|ed)|fre(?:e|es|ed)(?: up)?|approv(?:e|"
                r"es|ed)|"
                r"sign(?:s|ed)?|cut(?:s|ting)?|sav(?:e|es|ed)|divert(?:s|ed)?|transfer(?:s|red)?|"
                r"redirect(?:s|ed)?|reduc(?:e|es|ed)|lower(?:s|ed)?|put|re-?distribut(?:e|es|ed)|"
                r"pa(?:y|ys|"
                r"id)|us(?:e|es|ed)|tak(?:e|es|en)|trim(?:s|med)?|slash(?:es|ed)?|halv(?:e|es|ed)",
                _SUMS,
            ),
            _act_on(
                r"sign(?:s|ed)?|cancel(?:s|l?ed)?|renew(?:s|ed)?|order(?:s|ed)?|b(?:uy|uys|ought)|"
                r"purchas(?:e|es|ed)|terminat(?:e|es|ed)|procur(?:e|es|ed)|commission(?:s|ed)?|"
                r"extend(?:s|"
                r"ed)?|award(?:s|ed)?|conclud(?:e|es|ed)|pa(?:y|ys|id)|engag(?:e|es|ed)|rent(?:s|"
                r"ed)?|"
                r"leas(?:e|es|ed)|re-?negotiat(?:e|es|ed)|subscrib(?:e|es|ed)|contract(?:s|ed)|"
                r"licens(?:e|"
                r"es|ed)|book(?:s|ed)?|hir(?:e|es|ed)|brought in|acquir(?:e|es|ed)|retain(?:s|ed)",
                _DEALS,
            ),
            r"(?:buys?|bought|orders|ordered|purchases?|purchased|procures?|procured) \w+",
            _act_on(r"hir(?:e|es|ed|ing)|recruit(?:s|ed|ing)?|onboard(?:s|ed|ing)?|joined", _FOLK),
            "hiring plan", "bonus(?:es)? (?:paid|raised)", "salar(?:y|ies) (?:raised|increased)",
        ),
    ),
    "say-in-engineering-leaders": (
        pattern(
            _act_on(_CHOOSE, _LEADERS),
            r"new leadership (?:team|layer|line-?up)", r"(?:cto|vp|cpo|"
            r"ciso)s? (?:\w+ ){0,3}(?:hired|"
            r"replaced|dismissed|removed|appointed)",
        ),
    ),
    "can-stop-release-or-vendor": (pattern(_act_on(_STOP, _VENTURES), _SWITCHED_OFF, r"(?:no|"
    r"not) (?:\w+ )?releases? "
        r"(?:\w+ ){0,4}without (?:the cto|his|her|their)", "pulls? the plug", "release freeze"),),
    "may-assign-work": (
        pattern(
            _act_on(_MOVE, _CREW),
            r"(?:new|changed|different|one set of|one list of|re-?set) priorities",
            r"(?:set|sets|change|changes|reset|resets|decides?) (?:\w+ ){0,3}priorit\w+",
            _act_on(r"stop(?:s|ped)?|cancel(?:s|l?ed)?", r"(?:projects?|initiatives?)"),
            r"\d+ ?(?:%|per ?cent) of (?:\w+ ){0,4}(?:time|capacity|week|sprints?|hours)",
            r"(?:task force|tiger team|swat team|core team) (?:\w+ ){0,6}(?:from|of|works?|"
            r"set up|formed)",
            r"instead of (?:their|the|its)", r"instead\b",
        ),
    ),
    "people-report-or-substitute": (
        pattern(
            _act_on(_HIRE, _FOLK),
            *_UNDER_ONE_BOSS,
            "re-?organi[sz]\\w+", "restructur\\w+", "re-?structur\\w+", "re-?org", "downsiz\\w+",
            "new (?:org(?:ani[sz]ation)?(?:al)?|team|reporting|engineering) (?:structure|chart|"
            "set-?up|"
            "lines?|design|model)", "reporting lines?", "(?:reduce|"
            "cut)[sd]? (?:\\w+ ){0,2}head-?count",
            _act_on(r"merg(?:e|es|ed|ing)|split(?:s|ting)?|dissolv(?:e|es|ed)|disband(?:s|ed)?|"
                r"consolidat(?:e|es|ed)|combin(?:e|es|ed)|re-?shap(?:e|es|ed)",
                r"(?:teams?|departments?|units?|squads?|groups?)"),
            "apprais(?:al|ed|es)\\w*", "(?:performance|development|salary|pay|annual|"
            "half-year) (?:reviews?"
            "|talks?|rounds?|plans?|goals?|conversations?)", "(?:formal |written |"
            "first )?warnings?",
            "notice period", "salar(?:y|ies)", "pay (?:rises?|bands?|grades?)", "leave "
            "(?:requests|plans)",
            "(?:his|her|the cto['’]s|their) (?:own )?(?:team|reports|direct reports|people|staff)",
            "direct reports", "(?:target|goal) agreements?", "bonus(?:es)?", "rotas?", "home[- "
            "]office rules",
            "let go", "made redundant", "fired", "sacked", "job descriptions? (?:\\w+ )?signed",
        ),
    ),
    "sits-where-strategy-is-decided": (
        pattern(
            rf"{_TABLE}\b.{{0,80}}?\b(?:{_DECIDE})", rf"(?:{_DECIDE})\b.{{0,80}}?\b{_TABLE}",
            rf"(?:{_DECIDE})\b.{{0,60}}?\b{_COURSE}", rf"{_COURSE}\b.{{0,40}}?\b(?:{_DECIDE})",
        ),
    ),
    "reporting-line-named": (
        pattern(
            rf"(?:directly |straight |weekly |regularly )(?:to|with|from|before) (?:the |our |"
            rf"her |his )?"
            rf"{_TOP}", rf"{_TOP}(?:['’]s)? .{{0,60}}?(?:rul(?:es?|ings?)|decid\w+|decisions?|"
            rf"settle[sd]?|"
            r"back(?:s|ed|ing)|confirm(?:s|ed)|support\w*|cover|protect\w*|arbitrat\w+|sign(?:s|"
            r"ed)|agree[sd]"
            r"?|approv\w+|intervene[sd]?|side[sd]?|orders?|mandate)",
            rf"(?:escalat\w+|reports?|goes|takes?|brings?|ruling|rulings|decisions?|backing|"
            rf"settled|agrees|"
            rf"agreed|one-to-ones?|1:1s?|protect\w*|cover|signed off|confirmed|support) .{{0,70}}?"
            rf"(?:to|with|from|by|of) (?:the |our )?{_TOP}", "escalat\\w+",
            "(?:ruling|rulings|arbitrat\\w+)", "(?:disputes?|"
            "conflicts?) (?:\\w+ ){0,6}(?:settled|resolved|"
            "ruled|decided)", "(?:her|his|their) (?:boss|line manager|superior|manager)",
            "sponsor(?:s|ed)? (?:\\w+ )?(?:backs|rules|decides)", "the person (?:he|she|they|"
            "the cto)",
        ),
    ),
    "success-written-down": (
        pattern(
            r"(?:judge[sd]?|judging|measure[sd]?|assess(?:es|ed)?|evaluat\w+|rate[sd]?|"
            r"score[sd]?|apprais\w+"
            r"|weigh(?:s|ed)?|review(?:s|ed)?|compare[sd]?|check(?:s|ed)?|count(?:s|ed)?|"
            r"confirm(?:s|ed)?) "
            r".{0,60}?(?:against|by|on|with|whether|whether|if|per) (?:\w+ ){0,4}(?:goals?|"
            r"targets?|criteria|"
            r"objectives?|success|plan|kpis?|okrs?|scorecard|results?|expectations?|agreed|"
            r"stays?|passes|"
            r"performance|measures?|outcomes?|mandate)",
            r"we (?:will )?(?:judge|decide|measure|assess|evaluate|know) (?:\w+ ){0,3}(?:whether|"
            r"if|him|her|"
            r"them|the cto)", "probation\\w*", "(?:bonus|variable pay|option|equity|vesting)",
            "(?:goals?|targets?|objectives?|criteria|kpis?|okrs?|milestones?|success measures?|"
            "yardsticks?|"
            "scorecard|year-one results) .{0,40}?(?:agreed|met|reached|hit|achieved|set|written|"
            "fulfilled|"
            "exceeded|delivered|due|on track|half|promised|attained|ticked)",
            "(?:agreed|met|meets|reached|reaches|hits?|achieved|achieves|fulfil\\w*|delivers?|"
            "on track|half|"
            "towards?|ahead of|progress) .{0,40}?(?:goals?|targets?|objectives?|criteria|kpis?|"
            "okrs?|"
            "milestones?|scorecard|success measures?|yardsticks?)",
            "(?:stays?|stay or go|keep (?:him|her|them)|contract (?:is )?(?:extended|confirmed|"
            "made permanent)"
            "|passes? (?:the )?review|performance rating|go/no-go on the person|success (?:is|"
            "will be|can be))",
        ),
    ),
}  # fmt: skip
"""What an expectation would make use of, for each fact of the mandate."""

FACTS = tuple(_NEEDS)
_FROM_ABOVE = frozenset({"success-written-down", "reporting-line-named"})
"""Facts by which others act on the role."""

_CLAUSE = re.compile(r"(?<=[.;!?])\s+|\n+|, (?=(?:the|which|so) )")
_WORDS_ONLY = pattern(
    "propos(?:e|es|ed|als?)", "suggest(?:s|ed|ions?)?", "recommend\\w*", "options?", "draft(?:s|"
    "ed)?",
    "knows?", "understands?", "can (?:say|name|explain|tell|show)", "has (?:heard|met|read|visited|"
    "listened|seen|learn\\w*|asked|ridden|sat|spoken|mapped|listed)", "list(?:s|ed)?", "which "
    "(?:\\w+ "
    "){0,5}(?:could|should|might|would|can|wait)", "whether", "candidates for", "ideas?", "paper "
    "on",
    "one page", "costed", "what it would", "would", "could", "might", "estimate[sd]?",
    "describ\\w+",
    "explain\\w*", "reasons?", "names? the", "presents?", "shown", "asks? (?:the|for)", "view on",
    "written (?:down )?what", "lies before", "has (?:three|two|four) (?:ways|options)",
    "business case",
    "is with the", "advis\\w+", "request(?:s|ed)?",
)  # fmt: skip
_OTHERS_ACT = re.compile(
    r"^(?:(?:by|on|at|after) (?:day|week|month|the end of) [\w ]{1,20},? )?"
    r"(?:the |our )?(?:board|ceo|cfo|coo|executive (?:board|committee)|management|founders?|"
    r"owners?|"
    r"finance|hr|procurement|president|investors|(?-i:[A-Z]\w+ [A-Z]\w+)) "
    r"(?:has |have |will )?(?:decide|approve|choose|chosen|stop|cancel|appoint|sign|release|pick|"
    r"know|seen|hear|heard|receive|settle|agree|select)\w*",
    re.IGNORECASE,
)


def demand_on(fact: str, text: str) -> str:
    """The words that need an authority, or nothing.

    >>> demand_on("can-stop-release-or-vendor", "Half of the running projects are ended.")
    'projects are ended'
    >>> demand_on("can-stop-release-or-vendor", "Proposes which projects should be stopped.")
    ''
    """
    judging = fact == "success-written-down"
    for clause in _CLAUSE.split(text):
        if fact not in _FROM_ABOVE and _OTHERS_ACT.search(clause.strip()):
            continue
        for needs in _NEEDS[fact]:
            for found in needs.finditer(clause):
                if judging or not _WORDS_ONLY.search(clause[: found.end()]):
                    return " ".join(found[0].split())
    return ""
