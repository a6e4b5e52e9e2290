"""What of a closed round of colleagues may be shown, and what of it counts beside the answers?

Written once, when the round closes, from what stood then; pages, exports and scoring read this and
never the answers. Who may be told apart is for ``domain.disclosure`` to say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from assessment.domain.agreement import Agreement, agreement, r_wg
from assessment.domain.areas import AreaId
from assessment.domain.colleagues import QUESTIONS, Question, RaterId, Role
from assessment.domain.disclosure import FEWEST_DETAILED, Block, Voice, publish
from assessment.domain.outside import GroupMean

MANAGER: Role = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterAnswers:
    """What one rater submitted. An area that is missing or None is "I cannot say"."""

    rater: RaterId
    role: Role
    ratings: Mapping[AreaId, int | None]
    words: Mapping[Question, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """One or more roles shown as one group of three or more."""

    roles: tuple[Role, ...]
    raters: int
    mean: float | None
    """None where they see it so differently that it would stand for nobody's view."""
    lowest: int | None = None
    highest: int | None = None
    agreement: Agreement | None = None
    """Spread and agreement of five or more; None of fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShown:
    """What may be shown of one area."""

    area: AreaId
    groups: tuple[GroupShown, ...]
    """Empty where too few could say."""
    manager: int | None
    """The manager's own rating: the only one with a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsShown:
    """What was written to one question, in an order that says nothing."""

    question: Question
    colleagues: tuple[str, ...]
    """Empty where fewer than five answered, or nobody wrote."""
    manager: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundShown:
    """Everything that is ever shown of a round."""

    asked: int
    answered: int
    """Submitted sets of answers, the manager's included."""
    manager_answered: bool
    areas: tuple[AreaShown, ...]
    words: tuple[WordsShown, ...]
    words_open: bool
    """Whether five or more colleagues answered, so that what they wrote may be shown."""

    @property
    def colleague_means(self) -> dict[AreaId, GroupMean]:
        """What counts as evidence: per area the mean over the groups that have one."""
        means = {}
        for area in self.areas:
            groups = [group for group in area.groups if group.mean is not None]
            raters = sum(group.raters for group in groups)
            if raters:
                total = fsum((group.mean or 0.0) * group.raters for group in groups)
                means[area.area] = GroupMean(mean=total / raters, raters=raters)
        return means

    @property
    def manager_ratings(self) -> dict[AreaId, int]:
        """The manager's ratings, by area."""
        return {area.area: area.manager for area in self.areas if area.manager is not None}


def disclose(
    submitted: Sequence[RaterAnswers],
    areas: Sequence[AreaId],
    *,
    asked: int,
    shuffle: Callable[[list[str]], None],
) -> RoundShown:
    """What may be shown of these answers, one manager at most among them.

    ``shuffle`` puts texts into an order of chance; their order of arrival would say who wrote.
    """
    colleagues = [each for each in submitted if each.role != MANAGER]
    manager = next((each for each in submitted if each.role == MANAGER), None)
    everybody = publish({"colleagues": [Voice(each.rater) for each in colleagues]})
    words_open = any(block.detailed for block in everybody)
    return RoundShown(
        asked=asked,
        answered=len(submitted),
        manager_answered=manager is not None,
        areas=tuple(
            AreaShown(
                area=area,
                groups=_groups(colleagues, area),
                manager=None if manager is None else manager.ratings.get(area),
            )
            for area in areas
        ),
        words=tuple(
            WordsShown(
                question=question,
                colleagues=_words(colleagues, question, shuffle) if words_open else (),
                manager="" if manager is None else manager.words.get(question, ""),
            )
            for question in QUESTIONS
        ),
        words_open=words_open,
    )


def _groups(colleagues: Sequence[RaterAnswers], area: AreaId) -> tuple[GroupShown, ...]:
    said: dict[str, dict[Voice, int]] = {}
    for each in colleagues:
        value = each.ratings.get(area)
        if value is not None:
            said.setdefault(each.role, {})[Voice(each.rater)] = value
    values = {voice: value for group in said.values() for voice, value in group.items()}
    return tuple(_group(block, values) for block in publish(said))


def _group(block: Block, values: Mapping[Voice, int]) -> GroupShown:
    ratings = sorted(values[voice] for voice in block.voices)
    roles: tuple[Role, ...] = block.groups  # type: ignore[assignment]  # the groups are roles
    mean = fsum(ratings) / len(ratings)
    if not block.detailed or len(ratings) < FEWEST_DETAILED:
        return GroupShown(roles=roles, raters=len(ratings), mean=mean)
    found = agreement(r_wg(ratings))
    return GroupShown(
        roles=roles,
        raters=len(ratings),
        mean=None if found == "differently" else mean,
        lowest=ratings[0],
        highest=ratings[-1],
        agreement=found,
    )


def _words(
    colleagues: Sequence[RaterAnswers],
    question: Question,
    shuffle: Callable[[list[str]], None],
) -> tuple[str, ...]:
    texts = [text for each in colleagues if (text := each.words.get(question, ""))]
    shuffle(texts)
    return tuple(texts)
