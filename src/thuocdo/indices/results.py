"""What compiling gives back: one score a node, with its figures and its reason, and enough to make it again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from thuocdo import __version__
from thuocdo.indices import sentences
from thuocdo.indices.plan import by_labels
from thuocdo.scoring import Outcome, Reported, State, Worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thuocdo.errors import Language, Problem
    from thuocdo.indices.plan import Step
    from thuocdo.rulebooks.data import UnitData
    from thuocdo.rulebooks.edition import Edition, Node

_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_HUNDRED: Final = Decimal(100)
_ZERO: Final = Decimal(0)
_NOTHING: Final[Reported] = MappingProxyType({})


class Basis(StrEnum):
    """What a figure stands on."""

    RULE = "rule"
    """The criterion's own rule, applied to reported values."""
    SUM = "sum"
    """The sum of the node's criteria."""
    OFFICIAL = "official"
    """The published score, taken because nothing (or nothing free of contradiction) was there to compute from."""
    SCOPE = "scope"
    """The edition: the criterion is not for this kind of unit, or not in force on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeScore:
    """How one node of the tree stands for one unit.

    ``max_points`` is the unit's own maximum: what is not applicable has left it. ``refused`` says why reported values
    could not be scored; they are kept all the same. ``parts`` are the scores of the node's criteria, in order.
    """

    step: Step
    data: UnitData
    outcome: Outcome
    basis: Basis
    max_points: Decimal | None
    refused: Problem | None = None
    parts: tuple[NodeScore, ...] = ()

    @property
    def reported(self) -> Reported:
        """Return what was reported for the criterion, by input."""
        return self.data.values.get(self.step.code, _NOTHING)

    @property
    def official(self) -> Decimal | None:
        """Return the published score, whether or not it was used."""
        return self.data.official.get(self.step.code)

    @property
    def published_empty(self) -> bool:
        """Return whether an authoritative publisher gives no score: then the sum above counts nothing for it."""
        return self.step.authoritative and self.data.official.get(self.step.code, _ZERO) is None

    @property
    def node(self) -> Node:
        """Return the node of the edition."""
        return self.step.node

    @property
    def code(self) -> str:
        """Return the node's code."""
        return self.step.code

    @property
    def state(self) -> State:
        """Return how the node stands."""
        return self.outcome.state

    @property
    def points(self) -> Decimal | None:
        """Return the points as displayed, or nothing; nothing is not zero."""
        return self.outcome.points

    @property
    def exact(self) -> Decimal | None:
        """Return the points before the last rounding."""
        return self.outcome.exact

    @property
    def ratio(self) -> Decimal | None:
        """Return the unrounded quotient behind the points (1 means 100 %), where the rule has one."""
        return self.outcome.ratio

    @property
    def outside_sum(self) -> bool:
        """Return whether this is a bonus or a deduction: added to the sum above, no part of its maximum."""
        return self.step.node.outside_sum

    @property
    def percent(self) -> Decimal | None:
        """Return the points as an unrounded percentage of the unit's own maximum."""
        if self.points is None or not self.max_points:
            return None
        return _EXACT.divide(_EXACT.multiply(self.points, _HUNDRED), self.max_points)

    @property
    def lost(self) -> Decimal | None:
        """Return the points lost: up to the own maximum, or what a deduction took away."""
        if self.points is None:
            return None
        if self.outside_sum:
            return max(_ZERO, -self.points)
        return None if self.max_points is None else _EXACT.subtract(self.max_points, self.points)

    def objection(self, language: Language = "vi") -> Problem | None:
        """Return why reported values could not be scored, with inputs called by their labels in that language."""
        return None if self.refused is None else by_labels(self.refused, self.step.labels[language])

    def why(self, language: Language = "vi") -> str:
        """Return one sentence that says where the points come from, with the numbers in it."""
        step = self.step
        if self.basis is Basis.RULE and self.refused is None and step.scale is not None:
            reported = self.data.values.get(step.code, _NOTHING)
            return step.scale.why(reported, self.outcome, labels=step.labels[language], language=language)
        return sentences.explain(self, language)

    def worth(self, points: Decimal) -> Worth | None:
        """Return the least change of one input that would earn ``points`` as displayed, where there is one."""
        if self.step.scale is None or self.basis is Basis.SCOPE:
            return None
        return self.step.scale.worth(self.reported, points=points)

    def next_half_point(self) -> Worth | None:
        """Return what would earn the next half point, where a rule can say so."""
        if self.step.scale is None or self.basis is not Basis.RULE:
            return None
        return self.step.scale.next_half_point(self.reported, self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Enough to compile the same result again, years later."""

    edition: str
    edition_sha256: str
    library_version: str
    inputs_sha256: str
    at: str | None = None
    """When it was compiled, as the caller says; the library has no clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """The index of one unit: the score of every node, in the order of the tree."""

    edition: Edition
    data: UnitData
    scores: Mapping[str, NodeScore]

    @property
    def edition_id(self) -> str:
        """Return the edition's id, ``qd766/2022``."""
        return self.edition.id

    @property
    def unit(self) -> str:
        """Return the unit's code, as the data give it."""
        return self.data.unit

    @property
    def kind(self) -> str:
        """Return the kind of unit."""
        return self.data.kind

    @property
    def name(self) -> str:
        """Return the unit's name."""
        return self.data.name

    @property
    def keys(self) -> Mapping[str, str]:
        """Return what tells this row from others of the same unit (``year``, ``date``)."""
        return self.data.keys

    @property
    def total(self) -> NodeScore:
        """Return the score of the whole tree."""
        return self.scores[self.edition.total.code]

    @property
    def percent(self) -> Decimal | None:
        """Return the total as an unrounded percentage of the unit's own maximum."""
        return self.total.percent

    @property
    def value(self) -> Decimal | None:
        """Return the figure that the edition publishes, unrounded."""
        return self.percent if self.edition.file.publication.value == "percent" else self.total.points

    @property
    def ranked_value(self) -> Decimal | None:
        """Return the figure that ranks compare: the unrounded one, unless the edition ranks what it prints."""
        publication = self.edition.file.publication
        return self.published_value if publication.rank_rounded else self.value

    @property
    def published_value(self) -> Decimal | None:
        """Return the figure as the edition prints it, rounded half up to its digits."""
        value = self.value
        if value is None:
            return None
        return value.quantize(Decimal(1).scaleb(-self.edition.file.publication.digits), context=_EXACT)

    @property
    def missing_points(self) -> tuple[Node, ...]:
        """Return the criteria whose maximum the edition does not know."""
        return tuple(score.node for score in self if score.state is State.UNKNOWN_POINTS and not score.parts)

    @property
    def provenance(self) -> Provenance:
        """Return what this result was made from."""
        return Provenance(
            edition=self.edition.id,
            edition_sha256=self.edition.sha256,
            library_version=__version__,
            inputs_sha256=fingerprint(self.data),
        )

    def __iter__(self) -> Iterator[NodeScore]:
        return iter(self.scores.values())


def fingerprint(data: UnitData) -> str:
    """Return the SHA-256 of what a unit reported: the same for the same figures, however they were written or ordered.

    ``1``, ``1.0`` and ``1.00`` are the same figure; a value published as empty is not the same as none at all.
    """
    values = {code: {name: _canonical(value) for name, value in row.items()} for code, row in data.values.items()}
    content = {
        "unit": data.unit,
        "kind": data.kind,
        "keys": dict(data.keys),
        "values": {code: row for code, row in values.items() if row},
        "official": {code: _canonical(value) for code, value in data.official.items()},
        "declared": {code: state.value for code, state in data.declared.items()},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return format(value.normalize(_EXACT), "f") if value else "0"
