"""What draws documents and what reads them opens no address, starts nothing, writes elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.documents.frames import write_frame
from tests.browser.app_process import PROJECT

INSIDE = """
import importlib, os, pathlib, socket, subprocess, sys
assert importlib.import_module(sys.argv[1]).main() == 0
own = pathlib.Path(sys.argv[2])
told = os.fdopen(int(sys.argv[4]), "w", buffering=1)

def tried(what, act):
    try:
        act()
    except OSError as refused:
        told.write(f"{what}: {type(refused).__name__}\\n")
    else:
        told.write(f"{what}: done\\n")

tried("address", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])), timeout=5))
tried("name", lambda: socket.getaddrinfo("example.org", 80))
tried("listening", lambda: socket.socket().bind(("127.0.0.1", 0)))
tried("program", lambda: subprocess.run(["true"]))
tried("shell", lambda: os.system("true"))
tried("twin", os.fork)
tried("file elsewhere", lambda: own.parent.joinpath("elsewhere").write_text("x"))
tried("file by a way round", lambda: own.joinpath("..", "elsewhere").write_text("x"))
tried("descriptor", lambda: os.open(own.parent / "elsewhere", os.O_CREAT | os.O_WRONLY))
tried("own file", lambda: own.joinpath("cache").write_text("x"))
tried("reading", lambda: open("/etc/hostname").close() if os.path.exists("/etc/hostname") else 0)
"""


@pytest.mark.parametrize(
    ("program", "own_file"),
    [
        ("assessment.documents.worker", "done"),
        ("assessment.documents.opening", "BehindTheWall"),
    ],
)
def test_nothing_gets_out_of_a_process_that_handles_documents(
    program: str, own_file: str, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with (own / "jobs").open("wb") as jobs:
        if program.endswith("worker"):
            write_frame(jobs, b'{"kind": "ping"}')
    # The worker keeps for its parent what it prints: what was tried is told through a pipe.
    heard, told_by = os.pipe()
    with (own / "jobs").open("rb") as jobs:
        ran = subprocess.run(
            [sys.executable, "-c", INSIDE, program, str(own), "9", str(told_by)],
            stdin=jobs,
            stdout=subprocess.DEVNULL,
            pass_fds=[told_by],
            cwd=PROJECT,
            env={"PATH": os.environ["PATH"], "HOME": str(own)},
            check=False,
        )
    os.close(told_by)
    with os.fdopen(heard) as pipe:
        told = dict(line.split(": ") for line in pipe.read().splitlines())
    assert ran.returncode == 0
    assert told.pop("own file") == own_file
    assert told.pop("reading") == "done"
    assert set(told.values()) == {"BehindTheWall"}, told
    assert len(told) == 9
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="networks of one's own are Linux's"
)
def test_where_the_system_lets_it_a_process_has_no_network_at_all() -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "import socket; from assessment.documents.walls import leave_the_network as leave\n"
            "print(leave(), [name for _, name in socket.if_nameindex()])",
        ],
        capture_output=True,
        cwd=PROJECT,
        check=True,
        text=True,
    )
    assert ran.stdout.strip() == "True ['lo']" or ran.stdout.startswith("False "), ran.stdout
