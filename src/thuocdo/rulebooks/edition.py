"""An edition as everybody else uses it: a tree of nodes that know their place, and the fingerprint of what it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from thuocdo.errors import Language, Place, Problem, RulebookError
from thuocdo.rulebooks.schema import Criterion, EditionFile, LegalBasis, Text, write_points
from thuocdo.scoring import Outcome, RoundingStep, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from thuocdo.rulebooks.cases import PlacedCase
    from thuocdo.scoring import Rule


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """One criterion with its place in the tree and what it takes over from above."""

    criterion: Criterion
    code: str
    number: str
    """How the law numbers it; its code where the law does not."""
    title: Text
    max_points: Decimal | None
    """``None`` where no source states them."""
    rule: Rule | None
    rounding: tuple[RoundingStep, ...]
    """Its own steps, or the edition's."""
    legal_basis: tuple[LegalBasis, ...]
    """Its own, or those of the nearest node above that has some."""
    parent: str | None
    field: str | None
    """The code of the top-level field it stands in; ``None`` for the total."""
    depth: int
    children: tuple[Node, ...]
    outside_sum: bool
    """Whether it stands beside its parent's sum and maximum, as a bonus or a deduction does."""

    @property
    def is_leaf(self) -> bool:
        return not self.children

    def labels(self, language: Language = "vi") -> Mapping[str, str]:
        """Return what each input is called on screen; the Vietnamese where there is no English."""
        inputs = self.criterion.inputs.items()
        return {name: (given.en or given.vi) if language == "en" else given.vi for name, given in inputs}

    def applies_to_kind(self, kind: str) -> bool:
        """Return whether it is for this kind of unit ("commune"); with nothing declared it is for all."""
        return self.criterion.applies_to is None or kind in self.criterion.applies_to

    def in_force(self, on: date) -> bool:
        """Return whether it is in force on a day: from its first day until before its ``until``."""
        effective = self.criterion.effective
        return effective is None or (effective.first <= on and (effective.until is None or on < effective.until))

    def outside_scope(self, kind: str, on: date | None) -> Outcome | None:
        """Return what it counts for a unit that it is not for, or on a day when it is not in force.

        ``None`` where it is for the unit; without a day it counts as in force.
        """
        if on is not None and not self.in_force(on):
            return Outcome(state=State.NOT_APPLICABLE)
        if self.applies_to_kind(kind):
            return None
        points = {"not_applicable": None, "zero": Decimal(0), "full": self.max_points}[self.criterion.otherwise]
        return Outcome(state=State.NOT_APPLICABLE, points=points, exact=points)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the law."""
        yield self
        for child in self.children:
            yield from child.walk()


def _no_cases() -> tuple[PlacedCase, ...]:
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """One edition of one index, checked and ready: see :func:`thuocdo.rulebooks.load`."""

    file: EditionFile
    read_cases: Callable[[], tuple[PlacedCase, ...]] = field(default=_no_cases, repr=False)
    """Reads the cases that stand beside the edition; they are evidence for the law, not part of it."""

    @property
    def id(self) -> str:
        return f"{self.file.index}/{self.file.edition}"

    @property
    def title(self) -> Text:
        return self.file.title

    @property
    def illustrative(self) -> bool:
        return self.file.illustrative

    @cached_property
    def total(self) -> Node:
        return _node(self.file.total, self.file, parent=None)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, parents before children, in the order of the law."""
        return tuple(self.total.walk())

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.is_leaf)

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        return MappingProxyType({node.code: node for node in self.nodes})

    @cached_property
    def missing_points(self) -> tuple[Node, ...]:
        """The nodes whose maximum no source states; while there is one, no total can be made."""
        return tuple(node for node in self.nodes if node.max_points is None)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of what the edition says, whatever the order, files and format it was written in."""
        return hashlib.sha256(self.bundle()).hexdigest()

    def node(self, code: str) -> Node:
        """Return the node of a code, or of a number of the law where only one node has it.

        :raises RulebookError: RB-131 no such code or number, RB-132 several nodes have the number.
        """
        if found := self.by_code.get(code):
            return found
        numbered = [node for node in self.nodes if node.criterion.number == code]
        if len(numbered) == 1:
            return numbered[0]
        if numbered:
            found_codes = ", ".join(node.code for node in numbered)
            raise RulebookError(Problem(code="RB-132", place=Place(item=code), params={"found": found_codes}))
        known = [*self.by_code, *(node.number for node in self.nodes)]
        near = list(dict.fromkeys(get_close_matches(code, known, n=3, cutoff=0.5)))
        params = {"edition": self.id, "near": ", ".join(near) or ", ".join(list(self.by_code)[:8])}
        raise RulebookError(Problem(code="RB-131", place=Place(item=code), params=params))

    def bundle(self) -> bytes:
        """Return the whole edition as canonical JSON: the same bytes for the same law.

        Keys are sorted, equal points are written alike, what only repeats a default is left out, and so is the split
        into files. ``from_bundle`` reads it back.
        """
        content = self.file.model_dump(mode="python", by_alias=True, exclude_defaults=True, exclude={"fields"})
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_canonical)
        return text.encode()

    @classmethod
    def from_bundle(cls, bundle: bytes) -> Self:
        """Return the edition of a stored bundle; it was checked when it was stored, so only its shape is checked here.

        :raises ValueError: if the bytes are no bundle of an edition (a damaged store, never a person's mistake).
        """
        return cls(file=EditionFile.model_validate_json(bundle))


def _canonical(value: object) -> str:
    return write_points(value) if isinstance(value, Decimal) else str(value)


def _node(criterion: Criterion, file: EditionFile, *, parent: Node | None) -> Node:
    """Build a node and, by way of a childless draft of itself that they look up to, its children."""
    own_basis = criterion.legal_basis or (parent.legal_basis if parent else file.legal_basis)
    draft = Node(
        criterion=criterion,
        code=criterion.code,
        number=criterion.number or criterion.code,
        title=criterion.title,
        max_points=criterion.max_points,
        rule=criterion.rule,
        rounding=file.rounding if criterion.rounding is None else criterion.rounding,
        legal_basis=own_basis,
        parent=parent.code if parent else None,
        field=(parent.field or criterion.code) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        children=(),
        outside_sum=criterion.rule is not None and criterion.rule.outside_sum,
    )
    if not criterion.criteria:
        return draft
    children = tuple(_node(child, file, parent=draft) for child in criterion.criteria)
    return replace(draft, children=children)
