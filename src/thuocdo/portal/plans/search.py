"""Finding a plan or a task by a few letters, with or without diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.selectors.plans import LIVE, plans_visible_to, tasks_visible_to
from thuocdo.portal.web.registry import Hit
from thuocdo.portal.web.search import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

_MOST_TASKS = 5000
"""Tasks that are looked through: those of some forty plans, newest first."""


def find_plans(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the plans that the person may see whose number or subject holds every word."""
    found = (plan for plan in plans_visible_to(standing(request)) if holds(f"{plan} {plan.subject}", typed))
    hits = [
        Hit(title=str(plan), url=plan.get_absolute_url(), note=plan.subject[:120], state=str(plan.get_state_display()))
        for plan in found
    ]
    return hits[:limit]


def find_tasks(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the tasks that the person may see whose number, criterion or content holds every word."""
    tasks = tasks_visible_to(standing(request)).filter(state__in=LIVE).order_by("-plan__effective_on", "position")
    rows = tasks.only("public_id", "code", "criterion", "content", "plan__public_id", "plan__type", "plan__number")
    hits = []
    for task in rows[:_MOST_TASKS]:
        if holds(f"{task.code} {task.criterion} {task.content}", typed):
            title = f"{task.code} {task.criterion or task.content}".strip()
            hits.append(Hit(title=title[:120], url=task.get_absolute_url(), note=str(task.plan)))
            if len(hits) == limit:
                break
    return hits
