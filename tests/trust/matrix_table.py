"""Who may ask for what: every rule of the app with every method, and what a refusal looks like.

``who`` names the kinds of person who get the answer ``ok`` for things of their own home; everybody
else gets what they would get for a thing that does not exist. Where that is not so, the row says
what they get instead, and why in words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypedDict, Unpack

NOBODYS = {"area", "facet", "page", "number", "action", "part", "part_in_need", "item", "kind",
           "act", "password", "brief_file", "today", "soon", "monday"}  # fmt: skip
"""Values in addresses and forms that are nobody's: the same for everybody."""

Answers = int | Mapping[str, int]
"""One status, or one for each kind of person; ``*`` is everybody else."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One rule with one method."""

    method: str
    rule: str
    who: str
    """Kinds of person; ``*`` is everybody, the empty word nobody who only knocks."""
    ok: Answers
    to: str = ""
    """Where an answer of 303 leads: how its address begins."""
    send: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Which value stands for a name in the rule, where it is another."""
    refused: int = 404
    """What a thing that does not exist gets, from whoever could have one."""
    sign_in: bool = False
    """A page that is asked for without an account leads to the sign-in."""
    bearer: str = ""
    """Whoever holds the link is let in; the kinds of person whose words it shows."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Kinds of person who are told more than that nothing is there."""
    makers: Mapping[str, int] = field(default_factory=dict)
    """What they get where the thing is of their own home."""
    ahead: bool = False
    """What ``others`` get they get before anything is looked for."""
    anywhere: bool = False
    """The right is not bound to a home."""
    same: bool = False
    """A right answer changes nothing that is kept."""
    why: str = ""
    """The reason of ``others``, ``anywhere``, or of an answer of 4xx to somebody who may."""

    @property
    def name(self) -> str:
        more = " ".join([*self.keys.values(), *sorted(self.send)][:2])
        return f"{self.method} {self.rule}{self.query} {more}".rstrip()

    @cached_property
    def objects(self) -> tuple[str, ...]:
        """The values of the address and of what is sent that are somebody's."""
        named = [
            self.keys.get(n, n)
            for n in re.findall(r"<(?:[^<>]*:)?(\w+)>", self.rule)
            if n not in {"kind", "act"}
        ]
        given = [str(value) for value in self.send.values()]
        named += re.findall(r"\{(\w+)\}", " ".join([self.query, *given]))
        return tuple(dict.fromkeys(n for n in named if n not in NOBODYS))

    def path(self, values: Mapping[str, str]) -> str:
        def filled(found: re.Match[str]) -> str:
            name = found[1]
            return self.keys[name] if name in {"kind", "act"} else values[self.keys.get(name, name)]

        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", filled, self.rule)
        return path + self.query.format(**values)

    def fields(self, values: Mapping[str, str]) -> dict[str, object]:
        """What is sent; a text that begins with ``file:`` is sent as a file."""
        sent: dict[str, object] = {}
        for name, value in self.send.items():
            text = value.format(**values) if isinstance(value, str) else value
            if isinstance(text, str) and text.startswith("file:"):
                text = text.removeprefix("file:").encode()
            sent[name] = text
        return sent

    def lets_in(self, kinds: frozenset[str]) -> bool:
        return "*" in self.who.split() or bool(kinds & set(self.who.split()))

    def answer(self, kinds: frozenset[str]) -> int:
        """What somebody who may gets."""
        return self.ok if isinstance(self.ok, int) else told(self.ok, kinds)


def told(answers: Mapping[str, int], kinds: frozenset[str]) -> int:
    """The first answer for a kind of person."""
    return next(status for kind, status in answers.items() if kind == "*" or kind in kinds)


class More(TypedDict, total=False):
    """What a row may say besides."""

    send: Mapping[str, Any]
    query: str
    keys: Mapping[str, str]
    to: str
    refused: int
    bearer: str
    others: Mapping[str, int]
    makers: Mapping[str, int]
    ahead: bool
    anywhere: bool
    same: bool
    why: str


def get(rule: str, who: str = "*", ok: Answers = 200, **more: Unpack[More]) -> Row:
    return Row(method="GET", rule=rule, who=who, ok=ok, **more)


