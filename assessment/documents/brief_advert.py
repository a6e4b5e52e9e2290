"""How does a role advert begin, drafted from a brief's own facts and nothing else?"""

from assessment.documents.report import long_date
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.ownership import responsibilities


def brief_advert(brief: Brief, catalog: Catalog, *, organisation: str) -> str:
    """A draft in plain markdown for somebody to finish; what is missing is marked as such."""
    gap = _("[not said in the brief yet]")
    lines = [
        f"# {_plain(brief.title) or gap}, {_plain(organisation)}",
        "",
        "*" + _("Draft made from the hiring brief. Read it aloud before you publish it.") + "*",
        "",
        "## " + _("What you would lead"),
        "",
        _plain(brief.challenge) or gap,
        "",
        _plain(brief.mission),
        "",
        "## " + _("What would be true after your first year"),
        "",
    ]
    lines += [
        f"- {_plain(o.result)}" + (f" ({long_date(o.due)})" if o.due else "")
        for o in brief.outcomes
    ] or [gap]
    own = [r.title for r in responsibilities() if _how(brief, r.id) == "own"]
    share = [
        f"{r.title} ({_plain(brief.ownership[r.id].partner)})"
        for r in responsibilities()
        if _how(brief, r.id) == "share"
    ]
    lines += ["", "## " + _("What you would own"), ""]
    lines += [f"- {title}" for title in own] or [gap]
    if share:
        lines += ["", _("Shared, with whom:"), "", *(f"- {text}" for text in share)]
    held = [
        f"- {fact.text}"
        for fact in catalog.mandate_facts
        if brief.mandate_said.get(fact.id) is True
    ]
    lines += ["", "## " + _("The authority that comes with it"), "", *(held or [gap])]
    lines += ["", "## " + _("Terms"), ""]
    lines += [
        f"- {_('Place')}: {_plain(brief.place) or gap}",
        f"- {_('Pay')}: {_plain(brief.pay) or gap}",
        f"- {_('First day')}: {long_date(brief.starts_on) if brief.starts_on else gap}",
        "",
        _("You will be asked the same questions as everybody else, by people who rate alone. "
          "No program decides. Tell us what you need in order to show your work well."),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _how(brief: Brief, responsibility: object) -> str:
    held = {str(r): o.how for r, o in brief.ownership.items()}
    return held.get(str(responsibility), "")


def _plain(text: str) -> str:
    """Typed text on one line, with markdown's own signs disarmed."""
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in flat)
