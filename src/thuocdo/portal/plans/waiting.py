"""What plans have waiting for a person besides the tasks: what to confirm and assign, the plans that units owe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.access import WORKS, may_coordinate
from thuocdo.portal.plans.models import OwedPlan
from thuocdo.portal.plans.selectors.cascade import calls_open, owed_by_units
from thuocdo.portal.plans.selectors.plans import plans_unfinished
from thuocdo.portal.web.waiting import Job, JobSource, time_left
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpRequest

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Plan
    from thuocdo.portal.web.waiting import Place

_CALLS: Final = (Role.COORDINATOR, Role.PROVINCE_LEADER)


def plans_waiting(request: HttpRequest) -> Iterator[tuple[Place, Job]]:
    """Return what a person has to confirm, to assign, to write or to press for."""
    who, today = standing(request), timezone.localdate()
    if may_coordinate(who):
        for plan in plans_unfinished(who):
            yield "now", _unfinished(plan)
    if who.has(*WORKS):
        for owed in owed_by_units(who).exclude(state=OwedPlan.State.SENT):
            yield from _owed(owed, who, today)
    if who.has(*_CALLS):
        yield from _calls(today)


def _unfinished(plan: Plan) -> Job:
    unsure = plan.unsure_count  # type: ignore[attr-defined]  # annotated by plans_unfinished
    if unsure:
        title = ngettext("Xác nhận %(n)d nội dung chưa chắc chắn", "Xác nhận %(n)d nội dung chưa chắc chắn", unsure) % {
            "n": unsure
        }
        tag, url, action = _("cần xác nhận"), reverse("plan_queue", args=[plan.public_id]), _("Xác nhận")
    else:
        title, tag = _("Kế hoạch chưa phân công cho các cơ quan, đơn vị"), _("chưa phân công")
        url, action = reverse("plan_assign", args=[plan.public_id]), _("Phân công")
    return Job(tag=tag, meaning="warn", title=title, note=str(plan), url=url, action=action)


def _owed(owed: OwedPlan, who: Standing, today: date) -> Iterator[tuple[Place, Job]]:
    heads = any(held.role == Role.UNIT_HEAD and held.unit_id == owed.unit_id for held in who.memberships)
    if owed.state == OwedPlan.State.WAITING and not heads:
        return
    tag, meaning = time_left(owed.call.due_on, today)
    title, action = _("Đơn vị chưa gửi kế hoạch của mình"), _("Lập kế hoạch")
    if owed.state == OwedPlan.State.WAITING:
        tag, meaning = _("chờ Thủ trưởng"), "bad" if meaning == "bad" else "info"
        title, action = _("Kế hoạch của đơn vị chờ Thủ trưởng gửi"), _("Xem và gửi")
    elif owed.state == OwedPlan.State.RETURNED:
        tag, meaning = _("bổ sung"), "bad"
        title, action = _("Kế hoạch của đơn vị được đề nghị bổ sung"), _("Bổ sung")
    note = _("để thực hiện %(plan)s; hạn gửi %(day)s") % {"plan": owed.call, "day": format_date(owed.call.due_on)}
    job = Job(tag=tag, meaning=meaning, title=title, note=note, url=owed.get_absolute_url(), action=action)
    yield "now" if meaning else "mine", job


def _calls(today: date) -> Iterator[tuple[Place, Job]]:
    for call in calls_open():
        missing = call.owing - call.sent_count  # type: ignore[attr-defined]  # annotated by calls_open
        if missing:
            tag, meaning = time_left(call.due_on, today)
            counts = {"missing": missing, "all": call.owing}  # type: ignore[attr-defined]  # annotated by calls_open
            title = _("%(missing)d/%(all)d cơ quan, đơn vị chưa gửi kế hoạch của mình") % counts
            note = _("để thực hiện %(plan)s; hạn gửi %(day)s") % {"plan": call, "day": format_date(call.due_on)}
            url, action = reverse("unit_plans", args=[call.plan.public_id]), _("Xem danh sách")
            job = Job(tag=tag, meaning=meaning, title=title, note=note, url=url, action=action)
            yield "now" if meaning == "bad" else "watch", job


JOBS: Final = (JobSource(key="plans", find=plans_waiting, order=20),)