def post(rule: str, who: str = "*", ok: Answers = 303, **more: Unpack[More]) -> Row:
    return Row(method="POST", rule=rule, who=who, ok=ok, **more)


def page(rule: str, who: str = "account", ok: Answers = 200, **more: Unpack[More]) -> Row:
    """A page of an account."""
    return Row(method="GET", rule=rule, who=who, ok=ok, sign_in=True, **more)


ATTEMPT, TAKE = "/results/<id:attempt>", "/take/<id:attempt>"
OPEN, QUICK = {"attempt": "open"}, {"attempt": "quick"}
PLAN, LOG = "/plan/<id:plan>", "/learn/log/<id:entry>"
SHARE, GRANT = "/share/result/<id:attempt>", "/share/grants/<id:grant>"
LINK = "/share/links/<id:link>"
ROUND, CLIENT = "/colleagues/<id:round>", "/clients/<id:grant>"
ORGANISATION = "/organisations/<id:organisation>"
BRIEFS = "/hire/<id:organisation>/briefs"
BRIEF = f"{BRIEFS}/<id:brief>"
SEARCH, CANDIDATE = "/interviews/<id:search>", "/interviews/candidates/<id:candidate>"
DECIDED = {"candidate": "decided_candidate"}

FACTS = {"start": "{monday}", "hours": "6", "mode": "in-role", "situation": "realignment"}
TICKS = {"kind": "coach", "hold": ["numbers", "gaps"], "areas": []}
MARKS = {
    f"{when}-{area}": "3"
    for when in ("day", "year")
    for area in ("strategy", "finance", "ai-technology", "communication", "decisions",
                 "stakeholders", "team", "governance", "maturity")
}  # fmt: skip
ANSWERS = {"challenge": "Routes.", "type": "scale-up", "first-outcome": "1", "strongest": "team",
           "weakest": "finance", "budget": "yes", "leaders": "yes", "stop": "yes",
           "untouched": "The name.", "approve": "yes", "revision": "1"}  # fmt: skip
CARD = {"go": "save", "note-strategy": "Heard it.", "value-strategy": "3"}
WORKERS = "writer interviewer"
NOT_TOLD = (
    "Whoever made it is told that it is for somebody else. "
    "The link is a key of 256 bits: who has it knows that it is there. It is bound to an "
    "address, and who signed in with another is told that, and nothing of what is offered."
)

ANYBODY = (
    get("/"),
    get("/begin"),
    post("/begin", to="/take/", send={"profile": "scale-up", "stage": "growing",
                                      "suspected_gap": "finance", "form": "quick"}),
    get("/pages/<id:page>"),
    get("/design"),
    post("/language", to="/", same=True, send={"language": "en"}),
    get("/healthz"),
    get("/readyz"),
    get("/gone"),
    get("/learn"),
    get("/learn/<id:facet>"),
    get("/open-report"),
    post("/open-report", ok=422, same=True, why="No file is sent; nothing is kept of one anyway."),
    get("/offer"),
    post("/offer", ok=200, same=True),
    get("/schemas/brief-1.json"),
    get("/rating/declined"),
    get("/candidate/gone"),
    get("/signed-out"),
    get("/sign-in", ok={"account": 303, "*": 200}, to="/"),
    post("/sign-in", to="/", same=True,
         send={"email": "nora@example.org", "password": "{password}"}),
    get("/sign-in/code", ok=303, to="/sign-in"),
    post("/sign-in/code", to="/sign-in", same=True, send={"code": "123456"}),
    post("/sign-out", to="/", same=True),
    get("/register", ok={"account": 303, "*": 200}, to="/account"),
    post("/register", to="/", same=True, send={"email": "nora@example.org", "name": "N",
                                               "password": "{password}"}),
    get("/register/sent", ok=303, to="/sign-in"),
    get("/forgotten"),
    post("/forgotten", to="/register/sent", same=True, send={"email": "nobody@example.org"}),
    get("/mine/restore"),
    post("/mine/restore", to="/mine", same=True, refused=422, bearer="aspirant",
         send={"key": "file:{key_file}"}),
)  # fmt: skip
"""Doors and pages for everybody."""

