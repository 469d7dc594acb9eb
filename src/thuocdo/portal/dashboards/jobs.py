"""The work that waits for a person, by role. Each kind of job is one function; the table says whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.indices import conflicts
from thuocdo.portal.dashboards import posts, work
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import people_without_role
from thuocdo.portal.results.models import Snapshot
from thuocdo.portal.results.selectors.drafts import drafts_of
from thuocdo.portal.results.selectors.published import totals_with_many_sources
from thuocdo.portal.results.selectors.snapshots import snapshots_visible_to
from thuocdo.portal.results.selectors.units import unit_view
from thuocdo.portal.results.snapshots.losses import lines
from thuocdo.portal.results.snapshots.wording import SATISFACTION
from thuocdo.portal.web.waiting import Job
from thuocdo.vietnamese.dates import format_date, format_moment
from thuocdo.vietnamese.numbers import format_points

if TYPE_CHECKING:
    from thuocdo.portal.dashboards.state import State
    from thuocdo.portal.results.models import SnapshotUnit

Section = Literal["now", "mine", "watch"]
STALE_AFTER: Final = 7
"""Days after which figures that are published daily count as old."""
_MOST_LOSSES: Final = 3


Find = Callable[["State"], Iterator[Job]]


# ── What needs me now ────────────────────────────────────────────────────────────────────────────────────────────────
def no_figures(state: State) -> Iterator[Job]:
    """There is no 766 figure at all."""
    if state.snapshot is None:
        yield Job(
            tag=_("bắt đầu"),
            meaning="info",
            title=_("Chưa có số liệu Bộ chỉ số 766"),
            note=_("Nhập số liệu ngày lấy từ Cổng Dịch vụ công quốc gia để có bảng điểm và lý do mất điểm."),
            url=reverse("qd766_import"),
            action=_("Nhập số liệu ngày"),
        )


def old_figures(state: State) -> Iterator[Job]:
    """The newest figures are old."""
    if state.snapshot is not None and state.age is not None and state.age > STALE_AFTER:
        yield Job(
            tag=_("cũ %(days)d ngày") % {"days": state.age},
            meaning="warn",
            title=_("Số liệu 766 mới nhất là của ngày %(day)s") % {"day": format_date(state.snapshot.business_date)},
            note=_("Nguồn công bố hằng ngày; điểm và hạng có thể đã khác."),
            url=reverse("qd766_import"),
            action=_("Nhập số liệu ngày"),
        )


def incomplete_figures(state: State) -> Iterator[Job]:
    """The newest figures lack units or groups."""
    covered = state.coverage("commune")
    if state.snapshot is None:
        return
    if not state.snapshot.complete or (covered and covered[0] < covered[1]):
        present, expected = covered or (0, 0)
        lacking = _("có %(present)d/%(expected)d xã, phường, đặc khu") % {"present": present, "expected": expected}
        yield Job(
            tag=_("chưa đủ"),
            meaning="warn",
            title=_("Số liệu ngày %(day)s còn thiếu đơn vị") % {"day": format_date(state.snapshot.business_date)}
            if covered
            else _("Số liệu ngày %(day)s còn thiếu nhóm tiêu chí") % {"day": format_date(state.snapshot.business_date)},
            note=_("%(lacking)s; hạng chỉ đúng với nơi có số liệu.") % {"lacking": lacking}
            if covered
            else _("Nhập đủ các tệp của ngày cùng một lần."),
            url=reverse("qd766_snapshots"),
            action=_("Xem lịch sử"),
        )


def kept_aside(state: State) -> Iterator[Job]:
    """Imports that covered less than the day in use."""
    count = snapshots_visible_to(state.who).filter(state=Snapshot.State.ASIDE).count()
    if count:
        yield Job(
            tag=_("giữ riêng"),
            meaning="",
            title=ngettext("%(n)d lần nhập được giữ riêng", "%(n)d lần nhập được giữ riêng", count) % {"n": count},
            note=_("Thiếu hơn bản đang dùng nên không thay; nhập lại đủ tệp nếu cần."),
            url=reverse("qd766_snapshots"),
            action=_("Xem"),
        )


def satisfaction_lost(state: State) -> Iterator[Job]:
    """Communes that lose satisfaction points."""
    losing = state.losing_satisfaction
    if losing:
        most = max(_lost_satisfaction(state, row) for row in losing)
        yield Job(
            tag=_("mất điểm"),
            meaning="bad",
            title=ngettext(
                "%(n)d xã, phường mất điểm mức độ hài lòng", "%(n)d xã, phường mất điểm mức độ hài lòng", len(losing)
            )
            % {"n": len(losing)},
            note=_("mất nhiều nhất %(points)s điểm: %(unit)s")
            % {"points": format_points(most), "unit": losing[0].name},
            url=f"{reverse('qd766')}?loai=commune&mat-hai-long=1&xep={SATISFACTION}",
            action=_("Xem danh sách"),
        )


def _lost_satisfaction(state: State, row: SnapshotUnit) -> Decimal:
    return state.satisfaction_points - Decimal(row.groups[SATISFACTION])


def own_losses(state: State) -> Iterator[Job]:
    """Where the person's own unit loses most, as far as the unit can change it."""
    for unit in state.who.units:
        row = state.rows.get(unit.pk)
        view = unit_view(state.who, row.code, period=None, day=None) if row and unit != state.root else None
        if view is None:
            continue
        lost = [line for line in lines(view.result) if line.lost and not line.taken_over and line.basis != "remainder"]
        for line in lost[:_MOST_LOSSES]:
            yield Job(
                tag=_("mất %(points)s") % {"points": format_points(line.lost or Decimal(0))},
                meaning="bad",
                title=f"{line.number} {line.node.title.vi}",
                note=_("đạt %(got)s/%(most)s điểm; số liệu ngày %(day)s")
                % {
                    "got": format_points(line.points or Decimal(0)),
                    "most": format_points(line.maximum),
                    "day": format_date(view.snapshot.business_date),
                },
                url=reverse("qd766_why", args=[view.row.code, line.node.code]),
                action=_("Xem vì sao"),
            )


