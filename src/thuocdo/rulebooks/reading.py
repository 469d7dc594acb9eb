"""From the plain data of an edition to its structure, with every mistake placed where its author made it.

Whoever holds the data elsewhere (a workbook) hands over ``place_of``, which tells where a part stands: a file and line,
or a sheet, row and column.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from thuocdo.errors import Place, Problem, ThuocDoError
from thuocdo.rulebooks.plain_yaml import Loc, Plain
from thuocdo.scoring import RULES

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PlaceOf = Callable[[Loc], Place]
"""Where the part at a location stands, for whoever has to mend it."""

Structure = TypeVar("Structure", bound=BaseModel)

_CODES: Final[Mapping[str, str]] = {
    "extra_forbidden": "RB-102",
    "unexpected_keyword_argument": "RB-102",
    "missing": "RB-103",
    "missing_argument": "RB-103",
    "missing_keyword_only_argument": "RB-103",
    "literal_error": "RB-104",
    "enum": "RB-104",
    "union_tag_invalid": "RB-105",
    "union_tag_not_found": "RB-106",
    "points": "RB-107",
    "day": "RB-108",
    "string_type": "RB-140",
    "tuple_type": "RB-141",
    "dict_type": "RB-142",
    "model_type": "RB-142",
    "dataclass_type": "RB-142",
    "int_type": "RB-143",
    "bool_type": "RB-144",
}
"""What pydantic finds wrong -> our problem."""


def read_structure(kind: type[Structure], data: Plain, place_of: PlaceOf) -> tuple[Structure | None, list[Problem]]:
    """Return the structure that plain data make, or all the reasons why they make none.

    Problems: RB-101 not quoted, RB-102 unknown key, RB-103 missing key, RB-104 not one of the allowed, RB-105 unknown
    kind of rule, RB-106 a rule without its kind, RB-107 not points, RB-108 not a day, RB-109 another mistake, RB-140
    to RB-144 another sort of value than text, list, mapping, whole number, truth; and what a rule says against its own
    parameters (SC-…).
    """
    try:
        return kind.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
        return None, [problem for fault in faults for problem in _problems(kind, data, fault, place_of)]


def mended(kind: type[Structure], data: Plain) -> Structure | None:
    """Return the structure that plain data would make if their plainest mistakes were mended; ``None`` beyond those.

    A bare number becomes text, an unknown key goes, points that are none become unknown, a rule that is none goes. It
    lets an author hear of wrong sums and missing cases in the same breath; it is never used for anything else.
    """
    whole = deepcopy(data)
    try:
        return kind.model_validate_json(json.dumps(whole))
    except ValidationError as error:
        if not all(_mend(whole, fault) for fault in error.errors(include_url=False)):
            return None
    try:
        return kind.model_validate_json(json.dumps(whole))
    except ValidationError:
        return None


def _mend(data: Any, fault: ErrorDetails) -> bool:
    """Mend one mistake in place; return whether that could be done."""
    way = inside(data, fault["loc"])
    code = _code(fault)
    if "rule" in way:
        way, code = way[: way.index("rule") + 1], "RB-102"
    holder = data
    for step in way[:-1]:
        holder = holder[step]
    if code == "RB-102":
        holder.pop(way[-1], None)
    elif code in {"RB-101", "RB-107"}:
        holder[way[-1]] = json.dumps(fault["input"]) if code == "RB-101" else "unknown"
    return code in {"RB-101", "RB-102", "RB-107"}


def _problems(kind: type[BaseModel], data: Plain, fault: ErrorDetails, place_of: PlaceOf) -> Iterable[Problem]:
    place = place_of(inside(data, fault["loc"]))
    refused = fault.get("ctx", {}).get("error")
    if isinstance(refused, ThuocDoError):
        return [problem.at(place) for problem in refused.problems]
    code = _code(fault)
    key = str(fault["loc"][-1]) if fault["loc"] else ""
    params = {"key": key, "found": _shown(fault["input"]), "reason": fault["msg"]}
    return [Problem(code=code, place=place, params={**params, **_choices(kind, code, key, fault)})]


def _choices(kind: type[BaseModel], code: str, key: str, fault: ErrorDetails) -> dict[str, str]:
    """Return what could stand there instead, where that is a closed list."""
    context = fault.get("ctx", {})
    if code == "RB-102":
        return nearest(key, _known_keys(kind, fault["loc"][:-1]))
    if code in {"RB-105", "RB-106"}:
        return nearest(str(context.get("tag", "")), sorted(RULES))
    return {"expected": str(context["expected"]).replace(" or ", ", ")} if code == "RB-104" else {}


def _code(fault: ErrorDetails) -> str:
    """Return our problem for what pydantic found; a bare number or truth where text was wanted needs quotes."""
    wants_text = fault["type"] in {"unquoted", "string_type"} or str(fault.get("ctx", {}).get("error")) == "unquoted"
    if wants_text and isinstance(fault["input"], int | float):
        return "RB-101"
    return _CODES.get(fault["type"], "RB-109")


def inside(data: Plain, loc: Iterable[str | int]) -> Loc:
    """Return the part of a location that exists in the data: pydantic also names kinds of rule and missing keys."""
    way: list[str | int] = []
    for step in loc:
        keys: Iterable[str | int] = (
            data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
        )
        if step in keys:
            data = data[step]  # type: ignore[index]  # a key of this mapping or a place in this list, as just asked
            way.append(step)
    return tuple(way)


def nearest(found: str, known: Iterable[str]) -> dict[str, str]:
    """Return, for a message, what was found, the nearest of what is known, and all of it."""
    listed = list(known)
    near = get_close_matches(found, listed, n=1, cutoff=0)
    return {"found": found, "near": ", ".join(near), "known": ", ".join(listed)}


def _known_keys(kind: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys allowed in the part at a location."""
    part: type = kind
    for step in loc:
        if isinstance(step, str):
            part = RULES[step] if step in RULES else _part_of(part, step)
    return [name for name in _annotations(part) if not name.startswith("_")]


def _part_of(part: type, key: str) -> type:
    """Return the structure that a key of another structure holds; itself where the key is free (an input's name)."""
    annotation = _annotations(part).get(key)
    return next(_structures(annotation), part) if annotation is not None else part


def _annotations(part: type) -> dict[str, Any]:
    if issubclass(part, BaseModel):
        return {field.alias or name: field.annotation for name, field in part.model_fields.items()}
    return {field.name: None for field in fields_of(part)} if is_dataclass(part) else {}


def _structures(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type) and (is_dataclass(annotation) or issubclass(annotation, BaseModel)):
        yield annotation
    for argument in get_args(annotation):
        yield from _structures(argument)


def _shown(found: object) -> str:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
