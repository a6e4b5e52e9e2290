"""A small valid content folder, of which a test breaks one thing."""

from pathlib import Path
from typing import Self

from assessment.domain.catalog import Catalog
from assessment.domain.plans import TRACKS
from assessment.ingest.catalog import CatalogResult, read_catalog

AREAS = ("finance", "governance")
CODES = {"finance": "BF", "governance": "GR"}
CLUSTERS = {"finance": "business", "governance": "technology-risk"}


class ContentTree:
    """Valid content in memory: two areas, one item of each kind in each, one profile, one plan,
    one lesson and one interview question.
    """

    def __init__(self) -> None:
        self.files: dict[str, str] = _valid_files()

    def replace(self, path: str, old: str, new: str) -> Self:
        """Replace the first occurrence of a fragment, which must be there."""
        assert old in self.files[path], f"{old!r} is not in {path}"
        self.files[path] = self.files[path].replace(old, new, 1)
        return self

    def add(self, path: str, text: str) -> Self:
        """Add or replace a whole file."""
        self.files[path] = text
        return self

    def remove(self, path: str) -> Self:
        """Take a file away."""
        del self.files[path]
        return self

    def line_of(self, path: str, fragment: str) -> int:
        """The line on which a fragment first stands."""
        lines = self.files[path].split("\n")
        return next(n for n, line in enumerate(lines, start=1) if fragment in line)

    def read(self) -> CatalogResult:
        """Read the tree as it stands."""
        return read_catalog(self.files)

    def catalog(self) -> Catalog:
        """The catalogue of a tree that is still valid."""
        result = self.read()
        assert result.catalog is not None, "\n".join(map(str, result.errors))
        return result.catalog

    def write_to(self, root: Path) -> Path:
        """Write the tree as files."""
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root


def _valid_files() -> dict[str, str]:
    files: dict[str, str] = {}
    for order, area in enumerate(AREAS, start=1):
        files[f"areas/{area}.md"] = _area(area, order)
        for name, text in _items(area).items():
            files[f"items/{area}/{area}-{name}.md"] = text
    files["items/checks/answer-four.md"] = CHECK
    files.update(_scales())
    files["forms/quick.md"] = _form("quick", claims=0, checks=0, units="{judgement: 1}")
    files["forms/full.md"] = _form(
        "full", claims=1, checks=1, units="{judgement: 1, exhibit: 1, number: 1}"
    )
    files["profiles/scale-up.md"] = PROFILE
    files["profiles/adjustments/growing.md"] = STAGE
    files["profiles/adjustments/regulated.md"] = CIRCUMSTANCE
    files["situations/turnaround.md"] = SITUATION
    files["situations/questions.md"] = QUESTIONS
    files["situations/mandate.md"] = _mandate()
    files["pages/method.md"] = PAGE
    files["lessons/finance/bf1.md"] = LESSON
    files["interview/finance/largest-case.md"] = INTERVIEW_QUESTION
    files.update(_actions())
    return files


def _area(area: str, order: int) -> str:
    code = CODES[area]
    return f"""---
id: {area}
code: {code}
title: The area {area}
short_title: {area.capitalize()}
cluster: {CLUSTERS[area]}
months_per_level: 5
colour: "#123456"
order: {order}
seeds: [B1]
anchors:
  - Follows.
  - Estimates.
  - Weighs.
  - Leads.
  - Steers.
facets:
  - id: {code.lower()}1
    title: First facet
    definition: What the first facet is about.
    faces: [operator]
    seeds: [B1]
  - id: {code.lower()}2
    title: Second facet
    definition: What the second facet is about.
    faces: []
    seeds: [A12]
---

# The area {area}

What is measured here.

More about it, in a second paragraph.
"""


def _items(area: str) -> dict[str, str]:
    facet = CODES[area].lower() + "1"
    return {
        "judgement": _unit(area, facet, "judgement", JUDGEMENT_KEYS, JUDGEMENT_TEXT),
        "exhibit": _unit(area, facet, "exhibit", EXHIBIT_KEYS, EXHIBIT_TEXT),
        "number": _unit(area, facet, "number", NUMBER_KEYS, NUMBER_TEXT),
        "choice": _unit(area, facet, "choice", "key: b", CHOICE_TEXT),
        "claim": CLAIM.format(area=area, facet=facet),
        "self-rating": SELF_RATING.format(area=area),
    }


def _unit(area: str, facet: str, kind: str, keys: str, text: str) -> str:
    if area in OTHER_STORIES:
        title, _, rest = text.lstrip().partition("\n\n")
        _, _, sections = rest.partition("\n## ")
        text = f"\n{title}\n\n{OTHER_STORIES[area][kind]}\n\n## {sections}"
    return f"""---
id: {area}-{kind}
version: 1
kind: {kind}
area: {area}
facet: {facet}
status: live
difficulty: 3.0
seconds: 64
key_status: author
faces: [operator]
seeds: [B1]
{keys}
---
{text}
## Why it needs the skill

Somebody without it picks what sounds safest.
"""


