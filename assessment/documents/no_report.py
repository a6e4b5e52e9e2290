"""What is a file that is not a report?"""


class NoReport(Exception):  # noqa: N818 - named for what is the case
    """The file is no report that this version can look at; the message says why."""
