"""How does a command get a PDF and leave nothing of it on the disk but the file asked for?"""

import tempfile
from pathlib import Path

from assessment.cli.outcomes import FAILED, UNAVAILABLE, Stopped
from assessment.documents.pdf import PdfBusy, PdfFailed, PdfUnavailable, Press, pdf_available
from assessment.documents.print_job import PrintJob


def refuse_without_pango(what_still_works: str) -> None:
    """Raise Stopped where this machine cannot make PDFs, before anything else is done."""
    lacking = pdf_available()
    if lacking is not None:
        raise Stopped(_unavailable(lacking, what_still_works), status=UNAVAILABLE)


def make_pdf(job: PrintJob, *, what_still_works: str) -> bytes:
    """The PDF of a job, made in a process of its own; raises Stopped where it cannot be."""
    with tempfile.TemporaryDirectory(prefix="cto-readiness-") as folder:
        press = Press(Path(folder))
        try:
            return press.make_pdf(job)
        except PdfUnavailable as lacking:
            raise Stopped(
                _unavailable(str(lacking), what_still_works), status=UNAVAILABLE
            ) from None
        except (PdfBusy, PdfFailed) as failed:
            raise Stopped(f"The PDF could not be made: {failed}.", status=FAILED) from None
        finally:
            press.close()


def _unavailable(lacking: str, what_still_works: str) -> str:
    return f"This machine cannot make PDFs: {lacking}. {what_still_works}"
