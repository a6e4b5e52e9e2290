"""How does a frozen domain value become JSON text, and come back exactly the same?

The types of its fields say how: numbers keep every bit (JSON writes a float's shortest exact
form), mappings keep their order. A field that older text does not hold takes its default. Only
types that the domain really uses are understood; anything else is refused when it is first met.
"""

import dataclasses
import functools
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Reader = Callable[[Any], Any]

_SCALARS = (str, int, float, bool, type(None))
_readers: dict[object, Reader] = {}


def to_text(value: object) -> str:
    """JSON text of a domain value. NaN and infinities are refused."""
    return json.dumps(to_plain(value), allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[Value], text: str) -> Value:
    """The value of type ``kind`` whose JSON text this is; the inverse of ``to_text``."""
    return from_plain(kind, json.loads(text))


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """The value in lists, dicts, text and numbers."""
    if isinstance(value, _SCALARS):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        if all(type(part) is float for part in value):
            return list(value)
        return [to_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_plain(kind: type[Value], plain: object) -> Value:
    """The value of type ``kind`` that ``to_plain`` made this from."""
    return cast("Value", _reader(kind)(plain))


def _same(plain: Any) -> Any:  # noqa: ANN401
    return plain


def _reader(kind: Any) -> Reader:  # noqa: ANN401 - a type expression, such as X | None
    """Find, or build once per type, the function that reads its plain form."""
    reader = _readers.get(kind)
    if reader is None:
        reader = _readers[kind] = _build_reader(kind)
    return reader


def _build_reader(kind: Any) -> Reader:  # noqa: ANN401
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    if kind in _SCALARS or kind is type(None):
        return _same
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(cast("type", kind))
    if kind is datetime or kind is date:
        return cast("Reader", kind.fromisoformat)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _same
    if origin is tuple:
        return _tuple_reader(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_reader(arguments)
    if origin in (Union, types.UnionType):
        return _union_reader(arguments)
    raise TypeError(f"no way to read {kind!r} from JSON")


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    fields = [(f.name, hints[f.name]) for f in dataclasses.fields(kind)]

    @functools.cache
    def readers() -> list[tuple[str, Reader]]:  # late, because a type may hold itself
        return [(name, _reader(hint)) for name, hint in fields]

    def read(plain: dict[str, Any]) -> Any:  # noqa: ANN401
        return kind(**{name: part(plain[name]) for name, part in readers() if name in plain})

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        part = _reader(arguments[0])
        if part is _same:
            return tuple
        return lambda plain: tuple([part(each) for each in plain])
    parts = [_reader(argument) for argument in arguments]
    return lambda plain: tuple([part(each) for part, each in zip(parts, plain, strict=True)])


def _mapping_reader(arguments: tuple[Any, ...]) -> Reader:
    if _reader(arguments[0]) is not _same:
        raise TypeError("only text can be a key in JSON")
    part = _reader(arguments[1])
    return lambda plain: {key: part(each) for key, each in plain.items()}


def _union_reader(arguments: tuple[Any, ...]) -> Reader:
    """Read ``X | None``, or a union of scalars; other unions cannot be told apart in JSON."""
    others = [argument for argument in arguments if argument is not types.NoneType]
    readers = [_reader(argument) for argument in others]
    if all(reader is _same for reader in readers):
        return _same
    if len(readers) == 1:
        only = readers[0]
        return lambda plain: None if plain is None else only(plain)
    raise TypeError(f"cannot tell {arguments} apart in JSON")
