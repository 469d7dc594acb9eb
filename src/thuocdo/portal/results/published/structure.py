"""The published indices: what they are called, how their figures are written, their parts, where a series breaks.

Names of parts and breaks come from the stored editions where there is one for the year; what a publication has beside
its edition (the three parts of PAR INDEX, a mean of the country) is named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.indices import TOTAL, SeriesBreak
from thuocdo.portal.editions.telling import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import Promise

    from thuocdo.errors import Language
    from thuocdo.rulebooks import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One published index."""

    slug: str
    name: str
    """As the library writes it."""
    title: str | Promise
    edition: str
    """The index name of its editions."""
    measure: str
    """What stands behind a figure: nothing for points, ``%`` for a rate."""
    publisher: str | Promise
    parts: tuple[str, ...]
    """The components below the total, in the order in which they are read; more are added as they are found."""
    breaks: tuple[SeriesBreak, ...] = ()
    """Breaks that no stored edition declares, each with what it rests on."""


INDICES: Final = (
    Index(
        slug="par-index",
        name="PAR INDEX",
        title=_("Chỉ số cải cách hành chính (PAR INDEX)"),
        edition="par_index_province",
        measure="",
        publisher=_("Bộ Nội vụ"),
        parts=("appraised", "survey", "sipas", "leaders_survey", "statistics"),
        breaks=(
            # Quyết định 876/QĐ-BNV replaced 1149/QĐ-BNV on 10 November 2022, before the round of 2022 was scored.
            SeriesBreak(at="2022", what="Quyết định 876/QĐ-BNV thay Quyết định 1149/QĐ-BNV từ 10/11/2022"),
        ),
    ),
    Index(
        slug="sipas",
        name="SIPAS",
        title=_("Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"),
        edition="sipas",
        measure="%",
        publisher=_("Bộ Nội vụ"),
        parts=("A", "B", "B1", "B2", "B3", "B4", "B5"),
        breaks=(
            # Both parts are measured since 2022; until then five factors of public services alone.
            SeriesBreak(at="2022", what="đo thêm phần xây dựng, tổ chức thực hiện chính sách công"),
            SeriesBreak(at="2023", what="phương pháp theo Quyết định 1001/QĐ-BNV ngày 11/12/2023"),
        ),
    ),
    Index(
        slug="papi",
        name="PAPI",
        title=_("Chỉ số hiệu quả quản trị và hành chính công (PAPI)"),
        edition="papi",
        measure="",
        publisher=_("UNDP, CECODES và các đối tác"),
        parts=tuple(f"D{n}" for n in range(1, 9)),
    ),
)
_BY_SLUG: Final = {index.slug: index for index in INDICES}
_BY_NAME: Final = {index.name: index for index in INDICES}

_PAR_PARTS: Final[dict[str, str | Promise]] = {
    "appraised": _("Điểm thẩm định (tự đánh giá, chấm điểm được thẩm định)"),
    "survey": _("Điểm điều tra xã hội học"),
    "sipas": _("Trong đó: mức độ hài lòng của người dân (SIPAS)"),
    "leaders_survey": _("Trong đó: đánh giá của lãnh đạo, quản lý"),
    "statistics": _("Tác động đến phát triển kinh tế - xã hội"),
}
_SIPAS_OTHERS: Final[dict[str, str | Promise]] = {
    "assess.no_harassment": _("Nhận định: công chức không gây phiền hà, sách nhiễu"),
    "assess.some_harassment": _("Nhận định: có một số công chức gây phiền hà, sách nhiễu"),
    "assess.many_harassment": _("Nhận định: có nhiều công chức gây phiền hà, sách nhiễu"),
    "assess.no_informal_payment": _("Nhận định: không phải trả thêm tiền ngoài phí, lệ phí"),
    "assess.policy_interest": _("Nhận định: mức độ quan tâm đến chính sách"),
    "assess.willing_comment_home": _("Nhận định: sẵn sàng góp ý khi chính quyền đến nhà hỏi"),
    "assess.willing_comment_online": _("Nhận định: sẵn sàng góp ý trực tuyến"),
    "expect.civil_servant_attitude": _("Mong đợi: thái độ giao tiếp của công chức"),
    "expect.civil_servant_capacity": _("Mong đợi: năng lực giải quyết công việc của công chức"),
    "expect.pakn_quality": _("Mong đợi: chất lượng tiếp nhận, xử lý phản ánh, kiến nghị"),
    "expect.transparency": _("Mong đợi: công khai, minh bạch"),
}
_EXTREMES: Final[dict[str, str | Promise]] = {"min": _("thấp nhất"), "max": _("cao nhất")}