HELD_LINKS = (
    get("/resume/<id:token>", ok={"guest": 303, "account": 200, "*": 303}, bearer="aspirant",
        keys={"token": "private_token"}, to="/mine"),
    post("/resume/<id:token>", bearer="aspirant", keys={"token": "private_token"}, to="/mine",
         same=True),
    get("/shared/<id:token>", bearer="holder", keys={"token": "link_token"}),
    get("/shared/<id:token>/report.pdf", bearer="holder", keys={"token": "link_token"}),
    get("/asked/<id:token>", bearer="rater", keys={"token": "asked_token"}),
    post("/asked/<id:token>", to="/rating", bearer="rater", keys={"token": "asked_token"}),
    post("/asked/<id:token>/decline", to="/rating/declined", bearer="rater",
         keys={"token": "asked_token"}),
    get("/rating/back/<id:token>", ok={"rater": 303, "*": 200}, bearer="rater",
        keys={"token": "rater_key"}, to="/rating"),
    post("/rating/back/<id:token>", to="/rating", bearer="rater", same=True,
         keys={"token": "rater_key"}),
    get("/candidate/<id:token>", ok=303, to="/candidate", bearer="candidate",
        keys={"token": "candidate_token"}),
    post("/candidate/<id:token>", to="/candidate", bearer="candidate", same=True,
         keys={"token": "candidate_token"}),
    get("/brief-questions/<id:token>", bearer="approver", keys={"token": "voice_token"}),
    post("/brief-questions/<id:token>", to="/brief-questions/", bearer="approver", send=ANSWERS,
         keys={"token": "voice_token"}),
    get("/brief-panel/<id:token>", bearer="panel", keys={"token": "panel_token"}),
    post("/brief-panel/<id:token>", to="/brief-panel/", bearer="panel",
         send={**MARKS, "round": "1"}, keys={"token": "panel_token"}),
    get("/verify/<id:token>", bearer="holder", keys={"token": "verify_token"}),
    post("/verify/<id:token>", to="/sign-in", bearer="holder", send={"password": "{password}"},
         keys={"token": "verify_token"}),
    get("/reset/<id:token>", bearer="holder", keys={"token": "reset_token"}),
    post("/reset/<id:token>", to="/sign-in", bearer="holder",
         send={"password": "another dry road to the coast"}, keys={"token": "reset_token"}),
)  # fmt: skip
"""Whoever has such a link is let in; its maker knew that."""

HELD_BY_THE_BROWSER = (
    get("/rating", "rater"),
    get("/rating/areas/<id:area>", "rater"),
    post("/rating/areas/<id:area>", "rater", to="/rating", send={"value": "4", "go": "next"}),
    get("/rating/words", "rater"),
    post("/rating/words", "rater", to="/rating", send={"keep": "Listening.", "change": ""}),
    post("/rating/submit", "rater", to="/rating"),
    post("/rating/withdraw", "rater", to="/rating"),
    get("/candidate", "candidate"),
    get("/candidate/notice", "candidate"),
    post("/candidate/confirm", "candidate", to="/candidate", send={"read": "yes"}, same=True),
    post("/candidate/words", "candidate", to="/candidate",
         send={"needs": "Time.", "own_words": ""}),
    get("/candidate/withdraw", "candidate"),
    post("/candidate/withdraw", "candidate", to="/candidate"),
    get("/candidate/delete", "candidate"),
    post("/candidate/delete", "candidate", to="/candidate/gone"),
    post("/candidate/export", "candidate", ok=200),
    get("/candidate/share", "candidate"),
    get("/candidate/share", "candidate", query="?attempt={attempt}"),
    post("/candidate/share", "candidate", to="/candidate",
         send={"attempt": "{attempt}", "areas": ["team"], "until": "{soon}"}),
    post("/candidate/share/<id:share>/back", "undecided", to="/candidate", refused=303,
         others={"decided": 303}, ahead=True, why="Taking back twice is no error, so what is "
         "not there, or another's, is answered alike and nothing happens."),
    get("/candidate/groups", "decided"),
    post("/candidate/groups", "decided", to="/candidate"),
)  # fmt: skip
"""What a browser that came by a rater's or a candidate's link holds; there is no other way in."""

