"""Which words does a text use, as stems, and which of them say anything definite?"""

import re

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’&-](?=[^\W_]))*")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty|hundred|thousand|million|billion|half|third|quarter of|zero|dozen)\b",
    re.IGNORECASE,
)

_SMALL = frozenset(
    """a about above across after again all also although always among an and another any anybody
    anyone are around as at be became because become been before being below best better between
    both but by can cannot could current currently did do does doing done down during each either
    else end enough etc even ever every everybody everyone first for from further get gets give
    given go goes going good got great had has have having he help helps her here hers him his how
    however i if in into is it its itself just keep know known last least less let like made mainly
    make makes making many may me means might more most much must my need needed needs neither new
    next no nobody nor not now of off often on once one only onto or other others our ours out over
    own part per perhaps quite rather really right same say see set shall she should since so some
    somebody someone something soon still such sure take takes than that the their theirs them then
    there these they thing things this those though through thus to together too toward towards
    truly under until up upon us use used using usually various very via want wants was way ways we
    well were what whatever when where whether which while who whole whom whose why will with within
    without would year years yet you your yours able""".split()
)
"""Words that carry no meaning by themselves."""

_GENERIC = frozenset(
    """accelerat accountab achiev adapt address advanc agenda agil align ambiti appl architect
    aspect asset attract aware backbone bar beat benefit best-in-class big bold boost brand bring
    brillian build busi capab capacit captur catal catalys catalyz challeng champion chang chief
    clear collabor combin commerc commit communic compan compet competit complex comprehens
    connect consist continu contribut cost-effect creat critic cross-functional cto cultur custom
    customer-centric cutting cutting-edge data data-driven decision deep defin deliv deliver
    deliveri demonstrat depart deploy design determin develop differenti digit digital-first
    direct disrupt driv dynam eager ecosystem edge effect effici elevat embed embrac emerg emploi
    employe empower enabl encourag energet engag engin enhanc ensur enterpris enthusias
    entrepreneur environ establish evangeli evolut evolv excel except excit execut exist expand
    expect experienc expert extraordin facilitat fast fast-paced fit flawless focu forefront
    foster foundat framework fresh full function futur future-proof future-ready game-changing
    general generation genuin global goal grow growth guid hand hands-on high high-performing
    high-quality holist hunger ideal ideat impact impactful implement important improv increas
    incredib industr influenc infrastructur initiat innov insight inspir integrat intellig
    invest journei key knowledg landscap larg lead leader leadership leading-edge leap learn
    level leverag liv long-term machin maintain manag market master matur maxim maximis maximiz
    meaning meet mentalit mindset mission mod modern modernis modernis moderniz motivat
    multipl navigat needl next-gen next-generation next-level north-star number object
    open operat opportunit optim optimis optimiz organis organiz orient outcom outstand overse
    overal overarch ownership pace paradigm partner passion path peopl perform person pioneer
    platform play player plan position potent power practic premier priorit proactiv process
    produc product profession progress promot proper prov provid push qualit quick rais rapid
    re-imagin reach readi reimagin reinvent relevan remarkab requir resili resourc respons
    responsib result reveal revolution revolutionis revolutioniz road roadmap robust role rol
    rock-solid scal scalab scale-up seamless secur self-starter senior serv servic shap share
    shift significant simpl skill smart software solut solv solution sophisticat space speed
    spearhead spirit stack stakehold stand standard start start-up startup state-of-the-art
    steer step stor strategi strategic strateg strength strengthen strong structur success suit
    superb suppl support sustain synerg system tackl talent team tech techn technic technolog
    theme thought time today tomorrow top top-notch track traction transform transformat transit
    trend trust ultim uncover understand unicorn uniqu unleash unlock up-to-date user user-centric
    valu value-add variet versatil vis vision visionar visionari vital wave win winn work
    workplac world world-class ai artificial machine-learning cloud cloud-native devops
    microservices blockchain candidat hire hir recruit seek search find look join person
    individual head officer executive mind heart soul forward ahead top-tier area side front
    tool topic matter thinking thinker doer hero guru ninja rockstar""".split()
)
"""Stems of the words that fit every company and therefore describe none."""

_ENDINGS = (
    "izations", "isations", "ization", "isation", "fulness", "nesses", "ations", "ational",
    "ically", "ingly", "ation", "ments", "ment", "ities", "ings", "ness", "ance", "ence", "able",
    "ible", "ally", "ives", "ions", "ical", "ized", "ised", "izing", "ising", "izes", "ises",
    "ity", "ing", "ion", "ive", "ers", "ors", "ies", "ous", "ful", "ant", "ent", "est", "ate",
    "ed", "er", "or", "es", "ly", "al", "ic", "y", "e", "s",
)  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text in lower case, numbers left out.

    >>> words("Cut p95 from 900 ms – now!")
    ['cut', 'p95', 'from', 'ms', 'now']
    """
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]


def stem(word: str) -> str:
    """A word without its ending, so that forms of one word are alike.

    >>> stem("transforming") == stem("transformation") == stem("transformed")
    True
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]  # "setting", "planned"
    return word


_GENERIC_STEMS = frozenset(_GENERIC) | frozenset(map(stem, _GENERIC))


def is_generic(word: str) -> bool:
    """Whether a word fits every company.

    >>> is_generic("innovation"), is_generic("mainframe")
    (True, False)
    """
    if "-" in word and all(is_generic(p) or p in _SMALL for p in word.split("-") if p):
        return True
    return word in _GENERIC or stem(word) in _GENERIC_STEMS or stem(stem(word)) in _GENERIC_STEMS


def content_words(text: str) -> list[str]:
    """The words that carry meaning, each once, in order."""
    return list(dict.fromkeys(w for w in words(text) if w not in _SMALL and len(w) > 1))


def definite_words(text: str) -> list[str]:
    """The words that say something about this company and no other."""
    return [word for word in content_words(text) if not is_generic(word)]


def has_number(text: str) -> bool:
    """Whether a text holds a number, in digits or words.

    >>> has_number("Twelve clinics"), has_number("Many clinics")
    (True, False)
    """
    return _NUMBER.search(text) is not None


def pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern of whole words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_PLACEHOLDERS = re.compile(
    r"(?:t\.?\s?b\.?\s?[acd]\.?|to be (?:\w+ ?){1,3}|n/?a|none|nil|no|not? (?:yet|known|sure|"
    r"clear|applicable|"
    r"decided|defined|agreed|set|one|any)\b.*|unknown|unclear|open|pending|later|see (?:above|"
    r"below|later)|"
    r"x+|\?+|-+|\.+|–+|…+|soon|asap|as (?:agreed|needed|required|discussed|appropriate)|"
    r"depends|various|whoever|somebody|someone|anybody|anyone|everybody|everyone|nobody|no one|"
    r"all|others?|the rest|we will see|we'll see|will follow|follows|ongoing|tbc|todo|to do|"
    r"fix ?me|"
    r"later on|lorem ipsum.*|insert .*|placeholder|\[.*\]|<.*>)",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a text only holds the place of one.

    >>> is_placeholder("TBD"), is_placeholder("to be agreed"), is_placeholder("The CFO")
    (True, True, False)
    """
    bare = text.strip().strip(".!;: ")
    return not bare or _PLACEHOLDERS.fullmatch(bare) is not None
