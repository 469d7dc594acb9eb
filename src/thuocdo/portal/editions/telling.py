"""An edition in words: what it is, its tree line by line, its cases as sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from thuocdo import rulebooks
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.errors import Problem
    from thuocdo.rulebooks import Edition, Node

VERIFIED: Final[Mapping[str, tuple[str, str]]] = {
    "yes": ("đã kiểm chứng", "good"),
    "partly": ("kiểm chứng một phần", "warn"),
    "no": ("chưa kiểm chứng", "warn"),
    "illustrative": ("minh họa", "warn"),
}
SOURCES: Final[Mapping[str, str]] = {
    "appraisal": "thẩm định",
    "survey": "điều tra xã hội học",
    "statistics": "số liệu thống kê",
    "dossiers": "hồ sơ TTHC",
    "published": "kết quả công bố",
}
KINDS: Final[Mapping[str, str]] = {
    "country": "cả nước",
    "ministry": "bộ, ngành",
    "province": "tỉnh, thành phố",
    "department": "sở, ban, ngành",
    "commune": "xã, phường, đặc khu",
}


def law_number(node: Node) -> str:
    """Return how the law numbers a node, nothing where it does not and the code is our own name for it."""
    if node.criterion.number:
        return node.criterion.number
    return node.code if node.code[:1].isdigit() else ""


def in_words(problem: Problem, node: Node, *, who: str = "") -> Problem:
    """Return a problem with a criterion's reported values, inputs called by their labels, not by code names."""
    labels = node.labels()
    params = {
        name: " + ".join(f"“{labels[part]}”" if part in labels else part for part in value.split(" + "))
        for name, value in problem.params.items()
    }
    moved = (problem.place.item or "").rpartition(" · ")[2]
    parts = (who, f"{law_number(node)} {node.title.vi}".strip(), labels.get(moved, ""))
    return replace(
        problem, params=params, place=replace(problem.place, item=" · ".join(part for part in parts if part))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an edition is, at a glance."""

    criteria: int
    scored: int
    missing: int
    leads: bool
    """Whether any criterion names the body that answers for it."""
    kinds: str
    state: str
    meaning: str


def facts(edition: Edition) -> Facts:
    """Return what an edition is: complete, with unknown points, without rules, or illustrative."""
    scored = sum(1 for node in edition.leaves if node.rule is not None)
    missing = len(edition.missing_points)
    if edition.illustrative:
        state, meaning = _("minh họa"), "warn"
    elif missing:
        state, meaning = _("chưa rõ điểm"), "warn"
    elif scored < len(edition.leaves):
        state, meaning = _("chưa đủ cách tính"), "warn"
    else:
        state, meaning = _("đầy đủ"), "good"
    return Facts(
        criteria=len(edition.leaves),
        scored=scored,
        missing=missing,
        leads=any(node.criterion.lead for node in edition.nodes),
        kinds=", ".join(KINDS[kind] for kind in edition.file.assessed),
        state=state,
        meaning=meaning,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the tree."""

    node: Node
    verified: tuple[str, str] | None
    source: str
    basis: str


def outline(edition: Edition) -> list[Line]:
    """Return the tree line by line."""
    return [
        Line(
            node=node,
            verified=VERIFIED[node.criterion.verified.status] if node.criterion.verified else None,
            source=SOURCES.get(node.criterion.source or "", ""),
            basis="; ".join(dict.fromkeys(basis.document for basis in node.legal_basis)),
        )
        for node in edition.nodes
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as an official reads it."""

    sentence: str
    given: str
    expected: str
    source: str
    holds: bool


def cases_of(edition: Edition, node: Node) -> list[CaseLine]:
    """Return the cases of a criterion, each run again as it is shown."""
    labels = node.labels()
    lines = []
    for placed, result in zip(edition.read_cases(), rulebooks.run_cases(edition), strict=True):
        case = placed.case
        if case.criterion not in {node.code, node.number}:
            continue
        given = "; ".join(
            f"{labels.get(name, name)}: {_('để trống') if value is None else format_number(value)}"
            for name, value in case.given.items()
        )
        lines.append(
            CaseLine(
                sentence=case.name,
                given=given or _("không có số liệu"),
                expected=_expected(case.expect),
                source=case.source or "",
                holds=result.problem is None,
            )
        )
    return lines


def _expected(expect: Any) -> str:
    if expect.error:
        return _("từ chối (%(code)s)") % {"code": expect.error}
    if expect.points is not None:
        return _("%(points)s điểm") % {"points": format_number(expect.points)}
    return STATES.get(expect.state or "", _("không có điểm"))


STATES: Final[Mapping[str, str]] = {
    "missing": "chưa có số liệu",
    "nothing_arose": "không phát sinh",
    "not_applicable": "không áp dụng",
    "information": "chỉ cung cấp thông tin",
    "unknown_points": "chưa xác định",
}
