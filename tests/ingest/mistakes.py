"""The broken corpus: one mistake each, what the reader must call it, and where it is."""
# ruff: noqa: E501 - a table is read best with one mistake on a line

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.content_tree import ContentTree, make_action_text

JUDGEMENT = "items/finance/finance-judgement.md"
EXHIBIT = "items/finance/finance-exhibit.md"
NUMBER = "items/finance/finance-number.md"
CHOICE = "items/finance/finance-choice.md"
CLAIM = "items/finance/finance-claim.md"
SELF = "items/finance/finance-self-rating.md"
CHECK = "items/checks/answer-four.md"
AREA = "areas/finance.md"
PROFILE = "profiles/scale-up.md"
ACTION = "actions/hear-business.md"
CHANGE = "actions/change-it.md"
LESSON = "lessons/finance/bf1.md"
ASKED = "interview/finance/largest-case.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One broken thing; ``says`` is part of the message where its wording matters."""

    name: str
    code: str
    path: str
    tree: ContentTree
    line: int
    says: str = ""


def every_mistake() -> Iterator[Mistake]:
    """The whole corpus."""
    yield from _replaced()
    yield from _built()


def _replaced() -> Iterator[Mistake]:
    for row in REPLACED:
        name, code, path, old, new, *rest = row
        tree = ContentTree()
        line = tree.line_of(path, old.split("\n")[0])
        tree.replace(path, old, new)
        shift = rest[0] if rest else 0
        assert isinstance(shift, int)
        yield Mistake(name=name, code=code, path=path, tree=tree, line=line + shift)


Row = tuple[str, str, str, str, str] | tuple[str, str, str, str, str, int]

