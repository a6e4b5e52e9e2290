"""Which type of CTO does a challenge call for, and which of its words say so?

Nothing is learnt or weighed in secret: a type is suggested where more of the challenge's words are
its own than any other type's. Its words are those of its own description and a short list of cues.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.brief_rules.words import definite_words, is_generic, stem, words
from assessment.domain.profiles import ProfileId, TargetProfile

CUE_COUNTS = 2
"""A cue counts twice a word of the description (editorial)."""
FEWEST_POINTS = 2
"""Below this nothing is suggested."""
SHORTEST = 4
"""Letters of the stem of a description's word that counts: “run” and “two” stand everywhere."""

_CUES: Mapping[ProfileId, str] = {
    ProfileId("startup"): """prototype founder founders seed mvp pilot launch scratch
        runway""",
    ProfileId("scale-up"): """grown grew doubled growth teams leads hiring capacity bottleneck
        customers renewals churn support onboarding scale""",
    ProfileId("enterprise"): """group estate merger mergers supervisor supplier suppliers tender
        council divisions policy regulator compliance subsidiaries unions""",
    ProfileId("product-led"): """users subscribers subscriptions retention feature features
        rival conversion app product pricing experience engagement""",
    ProfileId("platform"): """region regions outage outages uptime latency payments load capacity
        recovery cloud hosting reliability incidents deployments developers infrastructure""",
    ProfileId("transformation"): """mainframe cobol legacy migration migrate retire retires erp
        modernise replace moving paper""",
    ProfileId("fractional"): "interim loan adviser advise temporary part-time fraction",
    ProfileId("ai-focused"): """model models language ai llm generative machine learning
        automated agents agent prompts copilot trial hallucinated invented""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedType:
    """A type and the words of the challenge that speak for it."""

    profile: ProfileId
    title: str
    because: tuple[str, ...]


def suggest_type(
    challenge: str, profiles: Mapping[ProfileId, TargetProfile]
) -> SuggestedType | None:
    """The type most of the challenge's words belong to; None on a tie or with too few words.

    >>> suggest_type("", {}) is None
    True
    """
    said = {stem(word): word for word in reversed(words(challenge))}
    scored = []
    for profile in sorted(profiles.values(), key=lambda p: p.order):
        if profile.kind != "type":
            continue
        cues = {stem(word) for word in _CUES.get(profile.id, "").split()}
        own = {
            found
            for word in definite_words(f"{profile.summary} {profile.about.source}")
            if len(found := stem(word)) >= SHORTEST
        } - cues
        points = CUE_COUNTS * len(cues & said.keys()) + len(own & said.keys())
        because = tuple(w for s, w in reversed(said.items()) if s in cues | own)
        scored.append((points, profile, because))
    best = max((points for points, *_rest in scored), default=0)
    first = [entry for entry in scored if entry[0] == best]
    if best < FEWEST_POINTS or len(first) != 1:
        return None
    _points, profile, because = first[0]
    if len(because) == 1 and is_generic(because[0]):
        return None  # "leader" alone stands in every brief; "mainframe" does not
    return SuggestedType(profile=profile.id, title=profile.title, because=because[:5])
