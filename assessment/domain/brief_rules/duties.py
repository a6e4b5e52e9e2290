"""Do ownership and duties describe one job, that of a CTO?"""

import re
from collections.abc import Mapping

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place, texts_of
from assessment.domain.brief_rules.reader import reader_of
from assessment.domain.brief_rules.words import is_placeholder, pattern, words
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _
from assessment.domain.ownership import (
    AI,
    ARCHITECTURE,
    DATA,
    ENGINEERING,
    EXECUTIVE,
    GOVERNANCE,
    INNOVATION,
    PRODUCT,
    SECURITY,
    STRATEGY,
    VENDORS,
    ResponsibilityId,
    responsibility_title,
)
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.roles import (
    POINTS,
    DutyId,
    duty_title,
    is_small,
    role_shares,
    role_title,
)

MOST_OWNED = 7
"""Of eleven responsibilities, outright, in a company that is not small (editorial)."""
MOST_OWNED_SMALL = 10
CONTRADICTION = 10
"""Points on a duty from which it cannot be nobody's business (editorial)."""
AI_POINTS = 10
"""Points on AI strategy from which AI is part of the job (editorial)."""

DUTY_OF: Mapping[DutyId, tuple[ResponsibilityId, ...]] = {
    DutyId("future-direction"): (STRATEGY, INNOVATION),
    DutyId("product-architecture"): (ARCHITECTURE, PRODUCT),
    DutyId("ai-strategy"): (AI,),
    DutyId("explaining-to-board"): (EXECUTIVE,),
    DutyId("product-facing"): (PRODUCT, EXECUTIVE),
    DutyId("risk-framework"): (GOVERNANCE,),
    DutyId("internal-systems"): (DATA,),
    DutyId("it-operations"): (DATA, SECURITY),
    DutyId("enterprise-software"): (VENDORS, DATA),
    DutyId("estate-compliance"): (GOVERNANCE, SECURITY),
    DutyId("delivery-predictability"): (ENGINEERING,),
    DutyId("engineering-structure"): (ENGINEERING,),
    DutyId("engineering-process"): (ENGINEERING,),
    DutyId("managing-managers"): (ENGINEERING,),
    DutyId("sprint-delivery"): (ENGINEERING,),
    DutyId("coaching-engineers"): (ENGINEERING,),
    DutyId("group-standards"): (ENGINEERING, ARCHITECTURE),
    DutyId("writing-code"): (ENGINEERING, ARCHITECTURE, PRODUCT),
}
"""Which responsibilities a duty belongs to; it contradicts the map only where none is held."""