REPLACED: tuple[Row, ...] = (
    # name, code, file, what stands there, what is put there, lines from there to the problem
    # the header
    ("the header is missing", "missing-header", JUDGEMENT, "---\nid", "id"),
    ("the header does not end", "missing-header", CLAIM, "seeds: [B1]\n---", "seeds: [B1]", -7),
    ("bad YAML", "bad-yaml", JUDGEMENT, "faces: [operator]", "faces: [operator", 1),
    ("an unbalanced quote", "bad-yaml", NUMBER, "unit: euro cents", 'unit: "euro cents', 1),
    ("a header without keys", "bad-yaml", "pages/method.md", "id: method\ntitle: Method\nsummary: How it is computed.\nseeds: [B27]", "- method"),
    ("a duplicate key", "duplicate-key", JUDGEMENT, "version: 1", "version: 1\nversion: 2", 1),
    ("an anchor", "yaml-alias", JUDGEMENT, "faces: [operator]", "faces: &f [operator]"),
    ("an alias", "yaml-alias", JUDGEMENT, "faces: [operator]", "faces: *f"),
    ("a tag", "yaml-tag", JUDGEMENT, "version: 1", "version: !!int 1"),
    ("deep nesting", "deep-yaml", AREA, "seeds: [B1]", "seeds: [[[[[[[[B1]]]]]]]]"),
    ("an unknown key", "unknown-key", JUDGEMENT, "seconds: 64", "seconds: 64\nminutes: 1", 1),
    ("a missing key", "missing-key", JUDGEMENT, "difficulty: 3.0\n", "", -6),
    ("a wrong type", "wrong-type", JUDGEMENT, "version: 1", "version: one"),
    ("a number in quotes", "wrong-type", JUDGEMENT, "seconds: 64", 'seconds: "64"'),
    ("a list where a word belongs", "wrong-type", PROFILE, "title: Scale-up CTO", "title: [CTO]"),
    ("yes instead of true", "wrong-type", PROFILE, "critical: true", "critical: yes"),
    ("a bad id", "bad-id", JUDGEMENT, "id: finance-judgement", "id: Finance_Judgement"),
    ("another id", "id-is-not-file-name", JUDGEMENT, "id: finance-judgement", "id: other"),
    ("a version of nought", "out-of-range", JUDGEMENT, "version: 1", "version: 0"),
    ("an unknown status", "wrong-value", JUDGEMENT, "status: live", "status: draft"),
    # what a file names
    ("an unknown kind", "unknown-kind", JUDGEMENT, "kind: judgement", "kind: likert"),
    ("an unknown facet", "unknown-facet", JUDGEMENT, "facet: bf1", "facet: gr1"),
    ("an unknown seed", "unknown-seed", JUDGEMENT, "seeds: [B1]", "seeds: [B30]"),
    ("no seeds on an action", "no-seeds", ACTION, "seeds: [B22]", "seeds: []"),
    ("an unknown face", "unknown-face", JUDGEMENT, "faces: [operator]", "faces: [leader]"),
    ("an unknown type", "unknown-type", CHANGE, "facets: {gr1: 1}", "types: {scale-down: 1}", -1),
    ("an unknown stage", "unknown-stage", CHANGE, "facets: {gr1: 1}", "stages: {huge: 1}", -1),
    ("a circumstance as a stage", "unknown-stage", PROFILE, "[growing]", "[regulated]"),
    (
        "an unknown situation",
        "unknown-situation",
        CHANGE,
        "facets: {gr1: 1}",
        "situations: {calm: 1}",
        -1,
    ),
    ("an unknown area in a trigger", "unknown-area", CHANGE, "facets: {gr1", "areas: {sales", -1),
    ("an unknown facet in a trigger", "unknown-facet", CHANGE, "facets: {gr1", "facets: {gr9", -1),
    ("an item in another folder", "wrong-folder", JUDGEMENT, "area: finance", "area: governance"),
    # headings and lists
    ("no title", "missing-title", JUDGEMENT, "# The agent that paid too much\n", "", -1),
    ("an unknown heading", "unknown-heading", JUDGEMENT, "## Why it needs", "## Why he needs"),
    ("a heading too deep", "bad-heading", JUDGEMENT, "## Rationale", "### Rationale"),
    ("a second title", "second-title", JUDGEMENT, "## Rationale", "# Rationale"),
    ("a heading twice", "duplicate-heading", JUDGEMENT, "## Wrong turns", "## Rationale"),
    ("an empty section", "empty-section", CLAIM, "What changed, with a figure before and after.", "", -2),
    ("a line that is no entry", "bad-entry", JUDGEMENT, "- d: Give", "d: Give"),
    ("an entry twice", "duplicate-entry", JUDGEMENT, "- e: A firmer", "- d: A firmer"),
    ("an entry without text", "empty-entry", JUDGEMENT, "- c: The gap is yours.", "- c:"),
    # keys
    ("a key without an action", "key-without-text", JUDGEMENT, "e: 1.8}", "e: 1.8, f: 3.0}"),
    ("an action without a key", "text-without-key", JUDGEMENT, ", e: 1.8}", "}"),
    ("four actions", "wrong-count", JUDGEMENT, "- e: Write the limit more", "  more", -6),
    ("a key out of range", "key-out-of-range", JUDGEMENT, "b: 4.6", "b: 5.6"),
    ("a key that is a word", "wrong-type", JUDGEMENT, "b: 4.6", "b: high"),
    ("few clear pairs", "few-clear-pairs", JUDGEMENT, "b: 4.6, c: 1.5, d: 4.3", "b: 2.6, c: 2.2, d: 2.4"),
    ("no rationale for an action", "missing-rationale", JUDGEMENT, "- b: Moves the rule", "  moves", -3),
    ("a difficulty out of range", "difficulty-out-of-range", JUDGEMENT, "difficulty: 3.0", "difficulty: 6"),
    ("a short cut of three actions", "short-count", JUDGEMENT, "short: [a, b, c, d]", "short: [a, b, c]"),
    ("an unknown letter in the short cut", "unknown-letter", JUDGEMENT, "c, d]", "c, x]"),
    ("a letter twice in the short cut", "duplicate-entry", JUDGEMENT, "[a, b, c, d]", "[a, b, c, c]"),
    ("four statements", "wrong-count", EXHIBIT, "- e: Revenue less", "  less", -6),
    ("a truth that is a word", "wrong-type", EXHIBIT, "a: true", "a: probably"),
    ("a short cut of four statements", "short-count", EXHIBIT, "short: [a, b, c]", "short: [a, b, c, d]"),
    ("a one-sided short cut", "one-sided", EXHIBIT, "short: [a, b, c]", "short: [a, c, e]"),
    # wrong turns
    ("a wrong turn that agrees", "wrong-turn-agrees", JUDGEMENT, "- a > b", "- b > a"),
    ("a wrong turn of no pair", "bad-wrong-turn", JUDGEMENT, "- a > b", "- a"),
    ("a wrong turn that speaks of others", "wrong-turn-voice", JUDGEMENT, "You would rather", "Some would"),
    ("a mark that agrees", "wrong-turn-agrees", EXHIBIT, "- b = true", "- b = false"),
    ("a mark of no statement", "bad-wrong-turn", EXHIBIT, "- b = true", "- b: true"),
    ("a wrong number that is right", "wrong-turn-agrees", NUMBER, "- 6.00", "- 4.08"),
    ("a wrong number that is a word", "bad-wrong-turn", NUMBER, "- 6.00", "- six"),
    ("a wrong option that is right", "wrong-turn-agrees", CHOICE, "- a: You divided", "- b: You divided"),
    ("a right option that is not there", "unknown-letter", CHOICE, "key: b", "key: d"),
    # numbers
    ("a formula that is not the key", "formula-is-not-key", NUMBER, "0.4*2", "0.5*2"),
    ("a formula that calls something", "bad-formula", NUMBER, '"6 * (', '"6 * abs('),
    ("a formula with an attribute", "bad-formula", NUMBER, '"6 * (', '"().real * ('),
    ("a formula that divides by nought", "bad-formula", NUMBER, "/ 1e6", "/ (1-1)"),
    ("a formula too large", "bad-formula", NUMBER, "/ 1e6", "** 60"),
    ("a key of nought", "bad-key", NUMBER, "key: 4.06", "key: 0"),
    ("a tolerance out of range", "tolerance-out-of-range", NUMBER, "tolerance: 0.02", "tolerance: 2"),
    # lengths and words
    ("an action too long for the rest", "uneven-length", JUDGEMENT, "keep the agent running.", "keep it running for now and for the next quarter."),
    ("an absolute", "absolute", JUDGEMENT, "until a policy", "until always a policy"),
    ("no story", "no-story", CLAIM, "I have changed how this is done in a company.", "", -2),
    # what no file may hold
    ("raw HTML", "raw-html", JUDGEMENT, "Customers", "<b>Customers</b>"),
    ("a script", "raw-html", "pages/method.md", "More words.", "<script>alert(1)</script>"),
    ("an image", "image", "pages/method.md", "More words.", "![x](https://example.org/x.png)"),
    ("a link that runs", "unsafe-link", "pages/method.md", "More words.", "[x](javascript:alert(1))"),
    ("template language", "template-language", JUDGEMENT, "Customers", "{{ customers }}"),
    ("a template block", "template-language", JUDGEMENT, "Customers", "{% if x %}"),
    ("a control character", "control-character", JUDGEMENT, "Customers", "Custo\x07mers"),
    ("a hidden direction mark", "control-character", JUDGEMENT, "Customers", "Custo\u202emers"),
    # lessons
    ("a lesson without an example", "missing-heading", LESSON, "## Worked example\n\n| | Solo | Clinic |\n|---|---:|---:|\n| Price | 60 | 240 |\n| Left over | 42 | 148 |\n", "", -12),
    ("a lesson without questions", "empty-section", LESSON, "- Which line surprised you?\n- Who in the company already\n  knew it?\n", "", -2),
    ("a lesson with a foreign heading", "unknown-heading", LESSON, "## Coach asks", "## Coach says"),
    ("a question of a coach that is no entry", "bad-entry", LESSON, "- Which line", "Which line"),
    ("a lesson of another facet", "lesson-facet", LESSON, "facet: bf1", "facet: bf2"),
    ("a lesson called otherwise", "id-is-not-file-name", LESSON, "id: bf1", "id: bf2"),
    ("a lesson in another folder", "wrong-folder", LESSON, "area: finance", "area: governance"),
    ("a lesson of two titles", "two-titles", LESSON, "# One customer", "# A customer"),
    ("a lesson without opening words", "no-story", LESSON, "What one customer leaves tells you which work earns anything.\n", "", -2),
    ("a lesson of an hour", "out-of-range", LESSON, "minutes: 2", "minutes: 60"),
    ("a lesson of a minute", "out-of-range", LESSON, "minutes: 2", "minutes: 1"),
    ("a lesson without seeds", "no-seeds", LESSON, "seeds: [B2]", "seeds: []"),
    ("a lesson with a status", "unknown-key", LESSON, "version: 1", "version: 1\nstatus: live", 1),
    # interview questions
    ("a question of no known kind", "unknown-kind", ASKED, "kind: past-behaviour", "kind: hypothetical"),
    ("a question about a foreign facet", "unknown-facet", ASKED, "facet: bf2", "facet: gr1"),
    ("a question without probes", "empty-section", ASKED, "- What did you not choose?\n- When did money start to leave?\n- What could those people have done instead?\n", "", -2),
    ("a question without signs", "missing-heading", ASKED, "## Signs\n\n- 2: Describes a budget.\n- 3: Gives two options with cost\n  and gain.\n- 4: Gives promised and actual figures.\n", "", -10),
    ("signs of two levels", "sign-levels", ASKED, "- 4: Gives promised and actual figures.\n", "", -5),
    ("signs of a fifth level", "sign-levels", ASKED, "- 4: Gives", "- 5: Gives", -5),
    ("signs the wrong way round", "sign-levels", ASKED, "- 2: Describes a budget.\n- 3:", "- 3: Describes a budget.\n- 2:", -2),
    ("a level of signs twice", "duplicate-entry", ASKED, "- 4: Gives", "- 3: Gives"),
    ("a sign without words", "empty-entry", ASKED, "- 2: Describes a budget.", "- 2:"),
    ("a red flag that is no entry", "bad-entry", ASKED, "- Counts from", "Counts from"),
    ("a question that asks nothing", "no-story", ASKED, "Tell us about the largest case you have signed.\n", "", -2),
    ("a question in another folder", "wrong-folder", ASKED, "area: finance", "area: governance"),
    ("a question of half an hour", "out-of-range", ASKED, "minutes: 8", "minutes: 30"),
    ("a question with a title in its header", "unknown-key", ASKED, "minutes: 8", "minutes: 8\ntitle: The largest case", 1),
    # areas, profiles, forms, scales
    ("four anchors", "anchors-not-five", AREA, "  - Steers.\n", "", -5),
    ("a facet of another name", "bad-facet-id", AREA, "- id: bf2", "- id: bf7"),
    ("a colour by name", "bad-colour", AREA, 'colour: "#123456"', "colour: blue"),
    ("a code of one letter", "bad-code", AREA, "code: BF", "code: B"),
    ("two titles", "two-titles", AREA, "# The area finance", "# The finance area"),
    ("a code given twice", "duplicate-id", "areas/governance.md", "order: 2", "order: 1"),
    ("a weight out of range", "weight-out-of-range", PROFILE, "weight: 3", "weight: 4"),
    ("a level out of range", "level-out-of-range", PROFILE, "level: 3.5", "level: 5.5"),
    ("a level between the halves", "level-step", PROFILE, "level: 3.5", "level: 3.7"),
    ("an area missing in a profile", "missing-area", PROFILE, "  finance: {level: 3.0, weight: 2, critical: false, reason: Budgets grow.}\n", "", -1),
    ("an unknown area in a profile", "unknown-area", PROFILE, "  finance:", "  sales:", -1),
    ("an unknown area in an adjustment", "unknown-area", "profiles/adjustments/regulated.md", "changes: {governance", "changes: {sales"),
    ("an unknown area in a form", "unknown-area", "forms/full.md", "  finance:", "  sales:", -1),
    ("a step missing", "wrong-steps", "scales/truth.md", "- ?: step ?\n", "", -4),
    ("a check's answer out of range", "out-of-range", CHECK, "correct: 4", "correct: 6"),
    ("a self-rating of another name", "self-rating-id", SELF, "area: finance", "area: governance", -3),
    ("a claim about others", "claim-voice", CLAIM, "I have changed", "They changed"),
    # the plan
    ("a change without a gate", "change-without-gate", CHANGE, "gate: hear-business", "gate:", -4),
    ("an unknown gate", "unknown-gate", CHANGE, "gate: hear-business", "gate: hear-nobody"),
    ("an unknown prerequisite", "unknown-requires", CHANGE, "requires: []", "requires: [nothing]"),
    ("a gate that is a change", "gate-kind", CHANGE, "gate: hear-business", "gate: readout-60"),
    ("a prerequisite of a later phase", "later-phase", CHANGE, "requires: []", "requires: [readout-90]"),
    ("nothing that calls", "no-trigger", CHANGE, "facets: {gr1: 1}", "always: false", -1),
    ("an unknown track", "wrong-value", ACTION, "track: business", "track: sales"),
    ("an unknown mode", "wrong-value", ACTION, "[in-role, preparing]", "[both]"),
    ("hours out of range", "out-of-range", ACTION, "effort_hours: 3", "effort_hours: 300"),
    ("a trigger without weight", "out-of-range", CHANGE, "gr1: 1", "gr1: 0"),
    ("a readout that is no report", "readout-kind", ACTION, "readout_day:", "readout_day: 30"),
    ("seven mandate facts", "wrong-count", "situations/mandate.md", "  - {id: fact-8, text: A fact., why: A reason.}\n", "", -8),
    ("a band of two", "wrong-count", "situations/turnaround.md", "[0.2, 0.4, 0.6]", "[0.2, 0.4]"),
    ("a question on an unknown situation", "unknown-situation", "situations/questions.md", "{turnaround: 2}", "{calm: 2}", -3),
)  # fmt: skip


