"""What do the sample people share, and what does their coach do with it?"""

from collections.abc import Sequence
from datetime import timedelta

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId
from assessment.domain.coaching import AgreedState, check_agreed, check_note
from assessment.domain.editions import Edition
from assessment.domain.outside import AnchoredRating
from assessment.domain.samples import SAMPLE_DOMAIN
from assessment.domain.sharing import GrantId, Part, Terms
from assessment.services.agreed import answer_action, propose_action
from assessment.services.caseload import change_client, note_meeting
from assessment.services.coach_notes import add_note
from assessment.services.demo.aspirants import Made
from assessment.services.demo.cast import COACH
from assessment.services.demo.stage import Stage
from assessment.services.grants import offer_grant, revoke_grant
from assessment.services.invitations import accept_invitation
from assessment.services.outside import add_coach_rating
from assessment.services.share_links import LinkWishes, make_link
from assessment.services.tokens import new_id

EVERYTHING: frozenset[Part] = frozenset({"result", "answers", "plan", "exercises", "colleagues"})
RESULTS: frozenset[Part] = frozenset({"result", "plan"})


def make_coaching(stage: Stage, made: Made) -> None:
    """A coach, six clients who share, one who waits for an answer, and work with the first."""
    stage.tell(f"{COACH.name}: {COACH.shows}")
    stage.join(COACH, stage.ago(170))
    _share_with_somebody_else(stage)
    grant = _share(stage, "mara", EVERYTHING, days=160)
    for number, key in enumerate(("tomas", "aisha", "jonas", "priya", "luca")):
        _share(stage, key, RESULTS, days=20 - 3 * number)
    _offer(stage, "hana", RESULTS, days=2)
    _work_together(stage, grant, made.results["mara"])


def _offer(stage: Stage, key: str, parts: frozenset[Part], *, days: float) -> tuple[GrantId, str]:
    at = stage.ago(days)
    terms = Terms(
        attempt=None,
        scope="all",
        parts=parts,
        purpose="Coaching towards a CTO role",
        until=(stage.now + timedelta(days=80)).date(),
    )
    offered = stage.database.write(
        lambda s: offer_grant(s, stage.person(key), COACH.email, terms, save_id=new_id(), now=at)
    )
    return offered.grant, offered.token or ""


def _share(stage: Stage, key: str, parts: frozenset[Part], *, days: float) -> GrantId:
    _, token = _offer(stage, key, parts, days=days)
    ruth = stage.accounts[COACH.key]
    return stage.database.write(
        lambda s: accept_invitation(s, ruth, token, now=stage.ago(days, hours=20))
    )


def _share_with_somebody_else(stage: Stage) -> None:
    """An invitation that was taken back before anybody had accepted it."""
    mara, at = stage.person("mara"), stage.ago(162)
    terms = Terms(
        attempt=None,
        scope="all",
        parts=frozenset({"result"}),
        purpose="A second opinion",
        until=(at + timedelta(days=90)).date(),
    )
    address = f"other-coach@{SAMPLE_DOMAIN}"
    offered = stage.database.write(
        lambda s: offer_grant(s, mara, address, terms, save_id=new_id(), now=at)
    )
    later = stage.ago(161)
    stage.database.write(lambda s: revoke_grant(s, mara, offered.grant, now=later))


def _work_together(stage: Stage, grant: GrantId, result: AttemptId) -> None:
    # In the order of their days, as the ledger lists them.
    _rate(stage, result)
    _note(
        stage,
        grant,
        45,
        "Finance is better than she says. Ask for the last board paper she wrote, and read it"
        " together before talking about it.",
        shared=False,
    )
    _agree(
        stage,
        grant,
        36,
        "Let the controller explain the cash cycle, and draw it yourself",
        "The drawing hangs in the office and the controller has no correction",
        3.0,
        ("taken", "done"),
    )
    _note(
        stage,
        grant,
        22,
        "We looked at who decides about hires. Mara will let the leads choose from a list of two,"
        " and we see in four weeks what became of it.",
        shared=True,
    )
    _link_for_a_sponsor(stage, result)
    _agree(
        stage,
        grant,
        14,
        "Hand the next two hires to the leads",
        "Both offers were signed without your name on them",
        2.0,
        ("taken",),
    )
    _agree(
        stage,
        grant,
        1,
        "Give the board the outage in five sentences",
        "A board member repeats the cause correctly",
        1.5,
        (),
    )
    next_on = (stage.now + timedelta(days=5)).date()
    ruth = stage.accounts[COACH.key].id
    stage.database.write(
        lambda s: change_client(s, ruth, grant, name="Mara L.", next_on=next_on, now=stage.now)
    )


def _rate(stage: Stage, result: AttemptId) -> None:
    ruth, mara, at = stage.accounts[COACH.key], stage.person("mara"), stage.ago(45)
    seen = {
        AreaId("finance"): AnchoredRating(
            value=3.0,
            evidence="Her investment case of March: three options, the cost of stopping in each.",
        ),
        AreaId("communication"): AnchoredRating(
            value=3.5, evidence="Sat in while she told the works council about the outage."
        ),
    }
    stage.database.write(
        lambda s: add_coach_rating(
            s, stage.shelf, mara, result, seen, author=ruth.id, name=ruth.called, now=at
        )
    )
    stage.database.write(lambda s: note_meeting(s, ruth.id, mara, now=at))


def _note(stage: Stage, grant: GrantId, days: float, text: str, *, shared: bool) -> None:
    at, ruth = stage.ago(days), stage.accounts[COACH.key].id
    draft = check_note(text, "with-client" if shared else "only-me", at.date(), now=at)
    stage.database.write(lambda s: add_note(s, ruth, grant, draft, save_id=new_id(), now=at))


def _agree(
    stage: Stage,
    grant: GrantId,
    days: float,
    what: str,
    done_when: str,
    hours: float,
    answers: Sequence[AgreedState],
) -> None:
    at, ruth = stage.ago(days), stage.accounts[COACH.key]
    due = (at + timedelta(days=21)).date()
    draft = check_agreed(what, done_when, due, hours, now=at)
    action = stage.database.write(
        lambda s: propose_action(s, ruth.id, ruth.called, grant, draft, save_id=new_id(), now=at)
    )
    for number, answer in enumerate(answers, start=1):
        with stage.database.writing() as session:
            answer_action(
                session,
                stage.shelf,
                stage.person("mara"),
                action,
                answer,
                now=at + timedelta(days=5 * number),
            )


def _link_for_a_sponsor(stage: Stage, result: AttemptId) -> None:
    wishes = LinkWishes(
        attempt=result,
        edition=Edition(kind="sponsor", pieces=("name", "numbers", "gaps"), areas=None),
        label="Elin, before the budget round",
        purpose="What I want to work on this spring",
        name="Mara Lindqvist",
        with_pdf=True,
        until=(stage.now + timedelta(days=30)).date(),
    )
    stage.database.write(
        lambda s: make_link(s, stage.person("mara"), wishes, save_id=new_id(), now=stage.ago(18))
    )
