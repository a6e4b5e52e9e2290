"""The process that renders: one job after another, within limits, until its parent closes.

``python -m assessment.documents.worker`` reads jobs from standard input and answers on standard
output (``documents.frames``). It holds no secrets, and stays inside ``documents.walls``: no
address, no program, no file written but its caches. ``documents.pdf`` starts it, watches the clock
and kills it when it is late.
"""

import base64
import contextlib
import gc
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from assessment.documents.frames import read_frame, write_frame
from assessment.documents.print_job import radar_place
from assessment.documents.radar_values import Radar
from assessment.documents.walls import stay_inside

try:
    import resource
except ImportError:  # pragma: no cover - Windows has no limits of this kind
    resource = None  # type: ignore[assignment]


def main() -> int:
    """Answer jobs until standard input ends."""
    jobs, answers = sys.stdin.buffer, _own_output()
    limit_memory(int(os.environ.get("PRESS_MEMORY_MB", "0")))
    seconds = float(os.environ.get("PRESS_SECONDS", "0"))
    with tempfile.TemporaryFile() as noise:
        stay_inside(Path(os.environ["HOME"]))
        os.dup2(noise.fileno(), 2)  # what C libraries print belongs to the job that caused it
        while (payload := read_frame(jobs)) is not None:
            limit_time(seconds)
            header, body = answer(json.loads(payload))
            header["log"] = [*header.get("log", []), *_printed(noise)]
            write_frame(answers, json.dumps(header).encode())
            write_frame(answers, body)
            gc.collect()
    return 0


def _own_output() -> IO[bytes]:
    """Standard output for answers alone: whatever else prints goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _printed(noise: IO[bytes]) -> list[str]:
    """The lines printed since the last job."""
    noise.seek(0)
    lines = noise.read().decode("utf-8", "replace").splitlines()
    noise.seek(0)
    noise.truncate()
    return [line for line in lines if line.strip()]


def limit_memory(megabytes: int) -> None:
    """Let this process map no more than this; 0 means no limit."""
    if resource is not None and megabytes:
        bytes_ = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (bytes_, resource.RLIM_INFINITY))


def limit_time(seconds: float) -> None:
    """Let the next job take no more CPU time than this; 0 means no limit."""
    if resource is not None and seconds:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def answer(job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """One job's answer: a header that says how it went, and what was made."""
    try:
        match job.get("kind"):
            case "pdf":
                return _pdf(job)
            case "radar":
                return {"ok": True}, _radar(job["radar"]).encode()
            case "logo":
                return _logo(job)
            case "ping":
                return {"ok": True}, b""
            case kind:
                return _refused("failed", f"no such kind of job: {kind}")
    except MemoryError:
        return _refused("failed", "the document needs more memory than the worker may have")
    except OSError as error:
        return _refused("unavailable", f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - the parent must hear of every failure
        return _refused("failed", f"{type(error).__name__}: {error}")


def _refused(error: str, reason: str) -> tuple[dict[str, Any], bytes]:
    return {"ok": False, "error": error, "reason": reason[:500]}, b""


def _pdf(job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    with _without_banner():
        from assessment.documents.rendering import render_pdf
    html = str(job["html"])
    for radar in job["radars"]:
        html = html.replace(radar_place(radar["uid"]), _radar(radar))
    made, log = render_pdf(
        html,
        job["css"],
        created=int(job["created"]),
        attachments=job["attachments"],
        tagged=bool(job["tagged"]),
        assets={each["name"]: base64.b64decode(each["png"]) for each in job.get("assets", ())},
    )
    return {"ok": True, "log": log}, made


def _radar(plain: dict[str, object]) -> str:
    from assessment.documents.radar import draw_radar

    return draw_radar(Radar.from_plain(plain))


def _logo(job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    from assessment.documents.logos import LogoRefused, redraw_logo

    try:
        made, width, height = redraw_logo(base64.b64decode(job["picture"]))
    except LogoRefused as refused:
        return _refused("logo", str(refused))
    return {"ok": True, "width": width, "height": height}, made


@contextlib.contextmanager
def _without_banner() -> Iterator[None]:
    """WeasyPrint prints a banner where Pango is missing; the error says it already."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


if __name__ == "__main__":
    sys.exit(main())
