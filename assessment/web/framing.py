"""Where does a request end? Two answers to that, and a second one could hide in the first.

A proxy that counts by the one header and a server that counts by the other disagree on where the
next request begins (request smuggling). Waitress takes the first answer and reads on; here nobody
who gives two is read at all.
"""

from collections.abc import Mapping

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer


class OneEnd(HTTPRequestParser):  # type: ignore[misc]
    """Refuses with 400 what says its length in two ways, or in one its version does not know."""

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Transfer-Encoding and Content-Length exclude each other")
        if "TRANSFER_ENCODING" in self.headers:  # taken out above where the version knows it
            raise ParsingError("this version knows no Transfer-Encoding")


class OneEndChannel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests have one end each."""

    parser_class = OneEnd


def hold_to_one_end(listening: Mapping[int, object]) -> None:
    """Let these servers read requests so; what else is in the loop's map is left alone."""
    for each in listening.values():
        if isinstance(each, BaseWSGIServer):
            each.channel_class = OneEndChannel
