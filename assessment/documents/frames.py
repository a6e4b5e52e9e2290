"""How do the press and its worker tell each other where a message ends?"""

import struct
from typing import IO

_LENGTH = struct.Struct(">I")
LARGEST_FRAME = 64 * 1024 * 1024
"""No message is longer; a length beyond it means that the two sides are out of step."""


class BrokenFrame(Exception):  # noqa: N818 - named for what happened
    """The other side stopped in the middle of a message, or sent what is none."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Send one message: its length in four bytes, then itself."""
    if len(payload) > LARGEST_FRAME:
        raise BrokenFrame(f"a message of {len(payload)} bytes is too long")
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has closed between two messages."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenFrame("closed in the middle of a length")
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        raise BrokenFrame(f"a message of {length} bytes is too long")
    payload = stream.read(length)
    if len(payload) < length:
        raise BrokenFrame("closed in the middle of a message")
    return payload
