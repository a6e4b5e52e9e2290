"""What does a text say of this company and no other: objects of change, figures, names, days?"""

import re

from assessment.domain.brief_rules.words import content_words, is_generic, pattern, stem, words

_NUMERAL = (
    r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|hundreds?|thousands?|millions?|dozens?)"
)
_EMPTY_FIGURES = re.compile(
    r"\b24\s?[/x×]\s?7\b|\b360\b|\b100\s?%|\b[2-5]\.0\b|\b110\s?%|"
    r"\b(?:vision|strategy|agenda|horizon|roadmap) 20\d\d\b|"
    rf"\b(?:next|coming|last|past|within|in|over) (?:the )?(?:next |coming |past |last )?{_NUMERAL}"
    r"(?:\s?(?:-|–|to|or)\s?\w+)? (?:years?|months?|decades?)\b|"
    r"\b(?:top|tier|phase|level|number|no\.|industry|web) ?\d(?:\.0)?\b",
    re.IGNORECASE,
)
"""Figures that every company could write: they are no fact of this one."""
_VACANCY_FIGURES = re.compile(
    rf"\b{_NUMERAL}\s?\+? (?:of us|people|persons|heads|employees|staff|fte|ftes|colleagues|"
    r"directors|developers|engineers|devs|founders|candidates|applicants|board members|interviews|"
    r"months|weeks|years|days|hours)\b|"
    r"\b(?:grade|band|level|box|series|round|round) ?[\dA-D]+\b|\b\d+\s?(?:%|k\b)",
    re.IGNORECASE,
)
"""Head-counts, grades, waiting times and pay: the story of the vacancy."""
_FIGURE = re.compile(
    r"[€$£¥]\s?\d|\b\d[\d.,]*\s?(?:%|€|\$|£|k\b|m\b|bn\b|eur\b|usd\b|gbp\b|chf\b)|"
    rf"\b{_NUMERAL}\s+(?:[\w'’-]+\s+)?[^\W\d_]{{3,}}|"
    r"\b\d[\d.,]*\s?(?:ms|s|min|h|kg|t|km|mw|gb|tb)\b|\b\d{2,}\b",
    re.IGNORECASE,
)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_DAY = re.compile(
    rf"\b(?:{_MONTHS}|in may|by may|may 20\d\d|since may|q[1-4]|h[12] 20\d\d|20[1-3]\d|19\d\d|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter|"
    r"by (?:the )?(?:spring|summer|autumn|winter))s?\b",
    re.IGNORECASE,
)
_COMMON_NAMES = frozenset(
    """i cto ceo cfo coo cio cpo ciso vp svp evp it ict ai ml hr exco ok saas b2b b2c kpi kpis okr
    okrs agile devops scrum digital industry gdpr ux ui api apis r&d m&a d2c iot llm genai rpa
    p&l md mds board english german f d m w x cet utc eu europe european mr mrs ms dr
    chief technology officer director head vice president group engineering technical tech
    product sales operations business finance marketing management information executive
    interim manager lead leader architect mission vision series phd mba esg sre qa pm
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday christmas easter""".split()
)
_CAPITAL = re.compile(r"(?<![.!?:;…\"“'’(\n-] )(?<!^)(?<![\w\n])[A-ZÀ-Þ][\w&’'/-]*\w")
_INNER = re.compile(r"\b[A-Z]*[a-z]+[A-Z]\w+\b|\b[A-Z]+/\d+\b")


def figures(text: str, *, of_vacancy: bool = True) -> int:
    """How many figures a text holds that belong to this company.

    >>> figures("12 plants, €4m a year"), figures("24/7 in the next five years")
    (2, 0)
    """
    bare = _EMPTY_FIGURES.sub(" ", text)
    if not of_vacancy:
        bare = _VACANCY_FIGURES.sub(" ", bare)
    return len(_FIGURE.findall(bare))


def days(text: str) -> int:
    """How many days, months or years are named."""
    return len(_DAY.findall(_EMPTY_FIGURES.sub(" ", text)))


def names(text: str) -> tuple[str, ...]:
    """Names of people, places, products and authorities; not those every company has.

    >>> names("Our CTO must move Nordfisk off SAP")
    ('Nordfisk', 'SAP')
    """
    found = [*_CAPITAL.findall(text), *_INNER.findall(text)]
    return tuple(
        dict.fromkeys(
            name
            for name in found
            if not set(re.split(r"[\W_]+|(?<=')s", name.lower())) <= (_COMMON_NAMES | {"", "s"})
        )
    )


