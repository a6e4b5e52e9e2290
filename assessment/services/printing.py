"""How do results and plans become documents, made outside the web threads and kept?"""

from assessment.documents.pdf import PdfBusy, PdfFailed, PdfUnavailable, Press, pdf_available

__all__ = ["PdfBusy", "PdfFailed", "PdfUnavailable", "Press", "pdf_available"]