JUDGEMENT_KEYS = """keys: {a: 2.5, b: 4.6, c: 1.5, d: 4.3, e: 1.8}
short: [a, b, c, d]"""

JUDGEMENT_TEXT = """
# The agent that paid too much

Your support agent has been live for six weeks. On Monday you learn that it paid 212 refunds above
its limit, forty thousand euro in all. The limit was written in its prompt. Customers are pleased,
queues are shorter, and the head of operations wants it kept on. Finance closes the month on Friday.

## Actions

- a: Switch the agent off until a policy for every agent has been approved.
- b: Enforce the limit inside the refund service today and keep the agent running.
- c: Ask the vendor to explain the behaviour before you change anything in production.
- d: Give finance the full list today with a reason and owner each.
- e: Write the limit more firmly in the prompt and check fifty
  refunds weekly.

## Rationale

- a: Safe for the money, dear for customers.
- b: Moves the rule to a control.
- c: The gap is yours.
- d: The books close on Friday.
- e: A firmer request is still a request.

## Wrong turns

- a > b: You would rather have stopped the agent than bounded it.
- e > d: You trusted a firmer sentence more than an open list.
"""

EXHIBIT_KEYS = """keys: {a: true, b: false, c: true, d: false, e: true}
short: [a, b, c]"""

EXHIBIT_TEXT = """
# Two quarters

What the product earned, in thousand euro.

| Line | Q2 | Q3 |
| --- | ---: | ---: |
| Revenue | 2,400 | 2,640 |
| Hosting | 360 | 528 |

## Statements

- a: Hosting grew faster than revenue did.
- b: Hosting is a smaller share of revenue in Q3.
- c: Revenue grew by a tenth.
- d: Hosting cost more than half of revenue in Q3.
- e: Revenue less hosting grew.

## Rationale

- a: 47 % against 10 %.
- b: 15 % became 20 %.
- c: 240 of 2,400.
- d: It was a fifth.
- e: 2,040 became 2,112.

## Wrong turns

- b = true: You read a growing line as a growing share.
- e = false: You took a falling margin for a falling amount.
"""

NUMBER_KEYS = """unit: euro cents
formula: "6 * (3000*(0.4*2 + 0.6*0.2) + 500*8) / 1e6 * 100"
key: 4.06
tolerance: 0.02"""

NUMBER_TEXT = """
# One ticket

An agent answers a ticket with 6 model calls, each reading 3,000 tokens and writing 500. Reading
costs 2 euro and writing 8 euro per million tokens. A cache serves 60 % of what is read at a tenth
of the price. What does one ticket cost?

## Working

Six calls, each of 2,760 euro and 4,000 euro per million.

## Wrong turns

- 6.00: You left the cache out.
- 0.68: You counted one call instead of six.
"""

CHOICE_TEXT = """
# What a burn multiple is

A company burned six million euro and added three million of yearly revenue. What is its burn
multiple?

## Options

- a: One half
- b: Two
- c: Three million

## Rationale

- a: That is the inverse.
- b: Six divided by three.
- c: That is the growth.

## Wrong turns

- a: You divided growth by what was burned.
- c: You named one of the two amounts.
"""

OTHER_STORIES = {
    "governance": {
        "judgement": """\
Auditors arrive in nine days to see who may change the payroll service. Of 31 people with the
right, eleven left the company last year. Their rights would take a weekend to sort by hand, and
the payroll run cannot move. The chief of staff offers two helpers, and one
engineer knows the old scripts.""",
        "exhibit": "Rights held and rights used, by team, in the month of May.",
        "number": """\
A supplier promises to be reachable for 99.9 % of a month of thirty days, counted in minutes. Last
month it failed twice, for 21 and for 34 minutes. By how many minutes did it miss its promise?""",
        "choice": "Which of these is a control that stops harm before it happens, and not after?",
    }
}
"""Other words where the same keys would otherwise stand under the same story twice."""

LESSON = """---
id: bf1
version: 1
area: finance
facet: bf1
title: One customer, taken apart
minutes: 2
seeds: [B2]
---

# One customer, taken apart

What one customer leaves tells you which work earns anything.

## From 2 to 3

Before: the bill is up. After: a clinic leaves 148 of 240 euro a month.

## From 3 to 4

You bring a price, with the person who owns prices.

## Worked example

| | Solo | Clinic |
|---|---:|---:|
| Price | 60 | 240 |
| Left over | 42 | 148 |

## Exercise

Take 40 minutes and one invoice.

## Done when

A finance partner has rebuilt both columns.

## Coach asks

- Which line surprised you?
- Who in the company already
  knew it?

## Common wrong turns

- Spreading all costs over all customers. It tempts because it adds up.
- Offering a technical saving for a problem of price.
"""