_TITLES = pattern(
    r"(?:group |global |deputy |interim |first |new )?(?:chief|head|heads|director|vp|svp|"
    r"vice president|leader|lead|manager)(?: of| for)? "
    r"(?:information and |product and |digital and |digital |software |data and )?"
    r"(?:technology|technical|tech|engineering|it|information|digital|development|product)"
    r"(?: officer| director| and \w+)?",
    r"(?:technology|technical|tech|engineering|it|digital|information)[ -](?:officer|director|"
    r"lead(?:er)?s?|head|chief|manager|boss|person|people|founder|co-?founder|executive|team|side)",
    "term sheet", "org(?:ani[sz]ation)? ?(?:chart|plan)", "job (?:description|spec|title|ad)",
    "business card", "management (?:team|board|committee)", "leadership team",
)  # fmt: skip
_OBJECTS = frozenset(
    map(
        stem,
        """system platform software application app code codebase stack architecture database data
        cloud server network infrastructure integration interface migration release deployment
        feature product service website webshop portal backlog incident outage downtime latency
        bug debt legacy mainframe erp crm warehouse factory plant customer client user patient
        supplier vendor contract licence license regulator audit compliance security breach risk
        cost spend margin revenue turnover sale price market competitor delivery project programme
        roadmap automation transformation digitalisation digitalization innovation quality
        reliability stability performance scalability productivity speed scale process workflow
        strategy tool model algorithm analytics report invoice payment order shipment claim
        merger acquisition integration carve-out deadline budget technology""".split(),
    )
)
"""Stems of what a technology leader could have to change."""
_VACANCY = frozenset(
    map(
        stem,
        """cto ceo cfo coo cio board director directors officer vp head executive exco seat chair
        role post position job vacancy vacant vacate empty fill refill hire recruit replace
        replacement successor succeed succession predecessor appoint appointment candidate
        applicant search headhunter recruiter agency title grade band level salary package equity
        option full-time part-time full part time permanent perm interim contract remote hybrid
        onsite on-site office based location relocate visa start asap immediately notice period
        leave left resign resignation retire retirement quit depart maternity parental sick
        illness investor shareholder founder co-founder cofounder owner family chart box org
        organisation organization structure headcount people employee staff colleague team peer
        report reporting member management manager leader leadership lead senior seniority junior
        grown-up adult proper real strong experienced serious heavyweight person somebody someone
        anybody man woman profile requirement description template usual standard see attached
        spec closing round funding due diligence condition demand insist ask want wish feel think
        believe say expect decide agree approve sheet term fussy flexible similar comparable like
        ideally ideal preferably preference possible quickly soon summer spring autumn winter
        christmas end month week year quarter january february march april may june july august
        september october november december again finally never first second third last next
        final new old current former previous early late please honest basically simply
        essentially sort kind thing fit culture chemistry personality gravitas credible known
        technology technical tech engineering it ict digital development developer engineer
        department function division side area company business firm group startup start-up
        scale-up scaleup corporate size stage grow growth big enough require need want look find
        seek sign join come go get take over step cover run carry report responsible charge
        own top table round place set-up setup background degree experience year track record
        choose choice pick shortlist interview process open opening urgent urgently advert
        website linkedin announce present name call card sound look good right best suit
        suitable external internal outside inside promote promotion deputy assistant act acting
        temporary option convert go-to bridge gap hole missing lack without have has had
        everybody everyone nobody else other others company-wide competitor comparable""".split(),
    )
)
_SPEAKS = pattern(
    "cto", "officer", "vp", "head", "director", "role", "position", "post", "job", "vacan\\w+",
    "candidates?", "successor", "succession", "title", "co-?founder", "some(?:one|body)",
    "technologist", "executive", "hir(?:e|es|ed|ing)", "recruit\\w*", "seek\\w*", "appoint\\w*",
    "replac\\w+", "fill(?:ed|ing)?", "seat", "chair", "org(?:ani[sz]ation)? ?(?:chart|plan)",
    "(?:have|had|has|get|got|need|want|find) (?:one|somebody|someone)", "box \\d+", "interim",
    "person", "leader", "predecessor", "headhunter", "grade \\d+", "chief", "exco",
    "resign\\w*", "retire\\w*", "maternity", "parental leave", "sick leave", "steps? down",
)  # fmt: skip


MOST_FOREIGN = 4
"""Words outside the story of a vacancy from which a text is about something else; a thing that a
technology leader could change counts as three (editorial)."""