def points_unknown(state: State) -> Iterator[Job]:
    """Editions whose maxima nobody has entered yet."""
    for row in editions_visible_to(state.who).filter(state=Edition.State.IN_FORCE):
        missing = len(opened(row).missing_points)
        if missing:
            yield Job(
                tag=_("chưa xác định"),
                meaning="",
                title=_("%(edition)s: %(n)d điểm tối đa chưa xác định")
                % {"edition": f"{opened(row).title.vi}", "n": missing},
                note=_("Tỉnh giữ phụ lục của quyết định có thể điền vào tệp Excel rồi nhập lại."),
                url=reverse("edition", args=[row.index, row.edition]),
                action=_("Xem Bộ Chỉ số"),
            )


def sources_disagree(state: State) -> Iterator[Job]:
    """Published figures on which sources disagree."""
    disagreeing = conflicts([one.result for one in totals_with_many_sources(state.who)])
    if disagreeing:
        first = disagreeing[0][0]
        yield Job(
            tag=_("cần đối chiếu"),
            meaning="",
            title=ngettext(
                "%(n)d kết quả công bố có nguồn nêu khác nhau",
                "%(n)d kết quả công bố có nguồn nêu khác nhau",
                len(disagreeing),
            )
            % {"n": len(disagreeing)},
            note=_("ví dụ %(index)s %(year)d, %(province)s")
            % {"index": first.index, "year": first.year, "province": first.province},
            url=reverse("published"),
            action=_("Xem kết quả công bố"),
        )


def people_without_work(state: State) -> Iterator[Job]:
    """People who can log in and have no role."""
    count = people_without_role(state.who.user, state.today).count()
    if count:
        yield Job(
            tag=_("người dùng"),
            meaning="warn",
            title=ngettext("%(n)d người dùng chưa có vai trò", "%(n)d người dùng chưa có vai trò", count)
            % {"n": count},
            note=_("Đăng nhập được nhưng chưa thuộc cơ quan, đơn vị nào, nên chưa xem được gì."),
            url=reverse("people"),
            action=_("Xem danh sách"),
        )


