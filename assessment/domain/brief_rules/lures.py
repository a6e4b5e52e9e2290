"""Does a text lure: perks, praise of the employer, opportunity, the traits of a person?

Each of these words may stand in an honest text. They make an advert where several of them come
together and nothing is said that goes wrong today.
"""

from assessment.domain.brief_rules.words import pattern

_LURES = pattern(
    # What the employer gives.
    "discounts?", "birthdays?", "nursery", "cr[eè]che", "kindergarten", "childcare", "hybrid",
    "allowances?", "gym", "yoga", "massages?", "sauna", "sports? (?:club|courses?|teams?)", "stock "
    "options?", "(?:share|option) (?:plan|scheme|programme|package)", "options", "esop", "equity",
    "sabbaticals?", "life insurance", "health (?:insurance|cover|check)", "(?:private |dental |"
    "medical )(?:care|cover|insurance)", "pension", "subsidi[sz]ed", "canteen", "free (?:\\w+ )?"
    "(?:lunch\\w*|meals?|fruit|drinks|coffee|parking|travel|tickets|snacks|beer|breakfast)",
    "coffee", "(?:by|from|to) the (?:lake|sea|beach|river|mountains)", "rooftop", "terrace",
    "sea view", "garden", "your dog", "dogs? (?:are|is) welcome", "dog-friendly", "personal coach",
    "parking space", "season ticket", "job ticket", "(?:annual|yearly|signing|sign-on|joining|"
    "performance) bonus", "company (?:car|bike|phone|flat)", "car (?:of your choice|allowance)",
    "(?:phone|laptop|equipment|hardware) of your choice", "parental leave", "(?:days|weeks) "
    "(?:off|of leave|of holiday|holiday|leave)", "bank holidays", "unlimited (?:holiday|leave|"
    "vacation|time off)", "day off", "four-day week", "flexi-?time", "flexible hours", "remote",
    "work from (?:home|anywhere)", "working from (?:home|anywhere)", "home office", "relocation",
    "visa", "salary", "remuneration", "paid (?:well|above)", "well above (?:the )?market",
    "above[- ]average", "generous", "competitive", "perks?", "benefits", "wellbeing", "well-being",
    "work[- ]life", "team (?:events?|trips?|outings?)", "summer part(?:y|ies)", "christmas part"
    "(?:y|ies)", "table (?:tennis|football)", "training budget", "conference budget",
    "(?:language|further) (?:courses?|training|education)", "onboarding", "buddy", "modern "
    "offices?", "(?:bright|new|stylish|beautiful|central) offices?", "minutes from", "in the heart "
    "of", "fridays? (?:end|off|afternoons? off)", "come as standard", "on top of that", "bike "
    "leasing", "memberships?", "retention bonus", "secure job", "permanent contract",
    "final-salary",
    "skiing", "ski (?:trip|day)s?", "loyalty", "volunteer(?:ing)? days?", "ice cream", "barbecues?",
    # How good the employer is.
    "favou?rite", "proud", "pride", "awards?", "award-winning", "prizes?", "top employer", "great "
    "place", "best (?:employer|place|workplace|company)", "employer of (?:the year|choice)",
    "recommend us", "listed (?:us )?among", "(?:firms|companies|ones?) to watch", "forbes",
    "(?:number|no\\.?) (?:one|1)", "market leader", "leading (?:provider|supplier|maker|company|"
    "brand|house)", "hidden champion", "world[- ]famous", "iconic", "renowned", "beloved",
    "household name", "legendary", "love us", "adore\\w*", "fans", "neighbou?rs", "(?:like|are|as) "
    "(?:a |one )?(?:big )?family", "family (?:spirit|atmosphere|feeling)", "family-owned", "owner-"
    "managed", "tradition(?:al)?", "heritage", "since 1[89]\\d\\d", "since 20[01]\\d",
    "founded in", "established in", "stands? for",
    "with (?:a )?heart", "humanity", "our values", "values", "warm", "culture", "atmosphere",
    "flat hierarch(?:y|ies)", "first[- ]name terms", "titles don['’]t matter", "every "
    "(?:idea|voice|opinion) counts", "colleagues (?:who|you)", "(?:brilliant|fantastic|amazing|"
    "great|wonderful|superb|smart|talented|bright|lovely|friendly|awesome|fabulous) (?:\\w+ )?"
    "(?:team|crew|people|colleagues|minds|bunch|company|brand)", "exciting", "thrilling",
    "fascinating", "meaningful", "purpose", "sustainab\\w+", "diversity", "diverse", "inclusive",
    "(?:our|the) people", "above all", "people (?:rarely|never|hardly ever) leave", "stay with us "
    "for", "short decision paths", "down[- ]to[- ]earth", "fun", "laugh\\w*", "second home",
    "backed by", "well[- ]funded", "fast[- ]growing", "growing fast", "profitable",
    # What a chance it is.
    "once[- ]in[- ]a[- ](?:\\w+)", "of a (?:lifetime|career)", "opportunit(?:y|ies)", "chances? "
    "to", "rocket ?ships?", "rocket", "the ride", "ride", "journey", "adventure", "write history",
    "make history", "blank cheque", "from day one", "(?:come|jump|climb|welcome) (?:on )?aboard",
    "on board", "climb", "leave (?:your|a) mark", "your mark", "legacy", "dream (?:job|role)",
    "best (?:\\w+ )?(?:job|role|post|seat)", "springboard", "career", "dent", "next chapter",
    "room to (?:grow|shape|manoeuvre)", "freedom", "playground", "play a part", "front row", "real "
    "say", "sky['’]?s? is the limit", "stepping stone", "challenge(?:s)? (?:you|awaits?)",
    "awaits?",
    "fancy", "imagine", "are you", "do you", "tired of", "bored (?:of|with)", "what['’]?s? (?:is )?"
    "missing is you", "that['’]s us", "this could be you", "could be you", "sounds? (?:good|like)",
    "we['’]d love", "we (?:would )?love", "looking forward", "don['’]t hesitate", "join",
    "come and",
    "meet us", "call me", "write to us", "your (?:ideas|career|work|future|home|team|chance|turn|"
    "skills|experience|talent|family)", "you['’](?:ll|ve|d|re)", "you (?:will|have|are|love|know|"
    "bring|want|can|like|enjoy|think|speak)", "before it (?:leaves|takes)", "on the map",
    # What a person is like.
    "gravitas", "presence", "stamina", "charisma(?:tic)?", "humou?r", "(?:their|his|her|your) "
    "sleeves", "ambiguity", "empath\\w+", "thick skin", "thick-skinned", "open ear", "good "
    "listener",
    "communicat(?:or|ion skills?|es? (?:well|clearly))", "personality", "person(?:able|alities)",
    "humble", "humility", "curious", "curiosity", "resilien(?:t|ce)", "structured", "hands-on",
    "thinks? (?:big|strategically|ahead|outside|in)", "entrepreneurial", "people person",
    "natural (?:leader|authority)", "born leader", "energetic", "energy", "positive", "integrity",
    "courage(?:ous)?", "appetite", "drive", "driven", "pragmati(?:c|sm)", "team (?:player|spirit)",
    "inspir\\w+", "motivat\\w+", "feel(?:ing)? for (?:people|business|numbers)", "strategic\\w*",
    "creative", "creativity", "at ease", "comfortable", "(?:\\w+ )?years['’]? (?:of|in|as) \\w+",
    "(?:\\w+ )?years behind", "background (?:preferred|in)", "exposure", "preferred", "ideally",
    "mba", "degree", "graduate", "diploma", "fluent\\w*", "business-level", "proficient",
    "languages?",
    "speaks? the language", "speak the language", "instinct", "patience", "patient (?:with|and)",
    "tact(?:ful)?", "diplomatic", "assertive\\w*", "self-confiden\\w+", "confiden(?:t|ce)",
    "optimis\\w+", "passion\\w*", "enthusias\\w+", "loyal", "reliab(?:le|ility)", "honest\\w*",
    "trustworthy", "organi[sz]ed", "analytical", "decisive\\w*", "proactive", "flexib(?:le|ility)",
    "agile mindset", "mindset", "mentality", "emotional(?:ly)? intelligen\\w+", "credib\\w+",
    "visionary", "role model", "mature", "seasoned", "experienced", "senior", "proven", "track "
    "record", "travel", "driving licen[cs]e", "security clearance", "references", "isn['’]t (?:too "
    "proud|afraid)", "not afraid", "unafraid", "stress[- ]resistan\\w+", "nerves of steel", "cool "
    "head", "calm", "sparring partner", "bridge[- ]builder", "storytelling", "leader(?:ship)? "
    "(?:skills|style|personality|qualities)", "authentic\\w*", "warmth", "wit", "sharp", "smart",
    "tough on", "no ego", "ego", "(?:deep|broad|solid|good|sound|excellent) (?:knowledge|"
    "understanding|command|grasp)", "know-how", "likes? (?:to|people|working)", "enjoys?", "loves?",
)  # fmt: skip
_TROUBLE = pattern(
    "(?<!never )lose[sn]?", "losing", "(?<!never )lost", "loss(?:es)?", "fail\\w*", "late",
    "later than", "delay\\w*", "deadlines? "
    "(?:of|is|on|in|was|were|passed|missed)", "miss(?:es|ed)", "outages?", "crash\\w*", "errors?",
    "wrong\\w*", "broken?", "breaks?", "break down", "complain\\w*", "breach\\w*", "fines?",
    "fined",
    "regulator\\w*", "court", "sued", "audit(?:s|ors?)? (?:found|gave|finding|of)", "cannot",
    "can['’]t", "could(?: not|n['’]t)", "nobody", "no one", "none of", "waits?", "waited",
    "waiting",
    "(?:leave|leaves|left|leaving|quit) (?:us|over|because|since|last|in|for)", "cost(?:s|ing)? us",
    "costs (?:rose|have|doubled)", "doubled", "stop(?:s|ped)", "stuck", "slow\\w*", "takes "
    "(?:\\w+ )?"
    "(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|weeks|months|days|hours)",
    "manual\\w*", "by hand", "overdue", "behind", "end of (?:life|support)", "support "
    "(?:ends|ended|"
    "runs out|expires)", "expir\\w+", "retires?", "retiring", "cancel\\w*", "debts?",
    "fall(?:s|ing)?"
    " over", "fell", "drop(?:s|ped)?", "incidents?", "unpatched", "hacked", "stolen", "leaked",
    "duplicates?", "twice", "no longer", "still (?:runs?|use|do|on|by)", "has to be", "have to be",
    "must be", "until \\w+ 20\\d\\d", "by (?:\\d+ )?(?:january|february|march|april|may|june|july|"
    "august|september|october|november|december|spring|summer|autumn|the end of)", "only one "
    "person",
    "per (?:month|year|week|day)", "a (?:month|year|week|quarter|day(?! off))",
    "(?:from|to) \\d[\\d.,]*",
    "problems? (?:is|are|with|has)", "the problem", "what['’]s missing is (?!you)", "risk of",
    "churn\\w*", "refus\\w+", "turned (?:us )?down", "threat\\w*", "insolven\\w*", "obsolete",
    "outdated", "unreliable", "unusable", "scrap", "rework", "backlog", "downtime", "overtime",
    "per ?cent of", "% of", "between \\d+ and", "instead of", "against \\w+ at",
)  # fmt: skip
"""Something that goes wrong, waits, costs or is due; numbers of perks are none of it."""
FEWEST_LURES = 2
"""Different lures from which a text without any trouble counts as an advert (editorial)."""


def lures(text: str) -> bool:
    """Whether a text holds several lures and nothing that goes wrong.

    >>> lures("Hybrid working, a staff discount and a day off on your birthday.")
    True
    >>> lures("The discount is worked out wrong for one customer in nine.")
    False
    """
    if _TROUBLE.search(text):
        return False
    return len({" ".join(found[0].lower().split()) for found in _LURES.finditer(text)}) >= (
        FEWEST_LURES
    )
