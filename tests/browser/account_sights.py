"""Which pages and states do people with accounts see: aspirants, coaches, HR leads, operators?

Beside them those who come by a link: colleagues, candidates, approvers. The demo's people are
signed in, so that the pages are full.
"""

from playwright.sync_api import Page

from tests.browser.seeding import Seeded
from tests.browser.sights import SIGHTS, Found, People, Sight, at, open_everything, press


def submit_emptied(page: Page) -> None:
    """Send the last form of the page with nothing written into it."""
    page.evaluate(
        """() => {
          const form = [...document.querySelectorAll("main form[method=post]")].at(-1);
          for (const e of form.querySelectorAll("input:not([type=hidden]), textarea"))
            if (["checkbox", "radio"].includes(e.type)) e.checked = false; else e.value = "";
          form.noValidate = true;
        }"""
    )
    with page.expect_navigation():
        page.locator("main form[method=post]").last.locator("button").first.click()


def hand_in_half(page: Page) -> None:
    page.locator("main textarea").first.fill("")
    press("Hand in, for good")(page)


def send_what_was_open(page: Page) -> None:
    """Send a form that had been open before the second step was asked for."""
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const form = document.querySelector("form[method=post]").cloneNode(true);
              form.action = "/hire";
              const name = document.createElement("input");
              name.name = "name";
              name.value = "Harbour Rail and its two workshops";
              form.append(name);
              document.body.append(form);
              form.submit();
            }"""
        )


def decided_on(people: People, _: Seeded) -> str:
    return _DECISION.format(candidate=people.house.decided_on)


SIGN_IN = (
    Sight(name="register-sent", who="newcomer", path=at("/register/sent")),
    Sight(
        name="register-errors",
        who="nobody",
        path=at("/register"),
        prepare=press("Begin the account"),
    ),
    Sight(name="verify", who="nobody", path=at("/verify/{verify}")),
    Sight(name="verify-errors", who="nobody", path=at("/verify/{verify}"), prepare=submit_emptied),
    Sight(name="verify-over", who="nobody", path=at("/verify/" + "x" * 43), status=404),
    Sight(
        name="forgotten-errors", who="nobody", path=at("/forgotten"), prepare=press("Send the link")
    ),
    Sight(name="reset", who="nobody", path=at("/reset/{reset}")),
    Sight(name="reset-errors", who="nobody", path=at("/reset/{reset}"), prepare=submit_emptied),
    Sight(name="code", who="half_in", path=at("/sign-in/code")),
    Sight(name="code-errors", who="half_in", path=at("/sign-in/code"), prepare=press("Sign in")),
    Sight(name="signed-out", who="nobody", path=at("/signed-out")),
)
ACCOUNT = (
    Sight(name="account", who="mara", path=at("/account")),
    Sight(name="account-operator", who="operator", path=at("/account")),
    Sight(name="prove", who="mara", path=at("/account/prove")),
    Sight(name="password", who="mara", path=at("/account/password")),
    Sight(name="password-errors", who="mara", path=at("/account/password"), prepare=submit_emptied),
    Sight(name="address", who="mara", path=at("/account/address")),
    Sight(name="address-errors", who="mara", path=at("/account/address"), prepare=submit_emptied),
    Sight(name="address-confirm", who="ruth", path=at("/account/address/{new_address}")),
    Sight(name="sessions", who="mara", path=at("/account/sessions")),
    Sight(name="second-step", who="mara", path=at("/account/second-step")),
    Sight(name="second-step-new", who="mara", path=at("/account/second-step/new")),
    Sight(
        name="second-step-errors",
        who="mara",
        path=at("/account/second-step/new"),
        prepare=submit_emptied,
    ),
    Sight(name="second-step-on", who="operator", path=at("/account/second-step")),
    Sight(
        name="recovery-codes",
        who="operator",
        path=at("/account/second-step"),
        prepare=press("Make new recovery codes"),
    ),
    Sight(name="bring-in", who="brought", path=at("/account/bring-in")),
    Sight(name="mine-account", who="mara", path=at("/mine")),
    Sight(name="mine-delete-account", who="mara", path=at("/mine/delete")),
    Sight(name="mine-delete-lead", who="carmen", path=at("/mine/delete")),
    Sight(name="mine-under-way", who="niels", path=at("/mine")),
    Sight(name="resume-other", who="mara", path=at("/resume/{resume}")),
    Sight(name="organisations", who="carmen", path=at("/organisations")),
    Sight(name="organisations-none", who="mara", path=at("/organisations")),
    Sight(
        name="organisations-errors",
        who="mara",
        path=at("/organisations"),
        prepare=press("Found the organisation"),
    ),
    Sight(name="organisation", who="carmen", path=at("/organisations/{organisation}")),
    Sight(name="organisation-asks", who="operator", path=at("/organisations/{asking}")),
    Sight(name="second-step-owed", who="owing", path=at("/organisations/{asking}")),
    Sight(name="second-step-asked", who="owing", path=at("/hire"), prepare=send_what_was_open),
    Sight(name="organisation-member", who="ines", path=at("/organisations/{organisation}")),
    Sight(
        name="organisation-errors",
        who="carmen",
        path=at("/organisations/{organisation}"),
        prepare=press("Invite"),
    ),
    Sight(name="join", who="niels", path=at("/organisations/join/{join}")),
    Sight(name="join-other", who="mara", path=at("/organisations/join/{join}"), status=404),
    Sight(name="branding", who="carmen", path=at("/organisations/{organisation}/branding")),
)
SHARE = (
    Sight(name="share", who="mara", path=at("/share")),
    Sight(name="share-none", who="priya", path=at("/share")),
    Sight(name="share-result", who="mara", path=at("/share/result/{attempt}")),
    Sight(name="share-coach", who="mara", path=at("/share/result/{attempt}/coach")),
    Sight(
        name="share-coach-errors",
        who="mara",
        path=at("/share/result/{attempt}/coach"),
        prepare=press("Make the invitation"),
    ),
    *(
        Sight(
            name=f"edition-{kind}",
            who="mara",
            path=at(f"/share/result/{{attempt}}/edition?kind={kind}"),
        )
        for kind in ("coach", "sponsor", "public")
    ),
    Sight(name="grant", who="mara", path=at("/share/grants/{grant}")),
    Sight(name="grant-ended", who="mara", path=at("/share/grants/{grant_ended}")),
    Sight(name="grant-waiting", who="hana", path=at("/share/grants/{grant_waiting}")),
    Sight(name="grant-end", who="mara", path=at("/share/grants/{grant}/end")),
    Sight(name="link", who="mara", path=at("/share/links/{link}")),
    Sight(name="link-end", who="mara", path=at("/share/links/{link}/end")),
    Sight(name="ledger", who="mara", path=at("/share/ledger")),
    Sight(name="invitation", who="ruth", path=at("/share/invitation/{invitation}")),
    Sight(name="invitation-nobody", who="nobody", path=at("/share/invitation/{invitation}")),
    Sight(name="shared", who="nobody", path=at("/shared/{shared}")),
    Sight(name="held", who="ruth", path=at("/share/held/{grant}")),
)
COLLEAGUES = (
    Sight(name="colleagues-account", who="mara", path=at("/colleagues")),
    Sight(name="round-closed", who="mara", path=at("/colleagues/{round_closed}")),
    Sight(name="round-open", who="tomas", path=at("/colleagues/{round_open}")),
    Sight(name="asked", who="nobody", path=at("/asked/{asked}")),
    Sight(name="rating", who="rater", path=at("/rating")),
    Sight(name="rating-area", who="rater", path=at("/rating/areas/finance")),
    Sight(
        name="rating-area-errors",
        who="rater",
        path=at("/rating/areas/team"),
        prepare=press("Save and go on"),
    ),
    Sight(name="rating-words", who="rater", path=at("/rating/words")),
    Sight(name="rating-back", who="nobody", path=at("/rating/back/{back}")),
    Sight(
        name="rating-submitted",
        who="nobody",
        path=at("/rating/back/{back}"),
        prepare=press("Go on"),
    ),
    Sight(name="result-others", who="mara", path=at("/results/{attempt}"), prepare=open_everything),
    Sight(name="change", who="mara", path=at("/results/{attempt}/change")),
)
COACH = (
    Sight(name="clients", who="ruth", path=at("/clients")),
    Sight(name="clients-none", who="mara", path=at("/clients")),
    Sight(name="clients-found", who="ruth", path=at("/clients?q=ma")),
    Sight(name="clients-not-found", who="ruth", path=at("/clients?q=zzz")),
    Sight(name="clients-ended", who="ruth", path=at("/clients/ended")),
    Sight(name="together", who="ruth", path=at("/clients/together")),
    Sight(name="together-few", who="mara", path=at("/clients/together")),
    Sight(name="client", who="ruth", path=at("/clients/{grant}")),
    Sight(
        name="client-result",
        who="ruth",
        path=at("/clients/{grant}/results/{latest}"),
        prepare=open_everything,
    ),
    Sight(
        name="client-change",
        who="ruth",
        path=at("/clients/{grant}/results/{latest}/change/{first}"),
    ),
    Sight(name="rate", who="ruth", path=at("/clients/{grant}/results/{latest}/rate/finance")),
    Sight(
        name="rate-errors",
        who="ruth",
        path=at("/clients/{grant}/results/{latest}/rate/team"),
        prepare=press("Give this rating"),
    ),
    Sight(name="client-plan", who="ruth", path=at("/clients/{grant}/plan/{plan_of_hers}")),
    Sight(name="notes", who="ruth", path=at("/clients/{grant}/notes")),
    Sight(
        name="notes-errors",
        who="ruth",
        path=at("/clients/{grant}/notes"),
        prepare=press("Keep the note"),
    ),
    Sight(name="note", who="ruth", path=at("/clients/{grant}/notes/{note}")),
    Sight(name="agreed", who="ruth", path=at("/clients/{grant}/agreed")),
    Sight(
        name="agreed-errors",
        who="ruth",
        path=at("/clients/{grant}/agreed"),
        prepare=press("Put it to %(name)s", name="Mara L."),
    ),
    Sight(name="prepare", who="ruth", path=at("/clients/{grant}/prepare")),
    Sight(name="archives", who="ruth", path=at("/archives")),
    Sight(
        name="archives-errors", who="ruth", path=at("/archives"), prepare=press("Make the archive")
    ),
    Sight(name="archive", who="ruth", path=at("/archives/{archive}")),
    Sight(name="coaching-full", who="mara", path=at("/coaching")),
    Sight(name="plan-account", who="mara", path=at("/plan/{plan}")),
    Sight(name="plan-facts", who="mara", path=at("/plan/{plan}/facts")),
    Sight(name="plan-revision", who="mara", path=at("/plan/{plan}/revisions/1")),
    Sight(name="plan-brief", who="priya", path=at("/plan/brief")),
)
_BRIEF = "/hire/{organisation}/briefs/{brief}"
_DRAFT = "/hire/{organisation}/briefs/{draft}"
HIRE = (
    Sight(name="hire", who="carmen", path=at("/hire")),
    Sight(name="hire-none", who="mara", path=at("/hire")),
    Sight(
        name="hire-errors",
        who="mara",
        path=at("/hire"),
        prepare=press("Set it up and begin a brief"),
    ),
    Sight(name="brief-new", who="carmen", path=at("/hire/{organisation}/briefs/new")),
    Sight(name="brief-import", who="carmen", path=at("/hire/{organisation}/briefs/import")),
    Sight(
        name="brief-import-errors",
        who="carmen",
        path=at("/hire/{organisation}/briefs/import"),
        prepare=press("Read it"),
    ),
    Sight(name="brief", who="carmen", path=at(_BRIEF)),
    Sight(name="brief-faults", who="carmen", path=at(_DRAFT), prepare=open_everything),
    *(
        Sight(name=f"brief-{part}", who="carmen", path=at(f"{_BRIEF}/{part}"))
        for part in (
            "challenge",
            "type",
            "context",
            "ownership",
            "duties",
            "mandate",
            "mission",
            "outcomes",
            "levels",
            "expectations",
            "retention",
            "title",
        )
    ),
    Sight(name="brief-outcomes-faults", who="carmen", path=at(f"{_DRAFT}/outcomes")),
    Sight(name="brief-versions", who="carmen", path=at(f"{_BRIEF}/versions")),
    Sight(name="brief-version", who="carmen", path=at(f"{_BRIEF}/versions/3")),
    Sight(name="brief-delete", who="carmen", path=at(f"{_BRIEF}/delete")),
    Sight(name="approvers", who="carmen", path=at(f"{_BRIEF}/approvers")),
    Sight(name="approvers-open", who="carmen", path=at(f"{_DRAFT}/approvers")),
    Sight(
        name="approvers-errors",
        who="carmen",
        path=at(f"{_DRAFT}/approvers"),
        prepare=press("Make a link"),
    ),
    Sight(name="panel-none", who="carmen", path=at(f"{_BRIEF}/panel")),
    Sight(name="panel", who="carmen", path=at("/hire/{organisation}/briefs/{panelled}/panel")),
    Sight(name="panel-closed", who="carmen", path=at("/hire/{organisation}/briefs/{closed}/panel")),
    Sight(name="questions", who="nobody", path=at("/brief-questions/{question}")),
    Sight(
        name="questions-errors",
        who="nobody",
        path=at("/brief-questions/{question}"),
        prepare=press("Save my answers"),
    ),
    Sight(name="marks", who="nobody", path=at("/brief-panel/{marks}")),
    Sight(
        name="marks-errors", who="nobody", path=at("/brief-panel/{marks}"), prepare=submit_emptied
    ),
)
_SEARCH = "/interviews/{search}"
_HEARD = "/interviews/candidates/{candidate_heard}"
_DECISION = "/interviews/candidates/{candidate}/decision"
INTERVIEWS = (
    Sight(name="interviews", who="carmen", path=at("/interviews")),
    Sight(name="interviews-none", who="mara", path=at("/interviews")),
    Sight(name="interviews-panel", who="ravi", path=at("/interviews")),
    Sight(name="search", who="carmen", path=at(_SEARCH)),
    Sight(name="search-panel", who="oskar", path=at(_SEARCH)),
    Sight(name="kit", who="carmen", path=at(f"{_SEARCH}/kit"), prepare=open_everything),
    Sight(name="search-areas", who="carmen", path=at(f"{_SEARCH}/areas")),
    Sight(name="search-panel-members", who="carmen", path=at(f"{_SEARCH}/panel")),
    Sight(name="search-leave", who="carmen", path=at(f"{_SEARCH}/panel/{{member}}")),
    Sight(name="weights", who="carmen", path=at(f"{_SEARCH}/weights")),
    Sight(name="hold", who="carmen", path=at(f"{_SEARCH}/hold")),
    Sight(name="candidates", who="carmen", path=at(f"{_SEARCH}/candidates")),
    Sight(
        name="candidates-errors",
        who="carmen",
        path=at(f"{_SEARCH}/candidates"),
        prepare=press("Invite"),
    ),
    Sight(name="comparison", who="carmen", path=at(f"{_SEARCH}/comparison")),
    Sight(name="comparison-panel", who="ravi", path=at(f"{_SEARCH}/comparison")),
    Sight(name="candidate-heard", who="carmen", path=at(_HEARD)),
    Sight(
        name="candidate-planned",
        who="carmen",
        path=at("/interviews/candidates/{candidate_planned}"),
    ),
    Sight(
        name="candidate-invited",
        who="carmen",
        path=at("/interviews/candidates/{candidate_invited}"),
    ),
    Sight(name="card", who="ravi", path=at("/interviews/candidates/{candidate_half}/card")),
    Sight(name="card-half", who="oskar", path=at("/interviews/candidates/{candidate_half}/card")),
    Sight(
        name="card-errors",
        who="ravi",
        path=at("/interviews/candidates/{candidate_half}/card"),
        prepare=hand_in_half,
    ),
    Sight(name="card-in", who="ines", path=at("/interviews/candidates/{candidate_half}/card")),
    Sight(name="ratings", who="carmen", path=at(f"{_HEARD}/ratings")),
    Sight(
        name="ratings-closed",
        who="ravi",
        path=at("/interviews/candidates/{candidate_half}/ratings"),
    ),
    Sight(name="decision-waits", who="carmen", path=at(f"{_HEARD}/decision")),
    Sight(name="decision", who="carmen", path=Found(_DECISION, decided_on)),
    Sight(
        name="decision-errors",
        who="carmen",
        path=Found(_DECISION, decided_on),
        prepare=submit_emptied,
    ),
    Sight(name="agendas", who="carmen", path=at(f"{_HEARD}/agendas")),
    Sight(name="candidate-log", who="carmen", path=at(f"{_HEARD}/log")),
    Sight(name="candidate-delete", who="carmen", path=at(f"{_HEARD}/delete")),
    Sight(name="impact", who="carmen", path=at("/interviews/impact/{organisation}")),
)
CANDIDATE = (
    Sight(name="applicant-arrives", who="nobody", path=at("/candidate/{candidate_link}")),
    Sight(name="applicant-invited", who="invited", path=at("/candidate")),
    Sight(name="applicant-notice", who="invited", path=at("/candidate/notice")),
    Sight(name="applicant", who="candidate", path=at("/candidate")),
    Sight(name="applicant-share", who="candidate", path=at("/candidate/share")),
    Sight(name="applicant-groups", who="decided", path=at("/candidate/groups")),
    Sight(name="applicant-withdraw", who="candidate", path=at("/candidate/withdraw")),
    Sight(name="applicant-delete", who="candidate", path=at("/candidate/delete")),
    Sight(name="applicant-gone", who="nobody", path=at("/candidate/gone")),
)
OPERATE = (
    Sight(name="operate-accounts", who="operator", path=at("/operate/accounts")),
    Sight(name="operate-accounts-none", who="operator", path=at("/operate/accounts?begins=zzz")),
    Sight(name="operate-statistics", who="operator", path=at("/operate/statistics")),
)

ACCOUNT_SIGHTS: tuple[Sight, ...] = (
    *SIGN_IN, *ACCOUNT, *SHARE, *COLLEAGUES, *COACH, *HIRE, *INTERVIEWS, *CANDIDATE, *OPERATE
)  # fmt: skip
EVERY_SIGHT: tuple[Sight, ...] = (*SIGHTS, *ACCOUNT_SIGHTS)

_A_FILE, _MACHINES, _LEADS_ON = "a file", "read by machines", "leads on to another page"
NO_SIGHT = {
    "/archives/<id:archive>/reports.zip": _A_FILE,
    "/clients/<id:grant>/prepare.pdf": _A_FILE,
    "/clients/<id:grant>/results/<id:attempt>/report.pdf": _A_FILE,
    "/hire/<id:organisation>/briefs/<id:brief>/brief.<any(pdf, docx, json, md):kind>": _A_FILE,
    "/interviews/<id:search>/kit.<any(pdf, docx):kind>": _A_FILE,
    "/interviews/<id:search>/sheets.<any(pdf, docx):kind>": _A_FILE,
    "/operate/difficulties.md": _A_FILE,
    "/organisations/<id:organisation>/branding/sample.pdf": _A_FILE,
    "/organisations/<id:organisation>/accent.css": _A_FILE,
    "/organisations/<id:organisation>/logo.png": _A_FILE,
    "/plan/<id:plan>/plan.<any(pdf, md, ics, csv):kind>": _A_FILE,
    "/plan/<id:plan>/readout.pdf": _A_FILE,
    "/results/<id:attempt>/radar.svg": _A_FILE,
    "/results/<id:attempt>/report.pdf": _A_FILE,
    "/shared/<id:token>/report.pdf": _A_FILE,
    "/results/<id:attempt>/result.json": _MACHINES,
    "/operate/statistics.json": _MACHINES,
    "/schemas/brief-1.json": _MACHINES,
    "/healthz": _MACHINES,
    "/readyz": _MACHINES,
    "/take/<id:attempt>": _LEADS_ON,
    "/take/<id:attempt>/enough": "offered once, by what was answered",
}
"""Rules of the URL map that are looked at by nobody, each with its reason."""
