"""What reports have waiting for a person: the own unit's section, the units that have not sent theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports.access import WRITES, may_compile, reads_all
from thuocdo.portal.reports.models import Section
from thuocdo.portal.reports.selectors.rounds import rounds_receiving, sections_owed_by
from thuocdo.portal.web.waiting import Job, JobSource, time_left
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpRequest

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.reports.models import ReportRound
    from thuocdo.portal.web.waiting import Place


def reports_waiting(request: HttpRequest) -> Iterator[tuple[Place, Job]]:
    """Return what a person has to write, to send, or to press for."""
    who, today = standing(request), timezone.localdate()
    if who.has(*WRITES):
        for section in sections_owed_by(who):
            yield from _own(section, who, today)
    if reads_all(who):
        for one in rounds_receiving(who):
            yield from _of_province(one, who, today)


def _own(section: Section, who: Standing, today: date) -> Iterator[tuple[Place, Job]]:
    heads = any(held.role == Role.UNIT_HEAD and held.unit_id == section.unit_id for held in who.memberships)
    if section.state == Section.State.SENT and not heads:
        return
    left, meaning = time_left(section.round.due_on, today)
    names = {"round": section.round.title}
    note = _("hạn gửi %(day)s; soạn sẵn từ tiến độ nhiệm vụ") % {"day": format_date(section.round.due_on)}
    if section.state == Section.State.SENT:
        left, meaning = _("chờ Thủ trưởng"), "bad" if meaning == "bad" else "info"
        title, action = _("%(round)s: phần báo cáo chờ Thủ trưởng gửi") % names, _("Xem và gửi")
    elif section.state == Section.State.RETURNED:
        left, meaning = _("bổ sung"), "bad"
        title, action = _("%(round)s: phần báo cáo được đề nghị bổ sung") % names, _("Bổ sung")
    else:
        title, action = _("%(round)s: đơn vị chưa gửi phần báo cáo") % names, _("Xem và gửi")
    url = section.get_absolute_url()
    job = Job(tag=left, meaning=meaning, title=title, note=note, url=url, action=action)
    yield "now" if meaning else "mine", job


def _of_province(one: ReportRound, who: Standing, today: date) -> Iterator[tuple[Place, Job]]:
    counts = {"missing": one.missing, "all": one.owing, "round": one.title}  # type: ignore[attr-defined]  # annotated
    due = _("hạn gửi %(day)s") % {"day": format_date(one.due_on)}
    left, meaning = time_left(one.due_on, today)
    if counts["missing"]:
        title = _("%(round)s: %(missing)d/%(all)d cơ quan, đơn vị chưa gửi báo cáo") % counts
        acts = meaning == "bad" and who.has(Role.COORDINATOR, Role.PROVINCE_LEADER)
        action = _("Đôn đốc") if acts and may_compile(who) else _("Xem danh sách")
    elif may_compile(who):
        left, meaning, acts, action = _("đã đủ"), "info", True, _("Tổng hợp")
        title = _("%(round)s: đủ %(all)d/%(all)d phần báo cáo") % counts
    else:
        return
    job = Job(tag=left, meaning=meaning, title=title, note=due, url=one.get_absolute_url(), action=action)
    yield "now" if acts else "watch", job


JOBS: Final = (JobSource(key="reports", find=reports_waiting, order=10),)
