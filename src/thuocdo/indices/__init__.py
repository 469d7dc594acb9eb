"""Indices: compile, rank, classify, compare, restate; and results that others published.

The room knows units by the codes its callers give it, has no clock and keeps nothing. What it refuses is a
``CompileError`` with problems ``IX-…``, or a reason beside the figure that could not be given.

Its modules are loaded when they are first asked for: ranking a file of scores needs no rulebook and starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from thuocdo.indices.baselines import Baseline, BaselinePart, baseline, best_stated
    from thuocdo.indices.classes import Quartiles, classify, percentile, quartile_groups
    from thuocdo.indices.comparison import Change, Comparison, Figures, SeriesBreak, compare
    from thuocdo.indices.compiling import compile_all, compile_unit
    from thuocdo.indices.consistency import PARTS, conflicts, contradictions, doubts
    from thuocdo.indices.published import TOTAL, Certainty, Published, PublishedResult, canonical_index
    from thuocdo.indices.ranking import Rank, rank, rank_groups
    from thuocdo.indices.reading import read_published, shipped
    from thuocdo.indices.restating import NATURES, Nature, Predecessor, Restated, restate, restate_parts
    from thuocdo.indices.results import Basis, IndexResult, NodeScore, Provenance, fingerprint

__all__ = [
    "NATURES",
    "PARTS",
    "TOTAL",
    "Baseline",
    "BaselinePart",
    "Basis",
    "Certainty",
    "Change",
    "Comparison",
    "Figures",
    "IndexResult",
    "Nature",
    "NodeScore",
    "Predecessor",
    "Provenance",
    "Published",
    "PublishedResult",
    "Quartiles",
    "Rank",
    "Restated",
    "SeriesBreak",
    "baseline",
    "best_stated",
    "canonical_index",
    "classify",
    "compare",
    "compile_all",
    "compile_unit",
    "conflicts",
    "contradictions",
    "doubts",
    "fingerprint",
    "percentile",
    "quartile_groups",
    "rank",
    "rank_groups",
    "read_published",
    "restate",
    "restate_parts",
    "shipped",
]

_NAMES: Final = {
    "baselines": ("Baseline", "BaselinePart", "baseline", "best_stated"),
    "classes": ("Quartiles", "classify", "percentile", "quartile_groups"),
    "comparison": ("Change", "Comparison", "Figures", "SeriesBreak", "compare"),
    "compiling": ("compile_all", "compile_unit"),
    "consistency": ("PARTS", "conflicts", "contradictions", "doubts"),
    "published": ("TOTAL", "Certainty", "Published", "PublishedResult", "canonical_index"),
    "ranking": ("Rank", "rank", "rank_groups"),
    "reading": ("read_published", "shipped"),
    "restating": ("NATURES", "Nature", "Predecessor", "Restated", "restate", "restate_parts"),
    "results": ("Basis", "IndexResult", "NodeScore", "Provenance", "fingerprint"),
}
_HOMES: Final = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a public name of the room, loading the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
