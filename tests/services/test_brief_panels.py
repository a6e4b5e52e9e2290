"""Five or more mark apart, twice; the medians become a brief's levels only when its owner says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.areas import AreaId
from assessment.domain.brief_levels import critical_areas
from assessment.domain.briefs import Brief, BriefId, NeededLevel
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BriefChanged, BriefInvalid, NotFound
from assessment.domain.profiles import ProfileId
from assessment.services.accounts import create_account
from assessment.services.brief_voices import open_question
from assessment.services.briefs import (
    StoredBrief,
    list_versions,
    load_brief,
    save_part,
    start_brief,
)
from assessment.services.organisations import create_organisation
from assessment.services.panel_marks import Invited, keep_marks, open_invitation
from assessment.services.panel_rounds import (
    close_round,
    dissolve_panel,
    invite_member,
    open_second_round,
    renew_link,
    withdraw_member,
)
from assessment.services.panel_targets import Panel, see_panel, take_targets
from assessment.services.voices import LINK_LASTS
from assessment.store.engine import Database
from assessment.store.records import BriefVoiceRecord
from tests.builders import NOON, make_catalog

CATALOG: Catalog = make_catalog()
STRATEGY = AreaId("strategy")
BRIEF = Brief(challenge="Move billing off the mainframe.", cto_type=ProfileId("scale-up"))


@dataclass(frozen=True)
class Owner:
    """Dana, whose brief it is, and Eve, who has no business with it."""

    database: Database
    dana: AccountId
    eve: AccountId
    organisation: OrganisationId
    brief: BriefId

    def invite(self, name: str) -> str:
        return self.database.write(
            lambda s: invite_member(s, self.dana, self.organisation, self.brief, name, now=NOON)
        )

    def mark(
        self, token: str, day: int, year: int | None = None, *, round: int = 1, at: datetime = NOON
    ) -> None:
        marks = {f"day-{area}": str(day) for area in CATALOG.areas}
        marks |= {f"year-{area}": str(year or day) for area in CATALOG.areas}
        self.database.write(lambda s: keep_marks(s, token, marks, CATALOG, round=round, now=at))

    def panel_of(self, days: Sequence[int]) -> list[str]:
        tokens = [self.invite(f"Member {n}") for n in range(len(days))]
        for token, day in zip(tokens, days, strict=True):
            self.mark(token, day)
        return tokens

    def close(self) -> None:
        self.database.write(
            lambda s: close_round(s, self.dana, self.organisation, self.brief, now=NOON)
        )

    def second(self, *, at: datetime = NOON) -> None:
        self.database.write(
            lambda s: open_second_round(s, self.dana, self.organisation, self.brief, now=at)
        )

    def take(self, *, revision: int = 1) -> StoredBrief:
        return self.database.write(
            lambda s: take_targets(
                s, self.dana, self.organisation, self.brief, CATALOG, revision=revision, now=NOON
            )
        )

    def levels(self, levels: dict[AreaId, NeededLevel], *, revision: int) -> None:
        self.database.write(
            lambda s: save_part(
                s, self.dana, self.organisation, self.brief, "levels", Brief(levels=levels),
                revision=revision, now=NOON,
            )
        )  # fmt: skip

    def see(self) -> Panel:
        with self.database.reading() as session:
            return see_panel(session, self.dana, self.organisation, self.brief, CATALOG)

    def load(self) -> StoredBrief:
        with self.database.reading() as session:
            return load_brief(session, self.dana, self.organisation, self.brief)

    def open(self, token: str, *, at: datetime = NOON) -> Invited:
        with self.database.reading() as session:
            return open_invitation(session, token, CATALOG, now=at)


@pytest.fixture
def owner(database: Database) -> Owner:
    with database.writing() as session:
        dana, eve = (
            create_account(session, email=f"{name}@example.org", verified=True, now=NOON).id
            for name in ("dana", "eve")
        )
        organisation = create_organisation(session, dana, "Acme", now=NOON).id
        brief = start_brief(session, dana, organisation, BRIEF, now=NOON)
    return Owner(database, dana, eve, organisation, brief)


def test_the_median_of_round_two_is_the_level_and_nothing_changes_before_it_is_taken_over(
    owner: Owner,
) -> None:
    tokens = owner.panel_of([2, 2, 3, 5, 5])
    assert not owner.see().targets, "nothing shows while the round is open"
    owner.close()
    first = owner.see()
    assert first.closed
    assert first.targets[0].day.level == 3
    assert not first.targets[0].agreed
    owner.second()
    assert owner.open(tokens[0]).medians[0].day.level == 3
    for token, day in zip(tokens, (3, 3, 4, 4, 4), strict=True):
        owner.mark(token, day, 5, round=2)
    assert owner.see().targets[0].day.level == 3, "round two does not show while it is open"
    owner.close()
    over = owner.see()
    assert over.over
    assert not over.taken
    assert over.targets[0].agreed
    assert over.targets[0].day.level == 4
    assert over.targets[0].year.level == 5
    assert not owner.load().brief.levels
    critical = critical_areas(BRIEF, CATALOG.profiles, CATALOG.adjustments)
    saved = owner.take()
    assert saved.revision == 2
    assert set(saved.brief.levels) == set(CATALOG.areas)
    needed = saved.brief.levels[STRATEGY]
    assert needed.level == 4
    assert needed.reason.startswith("Set by 5 people who know the role")
    assert "0.55" in needed.reason
    assert "5 after a year" in needed.reason
    assert critical_areas(saved.brief, CATALOG.profiles, CATALOG.adjustments) == critical
    assert owner.see().taken
    with owner.database.reading() as session:
        latest = list_versions(session, owner.dana, owner.organisation, owner.brief)[0]
    assert latest.parts == ("levels",)


def test_a_panel_that_did_not_agree_says_so_in_the_reason(owner: Owner) -> None:
    tokens = owner.panel_of([1, 2, 3, 4, 5])
    owner.close()
    owner.second()
    for token, day in zip(tokens, (1, 2, 3, 4, 5), strict=True):
        owner.mark(token, day, round=2)
    owner.close()
    reason = owner.take().brief.levels[STRATEGY].reason
    assert reason.endswith("Your panel did not agree.")


def test_four_close_no_first_round_and_set_no_level_in_the_second(owner: Owner) -> None:
    tokens = owner.panel_of([3, 3, 4, 4])
    with pytest.raises(BriefInvalid, match="Fewer than 5"):
        owner.close()
    late, idle = owner.invite("Late"), owner.invite("Idle")
    owner.mark(late, 4)
    owner.close()
    names = {one.name for one in owner.see().members}
    assert "Late" in names
    assert "Idle" not in names, "who did not mark leaves"
    with pytest.raises(NotFound):
        owner.open(idle)
    owner.second()
    for token in tokens:
        owner.mark(token, 4, round=2)
    owner.close()
    seen = owner.see()
    assert seen.over
    assert seen.marked == 4
    assert seen.targets == ()
    with pytest.raises(BriefInvalid, match="Fewer than 5"):
        owner.take()


def test_rounds_follow_each_other_and_a_closed_one_takes_nothing(owner: Owner) -> None:
    with pytest.raises(BriefInvalid, match="No round is open"):
        owner.close()
    tokens = owner.panel_of([3, 3, 3, 4, 4])
    with pytest.raises(BriefInvalid, match="Round two follows"):
        owner.second()
    owner.close()
    for refused in (lambda: owner.mark(tokens[0], 5), owner.close, lambda: owner.invite("X")):
        with pytest.raises(BriefInvalid):
            refused()
    with pytest.raises(BriefInvalid, match="when round two is closed"):
        owner.take()
    owner.second()
    with pytest.raises(BriefInvalid, match="next round began"):
        owner.mark(tokens[0], 5, round=1)
    with pytest.raises(BriefInvalid):
        owner.second()
    assert owner.see().targets[0].day.level == 3


def test_marks_are_whole_anchors_of_every_area_and_no_less_after_a_year(owner: Owner) -> None:
    token = owner.invite("Joris")
    for day, year in ((0, 1), (6, 6), (4, 3)):
        with pytest.raises(BriefInvalid):
            owner.mark(token, day, year)
    with pytest.raises(BriefInvalid, match="both columns"):
        owner.database.write(
            lambda s: keep_marks(s, token, {"day-strategy": "3.5"}, CATALOG, round=1, now=NOON)
        )
    assert owner.see().marked == 0
    owner.mark(token, 3, 4)
    owner.mark(token, 2, 4)
    assert owner.see().marked == 1, "marking anew replaces"


def test_a_link_ends_after_three_weeks_works_again_in_round_two_and_can_be_renewed(
    owner: Owner,
) -> None:
    tokens = owner.panel_of([3, 3, 3, 4, 4])
    late = NOON + LINK_LASTS
    with pytest.raises(NotFound):
        owner.open(tokens[0], at=late)
    owner.close()
    owner.second(at=late)
    assert owner.open(tokens[0], at=late + timedelta(days=1)).round == 2
    first = next(one for one in owner.see().members if one.name == "Member 0")
    fresh = owner.database.write(
        lambda s: renew_link(
            s, owner.dana, owner.organisation, owner.brief, first.id, now=late
        )
    )  # fmt: skip
    assert fresh is not None
    assert owner.open(fresh, at=late).name == first.name
    with pytest.raises(NotFound):
        owner.open(tokens[0], at=late)
    with owner.database.reading() as session, pytest.raises(NotFound):
        open_question(session, fresh, now=late)  # no approver's link
    with owner.database.reading() as session:
        kept = set(session.scalars(select(BriefVoiceRecord.token_hash)))
    assert not kept & {*tokens, fresh}, "only hashes are kept"


def test_more_than_four_critical_areas_are_not_taken_over_and_a_later_change_is_not_lost(
    owner: Owner,
) -> None:
    tokens = owner.panel_of([3, 3, 3, 4, 4])
    owner.close()
    owner.second()
    for token in tokens:
        owner.mark(token, 4, round=2)
    owner.close()
    five = {
        area: NeededLevel(level=3, critical=True, reason="r") for area in list(CATALOG.areas)[:5]
    }
    owner.levels(five, revision=1)
    with pytest.raises(BriefChanged):
        owner.database.write(
            lambda s: save_part(
                s, owner.dana, owner.organisation, owner.brief, "levels", Brief(),
                revision=1, now=NOON,
            )
        )  # fmt: skip
    with pytest.raises(BriefInvalid, match="Which challenge must this CTO lead"):
        owner.take(revision=2)
    owner.levels({}, revision=2)
    owner.levels({STRATEGY: NeededLevel(level=5, critical=True, reason="Own.")}, revision=3)
    with pytest.raises(BriefChanged):
        owner.take(revision=2)
    assert owner.load().brief.levels[STRATEGY].reason == "Own."
    assert owner.take(revision=4).brief.levels[STRATEGY].critical


def test_another_account_finds_no_panel_and_a_dissolved_one_leaves_nothing(owner: Owner) -> None:
    tokens = owner.panel_of([3, 3, 3, 4, 4])
    waiting = owner.invite("Waiting")
    member = next(one.id for one in owner.see().members if one.name == "Waiting")

    def acts(who: AccountId) -> list[object]:
        own = (who, owner.organisation, owner.brief)
        return [
            lambda s: see_panel(s, *own, CATALOG),
            lambda s: invite_member(s, *own, "Eve", now=NOON),
            lambda s: close_round(s, *own, now=NOON),
            lambda s: open_second_round(s, *own, now=NOON),
            lambda s: take_targets(s, *own, CATALOG, revision=1, now=NOON),
            lambda s: withdraw_member(s, *own, member),
            lambda s: renew_link(s, *own, member, now=NOON),
            lambda s: dissolve_panel(s, *own),
        ]

    for act in acts(owner.eve):
        with pytest.raises(NotFound):
            owner.database.write(act)  # type: ignore[arg-type]
    marked = next(one.id for one in owner.see().members if one.name == "Member 0")
    for one in (member, marked):
        with owner.database.writing() as session:
            withdraw_member(session, owner.dana, owner.organisation, owner.brief, one)
    with pytest.raises(NotFound):
        owner.open(waiting)
    assert owner.open(tokens[0]).marked_at == NOON, "who has marked is not taken back"
    owner.database.write(lambda s: dissolve_panel(s, owner.dana, owner.organisation, owner.brief))
    with owner.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(BriefVoiceRecord)) == 0
    assert owner.see().round == 0
