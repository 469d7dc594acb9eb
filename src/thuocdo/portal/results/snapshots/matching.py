"""Which unit of ours a published name means: by its code, else by its name among the units of that kind and parent."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, Protocol

from thuocdo.portal.results.snapshots.figures import OFFICE
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thuocdo.rulebooks import UnitData

KEEP: Final = "keep"
"""The answer "keep it as published, without a unit of ours"."""

# What stands before the name proper; two sources seldom agree on it after a unit has been raised in rank.
_TYPES: Final = ("thanh pho ", "tinh ", "xa ", "phuong ", "dac khu ", "thi tran ")
_SUGGESTIONS: Final = 5


class Candidate(Protocol):
    """What matching needs to know of a unit of ours."""

    @property
    def pk(self) -> int: ...
    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found for one published unit."""

    code: str
    name: str
    kind: str
    by: Literal["code", "name", "answer", "kept", "nothing"]
    unit: int | None = None
    suggestions: tuple[int, ...] = ()


def plain_name(published: str) -> str:
    """Return a published name without the office in front and the province behind, folded."""
    name = folding.nfc(published).removeprefix(OFFICE)
    return folding.fold(name.partition(" - tỉnh ")[0].partition(" - thành phố ")[0])


def bare(folded: str) -> str:
    """Return a folded name without its type: "xa ia dom" and "phuong ia dom" both give "ia dom"."""
    return next((folded.removeprefix(word) for word in _TYPES if folded.startswith(word)), folded)


def match(
    unit: UnitData, *, known: Candidate | None, candidates: Iterable[Candidate], answers: Mapping[str, str]
) -> Match:
    """Find the unit that a published one means.

    :param known: the unit that its code is known to mean.
    :param candidates: the units of its kind under its parent, to go by name.
    :param answers: what the person said: code -> the unit's key, or :data:`KEEP`.
    """
    plain = Match(code=unit.unit, name=folding.nfc(unit.name.removeprefix(OFFICE)), kind=unit.kind, by="nothing")
    if known is not None:
        return replace(plain, by="code", unit=known.pk)
    pool = {candidate.pk: folding.fold(candidate.full_name) for candidate in candidates}
    answer = answers.get(unit.unit, "")
    if answer.isdigit() and int(answer) in pool:
        return replace(plain, by="answer", unit=int(answer))
    wanted = plain_name(unit.name)
    found = _only(pk for pk, name in pool.items() if name == wanted) or _only(
        pk for pk, name in pool.items() if bare(name) == bare(wanted)
    )
    if found is not None:
        return replace(plain, by="name", unit=found)
    if answer == KEEP:
        return replace(plain, by="kept")
    return replace(plain, suggestions=_near(bare(wanted), pool))


def _only(found: Iterable[int]) -> int | None:
    several = list(found)
    return several[0] if len(several) == 1 else None


def _near(wanted: str, pool: Mapping[int, str]) -> tuple[int, ...]:
    names: dict[str, list[int]] = {}
    for pk, name in pool.items():
        names.setdefault(bare(name), []).append(pk)
    near = difflib.get_close_matches(wanted, names, n=_SUGGESTIONS, cutoff=0.6)
    return tuple(pk for name in near for pk in names[name])[:_SUGGESTIONS]
