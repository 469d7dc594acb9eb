"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans import search
from thuocdo.portal.plans.access import COORDINATES, WORKS, belongs_here
from thuocdo.portal.plans.samples.plan import load_sample_plan
from thuocdo.portal.plans.waiting import JOBS
from thuocdo.portal.web.registry import MenuEntry, SearchProvider

if TYPE_CHECKING:
    from django.http import HttpRequest


def _belongs_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and belongs_here(standing(request))


def _has_work(request: HttpRequest) -> bool:
    return request.user.is_authenticated and standing(request).has(*WORKS, *COORDINATES)


__all__ = ["JOBS", "MENU", "SEARCHES", "STEPS"]
STEPS = (SampleStep(key="plan", title="Kế hoạch mẫu", run=load_sample_plan, order=60, with_people=True),)
MENU = (
    MenuEntry(
        key="my_work",
        label=_("Việc của tôi"),
        short=_("Việc"),
        url_name="my_work",
        icon="work",
        section="now",
        order=1,
        phone=1,
        allowed=_has_work,
    ),
    MenuEntry(
        key="calendar",
        label=_("Lịch làm việc"),
        url_name="calendar",
        icon="calendar",
        section="house",
        order=85,
        allowed=_belongs_here,
    ),
    MenuEntry(key="plans", label=_("Kế hoạch"), url_name="plans", icon="plan", order=20, allowed=_belongs_here),
)

SEARCHES = (
    SearchProvider(key="plans", label=_("Kế hoạch"), find=search.find_plans, order=30, allowed=_belongs_here),
    SearchProvider(key="tasks", label=_("Nhiệm vụ"), find=search.find_tasks, order=31, allowed=_belongs_here),
)
