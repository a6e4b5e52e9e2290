"""The examples in the docstrings of the domain are true."""

import doctest
import importlib
import pkgutil

import pytest

import assessment.domain

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(assessment.domain.__path__, "assessment.domain.")
)


def test_the_domain_has_examples_at_all() -> None:
    found = sum(
        bool(test.examples)
        for name in MODULES
        for test in doctest.DocTestFinder().find(importlib.import_module(name))
    )
    assert found >= 20


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