def index_by_slug(slug: str) -> Index | None:
    """Return the index that an address names, or nothing."""
    return _BY_SLUG.get(slug)


def index_by_name(name: str) -> Index | None:
    """Return the index of a name as the library writes it, or nothing."""
    return _BY_NAME.get(name)


def edition_of_year(editions: Iterable[Edition], year: int) -> Edition | None:
    """Return the edition in force at the end of a year; the newest where several are."""
    last = date(year, 12, 31)
    forces = ((found, found.file.period_of_force) for found in editions)
    held = [
        (force.first, found)
        for found, force in forces
        if force.first <= last and (force.until is None or last < force.until)
    ]
    return max(held, key=lambda pair: pair[0])[1] if held else None


def nearest_edition(editions: Sequence[Edition], year: int) -> Edition | None:
    """Return the edition whose names serve a year best: its own, else the one that began closest to it."""
    return edition_of_year(editions, year) or min(
        editions, key=lambda found: abs(found.file.period_of_force.first.year - year), default=None
    )


def label(index: Index, component: str, edition: Edition | None, language: Language) -> str:
    """Return what a component is called; its code where nobody has named it."""
    if component == TOTAL:
        return str(_("Tổng điểm")) if index.measure == "" else str(_("Chỉ số chung"))
    base, _mark, extreme = component.rpartition("_")
    if extreme in _EXTREMES:
        return f"{label(index, base, edition, language)} ({_EXTREMES[extreme]})"
    if named := {**_PAR_PARTS, **_SIPAS_OTHERS}.get(component):
        return str(named)
    node = next((found for found in edition.nodes if found.code == component), None) if edition else None
    if node is None:
        return component
    title = node.title.en if language == "en" and node.title.en else node.title.vi
    return f"{node.number} {title}" if index.slug == "papi" else title


def maximum(component: str, edition: Edition | None) -> Decimal | None:
    """Return the maximum that an edition gives a component, to two decimals; nothing where it is not known."""
    node = next((found for found in edition.nodes if found.code == component), None) if edition else None
    return node.max_points.quantize(Decimal("0.01")).normalize() if node and node.max_points is not None else None


def ordered(index: Index, components: Iterable[str], edition: Edition | None) -> list[str]:
    """Return components in reading order: the total, the index's own parts, the edition's tree, then the rest."""
    own = (TOTAL, *index.parts) if index.slug != "papi" else (TOTAL,)
    tree = [node.code for node in edition.nodes] if edition else []
    place = {code: number for number, code in enumerate(dict.fromkeys([*own, *tree]))}
    return sorted(components, key=lambda code: (place.get(code, len(place)), code))


def depth(component: str) -> int:
    """Return how far a component stands below the total: 0, 1, or 2 for what is part of a part."""
    if component == TOTAL:
        return 0
    nested = component in {"sipas", "leaders_survey"} or component.startswith(("S", "B1", "B2", "B3", "B4", "B5"))
    return 2 if nested else 1


def breaks_of(index: Index, editions: Iterable[Edition]) -> tuple[SeriesBreak, ...]:
    """Return where the series of an index breaks, by year: what editions declare, and what this page knows besides."""
    declared = [
        SeriesBreak(at=at, what=" ".join(map(said, what)))
        for found in editions
        for at, what in found.file.series_breaks.items()
    ]
    return tuple(sorted([*index.breaks, *declared], key=lambda found: found.at))
