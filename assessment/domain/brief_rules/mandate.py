"""Does the role carry the authority its outcomes need?"""

from collections.abc import Mapping

from assessment.domain.brief_rules.findings import Fault, Faults, Surroundings, place
from assessment.domain.brief_rules.judging import judges_by_what_was_agreed
from assessment.domain.brief_rules.reader import BEYOND, FAULTS, reader_of
from assessment.domain.brief_rules.reader import Fault as ReaderFault
from assessment.domain.brief_rules.words import is_placeholder
from assessment.domain.briefs import Brief
from assessment.domain.language import gettext as _
from assessment.domain.mandate import check_mandate

MOST_UNSAID = 2
"""Facts that may be left open before the mandate counts as missing (editorial)."""


def find_no_mandate(brief: Brief, around: Surroundings) -> Faults:
    """The eight facts about authority are not answered."""
    check = check_mandate(around.mandate_facts, brief.mandate_said)
    if len(check.unsaid) > MOST_UNSAID:
        yield Fault(
            place=place("mandate"),
            reason=_("%(n)d of the %(all)d facts about authority are not answered.")
            % {"n": len(check.unsaid), "all": check.asked},
            fix=_(
                "Answer each with yes or no; a no is useful, a gap is found out in the first month."
            ),
            missing=check.is_empty,
        )


def find_no_authority(brief: Brief, around: Surroundings) -> Faults:
    """A title without authority."""
    check = check_mandate(around.mandate_facts, brief.mandate_said)
    if len(check.unsaid) <= MOST_UNSAID and check.mandate == "title without authority":
        yield Fault(
            place=place("mandate"),
            reason=_(
                "Only %(n)d of the %(all)d facts hold: whoever takes this job answers for results "
                "and must ask for every means. That is a title without authority."
            )
            % {"n": len(check.held), "all": check.asked},
            fix=_(
                "Agree on at least six before you interview, or describe an adviser’s job and "
                "call it that."
            ),
        )


def find_hollow_authority(brief: Brief, around: Surroundings) -> Faults:
    """A fact is said to hold, and its proof says otherwise."""
    for fact in around.mandate_facts:
        answer = brief.mandate.get(fact.id)
        if answer is None or not answer.holds or not answer.detail:
            continue
        if is_placeholder(answer.detail) or reader_of("hollow").finds(answer.detail):
            yield Fault(
                place=place("mandate", fact.id),
                reason=_("“%(fact)s” is ticked, but what stands beside it takes it back.")
                % {"fact": fact.text.rstrip(".")},
                fix=_("Write the amount, name or rule that holds today, or answer no."),
            )


def find_expectations_beyond_authority(brief: Brief, around: Surroundings) -> Faults:
    """Something is expected in the first ninety days that the role may not do."""
    if not any(answer.holds is not None for answer in brief.mandate.values()):
        return
    lacking = [
        fact
        for fact in around.mandate_facts
        if (answer := brief.mandate.get(fact.id)) is None or not answer.holds
    ]
    for day, text in zip((30, 60, 90), brief.expectations.texts, strict=True):
        for fact in lacking:
            found = demand_on(fact.id, text)
            if found:
                yield Fault(
                    place=place("expectations", day),
                    reason=_(
                        "By day %(day)d “%(words)s” is expected, but this does not hold: %(fact)s"
                    )
                    % {"day": day, "words": found, "fact": fact.text},
                    fix=_("Give the authority first, or expect a proposal instead of the act."),
                )
                break


def demand_on(fact: str, text: str) -> str:
    """The words of an expectation that make use of an authority, or nothing.

    >>> bool(demand_on("can-stop-release-or-vendor", "Half of the running projects are ended."))
    True
    >>> demand_on("can-stop-release-or-vendor", "Proposes which projects should be stopped.")
    ''
    """
    if fact == "success-written-down":
        return judges_by_what_was_agreed(text)
    fault = _READER_OF.get(fact)
    if fault is None or not text:
        return ""
    reader = reader_of(fault)
    return reader.quote(text) if reader.finds(text) else ""


_READER_OF: Mapping[str, ReaderFault] = {
    fault.removeprefix(BEYOND): fault for fault in FAULTS if fault.startswith(BEYOND)
}