OWN = (
    get("/mine", "person"),
    get("/mine/delete", "person"),
    post("/mine/delete", "person", ok={"admin": 409, "*": 303}, to="/gone",
         why="Who alone administers an organisation hands it over before they go."),
    post("/mine/new-link", "guest", to="/mine"),
    post("/mine/key", "guest", ok=200),
    post("/mine/export", "person", ok=200, same=True),
    get("/coaching", "person"),
    post("/coaching/agreed/<id:action>", "coached", to="/coaching", keys={"action": "agreed"},
         send={"state": "declined"}),
    get(TAKE, "aspirant", ok=303, to="/take/{open}", keys=OPEN),
    get(f"{TAKE}/<id:item>", "aspirant", keys=OPEN),
    post(f"{TAKE}/<id:item>", "aspirant", to="/take/{open}", keys=OPEN,
         send={"answer": "3", "revision": "0", "save_id": "s1", "go": "next"}),
    post(f"{TAKE}/<id:item>/save", "aspirant", ok=200, keys=OPEN,
         send={"answer": {"answer": "3"}, "revision": 0, "save_id": "s2"}),
    get(f"{TAKE}/review", "aspirant", keys=OPEN),
    get(f"{TAKE}/leave", "aspirant", keys=OPEN),
    get(f"{TAKE}/enough", "aspirant", ok=303, to="/take/{open}", keys=OPEN),
    get(f"{TAKE}/expect", "aspirant", keys=OPEN),
    post(f"{TAKE}/submit", "aspirant", to="/results/{open}", keys=OPEN),
    post(f"{TAKE}/go-on", "aspirant", to="/take/", keys=QUICK, same=True),
    post(f"{TAKE}/deeper", "aspirant", to="/take/", send={"area": "strategy"}),
    get(ATTEMPT, "aspirant"),
    get(f"{ATTEMPT}/target", "aspirant"),
    post(f"{ATTEMPT}/target", "aspirant", to="/results/{attempt}",
         send={"profile": "transformation", "stage": "growing"}),
    get(f"{ATTEMPT}/answers", "aspirant"),
    get(f"{ATTEMPT}/trace", "aspirant"),
    get(f"{ATTEMPT}/types", "aspirant"),
    get(f"{ATTEMPT}/print", "aspirant"),
    get(f"{ATTEMPT}/change", "aspirant"),
    get(f"{ATTEMPT}/change", "coached", query="?with={other}"),
    get(f"{ATTEMPT}/history", "aspirant"),
    post(f"{ATTEMPT}/recompute", "aspirant", to="/results/{attempt}/history", same=True),
    get(f"{ATTEMPT}/result.json", "aspirant"),
    get(f"{ATTEMPT}/report.pdf", "aspirant"),
    get(f"{ATTEMPT}/radar.svg", "aspirant"),
    get("/plan/new", "person"),
    get("/plan/new", "aspirant", query="?attempt={attempt}"),
    post("/plan/new", "person", to="/plan/", send=FACTS),
    post("/plan/new", "aspirant", to="/plan/", send={**FACTS, "attempt": "{attempt}"}),
    get("/plan/brief", "person"),
    post("/plan/brief", "person", ok=200, same=True, send={"file": "file:{brief_file}"}),
    get(PLAN, "aspirant"),
    get(f"{PLAN}/facts", "aspirant"),
    post(f"{PLAN}/facts", "aspirant", to="/plan/{plan}", send=FACTS),
    get(f"{PLAN}/readout", "aspirant"),
    get(f"{PLAN}/readout.pdf", "aspirant"),
    get(f"{PLAN}/revisions/<place:number>", "aspirant"),
    *(get(f"{PLAN}/plan.<any(pdf, md, ics, csv):kind>", "aspirant", keys={"kind": kind})
      for kind in ("pdf", "md", "ics", "csv")),
    post(f"{PLAN}/steps/<id:action>", "aspirant", to="/plan/{plan}",
         send={"state": "doing", "note": ""}),
    get("/learn/log", "person"),
    post("/learn/<id:facet>/log", "person", to="/learn/ec1",
         send={"what": "Wrote it.", "done_on": "{today}", "outcome": ""}),
    get(LOG, "aspirant"),
    post(LOG, "aspirant", to="/learn/", send={"what": "X.", "done_on": "{today}", "outcome": ""}),
    post(f"{LOG}/delete", "aspirant", to="/learn/"),
    get("/colleagues", "person"),
    get("/colleagues/new", "aspirant", query="?attempt={attempt}"),
    post("/colleagues/new", "aspirant", ok=422, same=True, send={"attempt": "{attempt}"},
         why="A round is open already, and nobody is named."),
    get(ROUND, "aspirant"),
    post(f"{ROUND}/remind", "aspirant", ok=422, same=True,
         why="They were asked a moment ago; a reminder waits four days."),
    post(f"{ROUND}/raters/<id:rater>/link", "aspirant", to="/colleagues/{round}"),
    post(f"{ROUND}/close", "aspirant", to="/colleagues/{round}"),
    get("/share", "person"),
    get("/share/ledger", "person"),
    get(SHARE, "aspirant"),
    get(f"{SHARE}/edition", "aspirant"),
    post(f"{SHARE}/edition.pdf", "aspirant", ok=200, same=True, send=TICKS),
    post(f"{SHARE}/link", "aspirant", to="/share/links/",
         send={**TICKS, "save_id": "s3", "until": "{soon}", "label": "", "purpose": ""}),
    get(LINK, "aspirant"),
    get(f"{LINK}/end", "aspirant"),
    post(f"{LINK}/end", "aspirant", to="/share"),
)  # fmt: skip
"""A person's own things, with an account or without."""

