"""Which preparation sheets do the tests print?"""

import datetime as dt
from dataclasses import replace

from assessment.domain.areas import AreaId
from assessment.domain.coaching import AgreedId, AgreedLine, AgreedState
from assessment.domain.preparation import (
    ActionLine,
    ChangeLine,
    DifferenceLine,
    GapLine,
    OpenLine,
    Preparation,
)
from assessment.domain.preparation_questions import MOST_QUESTIONS, QuestionLine

TODAY = dt.date(2026, 11, 21)
WORDS = "Wisdom about organisational interdependencies nevertheless matters "


def long(characters: int) -> str:
    return (WORDS * (characters // len(WORDS) + 1))[: characters - 1].strip() + "."


def make_line(
    what: str = "Write the one-page case.",
    *,
    state: AgreedState = "taken",
    due_on: dt.date = TODAY,
    number: int = 1,
) -> AgreedLine:
    return AgreedLine(
        id=AgreedId(f"{number:032x}"),
        what=what,
        done_when="The CFO has read it.",
        due_on=due_on,
        hours=3.0,
        state=state,
        author="Ben",
        agreed_on=TODAY - dt.timedelta(days=30),
        changed_at=dt.datetime(2026, 11, number, 9, tzinfo=dt.UTC),
        plan=None,
    )


def worst_sheet() -> Preparation:
    """Everything at its longest, and as many of everything as the rules let through."""
    return Preparation(
        who="M" * 200,
        target=long(200),
        form="Deep dive",
        taken_on=TODAY,
        prepared_on=TODAY,
        interpretable=True,
        summary=long(300),
        gaps=tuple(
            GapLine(
                area=AreaId(f"a{n}"),
                title=long(90),
                verdict="clear gap",
                critical=True,
                figures="level 2.5 (1.6–3.5), target 3.5",
                because=long(600),
            )
            for n in range(3)
        ),
        gaps_left=6,
        open_areas=tuple(OpenLine(title=long(90), critical=True, way=long(90)) for _ in range(9)),
        differences=tuple(DifferenceLine(title=long(90), text=long(120)) for _ in range(3)),
        since=TODAY,
        changes=tuple(ChangeLine(title=long(90), text="perhaps higher") for _ in range(9)),
        change_words="Twelve areas: no change that can be told from chance. Nine areas: not "
        "comparable.",
        questions=tuple(
            QuestionLine(area=long(90), why="seen differently", text=long(700), probe=long(300))
            for _ in range(MOST_QUESTIONS)
        ),
        actions=tuple(
            ActionLine(text=long(160), due_on=TODAY, state="proposed", late=False) for _ in range(5)
        ),
        note=long(8000),
        note_on=TODAY,
    )


def bare_sheet() -> Preparation:
    """A first sitting that says nothing, and nothing agreed."""
    return replace(
        worst_sheet(),
        who="Ada",
        gaps=(),
        gaps_left=0,
        open_areas=(),
        differences=(),
        changes=(),
        since=None,
        change_words="This is the first sitting you may see.",
        questions=worst_sheet().questions[:5],
        actions=(),
        note="",
        note_on=None,
        summary="",
    )


def ordinary_sheet() -> Preparation:
    """A sheet as a coach has it in the hand: some of everything."""
    return replace(
        worst_sheet(),
        who="Ada Lovelace",
        target="Scale-up CTO",
        form="Full form",
        summary="Two clear gaps, one likely; four areas cannot be told yet.",
        gaps=(
            GapLine(
                area=AreaId("team"),
                title="Team leadership",
                verdict="clear gap",
                critical=True,
                figures="level 2.8 (1.9–3.7), target 4",
                because="You added people where a kind of work was missing.",
            ),
            GapLine(
                area=AreaId("strategy"),
                title="Strategic thinking",
                verdict="likely gap",
                critical=True,
                figures="level 2.5 (1.7–3.4), target 3.5",
                because="You let the largest figure come last.",
            ),
        ),
        gaps_left=0,
        open_areas=(
            OpenLine(title="Executive communication", critical=True, way="Six more questions"),
            OpenLine(title="Governance & risk", critical=False, way="Your own rating"),
        ),
        differences=(
            DifferenceLine(title="Team leadership", text="Said Steering, showed Practising."),
        ),
        since=dt.date(2026, 3, 12),
        changes=(ChangeLine(title="Strategic thinking", text="perhaps higher"),),
        change_words="Eight areas: no change that can be told from chance.",
        questions=tuple(
            QuestionLine(area=area, why=why, text=text, probe=probe)
            for area, why, text, probe in (
                (
                    "Team leadership",
                    "clear gap",
                    "Who decided the last thing you would once have decided yourself?",
                    "What did you do when it went wrong?",
                ),
                (
                    "Strategic thinking",
                    "likely gap",
                    "What has stopped because of a choice of yours this year?",
                    "Who was told, and how?",
                ),
                (
                    "Executive communication",
                    "cannot tell yet",
                    "Tell me of a sentence a board member repeated back to you.",
                    "What had you left out?",
                ),
            )
        ),
        actions=(
            ActionLine(
                text="Hand the release decision to a lead, in writing.",
                due_on=dt.date(2026, 11, 2),
                state="taken",
                late=True,
            ),
        ),
        note="Tired after the migration. Ask about the two leads first.",
        note_on=dt.date(2026, 11, 2),
    )
