"""What do templates see of notes and agreed actions?"""

from dataclasses import dataclass
from datetime import date

from assessment.domain.coaching import AgreedLine, Note
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.web.words import day_words

VISIBILITY_WORDS = WordTable(
    {
        "only-me": marked("only me"),
        "with-client": marked("with client"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry:
    """One note."""

    id: str
    text: str
    day: str
    visibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedEntry:
    """One agreed action and how it stands."""

    id: str
    what: str
    done_when: str
    due: str
    hours: str
    state: str
    words: str
    author: str
    agreed: str
    plan: str
    moves: tuple[tuple[str, str], ...]
    """What the client may say of it: value and button."""


MOVES = {
    "proposed": (
        ("taken", marked("Take it into my plan")),
        ("declined", marked("Decline")),
    ),
    "taken": (
        ("done", marked("Done")),
        ("declined", marked("Drop it")),
    ),
    "done": (("taken", marked("Not done after all")),),
    "declined": (("taken", marked("Take it after all")),),
    "withdrawn": (),
}


def note_entry(note: Note) -> NoteEntry:
    """A note as pages show it."""
    return NoteEntry(
        id=note.id,
        text=note.text,
        day=day_words(note.session_on),
        visibility=VISIBILITY_WORDS[note.visibility],
    )


def agreed_entry(line: AgreedLine, today: date) -> AgreedEntry:
    """An agreed action as pages show it."""
    words = {
        "proposed": _("not answered yet"),
        "taken": _("in the plan") if line.plan else _("taken on"),
        "done": _("done"),
        "declined": _("declined"),
        "withdrawn": _("taken back"),
    }[line.state]
    return AgreedEntry(
        id=line.id,
        what=line.what,
        done_when=line.done_when,
        due=day_words(line.due_on),
        hours=f"{line.hours:g}",
        state=line.state,
        words=_("%(state)s, overdue") % {"state": words} if line.is_late(today) else words,
        author=line.author,
        agreed=day_words(line.agreed_on),
        plan=line.plan or "",
        moves=tuple((value, _(words)) for value, words in MOVES[line.state]),
    )
