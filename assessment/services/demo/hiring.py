"""What is the sample organisation looking for, who approves it, and how far is its search?"""

from collections.abc import Mapping
from datetime import timedelta

from assessment.domain.accounts import OrganisationId
from assessment.domain.brief_questions import ten_questions
from assessment.domain.briefs import PARTS, Brief, BriefId
from assessment.domain.samples import SAMPLE_DOMAIN
from assessment.services.brief_voices import SEATS, answer_question, ask_approver, end_round
from assessment.services.briefs import load_brief, save_part, start_brief
from assessment.services.candidacies import confirm_notice, key_of, write_words
from assessment.services.candidates import add_candidate, plan_interview
from assessment.services.demo.brief import sample_brief
from assessment.services.demo.cast import COACH, HIRING_LEAD, INTERVIEWERS
from assessment.services.demo.stage import Stage
from assessment.services.interview_kits import set_contact
from assessment.services.interview_panels import join_panel
from assessment.services.organisation_invitations import accept_invitation, invite_member
from assessment.services.organisations import create_organisation
from assessment.services.scorecards import load_card, save_card
from assessment.services.searches import open_search

ORGANISATION = "Linden Pharmacies (sample)"


def make_hiring(stage: Stage) -> None:
    """An organisation with a finished brief, and a search with four candidates."""
    stage.tell(f"{HIRING_LEAD.name}: {HIRING_LEAD.shows}")
    organisation = _found(stage)
    brief = _write(stage, organisation)
    _approve(stage, organisation, brief)
    _search(stage, organisation, brief)


def _found(stage: Stage) -> OrganisationId:
    at = stage.ago(70)
    carmen = stage.join(HIRING_LEAD, at)
    organisation = stage.database.write(
        lambda s: create_organisation(s, carmen.id, ORGANISATION, now=at)
    ).id
    for role in INTERVIEWERS:
        stage.join(role, stage.ago(30))
        _employ(stage, organisation, role.key, "interviewer", days=29)
    _employ(stage, organisation, COACH.key, "coach", days=60)
    return organisation


def _employ(
    stage: Stage, organisation: OrganisationId, key: str, as_what: str, *, days: float
) -> None:
    carmen, member, at = stage.accounts[HIRING_LEAD.key], stage.accounts[key], stage.ago(days)
    _, token = stage.database.write(
        lambda s: invite_member(
            s,
            carmen.id,
            organisation,
            member.email,
            "coach" if as_what == "coach" else "interviewer",
            now=at,
        )
    )
    stage.database.write(
        lambda s: accept_invitation(s, member.id, token, now=at + timedelta(hours=3))
    )


def _write(stage: Stage, organisation: OrganisationId) -> BriefId:
    """Begun with the challenge; the other parts follow over two weeks."""
    carmen, whole = stage.accounts[HIRING_LEAD.key].id, sample_brief(stage.now.date())
    brief = stage.database.write(
        lambda s: start_brief(
            s,
            carmen,
            organisation,
            Brief(challenge=whole.challenge, why_now=whole.why_now),
            now=stage.ago(62),
        )
    )
    for number, part in enumerate(PARTS[1:]):
        at = stage.ago(61 - number)
        with stage.database.writing() as session:
            stored = load_brief(session, carmen, organisation, brief)
            save_part(
                session,
                carmen,
                organisation,
                brief,
                part,
                whole,
                revision=stored.revision,
                now=at,
            )
    return brief


def _approve(stage: Stage, organisation: OrganisationId, brief: BriefId) -> None:
    """Three people answer apart; two of them want somebody strongest in different areas."""
    carmen, catalog = stage.accounts[HIRING_LEAD.key].id, stage.shelf.current
    asked, answered = stage.ago(44), stage.ago(40)
    names = ("Judith Linden", "Marten Groot", "Aylin Demir")
    for number, (seat, name) in enumerate(zip(SEATS, names, strict=True)):
        with stage.database.writing() as session:
            token = ask_approver(session, carmen, organisation, brief, seat, name, now=asked)
            stored = load_brief(session, carmen, organisation, brief)
            said = {**_ANSWERS, **_DIFFERENT.get(number, {})}
            known = {question.id for question in ten_questions(stored.brief, catalog)}
            answer_question(
                session,
                token,
                {question: answer for question, answer in said.items() if question in known},
                stored.revision,
                catalog,
                now=answered,
            )
    stage.database.write(lambda s: end_round(s, carmen, organisation, brief, now=stage.ago(38)))


