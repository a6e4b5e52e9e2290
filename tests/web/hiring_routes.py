"""Which routes belong to interviewing, and what each kind of visitor gets from them?"""

PUBLIC_ROUTES = {
    "/candidate/<id:token>": 404,
    "/candidate": 404,
    "/candidate/notice": 404,
    "/candidate/withdraw": 404,
    "/candidate/delete": 404,
    "/candidate/share": 404,
    "/candidate/groups": 404,
    "/candidate/gone": 200,
}
"""For somebody who holds no candidate's link."""

MANAGED = {
    "/interviews/<id:search>/areas",
    "/interviews/<id:search>/panel",
    "/interviews/<id:search>/panel/<id:member>",
    "/interviews/<id:search>/weights",
    "/interviews/<id:search>/hold",
    "/interviews/<id:search>/candidates",
    "/interviews/candidates/<id:candidate>",
    "/interviews/candidates/<id:candidate>/delete",
    "/interviews/candidates/<id:candidate>/agendas",
    "/interviews/candidates/<id:candidate>/log",
    "/interviews/candidates/<id:candidate>/decision",
    "/interviews/impact/<id:organisation>",
}
"""For those who manage the search (the impact for administrators)."""

WORKED_IN = {
    "/interviews/<id:search>",
    "/interviews/<id:search>/kit",
    "/interviews/<id:search>/kit.<any(pdf, docx):kind>",
    "/interviews/<id:search>/sheets.<any(pdf, docx):kind>",
    "/interviews/<id:search>/comparison",
    "/interviews/candidates/<id:candidate>/ratings",
}
"""For everybody who works in the search."""

ON_THE_PANEL = {"/interviews/candidates/<id:candidate>/card"}
ANYBODY_SIGNED_IN = {"/interviews"}

HIRING_GETS = {*PUBLIC_ROUTES, *MANAGED, *WORKED_IN, *ON_THE_PANEL, *ANYBODY_SIGNED_IN}

HIRING_WRITES = {
    "/interviews",
    "/interviews/<id:search>/areas",
    "/interviews/<id:search>/panel",
    "/interviews/<id:search>/panel/<id:member>",
    "/interviews/<id:search>/weights",
    "/interviews/<id:search>/hold",
    "/interviews/<id:search>/candidates",
    "/interviews/candidates/<id:candidate>",
    "/interviews/candidates/<id:candidate>/link",
    "/interviews/candidates/<id:candidate>/withdraw",
    "/interviews/candidates/<id:candidate>/delete",
    "/interviews/candidates/<id:candidate>/card",
    "/interviews/candidates/<id:candidate>/ratings",
    "/interviews/candidates/<id:candidate>/decision",
    "/candidate/<id:token>",
    "/candidate/confirm",
    "/candidate/words",
    "/candidate/withdraw",
    "/candidate/delete",
    "/candidate/export",
    "/candidate/share",
    "/candidate/share/<id:share>/back",
    "/candidate/groups",
}
