"""Who are the sample people, and what is each of them good at?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessment.domain.areas import AreaId
from assessment.domain.samples import SAMPLE_DOMAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One sample person, and what they are there to show."""

    key: str
    name: str
    shows: str
    operator: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@{SAMPLE_DOMAIN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """How well somebody judges: 0 guesses, 5 sees what the authors see. Of the demo alone."""

    usual: float
    areas: Mapping[AreaId, float] = field(default_factory=dict)

    def of(self, area: AreaId | None) -> float:
        return self.usual if area is None else self.areas.get(area, self.usual)


ASPIRANTS = (
    Role(
        key="mara",
        name="Mara Lindqvist",
        shows="two sittings four months apart, a plan under way, colleagues’ answers, a coach",
    ),
    Role(key="tomas", name="Tomas Ferreira", shows="strong throughout; asks colleagues just now"),
    Role(key="aisha", name="Aisha Bello", shows="strong in technology, weak in finance"),
    Role(key="jonas", name="Jonas Weber", shows="at the beginning"),
    Role(key="priya", name="Priya Raman", shows="an even result, a plan just made"),
    Role(key="luca", name="Luca Moretti", shows="a result of last week"),
    Role(key="hana", name="Hana Sato", shows="a quick form, and a coach who has not accepted yet"),
    Role(key="niels", name="Niels Dahl", shows="in the middle of the full form"),
)
COACH = Role(key="ruth", name="Ruth Okafor", shows="a coach with six clients")
HIRING_LEAD = Role(
    key="carmen", name="Carmen Vidal", shows="an HR lead: a brief, a search, a panel"
)
INTERVIEWERS = (
    Role(key="ines", name="Ines Albrecht", shows="an interviewer whose cards are in"),
    Role(key="oskar", name="Oskar Nyman", shows="an interviewer with a card half filled in"),
    Role(key="ravi", name="Ravi Menon", shows="an interviewer with a card to begin"),
)
OPERATOR = Role(
    key="sam",
    name="Sam Petrov",
    shows="an operator, who is asked for a second step first",
    operator=True,
)
LAST = ASPIRANTS[-1]
"""Is made last: once there, everybody is."""
EVERYBODY = (*ASPIRANTS, COACH, HIRING_LEAD, *INTERVIEWERS, OPERATOR)

SKILLS: Mapping[str, Skill] = {
    "mara-first": Skill(
        usual=2.4,
        areas={AreaId("finance"): -0.8, AreaId("team"): 0.4, AreaId("ai-technology"): 4.6},
    ),
    "mara": Skill(
        usual=3.4,
        areas={AreaId("finance"): 1.6, AreaId("team"): -0.6, AreaId("ai-technology"): 5.0},
    ),
    "tomas": Skill(usual=5.0, areas={AreaId("governance"): 3.0}),
    "aisha": Skill(
        usual=2.8,
        areas={
            AreaId("ai-technology"): 5.0,
            AreaId("governance"): 4.4,
            AreaId("finance"): -1.0,
            AreaId("stakeholders"): 0.2,
        },
    ),
    "jonas": Skill(usual=1.3, areas={AreaId("team"): 2.6}),
    "priya": Skill(usual=3.0),
    "luca": Skill(usual=3.8, areas={AreaId("communication"): 0.0, AreaId("maturity"): 0.6}),
    "hana": Skill(usual=3.2),
    "niels": Skill(usual=2.6),
}