def speaks_of_a_vacancy_alone(text: str, title: str = "") -> bool:
    """Whether a text tells who is wanted, left or insists, and names nothing that must change.

    >>> speaks_of_a_vacancy_alone("Replacement for Gareth, who leaves on 30 April.")
    True
    >>> speaks_of_a_vacancy_alone("Somebody to replace our billing system.")
    False
    """
    named = names(text)
    bare = _TITLES.sub(" ", text)
    if not (_SPEAKS.search(text) or _TITLES.search(text)):
        return False
    own = {stem(word) for word in words(title)} | {
        stem(part) for name in named for part in words(name)
    }
    carried = [w for w in content_words(bare) if stem(w) not in own]
    objects = [w for w in carried if stem(w) in _OBJECTS and stem(w) not in _VACANCY]
    foreign = [
        w for w in carried if stem(w) not in _VACANCY and w not in objects and not is_generic(w)
    ]
    if figures(text, of_vacancy=False) > 2:
        return False
    return 3 * len(objects) + len(foreign) < MOST_FOREIGN


_EVERYWHERE = frozenset(
    map(
        stem,
        """legacy cost costs control market competitor quickly slow faster sleep rival pressure
        organic organically head heads big picture calm chaos chaotic fire fires grip usual
        honest honestly project projects old pull right debt pay back pillar house order
        reliable reliability predictable predictability time budget risk secure cyber cybersecurity
        compliance regulation regulatory resilience resilient silo silos bottleneck legacy
        monolith stable stability maintainable complexity simple simplify reduce reduction
        efficient automate automation ai analytics insight insights cloud modular agile lean
        productive productivity deliver delivery reactive proactive anticipate employee employees
        staff colleague department departments unit location international internal external
        sustainable sustainability green responsible ethical profitable profitability revenue
        margin growth double market-leading partner supplier vendor stakeholder shareholder
        investor expectation expectations quo status ready fit fitness foundation footing
        architecture landscape stack code software hardware application applications app
        mobile online web channel channels omnichannel touchpoint e-commerce portal website
        backlog feature features release releases sprint roadmap bug bugs incident incidents
        outage outages support maintain manual manually spreadsheet spreadsheets excel email
        transparent transparency visibility governance steer steering alignment prioritise
        priorities priority focus clarity clear structure structured sort chaos mess messy
        together talent retain retention hire attract culture morale motivation motivated
        ownership accountable sense urgency pace speed velocity quick win wins short medium long
        term run everyday daily routine business-critical core everything everywhere enough
        lot bit step steps change changing changes constantly always finally really
        properly basically essentially generally especially mainly particularly obviously
        meanwhile moment days past present future ahead behind catch keep keeping fall falling
        stop stopped waste wasted spend spending money save saving invest return value
        hand hands expertise competence competences skill skills modern outdated ageing aging
        obsolete historic historically grown patchwork heterogeneous fragment fragmented
        integrate integrated interface interfaces connect connected share single source truth
        silos break breaking bridge gap gaps close closing open opening door doors space
        room table voice speak language translate translator understand understanding world
        life day night people-first mobile-first truly deeply passionately word buzzword
        hype trend trends wave train boat miss missed threat threatened survive survival
        relevant competitive edge crowded tough difficult hard challenge challenging
        competition disrupt disruptive disruption ecosystem best breed class leading leader
        somebody someone person""".split(),
    )
)
_IDLE = re.compile(r"n['’]t$|['’](?:s|re|ve|d|ll)$")

FEWEST_FACTS = 2
"""Figures, days and names, each once, below which a text may fit every company (editorial)."""
MANY_SPECIFIC = 9
"""Words of this trade alone from which a text is specific without a figure (editorial)."""
FEW_SPECIFIC = 4


def specific_words(text: str) -> tuple[str, ...]:
    """The words which few companies would write of themselves."""
    return tuple(
        w
        for w in content_words(text)
        if not is_generic(w)
        and stem(w) not in _EVERYWHERE
        and stem(w) not in _OBJECTS
        and not _IDLE.search(w)
    )


def fits_every_company(text: str) -> bool:
    """Whether no figure, name, day or trade tells this company from another.

    >>> fits_every_company("Modernise the stack, pay down tech debt, improve delivery.")
    True
    >>> fits_every_company("The ticket shop fails at 18,000 buyers in Leeds.")
    False
    """
    facts = figures(text) + days(text) + len(names(text))
    specific = len(specific_words(text))
    if not facts:
        return specific < MANY_SPECIFIC
    return facts < FEWEST_FACTS and specific < FEW_SPECIFIC