SHARING = (
    page(f"{SHARE}/coach", "coached"),
    post(f"{SHARE}/coach", "coached", to="/share/grants/",
         send={"address": "nora@example.org", "parts": ["result"], "scope": "one",
               "offered": "coaching", "hold": ["numbers"], "until": "{soon}", "save_id": "s4"}),
    page(GRANT, "coached"),
    post(f"{GRANT}/renew", "coached", to="/share/grants/{offered_grant}",
         keys={"grant": "offered_grant"}),
    page(f"{GRANT}/end", "coached"),
    post(f"{GRANT}/end", "coached", to="/share"),
    get("/share/invitation/<id:token>", "coach", keys={"token": "invitation_token"},
        others={"account": 403, "*": 200}, makers={"coached": 422},
        why=NOT_TOLD + " Who has not signed in is asked to."),
    post("/share/invitation/<id:token>/accept", "coach", to="/share/held/{offered_grant}",
         keys={"token": "invitation_token"}, others={"account": 403},
         makers={"coached": 422}, why=NOT_TOLD),
    page("/share/held/<id:grant>", "coach"),
    post("/share/held/<id:grant>/leave", "coach", to="/share"),
)  # fmt: skip
"""What an account shares, and what it was given."""

COACH = (
    page("/clients"),
    page("/clients/ended"),
    page("/clients/together"),
    page(CLIENT, "coach"),
    post(CLIENT, "coach", to="/clients/{grant}", send={"name": "A.", "next_on": "{soon}"}),
    post(f"{CLIENT}/leave", "coach", to="/clients"),
    page(f"{CLIENT}/results/<id:attempt>", "coach"),
    page(f"{CLIENT}/results/<id:attempt>/report.pdf", "coach"),
    page(f"{CLIENT}/results/<id:attempt>/change/<id:other>", "coach"),
    page(f"{CLIENT}/results/<id:attempt>/rate/<id:area>", "coach"),
    post(f"{CLIENT}/results/<id:attempt>/rate/<id:area>", "coach",
         to="/clients/{grant}/results/{attempt}", send={"evidence": "Saw it.", "value": "3"}),
    post(f"{CLIENT}/ratings/<id:rating>/withdraw", "coach", to="/clients/{grant}"),
    page(f"{CLIENT}/plan/<id:plan>", "coach"),
    page(f"{CLIENT}/notes", "coach"),
    post(f"{CLIENT}/notes", "coach", to="/clients/{grant}/notes",
         send={"text": "N.", "visibility": "only-me", "session_on": "{today}", "save_id": "s5"}),
    page(f"{CLIENT}/notes/<id:note>", "coach"),
    post(f"{CLIENT}/notes/<id:note>", "coach", to="/clients/{grant}/notes",
         send={"text": "N.", "visibility": "only-me", "session_on": "{today}", "revision": "1"}),
    post(f"{CLIENT}/notes/<id:note>/delete", "coach", to="/clients/{grant}/notes"),
    page(f"{CLIENT}/agreed", "coach"),
    post(f"{CLIENT}/agreed", "coach", to="/clients/{grant}/agreed",
         send={"what": "W.", "done_when": "D.", "due_on": "{soon}", "hours": "2", "save_id": "s6"}),
    post(f"{CLIENT}/agreed/<id:action>/withdraw", "coach", to="/clients/{grant}/agreed",
         keys={"action": "agreed"}),
    page(f"{CLIENT}/prepare", "coach"),
    page(f"{CLIENT}/prepare.pdf", "coach"),
    page("/archives"),
    post("/archives", "coach", to="/archives/",
         send={"clients": "{grant}", "paper": "A4", "save_id": "s7"}),
    page("/archives/<id:archive>", "coach"),
    page("/archives/<id:archive>/reports.zip", "coach"),
    post("/archives/<id:archive>/delete", "coach", to="/archives"),
)  # fmt: skip
"""What a coach does through a grant."""

