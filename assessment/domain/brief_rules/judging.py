"""Is the person to be judged by something agreed, in the first ninety days?"""

from assessment.domain.brief_rules.words import pattern

_JUDGED = pattern(
    r"(?:judge[sd]?|judging|measure[sd]?|assess(?:es|ed)?|evaluat\w+|rate[sd]?|"
    r"score[sd]?|apprais\w+"
    r"|weigh(?:s|ed)?|review(?:s|ed)?|compare[sd]?|check(?:s|ed)?|count(?:s|ed)?|"
    r"confirm(?:s|ed)?) "
    r".{0,60}?(?:against|by|on|with|whether|whether|if|per) (?:\w+ ){0,4}(?:goals?|"
    r"targets?|criteria|"
    r"objectives?|success|plan|kpis?|okrs?|scorecard|results?|expectations?|agreed|"
    r"stays?|passes|"
    r"performance|measures?|outcomes?|mandate)",
    r"we (?:will )?(?:judge|decide|measure|assess|evaluate|know) (?:\w+ ){0,3}(?:whether|"
    r"if|him|her|"
    r"them|the cto)", "probation\\w*", "(?:bonus|variable pay|option|equity|vesting)",
    "(?:goals?|targets?|objectives?|criteria|kpis?|okrs?|milestones?|success measures?|"
    "yardsticks?|"
    "scorecard|year-one results) .{0,40}?(?:agreed|met|reached|hit|achieved|set|written|"
    "fulfilled|"
    "exceeded|delivered|due|on track|half|promised|attained|ticked)",
    "(?:agreed|met|meets|reached|reaches|hits?|achieved|achieves|fulfil\\w*|delivers?|"
    "on track|half|"
    "towards?|ahead of|progress) .{0,40}?(?:goals?|targets?|objectives?|criteria|kpis?|"
    "okrs?|"
    "milestones?|scorecard|success measures?|yardsticks?)",
    "(?:stays?|stay or go|keep (?:him|her|them)|contract (?:is )?(?:extended|confirmed|"
    "made permanent)"
    "|passes? (?:the )?review|performance rating|go/no-go on the person|success (?:is|"
    "will be|can be))",
)  # fmt: skip


def judges_by_what_was_agreed(text: str) -> str:
    """The words that make use of a success that must have been written down, or nothing.

    >>> judges_by_what_was_agreed("The first quarter's targets are met.")
    'targets are met'
    >>> judges_by_what_was_agreed("Knows every supplier by name.")
    ''
    """
    found = _JUDGED.search(text)
    return " ".join(found[0].split()) if found else ""