_OWNS_ALL = pattern(
    r"(?:owns?|owning|own(?:s|ed)? by|in charge of|responsible for|accountable for|answers? for|"
    r"runs?|leads?|"
    r"covers?|controls?|looks? after|heads?|takes? care of|decides?(?: on)?|"
    r"has the final say (?:on|in))\s+"
    r"(?:(?!(?:without|no|not|nothing|instead|before|from)\b)\w+\s+){0,3}?"
    r"(?:everything|anything|all things|all of (?:it|tech|technology|engineering|"
    r"the technology)|"
    r"all (?:aspects|areas|matters|topics|questions|decisions|technology|technical|tech|it)\b|"
    r"every (?:technical|technology|"
    r"aspect|area|decision))",
    r"end[- ]to[- ]end (?:responsibility|ownership|accountability) (?:for|of) (?:all|everything|"
    r"technology|tech|the entire|the whole)",
    r"(?:full|total|complete|sole|entire) (?:responsibility|ownership|accountability|charge|"
    r"control) (?:for|of|over) "
    r"(?:all|everything|anything|technology|tech|the entire|the whole|product,? (?:data|"
    r"engineering|it)|every)",
)
_DENIED = re.compile(
    r"(?:\b(?:not(?! only)|no longer|nobody|no one|never|without|instead of|cannot|rather than)|"
    r"n['’]t)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before the owning: somebody is told not to own it all."""
_AI_WORDS = pattern(
    "AI", "A\\.I\\.", "artificial intelligence", "machine learning", "language models?", "LLMs?",
    "generative", "gen-?AI", "chat ?bots?", "copilots?", "GPT", "AI agents?", "autonomous agents?",
    "agentic", "neural", "deep learning", "self-learning", "voice ?bots?", "gradient[- ]boost\\w*",
    "computer vision", "image recognition", "(?:algorithms?|models?) (?:was|were|is|are) "
    "(?:\\w+ )?trained", "trained on", "re-?train(?:ed|ing)? (?:it|the model)",
    "software that (?:pre-)?reads", "pre-reads?", "predictive models?", "foundation models?",
)  # fmt: skip
_INDEFINITE = pattern(
    "someone", "somebody", "various", "several", "others?", "all", "everyone", "everybody",
    "anyone",
    "whoever", "whichever", "the rest", "rest of", "different", "relevant", "any", "many", "both",
    "some",
    "depending", "depends", "as needed", "to be \\w+", "tbd", "tbc", "each other", "jointly",
    "most",
)  # fmt: skip
_COLLECTIVE = frozenset(
    """team teams management leadership company business organisation organization stakeholders
    departments department executives executive colleagues peers functions units unit people the
    our whole entire us them group staff leaders managers c-level c-suite board-level seniors
    senior shared together partners organisationwide side line internal external business-side
    technical tech it cross-functional of and in with from across wider top middle""".split()
)
"""Words that name a crowd; a partner made of nothing else is nobody in particular."""
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+|, (?:[A-Z]\.|[A-ZÀ-Þ])")


def names_nobody(partner: str) -> bool:
    """Whether a partner's name stands for nobody in particular.

    >>> names_nobody("tbd"), names_nobody("the team"), names_nobody("CISO, R. Adeyemi")
    (True, True, False)
    """
    bare = partner.strip().strip(".,;: ")
    if is_placeholder(bare):
        return True
    if _NAMED.search(bare):
        return False
    return _INDEFINITE.search(bare) is not None or set(words(bare)) <= _COLLECTIVE


def find_owns_everything(brief: Brief, around: Surroundings) -> Faults:
    """Nearly all of the eleven responsibilities lie on one person."""
    del around
    owned = sum(o.how == "own" for o in brief.ownership.values())
    small = is_small(brief.people) or (brief.people is None and brief.stage == StageId("founding"))
    if owned > (MOST_OWNED_SMALL if small else MOST_OWNED):
        yield Fault(
            place=place("ownership"),
            reason=_("%(n)d of the eleven areas are to be owned outright by one person.")
            % {"n": owned},
            fix=_(
                "Keep what the challenge needs; share or hand over the rest, with a name beside "
                "each."
            ),
        )
        return
    for where, text in texts_of(brief):
        if any(not _DENIED.search(text[: m.start()]) for m in _OWNS_ALL.finditer(text)):
            yield Fault(
                place=where,
                reason=_(
                    "Whoever owns everything decides nothing: this text leaves no limits to the "
                    "role."
                ),
                fix=_("Name the few things this person owns, and who owns the rest."),
            )
            return


def find_shared_with_nobody(brief: Brief, around: Surroundings) -> Faults:
    """A responsibility is shared, and nobody is named to share it with."""
    del around
    for responsibility, ownership in brief.ownership.items():
        if ownership.how == "share" and names_nobody(ownership.partner):
            yield Fault(
                place=place("ownership", responsibility, "partner"),
                reason=_("“%(what)s” is shared, but no name says with whom.")
                % {"what": responsibility_title(responsibility)},
                fix=_("Name the other owner, and which of the two decides when they differ."),
            )


def find_another_role(brief: Brief, around: Surroundings) -> Faults:
    """The points describe a CIO, a VP Engineering or a Head of Engineering."""
    del around
    shares = role_shares(brief.points)
    if shares is None or is_small(brief.people):
        return
    first = shares.ranked[0]
    percent = shares.percents[first]
    if shares.named is not None and shares.named != "cto":
        yield Fault(
            place=place("duties"),
            reason=_("%(percent)d %% of these duties are a %(role)s’s.")
            % {"percent": percent, "role": role_title(first)},
            fix=_(
                "Hire a %(role)s, or move those duties to one and say which challenge is left "
                "for a CTO."
            )
            % {"role": role_title(first)},
        )


def find_mixed_roles(brief: Brief, around: Surroundings) -> Faults:
    """No role stands out, and the CTO does not come first."""
    del around
    shares = role_shares(brief.points)
    if shares is None or is_small(brief.people) or shares.named is not None:
        return
    if shares.ranked[0] != "cto":
        first, second = shares.ranked[:2]
        yield Fault(
            place=place("duties"),
            reason=_("The duties are a mixture: %(first)s %(percent)d %%, %(second)s %(other)d %%.")
            % {
                "first": role_title(first),
                "percent": shares.percents[first],
                "second": role_title(second),
                "other": shares.percents[second],
            },
            fix=_(
                "Say which challenge comes first, and give the duties it does not need to "
                "somebody else."
            ),
        )


def find_points_sum(brief: Brief, around: Surroundings) -> Faults:
    """The points do not add up."""
    del around
    spent = brief.points_spent
    if not spent:
        yield Fault(
            place=place("duties"),
            reason=_("No points are spent, so the brief does not say where the time goes."),
            fix=_("Spend a hundred points over the duties, as the first year really will be."),
            missing=True,
        )
    elif spent != POINTS:
        yield Fault(
            place=place("duties"),
            reason=_("The points add up to %(spent)d, not to 100.") % {"spent": spent},
            fix=_("Take some away where they matter least.") if spent > POINTS
            else _("Spend the rest where the time will go."),
        )  # fmt: skip


def find_points_against_ownership(brief: Brief, around: Surroundings) -> Faults:
    """Points go to duties whose responsibility is somebody else's."""
    del around
    for duty, spent in brief.points.items():
        held = [brief.ownership.get(r) for r in DUTY_OF[duty]]
        if spent >= CONTRADICTION and held and all(o is not None and o.how == "not" for o in held):
            yield Fault(
                place=place("duties", duty),
                reason=_(
                    "%(points)d points go to “%(duty)s”, which the map gives to somebody else."
                )
                % {"points": spent, "duty": duty_title(duty)},
                fix=_("Move the points, or change the row of the ownership map."),
            )


def find_ai_without_owner(brief: Brief, around: Surroundings) -> Faults:
    """AI is asked for while nobody answers for its data or its guardrails."""
    del around
    if not brief.ownership or not _wants_ai(brief):
        return
    for responsibility, reason in (
        (DATA, _("AI is part of this job, but nobody is named for the data it needs.")),
        (GOVERNANCE, _("AI is part of this job, but nobody is named for its guardrails.")),
    ):
        held = brief.ownership.get(responsibility)
        if held is None or (held.how in ("advise", "not") and names_nobody(held.partner)):
            yield Fault(
                place=place("ownership", responsibility),
                reason=reason,
                fix=_("Give it to this role, or name who owns it."),
            )


def names_ai(text: str) -> bool:
    """Whether a text calls artificial intelligence by one of its names.

    >>> names_ai("A chatbot answers half the mail."), names_ai("The mail takes six days.")
    (True, False)
    """
    return _AI_WORDS.search(text) is not None


def _wants_ai(brief: Brief) -> bool:
    held = brief.ownership.get(AI)
    return (
        (held is not None and held.how in ("own", "share"))
        or ProfileId("ai-focused") in (brief.cto_type, brief.second_type)
        or brief.points.get(DutyId("ai-strategy"), 0) >= AI_POINTS
        or any(names_ai(text) for _where, text in texts_of(brief))
        or reader_of("ai").finds(brief.challenge)
    )