def _built() -> Iterator[Mistake]:
    for name, code, path, line, build, *says in BUILT:
        tree = ContentTree()
        build(tree)
        yield Mistake(
            name=name, code=code, path=path, tree=tree, line=line, says=str(says[0]) if says else ""
        )


def _copy_item(tree: ContentTree) -> None:
    tree.add("items/governance/finance-claim.md", tree.files[CLAIM])


def _many_critical(tree: ContentTree) -> None:
    rows = "".join(
        f"  extra-{n}: {{level: 3.0, weight: 3, critical: true, reason: R.}}\n" for n in range(5)
    )
    tree.replace(PROFILE, "levels:\n", "levels:\n" + rows)


def _long_table(tree: ContentTree) -> None:
    tree.replace(EXHIBIT, "| Hosting | 360 | 528 |\n", "| Hosting | 360 | 528 |\n" * 6)


def _short_story(tree: ContentTree) -> None:
    story = tree.files[JUDGEMENT].partition("too much\n\n")[2].partition("\n\n## Actions")[0]
    tree.replace(
        JUDGEMENT, story, "Your agent paid too much, and finance closes the month on Friday."
    )


def _round(tree: ContentTree) -> None:
    tree.replace(ACTION, "requires: []", "requires: [hear-estate]")
    tree.replace("actions/hear-estate.md", "requires: []", "requires: [hear-business]")