# ── My own work ──────────────────────────────────────────────────────────────────────────────────────────────────────
_DRAFTS: Final = {"qd766": "qd766_preview", "published": "published_preview"}


def waiting_drafts(state: State) -> Iterator[Job]:
    """Uploads that the person looked at and neither took in nor gave up."""
    for draft in drafts_of(state.who).filter(subject__in=_DRAFTS):
        what = {"qd766": _("số liệu 766"), "published": _("kết quả công bố")}[draft.subject]
        yield Job(
            tag=_("chờ xác nhận"),
            meaning="info",
            title=_("Bản nhập %(what)s đang xem trước") % {"what": what},
            note=_("tải lên %(at)s; chưa có gì thay đổi") % {"at": format_moment(draft.created_at)},
            url=reverse(_DRAFTS[draft.subject], args=[draft.public_id]),
            action=_("Mở"),
        )


# ── What I watch over ────────────────────────────────────────────────────────────────────────────────────────────────
def lowest_units(state: State) -> Iterator[Job]:
    """The communes with the lowest totals."""
    for row in state.lowest:
        rank = f"{row.rank}/{row.rank_of or '?'}" if row.rank else _("chưa xếp hạng")
        yield Job(
            tag=_("hạng %(rank)s") % {"rank": rank} if row.rank else rank,
            meaning="",
            title=f"{row.name}: {_('%(points)s điểm') % {'points': format_points(Decimal(row.total))}}",
            note=_("điểm hài lòng %(got)s/%(most)s")
            % {
                "got": format_points(Decimal(row.groups[SATISFACTION])),
                "most": format_points(state.satisfaction_points),
            }
            if row.groups.get(SATISFACTION)
            else "",
            url=reverse("qd766_unit", args=[row.code]),
            action=_("Xem vì sao"),
        )


JOBS: Final[dict[Section, tuple[tuple[Find, frozenset[str]], ...]]] = {
    "now": (
        (work.overdue_own, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (work.returned_own, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (work.waiting_for_head, frozenset({Role.UNIT_HEAD})),
        (posts.no_officer, frozenset({Role.UNIT_HEAD})),
        (posts.nobody_has, frozenset({Role.UNIT_HEAD})),
        (posts.handovers, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (work.overdue_units, frozenset({Role.COORDINATOR, Role.PROVINCE_LEADER})),
        (posts.units_unattended, frozenset({Role.COORDINATOR})),
        (no_figures, frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
        (satisfaction_lost, frozenset({Role.COORDINATOR, Role.PROVINCE_LEADER})),
        (own_losses, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (old_figures, frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
        (incomplete_figures, frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
        (kept_aside, frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
        (people_without_work, frozenset({Role.ADMINISTRATOR})),
        (sources_disagree, frozenset({Role.COORDINATOR, Role.AUDITOR})),
        (points_unknown, frozenset({Role.COORDINATOR})),
    ),
    "mine": (
        (work.points_at_risk_own, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (work.soon_own, frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD})),
        (waiting_drafts, frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
    ),
    "watch": (
        (work.points_at_risk, frozenset({Role.COORDINATOR, Role.PROVINCE_LEADER, Role.AUDITOR})),
        (work.soon_units, frozenset({Role.COORDINATOR, Role.PROVINCE_LEADER, Role.AUDITOR})),
        (lowest_units, frozenset({Role.COORDINATOR, Role.PROVINCE_LEADER, Role.AUDITOR})),
    ),
}
"""What is looked for, in the order in which it matters, and for whom."""


def jobs(state: State, section: Section) -> list[Job]:
    """Return the work of one section that concerns a person."""
    return [job for find, roles in JOBS[section] if state.who.roles & roles for job in find(state)]
