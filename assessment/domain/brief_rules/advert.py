"""Was a text copied from a job advert?"""

import re

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place, texts_of
from assessment.domain.brief_rules.lures import lures
from assessment.domain.brief_rules.words import pattern
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _

_ADVERT: tuple[tuple[re.Pattern[str], int], ...] = (
    (pattern("we offer(?! our| them)", "what we offer", "our offer", "you can expect from us",
    "what's in it "
        "for you",
            "we provide", "in return", "why (?:work|join) (?:with|for|us)"), 2),
    (pattern("competitive (?:salary|compensation|package|pay)", "attractive (?:salary|package|"
        "remuneration)",
            "salary commensurate", "stock options", "equity package", "bonus scheme",
            "pension plan",
            "annual leave", "days(?: of)? (?:holiday|vacation)", "health insurance",
            "benefits package"), 2),
    (pattern(r"\d+\s?\+?(?:\s?(?:-|–|"
        r"to)\s?\d+)?\s?\+?\s*years?(?:['’])?(?: of)?(?: \w+){0,3} experience",
            "years of (?:\\w+ ){0,4}experience", "proven track record", "track record (?:of|in)",
            "demonstrated (?:experience|ability)", "previous experience (?:in|as|with)"), 2),
    (pattern("apply (?:now|today|via|here|by)", "send (?:us )?your (?:cv|r[ée]sum[ée]|application)",
            "cover letter", "we look forward to (?:your|hearing)", "how to apply",
            "your application"), 2),
    (pattern("dynamic (?:team|environment|company)", "fast[- ]paced", "fun (?:team|place|"
        "environment)",
            "young team", "family atmosphere", "flat hierarch(?:y|ies)", "like a family",
            "work hard,? play hard", "great place to work", "exciting (?:opportunity|role|"
            "challenge|journey)"), 2),
    (pattern("passionate", "rock ?stars?", "ninjas?", "gurus?", "self[- ]starter", "team player",
        "can-do",
            "results[- ]driven", "go-getter", "wear(?:s|ing)? many hats", "thrives? (?:in|on|"
            "under)",
            "highly motivated", "outstanding communicat\\w+", "excellent communicat\\w+",
            "strong (?:communication|interpersonal|leadership) skills", "hit the ground running",
            "strategic thinker", "problem[- ]solver", "hunger for"), 2),
    (pattern("you will (?:be )?\\w+", "you(?:['’]ll| have| bring| are| love| know)",
        "your (?:profile|role|tasks|mission|"
            "responsibilities|background)", "the ideal candidate", "ideal candidate",
            "the successful candidate",
            "about you", "who you are", "what you(?:['’]ll)? (?:do|bring)"), 1),
    (pattern("bachelor'?s?", "master'?s degree", "degree in", "b\\.?sc\\.?", "m\\.?sc\\.?", "phd",
            "university degree", "or equivalent(?: experience)?", "certif(?:ied|ications?) (?:in|"
            "preferred|a plus)"), 2),
    (pattern("must[- ]haves?", "nice[- ]to[- ]haves?", "a plus", "is a must", "requirements:",
        "preferred qualifications",
            "fluent in", "native[- ]level", "key responsibilities", "responsibilities include",
            "qualifications"), 2),
    (pattern("free (?:fruit|coffee|drinks|snacks|lunch)", "table (?:football|tennis)", "kicker",
        "perks",
            "home office", "remote[- ]first", "flexible (?:working )?hours", "gym membership",
            "team events",
            "company car", "job ticket", "learning budget"), 2),
    (pattern("equal opportunit(?:y|ies)", "regardless of (?:age|gender|race|origin)", "we welcome "
        "applications",
            "(?:m/f/d|m/w/d|f/m/x|m/f/x)", "join (?:our|us|the) ?\\w*", "we are (?:a |"
            "an )?(?:looking|seeking|hiring|searching)",
            "we['’]re (?:looking|seeking|hiring)", "are you (?:a|an|the|ready|looking)",
            "about (?:us|the role|the company)",
            "market leader", "leading provider", "fastest[- ]growing"), 2),
    (pattern("sounds? like you", "is this you", "you(?:['’]re| are) (?:not |both |hands|a|the|"
        "curious|ready|hungry|driven|comfortable|someone)", "we(?:['’]d| would) love to",
        "roll(?:ing)? up (?:your|their|his|her) sleeves", "live and breathe", "tick every box",
        "ready (?:for|to)", "get in touch", "drop us a line", "come and (?:shape|join|help|build)",
        "be part of", "make (?:a |an )?(?:real |lasting )?(?:impact|difference|dent)",
        "shape the future", "from day one", "next (?:adventure|career step|big step)"), 2),
    (pattern("define and (?:execute|drive|implement|own)", "lead, (?:mentor|coach|inspire)\\w*",
        "mentor and (?:inspire|coach|develop|lead)", "(?:coach|lead|develop) and (?:inspire|mentor|"
        "motivate)", "stay abreast", "keep abreast", "emerging (?:trends|technologies)",
        "partner(?:ing)? (?:closely )?with", "work(?:ing)? (?:closely|hand in hand) with",
        "liais\\w+ with", "technology evangelist", "thought leader\\w*", "best practices?",
        "cross-functional", "internal and external stakeholders", "stakeholders at all levels",
        "all levels", "high-performing", "culture of (?:innovation|excellence|ownership)"), 2),
    (pattern("the (?:ideal|successful|right) (?:candidate|person|applicant|match)", "candidates? "
        "(?:must|should|will|need|have|bring|has|brings)", "(?:fluent|business-fluent|native|"
        "excellent|"
        "good|very good) (?:\\w+ )?(?:english|german|french|dutch|spanish)", "willing(?:ness)? "
        "to travel",
        "(?:degree|diploma|studies|mba) ", "comparable (?:position|role|qualification)",
        "knowledge of",
        "experience (?:in|with|of|as|leading|managing)", "expertise in", "familiar(?:ity)? with",
        "ability to", "strong (?:background|knowledge|analytical|understanding)", "(?:high "
        "degree|spirit) "
        "of initiative", "hands-on mentality", "resilien(?:t|ce) under", "work under pressure"), 2),
    (pattern("salary", "package", "pension", "healthcare", "holidays?", "vacation", "leave days",
        "bonus", "equity", "stock", "esop", "hybrid working", "remote working", "dog-friendly",
        "modern office", "training budget", "childcare", "bike leasing", "relocation",
        "flexible working", "work-life balance", "visa sponsorship", "onboarding"), 1),
)  # fmt: skip
ADVERT_SIGNALS = 2
"""Turns of phrase from which a text counts as an advert (editorial); the number beside each kind
is how many of its own may count."""
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SOLD = (place("challenge"), place("mission"))
"""Where lures are looked for: a short result or measure names no trouble either."""
MANY_YOU = 2
"""Times a reader is addressed from which a text speaks to applicants: one signal (editorial)."""


def find_advert(brief: Brief, around: Surroundings) -> Faults:
    """A text was copied from a job advert."""
    del around
    for where, text in texts_of(brief):
        signals = sum(min(len(set(kind.findall(text.lower()))), most) for kind, most in _ADVERT)
        signals += len(_YOU.findall(text)) >= MANY_YOU
        strong = len(re.findall(r"(?:^|\n)\s*[-–•*]\s", text)) >= 3 and signals >= 1
        if signals >= ADVERT_SIGNALS or strong or (where in _SOLD and lures(text)):
            yield Fault(
                place=where,
                reason=_("This reads like an advert: it sells the job instead of describing it."),
                fix=_(
                    "Say here what must become true. The advert is drafted from the finished "
                    "brief, not the other way round."
                ),
            )
            return
