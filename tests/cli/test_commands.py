import subprocess
import sys

import pytest

from assessment.cli.commands import COMMANDS, main
from tests.cli.running import PROJECT, run_command

HEAVY = ("matplotlib", "weasyprint", "flask", "sqlalchemy", "pikepdf", "yaml", "fontTools")


@pytest.mark.parametrize("line", [(), ("recommend",), ("content",), ("content", "burn"), ("db",)])
def test_a_line_that_names_no_command_gets_the_help_on_standard_error(
    line: tuple[str, ...],
) -> None:
    ran = run_command(*line)
    assert ran.status == 2
    assert ran.out == b""
    assert ran.err.startswith("usage: python -m assessment")
    assert ran.err.count("\n") > 5


def test_an_unknown_command_is_named_below_the_help() -> None:
    assert run_command("recommend").err.endswith("there is no command 'recommend'\n")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {name} " in printed for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    ran = run_command(command, "--help")
    assert ran.status == 0
    assert ran.err == ""


def _loaded_by(command: str) -> set[str]:
    script = f"import assessment.cli.{command}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    return {name.split(".", 1)[0] for name in done.stdout.split()}


def test_score_loads_nothing_but_the_standard_library_and_the_domain() -> None:
    assert not _loaded_by("score") & set(HEAVY)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_loads_a_renderer_into_its_own_process(command: str) -> None:
    assert not _loaded_by(command) & {"matplotlib", "weasyprint", "flask"}


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    line = f"{sys.executable} -m assessment content stats --json | head -c 1"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.stdout == "{"
    assert done.stderr == ""
