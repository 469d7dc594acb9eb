"""The work of plans on the home page: what is overdue, what waits for a word, how the plans stand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.portal.dashboards.state import state_of
from thuocdo.portal.plans.criteria.risk import reason
from thuocdo.portal.plans.progress.cells import Time, Work
from thuocdo.portal.plans.progress.urgency import urgency
from thuocdo.portal.plans.selectors.progress import reports_to_approve
from thuocdo.portal.web.waiting import Job
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpRequest

    from thuocdo.portal.dashboards.state import State
    from thuocdo.portal.plans.selectors.following import Group

_MOST_AT_RISK: Final = 3


def overdue_own(state: State) -> Iterator[Job]:
    """Work of the person's own units that is overdue."""
    late = state.own_tally.late
    if late:
        yield Job(
            tag=_("quá hạn"),
            meaning="bad",
            title=ngettext("%(n)d việc theo kế hoạch đã quá hạn", "%(n)d việc theo kế hoạch đã quá hạn", late)
            % {"n": late},
            note=_("việc gấp nhất ở trên cùng của trang Việc của tôi"),
            url=reverse("my_work"),
            action=_("Ghi kết quả"),
        )


def returned_own(state: State) -> Iterator[Job]:
    """Reports of the person's own units that somebody asked more for."""
    count = state.own_tally.works[Work.RETURNED]
    if count:
        yield Job(
            tag=_("bổ sung"),
            meaning="bad",
            title=ngettext("%(n)d báo cáo được đề nghị bổ sung", "%(n)d báo cáo được đề nghị bổ sung", count)
            % {"n": count},
            note=_("lý do ghi ở đầu trang của từng nhiệm vụ"),
            url=reverse("my_work"),
            action=_("Bổ sung"),
        )


def waiting_for_head(state: State) -> Iterator[Job]:
    """Reports that wait for the person as the head of a unit."""
    count = reports_to_approve(state.who).count()
    if count:
        yield Job(
            tag=_("chờ phê duyệt"),
            meaning="info",
            title=ngettext("%(n)d báo cáo chờ phê duyệt", "%(n)d báo cáo chờ phê duyệt", count) % {"n": count},
            note=_("công chức đầu mối đã gửi; chưa phê duyệt thì chưa được tính"),
            url=reverse("approvals"),
            action=_("Phê duyệt"),
        )


def overdue_units(state: State) -> Iterator[Job]:
    """Work of the province's units that is overdue."""
    counts = state.whole_tally
    if counts.late:
        title = ngettext(
            "%(n)d cơ quan, đơn vị có việc quá hạn", "%(n)d cơ quan, đơn vị có việc quá hạn", counts.late_units
        )
        yield Job(
            tag=_("quá hạn"),
            meaning="bad",
            title=title % {"n": counts.late_units},
            note=_("%(late)s trong %(all)s phân công; nơi được đề nghị không tính")
            % {"late": format_number(Decimal(counts.late)), "all": format_number(Decimal(counts.all))},
            url=f"{reverse('followup')}?han=qua-han",
            action=_("Xem danh sách"),
        )


def soon_own(state: State) -> Iterator[Job]:
    """Work of the person's own units that is soon due."""
    soon = state.own_tally.times[Time.SOON]
    if soon:
        yield Job(
            tag=_("sắp đến hạn"),
            meaning="warn",
            title=ngettext("%(n)d việc đến hạn trong 7 ngày tới", "%(n)d việc đến hạn trong 7 ngày tới", soon)
            % {"n": soon},
            note="",
            url=reverse("my_work"),
            action=_("Mở"),
        )


def soon_units(state: State) -> Iterator[Job]:
    """Work of the province's units that is soon due."""
    soon = state.whole_tally.times[Time.SOON]
    if soon:
        title = ngettext("%(n)s phân công đến hạn trong 7 ngày tới", "%(n)s phân công đến hạn trong 7 ngày tới", soon)
        yield Job(
            tag=_("sắp đến hạn"),
            meaning="warn",
            title=title % {"n": format_number(Decimal(soon))},
            note=_("trong %(all)s phân công đang theo dõi") % {"all": format_number(Decimal(state.whole_tally.all))},
            url=f"{reverse('followup')}?han=sap-den-han",
            action=_("Xem danh sách"),
        )


def points_at_risk_own(state: State) -> Iterator[Job]:
    """The work of the person's own units with which most points stand at risk for each day that is left."""
    yield from _at_risk(state.own_groups, reverse("my_work"))


def points_at_risk(state: State) -> Iterator[Job]:
    """The work of the province with which most points stand at risk for each day that is left."""
    yield from _at_risk(state.whole_groups, reverse("followup"))


def _at_risk(groups: Sequence[Group], url: str) -> Iterator[Job]:
    """Return the tasks that come first by points; a task counts once, however many units do it."""
    open_now = [one for one in groups if one.points and one.cell.time is not Time.SETTLED and not one.cell.request]
    first: dict[int, Group] = {}
    units: Counter[int] = Counter()
    for group in sorted(open_now, key=lambda one: (urgency(one.cell, one.points), one.task.position)):
        first.setdefault(group.task.pk, group)
        units[group.task.pk] += group.count
    for task, group in list(first.items())[:_MOST_AT_RISK]:
        origin = group.risk.origin if group.risk else ""
        count = ngettext("%(n)d nơi chưa xong", "%(n)d nơi chưa xong", units[task]) % {"n": units[task]}
        yield Job(
            tag=reason(group.cell, group.points),
            meaning="bad" if group.cell.late else "warn" if group.cell.time is Time.SOON else "",
            title=f"{group.task.code} {Truncator(group.task.content).words(18)}".strip(),
            note=f"{count}; {origin}",
            url=f"{url}?{urlencode({'q': group.task.code})}" if group.task.code else url,
            action=_("Mở"),
        )


def plans_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return how the work of the plans stands: the whole province's, or the own unit's; nothing before there is any."""
    state = state_of(request)
    whole = state.who.sees_whole_province
    counts = state.whole_tally if whole else state.own_tally
    if not counts.all:
        return None
    on_time = counts.times[Time.LATER] + counts.times[Time.SETTLED] + counts.times[Time.UNDATED]
    url = reverse("followup")
    return {
        "today": state.today,
        "all": counts.all,
        "lines": [
            (_("Đúng tiến độ"), on_time, "good", url),
            (_("Sắp đến hạn"), counts.times[Time.SOON], "warn", f"{url}?han=sap-den-han"),
            (_("Quá hạn"), counts.late, "bad", f"{url}?han=qua-han"),
            (_("Chưa báo cáo kỳ này"), counts.works[Work.NOTHING], "", f"{url}?tinh-trang=chua-bao-cao"),
        ],
    }