def _no_openers(tree: ContentTree) -> None:
    tree.replace(JUDGEMENT, "short: [a, b, c, d]\n", "")


def _second_readout(tree: ContentTree) -> None:
    tree.add(
        "actions/another.md", make_action_text("another", kind="report", readout="30", phase=1)
    )


Built = (
    tuple[str, str, str, int, Callable[[ContentTree], object]]
    | tuple[str, str, str, int, Callable[[ContentTree], object], str]
)

BUILT: tuple[Built, ...] = (
    # name, code, file, line, how the tree is broken, part of the message
    ("an id used twice", "duplicate-id", "items/governance/finance-claim.md", 1, _copy_item),
    ("five critical areas", "too-many-critical", PROFILE, 9, _many_critical),
    ("a story too short", "wrong-length", JUDGEMENT, 19, _short_story),
    ("a table of seven rows", "long-table", EXHIBIT, 19, _long_table),
    ("a short cut with few clear pairs", "few-clear-pairs", JUDGEMENT, 14, lambda t: t.replace(
        JUDGEMENT, "e: 1.8}\nshort: [a, b, c, d]", "e: 2.2}\nshort: [a, b, c, e]").replace(
        JUDGEMENT, "c: 1.5", "c: 2.3")),
    ("a prerequisite of another mode", "other-mode", CHANGE, 10, lambda t: t.replace(
        CHANGE, "requires: []", "requires: [hear-estate]").replace(
        "actions/hear-estate.md", "[in-role, preparing]", "[in-role]")),
    ("a file in no folder", "wrong-folder", "notes/a.md", 1, lambda t: t.add("notes/a.md", "---\n")),
    ("a file above its folder", "wrong-folder", "a.md", 1, lambda t: t.add("a.md", "---\n")),
    ("a path that climbs", "wrong-folder", "../a.md", 1, lambda t: t.add("../a.md", "---\n")),
    ("a file name that is no id", "bad-id", "pages/A b.md", 1, lambda t: t.add("pages/A b.md", "")),
    ("an item of no known area", "unknown-area", "items/sales/sales-claim.md", 5, lambda t: t.add(
        "items/sales/sales-claim.md", t.files[CLAIM].replace("finance", "sales"))),
    ("a check among the areas", "wrong-folder", "items/finance/answer-four.md", 4, lambda t: t.add(
        "items/finance/answer-four.md", t.files[CHECK]).remove(CHECK)),
    ("no self-rating", "no-self-rating", AREA, 1, lambda t: t.remove(SELF)),
    ("a retired self-rating", "no-self-rating", AREA, 1, lambda t: t.replace(
        SELF, "status: live", "status: retired")),
    ("a self-rating twice", "self-rating-id", "items/finance/second-self-rating.md", 2, lambda t: t.add(
        "items/finance/second-self-rating.md",
        t.files[SELF].replace("id: finance-self-rating", "id: second-self-rating"))),
    ("a bank too small for the form", "form-cannot-be-filled", "forms/full.md", 8,
     lambda t: t.remove(NUMBER), "1 number units of finance"),
    ("a bank too small for critical areas", "form-cannot-be-filled", "forms/full.md", 8,
     lambda t: t.replace("forms/full.md", "\nunits:", "\ncritical_units: {finance: {number: 9}}\nunits:"),
     "9 number units of finance"),
    ("a retired item fills no form", "form-cannot-be-filled", "forms/full.md", 8,
     lambda t: t.replace(NUMBER, "status: live", "status: retired"), "the bank has 0"),
    ("too few claims", "form-cannot-be-filled", "forms/full.md", 6, lambda t: t.remove(CLAIM), "claims of finance"),
    ("too few checks", "form-cannot-be-filled", "forms/full.md", 7, lambda t: t.remove(CHECK), "instructed checks"),
    ("no opener", "no-opener", "forms/quick.md", 8, _no_openers, "no opener with a short cut in area finance"),
    ("a quick form the full one lacks", "quick-not-in-full", "forms/full.md", 8, lambda t: t.replace(
        "forms/full.md", "finance: {judgement: 1, ", "finance: {")),
    ("a form without the areas", "missing-area", "forms/full.md", 8, lambda t: t.replace(
        "forms/full.md", "  finance: {judgement: 1, exhibit: 1, number: 1}\n", "")),
    ("no readout for a day", "readout-count", "actions", 1,
     lambda t: t.remove("actions/readout-60.md"), "0 readouts for day 60 in the mode preparing"),
    ("two readouts for a day", "readout-count", "actions", 1, _second_readout, "2 readouts for day 30"),
    ("a track without backbone", "no-backbone", "actions", 1, lambda t: t.remove(
        "actions/hear-estate.md"), "track estate for the mode in-role"),
    ("a track without backbone in one mode", "no-backbone", "actions", 1, lambda t: t.replace(
        "actions/hear-estate.md", "[in-role, preparing]", "[in-role]"), "track estate for the mode preparing"),
    ("two that wait for each other", "cycle", ACTION, 10, _round),
    ("a prerequisite that is retired", "retired-link", CHANGE, 11, lambda t: t.replace(
        ACTION, "status: live", "status: retired")),
    ("no claim scale", "missing-file", "scales/claim.md", 1, lambda t: t.remove("scales/claim.md")),
    ("no quick form", "missing-file", "forms/quick.md", 1, lambda t: t.remove("forms/quick.md")),
    ("no mandate", "missing-file", "situations/mandate.md", 1, lambda t: t.remove("situations/mandate.md")),
    ("a lesson of no facet", "unknown-facet", "lessons/finance/bf9.md", 5, lambda t: t.add(
        "lessons/finance/bf9.md", t.files[LESSON].replace("bf1", "bf9"))),
    ("a lesson of no area", "unknown-area", "lessons/sales/bf1.md", 4, lambda t: t.add(
        "lessons/sales/bf1.md", t.files[LESSON].replace("area: finance", "area: sales")).remove(LESSON)),
    ("a facet with two lessons", "duplicate-id", "lessons/governance/bf1.md", 1, lambda t: t.add(
        "lessons/governance/bf1.md", t.files[LESSON])),
    ("a lesson above its area", "wrong-folder", "lessons/bf1.md", 1, lambda t: t.add(
        "lessons/bf1.md", t.files[LESSON])),
    ("an interview question twice", "duplicate-id", "interview/governance/largest-case.md", 1,
     lambda t: t.add("interview/governance/largest-case.md", t.files[ASKED])),
    ("an empty file", "missing-header", "pages/empty.md", 1, lambda t: t.add("pages/empty.md", "")),
    ("a very long line", "long-line", "pages/method.md", 10, lambda t: t.replace(
        "pages/method.md", "Some **words**.", "x" * 6000)),
)  # fmt: skip
