"""An edition in words: what it is, its tree line by line, its cases as sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo import rulebooks
from thuocdo.portal.web.forms import language
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from thuocdo.errors import Problem
    from thuocdo.rulebooks import Edition, Node
    from thuocdo.rulebooks.schema import Input, Text

VERIFIED: Final[Mapping[str, tuple[Promise, str]]] = {
    "yes": (gettext_lazy("đã kiểm chứng"), "good"),
    "partly": (gettext_lazy("kiểm chứng một phần"), "warn"),
    "no": (gettext_lazy("chưa kiểm chứng"), "warn"),
    "illustrative": (gettext_lazy("minh họa"), "warn"),
}
SOURCES: Final[Mapping[str, Promise]] = {
    "appraisal": gettext_lazy("thẩm định"),
    "survey": gettext_lazy("điều tra xã hội học"),
    "statistics": gettext_lazy("số liệu thống kê"),
    "dossiers": gettext_lazy("hồ sơ TTHC"),
    "published": gettext_lazy("kết quả công bố"),
}
KINDS: Final[Mapping[str, Promise]] = {
    "country": gettext_lazy("cả nước"),
    "ministry": gettext_lazy("bộ, ngành"),
    "province": gettext_lazy("tỉnh, thành phố"),
    "department": gettext_lazy("sở, ban, ngành"),
    "commune": gettext_lazy("xã, phường, đặc khu"),
}


def said(text: Text | Input | None) -> str:
    """Return a text of an edition in the language of the page, Vietnamese where there is no other."""
    if text is None:
        return ""
    return (text.en or text.vi) if language() == "en" else text.vi


def verified_words(node: Node) -> tuple[str, str] | None:
    """Return whether a criterion's formula is verified, in words, and the colour of its tag."""
    if node.criterion.verified is None:
        return None
    words, colour = VERIFIED[node.criterion.verified.status]
    return str(words), colour


def law_number(node: Node) -> str:
    """Return how the law numbers a node, nothing where it does not and the code is our own name for it."""
    if node.criterion.number:
        return node.criterion.number
    return node.code if node.code[:1].isdigit() else ""


def in_words(problem: Problem, node: Node, *, who: str = "") -> Problem:
    """Return a problem with a criterion's reported values, inputs called by their labels, not by code names."""
    labels = node.labels(language())
    params = {
        name: " + ".join(f"“{labels[part]}”" if part in labels else part for part in value.split(" + "))
        for name, value in problem.params.items()
    }
    moved = (problem.place.item or "").rpartition(" · ")[2]
    parts = (who, f"{law_number(node)} {said(node.title)}".strip(), labels.get(moved, ""))
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
        kinds=", ".join(str(KINDS[kind]) for kind in edition.file.assessed),
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
            verified=verified_words(node),
            source=str(SOURCES.get(node.criterion.source or "", "")),
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
    labels = node.labels(language())
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