INTERVIEW_QUESTION = """---
id: largest-case
version: 1
area: finance
facet: bf2
kind: past-behaviour
status: live
minutes: 8
seeds: [B11]
---

# The largest case

Tell us about the largest case you have signed.

## Probes

- What did you not choose?
- When did money start to leave?
- What could those people have done instead?

## Signs

- 2: Describes a budget.
- 3: Gives two options with cost
  and gain.
- 4: Gives promised and actual figures.

## Red flags

- Counts from the day of launch.
- Shows only options that lose.

## Evidence to ask for

The case as it was approved.
"""

CLAIM = """---
id: {area}-claim
version: 1
kind: claim
area: {area}
facet: {facet}
status: live
seeds: [B1]
---

# Changed how it is done

I have changed how this is done in a company.

## Proof

What changed, with a figure before and after.
"""

SELF_RATING = """---
id: {area}-self-rating
version: 1
kind: self-rating
area: {area}
status: live
seeds: [B1]
---

# Your own view

Which description is nearest to what you do today?
"""

CHECK = """---
id: answer-four
version: 1
kind: check
status: live
correct: 4
---

# A line to read

Please answer this line with 4.
"""


def _scales() -> dict[str, str]:
    steps = {"effectiveness": "12345", "truth": "TF?", "claim": "01234", "self-rating": "12345"}
    return {
        f"scales/{name}.md": f"---\nid: {name}\ntitle: Scale\nprompt: How?\n---\n\n## Steps\n\n"
        + "".join(f"- {value}: step {value}\n" for value in values)
        for name, values in steps.items()
    }


def _form(name: str, *, claims: int, checks: int, units: str) -> str:
    rows = "".join(f"  {area}: {units}\n" for area in AREAS)
    return f"""---
id: {name}
title: A form
minutes: 10
summary: What it is.
claims_per_area: {claims}
checks: {checks}
units:
{rows}---

Some words about it.
"""


PROFILE = """---
id: scale-up
kind: type
title: Scale-up CTO
order: 1
summary: Builds what growth needs.
seeds: [B3]
implied_stages: [growing]
levels:
  finance: {level: 3.0, weight: 2, critical: false, reason: Budgets grow.}
  governance: {level: 3.5, weight: 3, critical: true, reason: Customers ask for proof.}
---

Some words about it.
"""

STAGE = """---
id: growing
kind: stage
title: Growing
order: 1
summary: Sixteen to 250 people.
changes: {}
floors: {}
---
"""

CIRCUMSTANCE = """---
id: regulated
kind: circumstance
title: Regulated sector
order: 1
summary: A regulator stands behind it.
changes: {governance: +0.5}
floors: {governance: 2.0}
---
"""

SITUATION = """---
id: turnaround
title: Turnaround
order: 1
summary: It loses money.
listening_days: 14
early_kinds: [protect]
change_band: [0.2, 0.4, 0.6]
early_good: One visible stop.
early_harm: A long study.
seeds: [B23]
---

Some words about it.
"""

QUESTIONS = """---
questions:
  - id: danger
    text: Is it in danger?
    yes: {turnaround: 2}
    no: {}
---
"""


def _mandate() -> str:
    facts = "".join(f"  - {{id: fact-{n}, text: A fact., why: A reason.}}\n" for n in range(1, 9))
    return f"---\nfacts:\n{facts}---\n"


PAGE = """---
id: method
title: Method
summary: How it is computed.
seeds: [B27]
---

# Method

Some **words**.

## A part

More words.
"""

ACTION = """---
id: {id}
version: 1
status: live
track: {track}
phase: {phase}
kind: {kind}
effort_hours: 3
weeks: 1
requires: []
gate: {gate}
triggers:
  {triggers}
modes: [in-role, preparing]
reversible: false
readout_day: {readout}
people: [Head of support]
seeds: [B22]
---

# Something to do

Do it, with an amount and a time box.

## Deliverable

One page.

## Done when

Somebody has corrected it.
"""


def make_action_text(
    action_id: str,
    *,
    track: str = "business",
    phase: int = 1,
    kind: str = "listen",
    gate: str = "",
    triggers: str = "always: true",
    readout: str = "",
) -> str:
    """The file of a plan action."""
    return ACTION.format(
        id=action_id,
        track=track,
        phase=phase,
        kind=kind,
        gate=gate,
        triggers=triggers,
        readout=readout,
    )


def _actions() -> dict[str, str]:
    files = {
        f"actions/hear-{track}.md": make_action_text(f"hear-{track}", track=track)
        for track in TRACKS
    }
    for phase, day in ((1, "30"), (2, "60"), (3, "90")):
        name = f"readout-{day}"
        files[f"actions/{name}.md"] = make_action_text(
            name, track="agenda", phase=phase, kind="report", readout=day
        )
    files["actions/change-it.md"] = (
        make_action_text(
            "change-it", phase=2, kind="change", gate="hear-business", triggers="facets: {gr1: 1}"
        )
        + "\n## Questions to ask\n\n- What did you stop asking us?\n"
    )
    return files