_ANSWERS: Mapping[str, str] = {
    "challenge": "Orders have to reach every pharmacy the same day, without the two people who"
    " know the old system.",
    "type": "scale-up",
    "first-outcome": "1",
    "strongest": "team",
    "weakest": "ai-technology",
    "budget": "yes",
    "leaders": "yes",
    "stop": "yes",
    "untouched": "The tills. They work.",
    "approve": "yes",
}
_DIFFERENT: Mapping[int, Mapping[str, str]] = {
    1: {"strongest": "strategy", "untouched": "The contract with the wholesaler."},
    2: {"untouched": "The on-call rota, until they have been on it."},
}


def _search(stage: Stage, organisation: OrganisationId, brief: BriefId) -> None:
    carmen = stage.accounts[HIRING_LEAD.key].id
    with stage.database.writing() as session:
        search = open_search(session, stage.shelf, carmen, organisation, brief, now=stage.ago(28))
        set_contact(session, carmen, search, f"Carmen Vidal, carmen@{SAMPLE_DOMAIN}")
        for role in INTERVIEWERS:
            who = stage.accounts[role.key].id
            join_panel(session, carmen, search, who, now=stage.ago(26))
    first = _invite(stage, search, "Leonie Hartwig", "leonie", days=20)
    _interview(stage, first, days=9)
    for number in range(len(INTERVIEWERS)):
        _card(stage, number, first, good=True, days=8)
    second = _invite(stage, search, "Samir Haddad", "samir", days=15)
    _interview(stage, second, days=3)
    _card(stage, 0, second, good=False, days=2)
    _card(stage, 1, second, good=False, days=1)
    third = _invite(stage, search, "Grace Adeyemi", "grace", days=8)
    _interview(stage, third, days=-4)
    _invite(stage, search, "Pavel Novotny", "pavel", days=2, told=False)


def _invite(
    stage: Stage, search: str, name: str, key: str, *, days: float, told: bool = True
) -> str:
    carmen, at = stage.accounts[HIRING_LEAD.key].id, stage.ago(days)
    email = f"{key}.candidate@{SAMPLE_DOMAIN}"
    candidate, token = stage.database.write(
        lambda s: add_candidate(s, carmen, search, name, email, now=at)
    )
    if told:
        later = stage.ago(days, hours=5)
        with stage.database.writing() as session:
            confirm_notice(session, key_of(token), now=later)
            if key == "leonie":
                needs = "I hear badly on the left: please sit on my right, or speak one at a time."
                write_words(session, key_of(token), needs, "", now=later)
    return candidate


def _interview(stage: Stage, candidate: str, *, days: float) -> None:
    carmen, day = stage.accounts[HIRING_LEAD.key].id, stage.ago(days).date()
    at = min(stage.now, stage.ago(days + 3))
    stage.database.write(lambda s: plan_interview(s, carmen, candidate, day, now=at))


_HEARD: Mapping[str, tuple[tuple[str, str, str], str]] = {
    "strategy": (
        (
            "Ended a product line with two thirds of the team on it; named the number behind it.",
            "Said no to the largest customer for a year, and told them the date it would end.",
            "Wrote down in March what they would not build; half of it was asked for in June.",
        ),
        "Spoke of a roadmap. Who had said no to what did not come up.",
    ),
    "communication": (
        (
            "Told the outage from the pharmacist’s side first, then the cause in two sentences.",
            "Clear as long as it was technology. The cost came only when I asked for it twice.",
            "Drew the three options for the board on one sheet; the fourth was to wait.",
        ),
        "Long, and in the words of the team. I asked three times what it had cost.",
    ),
    "team": (
        (
            "Two leads promoted, one let go; said what they would do otherwise today.",
            "Leads hire by themselves since last year; what became of the first three stayed open.",
            "Kept the on-call rota fair by being on it. Two people came back to work there again.",
        ),
        "Hires came through an agency. Nobody had been let go, “it never came to that”.",
    ),
}
"""What was heard of somebody good by each interviewer, and of somebody weaker by whoever."""
_FIRST: Mapping[str, tuple[int, int, int]] = {"communication": (4, 2, 4), "team": (4, 3, 5)}
"""The numbers of the first candidate, by interviewer; in communication they are far apart."""
_USUAL = (4, 3, 4)


def _card(stage: Stage, number: int, candidate: str, *, good: bool, days: float) -> None:
    """A note before every number; on the second candidate one leaves the last area open."""
    who, at = stage.accounts[INTERVIEWERS[number].key].id, stage.ago(days)
    submit = good or number == 0
    with stage.database.writing() as session:
        _, _, card = load_card(session, who, candidate)
        typed = {}
        for area in card.areas if submit else card.areas[:-1]:
            heard, poor = _HEARD.get(area, _HEARD["strategy"])
            given = _FIRST.get(area, _USUAL)[number] if good else 2 + (area == "team")
            typed[area] = (heard[number] if good else poor, str(given))
        save_card(session, who, candidate, typed, submit=submit, now=at)