ACCOUNT = (
    page("/account"),
    post("/account", "account", to="/account", send={"name": "Somebody"}),
    page("/account/prove"),
    post("/account/prove", "account", ok={"operator": 422, "*": 303}, to="/account", same=True,
         send={"password": "{password}"}, why="An operator's second step wants its code as well."),
    page("/account/password"),
    post("/account/password", "account", ok={"operator": 422, "*": 303}, to="/account",
         send={"current": "{password}", "new": "another dry road to the coast"},
         why="An operator's second step wants its code as well."),
    page("/account/address"),
    post("/account/address", "account", to="/account", send={"email": "new@example.org"}),
    page("/account/address/<id:token>", "coached", keys={"token": "address_token"}),
    post("/account/address/<id:token>", "coached", to="/account", keys={"token": "address_token"}),
    page("/account/sessions"),
    post("/account/sessions/<id:handle>/end", "twice", to="/account/sessions"),
    post("/account/sessions/end-others", "account", to="/account/sessions", same=True),
    page("/account/second-step"),
    page("/account/second-step/new", ok={"operator": 303, "*": 200}, to="/account/second-step"),
    post("/account/second-step/new", "account", ok={"operator": 303, "*": 422}, same=True,
         send={"code": "123456"}, why="The code of an app that shows it is not sent here."),
    post("/account/second-step/codes", "account", ok={"operator": 200, "*": 303}, same=True,
         to="/account/second-step"),
    post("/account/second-step/off", "account", to="/account/second-step", same=True),
    page("/account/bring-in", ok=303, to="/mine"),
    post("/account/bring-in", "account", to="/mine", same=True),
    page("/organisations"),
    post("/organisations", "account", to="/organisations/", send={"name": "New"}),
    page(ORGANISATION, "member"),
    post(ORGANISATION, "admin", to="/organisations/{organisation}",
         send={"email": "somebody@example.org", "role": "coach"}),
    post(f"{ORGANISATION}/name", "admin", to="/organisations/{organisation}",
         send={"name": "Another name"}),
    post(f"{ORGANISATION}/second-step", "admin", to="/organisations/{organisation}", same=True,
         send={"asked": "no"}, why="Asking for one takes one: test_second_step_asked."),
    post(f"{ORGANISATION}/invitations/<id:invitation>/withdraw", "admin",
         to="/organisations/{organisation}"),
    post(f"{ORGANISATION}/members/<id:member>", "admin", to="/organisations/{organisation}",
         send={"role": "coach"}),
    page("/organisations/join/<id:token>", "coached", keys={"token": "join_token"}),
    post("/organisations/join/<id:token>", "coached", to="/organisations/{organisation}",
         keys={"token": "join_token"}),
    page(f"{ORGANISATION}/branding", "admin"),
    post(f"{ORGANISATION}/branding", "admin", to="/organisations/{organisation}/branding",
         send={"accent": "#0f5b5f", "closing": "Yours."}),
    post(f"{ORGANISATION}/branding/logo", "admin", to="/organisations/{organisation}/branding",
         send={"logo": "file:any picture"}),
    post(f"{ORGANISATION}/branding/logo/remove", "admin",
         to="/organisations/{organisation}/branding"),
    page(f"{ORGANISATION}/branding/sample.pdf", "admin"),
    page(f"{ORGANISATION}/logo.png", "member"),
    page(f"{ORGANISATION}/accent.css", "member"),
)  # fmt: skip
"""The account itself, and the organisations it works in."""

