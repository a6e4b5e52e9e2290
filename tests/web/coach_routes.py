"""Every route of the coach's surface and of the client's side of it."""

OWN_LISTS = {
    "/clients": 200,
    "/clients/ended": 200,
    "/clients/together": 200,
    "/archives": 200,
}
"""GET routes of any verified account; what they list is its own."""

THROUGH_A_GRANT = {
    "/clients/<id:grant>": 200,
    "/clients/<id:grant>/results/<id:attempt>": 200,
    "/clients/<id:grant>/results/<id:attempt>/report.pdf": 200,
    "/clients/<id:grant>/results/<id:attempt>/change/<id:other>": 200,
    "/clients/<id:grant>/results/<id:attempt>/rate/<id:area>": 200,
    "/clients/<id:grant>/plan/<id:plan>": 200,
    "/clients/<id:grant>/notes": 200,
    "/clients/<id:grant>/notes/<id:note>": 200,
    "/clients/<id:grant>/agreed": 200,
    "/clients/<id:grant>/prepare": 200,
    "/clients/<id:grant>/prepare.pdf": 200,
}
"""GET routes that open something only while the grant in the address stands."""

OWN_ARCHIVES = {
    "/archives/<id:archive>": 200,
    "/archives/<id:archive>/reports.zip": 200,
}
"""GET routes of whoever ordered the archive."""

COACH_WRITES = {
    "/clients/<id:grant>",
    "/clients/<id:grant>/leave",
    "/clients/<id:grant>/results/<id:attempt>/rate/<id:area>",
    "/clients/<id:grant>/ratings/<id:rating>/withdraw",
    "/clients/<id:grant>/notes",
    "/clients/<id:grant>/notes/<id:note>",
    "/clients/<id:grant>/notes/<id:note>/delete",
    "/clients/<id:grant>/agreed",
    "/clients/<id:grant>/agreed/<id:action>/withdraw",
    "/archives",
    "/archives/<id:archive>/delete",
}
"""POST routes of a coach."""

COACH_PAGES = {**OWN_LISTS, **THROUGH_A_GRANT, **OWN_ARCHIVES}
