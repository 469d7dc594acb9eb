"""Positions and handovers on the home page: who is told when nobody has the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.portal.organizations.access import headed_by
from thuocdo.portal.organizations.models import Handover
from thuocdo.portal.organizations.selectors import handovers_waiting_for
from thuocdo.portal.plans.selectors.officers import vacancies
from thuocdo.portal.plans.selectors.progress import own_work, work_of
from thuocdo.portal.web.waiting import Job
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.portal.dashboards.state import State


def no_officer(state: State) -> Iterator[Job]:
    """Units that the person heads and that have no officer: the head is told instead."""
    for unit in state.who.units:
        if unit.pk in headed_by(state.who) and state.posts.answering(unit.pk).vacant:
            yield Job(
                tag=_("thiếu người"),
                meaning="warn",
                title=_("%(unit)s chưa có công chức đầu mối") % {"unit": unit.full_name},
                note=_("việc của đơn vị đang được báo cho Thủ trưởng"),
                url=reverse("positions", args=[unit.scheme, unit.code]),
                action=_("Chọn người"),
            )


def nobody_has(state: State) -> Iterator[Job]:
    """Work of the units that the person heads which no officer has."""
    headed = headed_by(state.who)
    found = vacancies(own_work(state.who).filter(unit__in=headed), state.today, state.posts)
    count = sum(one.count for one in found)
    if count:
        yield Job(
            tag=_("chưa giao"),
            meaning="warn",
            title=ngettext("%(n)d việc chưa có người phụ trách", "%(n)d việc chưa có người phụ trách", count)
            % {"n": count},
            note=_("vị trí để trống hoặc đơn vị chưa có công chức đầu mối"),
            url=f"{reverse('my_work')}?cua=chua-co-nguoi",
            action=_("Giao việc"),
        )


def handovers(state: State) -> Iterator[Job]:
    """Handovers that wait for the person: to confirm, or as a head to name who receives."""
    for one in handovers_waiting_for(state.who):
        waiting = one.state == Handover.State.WAITING
        yield Job(
            tag=_("bàn giao"),
            meaning="info" if waiting else "warn",
            title=_("Nhận bàn giao: %(post)s") % {"post": one}
            if waiting
            else _("Vị trí để trống: %(post)s") % {"post": one},
            note=_("từ ngày %(day)s, %(n)d nội dung") % {"day": format_date(one.day), "n": len(one.items)},
            url=one.get_absolute_url(),
            action=_("Xác nhận") if waiting else _("Chọn người nhận"),
        )


def units_unattended(state: State) -> Iterator[Job]:
    """Units of the province that have work and nobody who answers for it."""
    units = len({one.unit_id for one in vacancies(work_of(state.who), state.today)})
    if units:
        title = ngettext(
            "%(n)d đơn vị có việc chưa có người phụ trách", "%(n)d đơn vị có việc chưa có người phụ trách", units
        )
        yield Job(
            tag=_("thiếu người"),
            meaning="warn",
            title=title % {"n": units},
            note=_("chưa có công chức đầu mối, hoặc vị trí để trống"),
            url=reverse("unattended"),
            action=_("Xem danh sách"),
        )
