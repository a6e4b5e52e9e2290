"""How long does a gap report take, as a ratio to the least that could be done?

One interleaved run in one warm process; CPU time, medians. Machines differ, ratios less so.
``python bench/report_bench.py [ROUNDS]``

* bare: the same HTML with its charts as one static string through WeasyPrint as it comes
* naive: every chart drawn by matplotlib as PNG at 200 dpi, tables left to size themselves, a new
  font configuration each time
* ours: the whole way from the report's values to a tagged PDF with its attachment
"""

import base64
import io
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assessment.documents.fonts import write_fontconfig  # noqa: E402
from assessment.documents.pdf import Press  # noqa: E402
from assessment.documents.print_job import radar_place  # noqa: E402
from assessment.documents.printing import gap_report_job, report_radar  # noqa: E402
from assessment.documents.report_json import read_sample  # noqa: E402

TARGETS = {"ours / bare": 1.25, "ours / naive": 0.60}


def rounds_of(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each piece of work, taken in turns."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, do in work.items():
            started = time.process_time()
            do()
            spent[name].append(time.process_time() - started)
    return {name: statistics.median(times) for name, times in spent.items()}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp())
    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(folder / "fonts"))
    os.environ["MPLCONFIGDIR"] = str(folder / "matplotlib")

    import weasyprint
    from matplotlib.figure import Figure

    from assessment.documents.radar import draw_radar
    from assessment.documents.rendering import render_pdf

    report = read_sample()
    job = gap_report_job(report)
    radar = draw_radar(report_radar(report))
    static = job.html.replace(radar_place("radar"), radar)
    static = static.replace("</head>", f"<style>{job.css}</style></head>")
    sizing = re.sub(r"table-layout: fixed;|<colgroup>.*?</colgroup>", "", static)

    def ours() -> bytes:
        plain = gap_report_job(report).to_plain()
        html = str(plain["html"]).replace(radar_place("radar"), draw_radar(report_radar(report)))
        attachments = plain["attachments"]
        assert isinstance(attachments, list)
        made, _ = render_pdf(
            html, str(plain["css"]), created=1, attachments=attachments, tagged=True
        )
        return made

    def bare() -> object:
        return weasyprint.HTML(string=static).write_pdf()

    def naive() -> object:
        html = re.sub(r"<svg .*?</svg>", png_picture, sizing, flags=re.DOTALL)
        return weasyprint.HTML(string=html).write_pdf()

    def png_picture(found: re.Match[str]) -> str:
        """A chart of about the same content, as a picture of dots."""
        box = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', found[0])
        assert box is not None
        wide, high = float(box[1]), float(box[2])
        figure = Figure(figsize=(6, 6 * high / wide))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.barh(range(9), [2.0] * 9, left=[1.0] * 9)
        axes.plot([2.0] * 9, range(9), "o")
        png = io.BytesIO()
        figure.savefig(png, format="png", dpi=200)
        coded = base64.b64encode(png.getvalue()).decode()
        return f'<img alt="" style="width:100%" src="data:image/png;base64,{coded}">'

    work: dict[str, Callable[[], object]] = {"bare": bare, "ours": ours, "naive": naive}
    for do in work.values():
        do()
    times = rounds_of(work, rounds)
    pages = len(re.findall(rb"/Type /Page\b", render_uncompressed(static)))
    print(f"report of {pages} pages, {rounds} rounds; CPU ms, only ratios count")
    for name, seconds in times.items():
        print(f"  {name:6} {seconds * 1000:7.0f}   {seconds * 1000 / pages:5.0f} a page")
    missed = 0
    for name, target in TARGETS.items():
        over, under = name.split(" / ")
        ratio = times[over] / times[under]
        missed += ratio > target
        print(f"  {name:13} {ratio:.2f}   target at most {target:.2f}")
    press_ratios(folder)
    return 1 if missed else 0


def render_uncompressed(html: str) -> bytes:
    """The PDF in a form in which pages can be counted."""
    import weasyprint

    made: bytes = weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True)
    return made


def press_ratios(folder: Path) -> None:
    """What the worker costs: its start, a warm job, and one that is kept already (wall time)."""
    press = Press(folder / "press")
    job = gap_report_job(read_sample())
    walls = []
    for step in ("cold", "warm", "kept"):
        if step == "warm":
            press.forget(job)
        started = time.perf_counter()
        press.make_pdf(job)
        walls.append(time.perf_counter() - started)
    cold, warm, kept = walls
    print(f"  press, wall: cold / warm {cold / warm:.2f}, kept / warm {kept / warm:.4f}")
    if press.worker_id and (status := Path(f"/proc/{press.worker_id}/status")).exists():
        peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        print(f"  worker at its largest: {int(peak[1]) // 1024 if peak else 0} MiB")
    press.close()


if __name__ == "__main__":
    sys.exit(main())
