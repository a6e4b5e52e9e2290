"""The examples in the docstrings of the command line and of what it reads are true."""

import doctest
import importlib
import pkgutil

import pytest

import assessment.cli

READERS = ("assessment.services.answers_file", "assessment.services.plan_wishes")
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(assessment.cli.__path__, "assessment.cli.")
)


@pytest.mark.parametrize("name", [*MODULES, *READERS])
def test_docstring_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