HIRE = (
    page("/hire"),
    post("/hire", "account", to="/hire/", send={"name": "New"}),
    page(f"{BRIEFS}/new", "writer"),
    post(f"{BRIEFS}/new", "writer", to="/hire/{organisation}/briefs/",
         send={"challenge": "C.", "why_now": ""}),
    page(f"{BRIEFS}/import", "writer"),
    post(f"{BRIEFS}/import", "writer", to="/hire/{organisation}/briefs/",
         send={"file": "file:{brief_file}"}),
    page(BRIEF, "reader"),
    page(f"{BRIEF}/<id:part>", "writer"),
    post(f"{BRIEF}/<id:part>", "writer", to="/hire/{organisation}/briefs/{brief}",
         send={"mission": "M.", "revision": "1", "go": "next"}),
    post(f"{BRIEF}/<id:part>", "writer", ok=422, same=True, keys={"part": "part_in_need"},
         send={"revision": "1"}, why="A brief starts from its challenge, and none is sent."),
    post(f"{BRIEF}/<id:part>/check", "writer", ok=200, same=True, send={"mission": "M."}),
    page(f"{BRIEF}/versions", "reader"),
    page(f"{BRIEF}/versions/<place:number>", "reader"),
    *(page(f"{BRIEF}/brief.<any(pdf, docx, json, md):kind>", "reader", keys={"kind": kind})
      for kind in ("pdf", "docx", "json", "md")),
    page(f"{BRIEF}/delete", "writer"),
    post(f"{BRIEF}/delete", "writer", to="/hire"),
    page(f"{BRIEF}/approvers", "writer"),
    post(f"{BRIEF}/approvers", "writer", to="/hire/{organisation}/briefs/{brief}/approvers",
         send={"seat": "sponsor", "name": "S"}),
    post(f"{BRIEF}/approvers/end", "writer",
         to="/hire/{organisation}/briefs/{brief}/approvers"),
    post(f"{BRIEF}/approvers/<id:voice>/withdraw", "writer",
         to="/hire/{organisation}/briefs/{brief}/approvers"),
    page(f"{BRIEF}/panel", "writer"),
    post(f"{BRIEF}/panel", "writer", to="/hire/{organisation}/briefs/{brief}/panel",
         send={"name": "P"}),
    post(f"{BRIEF}/panel/close", "writer", ok=422, same=True,
         why="A round needs the marks of five people."),
    post(f"{BRIEF}/panel/second", "writer", ok=422, same=True,
         why="Round one is still open; that comes after it."),
    post(f"{BRIEF}/panel/take", "writer", ok=422, same=True,
         why="Round one is still open; that comes after it."),
    post(f"{BRIEF}/panel/dissolve", "writer", to="/hire/{organisation}/briefs/{brief}/panel"),
    post(f"{BRIEF}/panel/<id:member>/withdraw", "writer", keys={"member": "panellist"},
         to="/hire/{organisation}/briefs/{brief}/panel"),
    post(f"{BRIEF}/panel/<id:member>/link", "writer", keys={"member": "panellist"},
         to="/hire/{organisation}/briefs/{brief}/panel"),
    page("/interviews"),
    post("/interviews", "writer", to="/interviews/",
         send={"organisation": "{organisation}", "brief": "{other_brief}"}),
    page(SEARCH, WORKERS),
    page(f"{SEARCH}/kit", WORKERS),
    *(page(f"{SEARCH}/{what}.<any(pdf, docx):kind>", WORKERS, keys={"kind": kind})
      for what in ("kit", "sheets") for kind in ("pdf", "docx")),
    page(f"{SEARCH}/comparison", WORKERS),
    page(f"{SEARCH}/areas", "writer"),
    post(f"{SEARCH}/areas", "writer", to="/interviews/{search}", send={"contact": "Lee"}),
    page(f"{SEARCH}/panel", "writer"),
    post(f"{SEARCH}/panel", "writer", to="/interviews/{search}/panel",
         send={"interviewer": "{lead_account}"}),
    page(f"{SEARCH}/panel/<id:member>", "writer", keys={"member": "interviewer"}),
    post(f"{SEARCH}/panel/<id:member>", "writer", keys={"member": "interviewer"},
         to="/interviews/{search}/panel", send={"reason": "R."}),
    page(f"{SEARCH}/weights", "writer"),
    post(f"{SEARCH}/weights", "writer", ok=422, same=True,
         send={"weights_reason": "R.", "weight-strategy": "2"},
         why="A card is in: weights are settled before anybody knows a number."),
    page(f"{SEARCH}/hold", "writer"),
    post(f"{SEARCH}/hold", "writer", to="/interviews/{search}", send={"hold_reason": "R."}),
    page(f"{SEARCH}/candidates", "writer"),
    post(f"{SEARCH}/candidates", "writer", to="/interviews/candidates/",
         send={"name": "C", "email": "c@example.org"}),
    page(CANDIDATE, "writer"),
    post(CANDIDATE, "writer", to="/interviews/candidates/{candidate}",
         send={"interview_on": "{soon}"}),
    post(f"{CANDIDATE}/link", "writer", to="/interviews/candidates/{candidate}"),
    post(f"{CANDIDATE}/withdraw", "writer", to="/interviews/candidates/{candidate}"),
    page(f"{CANDIDATE}/delete", "writer"),
    post(f"{CANDIDATE}/delete", "writer", to="/interviews/{search}/candidates"),
    page(f"{CANDIDATE}/agendas", "writer"),
    page(f"{CANDIDATE}/log", "writer"),
    page(f"{CANDIDATE}/card", "interviewer"),
    post(f"{CANDIDATE}/card", "interviewer", to="/interviews/candidates/{candidate}/card",
         send=CARD),
    page(f"{CANDIDATE}/ratings", WORKERS),
    page(f"{CANDIDATE}/ratings", WORKERS, keys=DECIDED),
    post(f"{CANDIDATE}/ratings", WORKERS, ok=422, send={"area": "team", "words": "W."},
         why="There is a card that is not in yet."),
    post(f"{CANDIDATE}/ratings", WORKERS, keys=DECIDED,
         to="/interviews/candidates/{decided_candidate}/ratings",
         send={"area": "team", "words": "W."}),
    page(f"{CANDIDATE}/decision", "writer", keys=DECIDED),
    post(f"{CANDIDATE}/decision", "writer", keys=DECIDED,
         to="/interviews/candidates/{decided_candidate}/decision",
         send={"outcome": "further", "reason": "R.", "evidence": "E."}),
    page("/interviews/impact/<id:organisation>", "admin"),
)  # fmt: skip
"""What an organisation writes, asks and decides."""

LED = "An operator by password alone is led to the second step, and nothing is shown before."
EVERYBODY = "An operator looks after every account of the installation, and into none."
OPERATE = (
    *(get(rule, "operator", others={"half-operator": 303}, why=LED) for rule in (
        "/operate/accounts", "/operate/statistics", "/operate/statistics.json",
        "/operate/difficulties.md")),
    *(post("/operate/accounts/<id:account>/<any('deactivate', 'activate', 'end', 'reset'):act>",
           "operator", to="/operate/accounts", keys={"act": act}, anywhere=True,
           others={"half-operator": 303}, ahead=True, same=act == "activate",
           why=f"{EVERYBODY} {LED}")
      for act in ("deactivate", "activate", "end", "reset")),
)  # fmt: skip
"""What whoever runs the installation does."""

TABLE: tuple[Row, ...] = (
    *ANYBODY,
    *HELD_LINKS,
    *HELD_BY_THE_BROWSER,
    *OWN,
    *SHARING,
    *COACH,
    *ACCOUNT,
    *HIRE,
    *OPERATE,
)
