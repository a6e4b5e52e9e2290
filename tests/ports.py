"""Which port of this machine can a server of a test listen on?"""

import socket


def free_port() -> int:
    """A port nobody listens on now; it is ours only once something listens there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
