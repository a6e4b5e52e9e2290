"""Where does a file that is not an item keep its title?"""

from assessment.ingest.fields import Fields
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.source import SourceFile


def read_titled(source: SourceFile, fields: Fields, log: ProblemLog) -> str:
    """The header's title; a first-level heading may repeat it and must then agree."""
    title = fields.text("title")
    if title and source.title and source.title != title:
        log.error(
            source.path,
            source.title_line,
            "two-titles",
            f"the heading says {source.title!r} and the header {title!r}",
            "write the same title in both places",
        )
    return title
