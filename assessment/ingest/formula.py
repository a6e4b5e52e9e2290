"""What does the formula of a number item come to?"""

import ast
import math
import operator
import re
from collections.abc import Callable

MOST_CHARACTERS = 300
LARGEST = 1e15
LARGEST_EXPONENT = 60.0

_TOKENS = re.compile(
    r"\s*(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+|\*\*|[-+*/(),]|min\b|max\b|round\b)\s*"
)
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaRefused(Exception):  # noqa: N818 - named for what happened
    """The formula uses something else than arithmetic, or has no finite value."""


def compute(formula: str) -> float:
    """Compute numbers, ``+ - * / ** ( )``, ``min``, ``max`` and ``round``; nothing else.

    Raises:
        FormulaRefused: with the reason.

    >>> round(compute("6 * (3000*(0.4*2 + 0.6*0.2) + 500*8) / 1e6 * 100"), 3)
    4.056
    """
    if len(formula) > MOST_CHARACTERS:
        raise FormulaRefused(f"longer than {MOST_CHARACTERS} characters")
    _refuse_foreign_tokens(formula)
    try:
        tree = ast.parse(formula.strip(), mode="eval")
        value = _value(tree.body)
    except ZeroDivisionError:
        raise FormulaRefused("it divides by zero") from None
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        raise FormulaRefused("it cannot be read as arithmetic") from None
    return value


def _refuse_foreign_tokens(formula: str) -> None:
    position = 0
    while position < len(formula):
        token = _TOKENS.match(formula, position)
        if token is None:
            raise FormulaRefused(f"it holds {formula[position : position + 12].strip()!r}")
        position = token.end()


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return _bounded(float(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.BinOp(op=ast.Pow(), left=left, right=right):
            return _power(_value(left), _value(right))
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _BINARY:
            return _bounded(_BINARY[type(op)](_value(left), _value(right)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return _call(name, [_value(argument) for argument in arguments])
    raise FormulaRefused("it uses something else than arithmetic")


def _power(base: float, exponent: float) -> float:
    if abs(exponent) > LARGEST_EXPONENT or (base < 0 and exponent != int(exponent)):
        raise FormulaRefused("its exponent is out of range")
    return _bounded(base**exponent)


def _call(name: str, arguments: list[float]) -> float:
    if name in {"min", "max"} and len(arguments) >= 2:
        return min(arguments) if name == "min" else max(arguments)
    if name == "round" and len(arguments) == 1:
        return float(round(arguments[0]))
    if name == "round" and len(arguments) == 2 and abs(arguments[1]) <= 12:
        return round(arguments[0], int(arguments[1]))
    raise FormulaRefused(f"{name} has the wrong number of values")


def _bounded(value: float) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise FormulaRefused("its value is too large")
    return value
