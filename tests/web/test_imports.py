"""The web process imports what pages need, and nothing that only documents need."""

import subprocess
import sys
from pathlib import Path

import pytest

from assessment.services.settings import PROJECT

HEAVY = ("matplotlib", "weasyprint", "numpy", "pikepdf", "alembic", "icalendar")

SIGN_IN_ONLY = (
    "argon2",
    "passlib",
    "cryptography",
    "qrcode",
    "limits",
    "flask_security",
    "webauthn",
    "zxcvbn",
)

IMPORT = "import assessment.web"
START = """
import tempfile
from assessment.services.settings import read_settings
from assessment.web import create_app
folder = tempfile.mkdtemp()
settings = read_settings({"CTO_VAR_DIR": folder, "CTO_SECRET_KEY": "k" * 40})
create_app(settings)
"""


def loaded_by(code: str, modules: tuple[str, ...]) -> list[str]:
    """Those of the modules that a fresh interpreter holds after running the code."""
    tail = f"\nimport sys; print(*(name for name in {modules!r} if name in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code + tail], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    return ran.stdout.split()


def test_importing_the_web_app_imports_nothing_that_only_documents_need() -> None:
    assert loaded_by(IMPORT, HEAVY) == []


def test_a_web_process_that_has_started_has_imported_no_renderer() -> None:
    assert loaded_by(START, ("matplotlib", "weasyprint", "numpy")) == []


def test_what_only_signing_in_needs_is_imported_when_somebody_signs_in() -> None:
    assert loaded_by(START, SIGN_IN_ONLY) == []


def test_a_second_start_on_the_same_database_reads_no_migrations(tmp_path: Path) -> None:
    start = START.replace("tempfile.mkdtemp()", repr(str(tmp_path)))
    assert loaded_by(start, ("alembic",)) == ["alembic"]
    assert loaded_by(start, ("alembic",)) == []


@pytest.mark.parametrize("module", ["flask", "sqlalchemy"])
def test_the_question_is_asked_in_a_way_that_can_be_answered_with_yes(module: str) -> None:
    assert loaded_by(IMPORT, (module,)) == [module]
