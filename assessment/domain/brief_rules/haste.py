"""Is a large change expected before there was time to learn?"""

import re

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.words import pattern
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _

_CHANGE_BY_30 = pattern(
    "introduc(?:e|es|ed|ing)", "launch(?:es|ed|ing)?", "roll(?:s|ed|ing)? out", "(?:doubl|halv|"
    "tripl)(?:e|es|ed|ing)",
    r"deliver(?:s|ed)? (?:\w+ ){0,4}(?:release|version|product|feature|app|platform|mvp|redesign|"
    r"results?)",
    r"mov(?:e|es|ed|ing) (?:\w+ ){0,4}(?:to|into|onto|off)", "in production", "go(?:es)? live",
    "went live",
    r"(?:decid|choos|select|pick|chose)\w* (?:\w+ ){0,4}(?:stack|platform|vendor|architecture|"
    r"tools?|cloud)",
    r"(?:re-?organi[sz]|restructur|re-?platform|re-?architect|re-?writ|rebuil|overhaul|replac|"
    r"migrat|dismiss|"
    r"disband|dissolv|re-?design|abolish|shut|sunset|re-?factor|transform|consolidat|outsourc|"
    r"moderni[sz]|revamp)\w*",
    r"lay(?:s|ing)? off", r"lets? go(?: of)?", r"fires?", r"fired", r"firing",
    r"new (?:\w+ ){0,3}(?:strategy|structure|architecture|roadmap|operating model|"
    r"organi[sz]ation|org chart|process(?:es)?|platform|team set-?up|"
    r"tech stack|stack|standards|delivery model|vision)(?: (?:is|are))? ?(?:announced|in place|"
    r"live|rolled out|introduced|implemented|decided|adopted|launched|presented|running)?",
    r"(?:introduc|implement|roll(?:s|ed|ing)? out|launch|enforc|impos|"
    r"announc)\w* (?:\w+ ){0,4}(?:strategy|structure|architecture|roadmap|"
    r"operating model|organi[sz]ation|process(?:es)?|platform|standards?|tool(?:s|ing)?|stack|"
    r"policy|methodology|scrum|agile|okrs?|kanban)",
    r"(?:quick wins?|immediate (?:change|improvement|impact|results))", r"(?:fix|fixes|fixed|"
    r"solve[sd]?|turn(?:s|ed)? around) (?:the|our|all|every) \w+",
    r"switch(?:es|ed)? (?:off|to|over)", r"cut(?:s|ting)? (?:\w+ ){0,3}(?:costs?|teams?|"
    r"headcount|projects?|spend(?:ing)?|vendors?)",
    r"(?:stop|cancel|kill|end)(?:s|ped|led|ed)? (?:\w+ ){0,3}(?:projects?|initiatives?|"
    r"programmes?|programs?)",
    r"(?:workloads?|systems?|teams?|data|customers?|sites?|services?|applications?|users?|servers?|"
    r"everything|everybody|everyone|clinics?|stores?|branches|offices?|plants?|departments?) "
    r"(?:\w+ ){0,4}(?:moved|migrated|merged|switched|transferred|live|running|consolidated|closed|"
    r"on (?:one|the new|a (?:new|single|common)))",
    r"(?:cut|reduced|lowered|trimmed|slashed|halved|down|up|raised|doubled|increased) (?:\w+ ){0,2}"
    r"(?:by|from|to) (?:about |some )?(?:[€$£]\s?)?\d",
    r"renegotiat\w+", r"re-?staff\w*", r"carried out", r"merg(?:e|es|ed|er|ers|ing)",
    r"(?:chosen|selected|picked|signed|purchased|bought|ordered|appointed|promoted|hired|dismissed|"
    r"sacked|removed|released|terminated|cancell?ed|ended|stopped|abolished|scrapped|closed|frozen|"
    r"kicked off|completed?|finished|implemented|built|shipped|live|gone(?! through| over| "
    r"into| along| to see| round| back)|abandoned|halted|retired|"
    r"decommissioned|insourced|centrali[sz]ed|split|spun off|standardi[sz]ed|automated)"
    r"(?= |[,.;:]|$)",
    r"(?:hires?|appoints?|promotes?|dismisses|sacks?|removes?|terminates?|cancels?|stops?|ends?|"
    r"closes?|centrali[sz]es?|merges?|splits?|ships?|signs?|buys?|builds?|insources?|halves|cuts?|"
    r"reduces?|converts?) (?:the|all|both|half|two|three|four|five|six|a third|our|most|every|"
    r"each|at "
    r"least|one|a|an|new|\d+)",
    r"(?:new|complete|full|whole|entire) (?:\w+ ){0,2}(?:rewrite|rebuild|re-?org\w*|structure|"
    r"operating model|stack|platform|team|set-?up|system|erp|organi[sz]ation)",
    r"(?:headcount|staff|team|payroll|workforce) (?:\w+ ){0,3}(?:cut|reduced|down|halved|by \d|"
    r"from "
    r"\d)", r"big[- ]bang", r"cut-?over", r"(?:all|every|each) (?:\w+ ){1,4}(?:on|in|to) the new",
    r"turn-?around",
    # What was decided over money, people, contracts.
    r"(?:reallocat|redistribut|reassign|relocat|transferr|insourc|offshor|reorder|reprioriti[sz]|"
    r"redeploy|re-cut|dismantl|streamlin|downsiz|harmoni[sz]|unif|digiti[sz]|"
    r"rationali[sz])(?:ed|es|ing)",
    r"(?:strategy|budget|plan|structure|architecture|contracts?|org chart|roadmap|headcount|"
    r"targets?|"
    r"merger|deal|offer|policy|standards?|vendor|supplier|platform|stack) (?:[\w’'-]+ ){0,6}?"
    r"(?:agreed|approved|adopted|accepted|decided|signed|fixed|settled|passed|in force|in place|"
    r"in effect|"
    r"binding|awarded|resolved|endorsed|ratified)",
    r"(?:agreed|approved|adopted|endorsed|passed) by the (?:board|executive|management|committee)",
    r"in (?:force|operation|service|use|the shops|the stores|effect)", r"up and running",
    r"(?:has|have|gets?|given|with|under) (?:a |an |their |its )?(?:new|different|other|fresh) "
    r"(?:managers?|boss(?:es)?|heads?|leads?|leaders?|targets?|contracts?|roles?|jobs?|titles?|"
    r"tools?|"
    r"homes?|names?|owners?|job descriptions?|laptops?|systems?|suppliers?|providers?|hosts?)",
    r"(?:all|every|each|both|everyone|everybody|two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:[\w’'-]+ ){0,5}?(?:runs?|running|uses?|using|works?|working|reports?|reporting|shares?|"
    r"sharing|follows?|following|sits?|books?|sells?|operates?|draws?|deploys?|ships?) "
    r"(?:[\w’'-]+ ){0,3}?(?:the same|one|a common|a single|a shared|identical|in two|in "
    r"(?:\S+ )?(?:sprints|squads|pairs)|to her|to him|to the cto)",
    r"(?:twice|three times|double) (?:as|the) [\w’'-]+",
    r"(?:has|have|having) (?:all |now |already |since )?(?:left|become|vanished|disappeared|found "
    r"other|ceased|halved|doubled|stopped|fallen|dropped|risen|(?:been )?(?:let go|replaced|"
    r"moved|sent|"
    r"cut|split|broken|turned|shut|taken (?:off|down|over|out)|parted|brought))",
    r"(?:is|are|was|were|be) (?:now |all |finally |already )*(?:off|gone|out(?: of (?:the|use))|"
    r"dead|"
    r"history|rewritten|live|in the shops|in the cloud|on the new|handed|at an end|down to|"
    r"twice|half|"
    r"under (?:one|a new)|one team|solved|cured|stable|faster|running|finished|done|complete|"
    r"secure|"
    r"migrated|fixed|patched|closed|sent|paid|cleared|automated|free of)",
    r"(?:two|three|four|five|six|seven|eight|nine|ten|half|all|most|\d+)(?: [\w’'-]+){1,4} (?:on "
    r"board|let go|sent home|gone|switched)",
    r"sent home", r"(?:a )?thing of the past", r"no longer", r"nobody misses", r"in real time",
    r"round the clock", r"around the clock", r"for good", r"once and for all",
    r"with the old one as",
    r"handed (?:over )?to", r"to an outside firm", r"parted (?:ways )?with",
    r"(?:new|better|cheaper|second) (?:\w+ ){0,4}(?:signed|live|running|hired|installed|"
    r"in the shops|"
    r"on the market|in use|deployed|shipped|delivered|released|published|bought|chosen)",
    r"(?:successor|replacement|deputy|new (?:head|lead|chief|vp|director|manager)) (?:[\w’'-]+ )"
    r"{0,5}?(?:has |have )?(?:signed|started|named|in place|found|chosen|appointed|hired|on board)",
)  # fmt: skip
_ONLY_READING = pattern(
    "has (?:read|met|seen|heard|visited|spoken|sat|listened|learn\\w*|spent|looked|walked|talked|"
    "paired|ridden|watched|followed)", "explains?", "understood", "knows?", "learn\\w*", "before",
    "how", "what", "where", "when", "who", "reasons?", "suggest\\w*", "gone (?:through|over|into)",
    "can (?:draw|tell|describe|recite|say)", "found out", "seen", "read", "asked", "written down",
    "recommend\\w*", "describ\\w+", "compare[sd]?", "questions?", "plan (?:for|of)", "not",
    "proposals?", "proposes?", "options?", "understands?", "knows?", "reads?", "listens?",
    "has heard", "asks?", "draft(?:s|ed)?",
    "list(?:s|ed)?", "has met", "meets?", "map(?:s|ped)?", "can (?:say|name|explain|tell)",
    "names?", "written down what",
    "no (?:change|decision|new)", "without changing", "why", "which", "whether", "assess(?:es|"
    "ed)?", "reviews?", "visited",
)  # fmt: skip
_BESIDE_IT = re.compile(
    r"^.*\b(?:because|since|as) [^,]*,|\b(?:she|he|they) should know\b[^,]*", re.I
)
"""The reason beside the change is no reading of it."""


def find_haste(brief: Brief, around: Surroundings) -> Faults:
    """Large changes are expected before there was time to learn."""
    del around
    for found in _CHANGE_BY_30.finditer(brief.expectations.day_30):
        before = brief.expectations.day_30[: found.start()]
        clause = re.split(r"[;:!?\n]|\.(?!\d)", before)[-1]
        if _ONLY_READING.search(_BESIDE_IT.sub(" ", clause)):
            continue
        yield Fault(
            place=place("expectations", 30),
            reason=_(
                "A large change by day 30 (“%(words)s”) asks for an answer before the question "
                "was heard."
            )
            % {"words": " ".join(found[0].split())},
            fix=_(
                "Expect understanding by day 30 and move the change to where it can be justified."
            ),
        )
        return
