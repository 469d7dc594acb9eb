"""Who in a unit answers for its work, and what work a post has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import has_desk, posts_in
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.holdings import Post
    from thuocdo.portal.organizations.selectors import Answering


def answering_for(assignments: Iterable[Assignment], on: date) -> dict[int, Answering]:
    """Return who answers on a day for each assignment of a unit, by its key, in two queries however many there are.

    A request to a body outside the province has nobody here and is left out.
    """
    of_units = [(one.pk, one.unit_id, one.position_id) for one in assignments if one.unit_id is not None]
    posts = posts_in({unit for _pk, unit, _position in of_units}, on)
    return {pk: posts.answering(unit, position) for pk, unit, position in of_units}


def work_of_post(post: Post) -> QuerySet[Assignment]:
    """Return the open assignments that a post has: of its position; what no position has, if it is the unit's desk."""
    rows = Assignment.objects.filter(
        unit=post.unit,
        state=Assignment.State.OPEN,
        task__plan__state=Plan.State.ASSIGNED,
        task__state=Task.State.CONFIRMED,
    )
    if post.position is not None:
        own = Q(position=post.position)
        rows = rows.filter(own | Q(position__isnull=True) if post.position.desk else own)
    elif post.role == Role.UNIT_OFFICER and not has_desk(post.unit):
        rows = rows.filter(position__isnull=True)
    else:
        rows = rows.none()
    return rows.select_related("task__plan").order_by("task__due_on", "task__plan", "task__position")


def reports_of_post(post: Post, state: Progress.State) -> QuerySet[Progress]:
    """Return the reports in a state on the work that a post has."""
    rows = Progress.objects.filter(state=state, latest=True, assignment__in=work_of_post(post).order_by())
    return rows.select_related("assignment__task__plan").order_by("saved_at")


def reports_awaiting_head(post: Post) -> QuerySet[Progress]:
    """Return the reports that wait for whoever heads the unit, if the post is the head's."""
    if post.role != Role.UNIT_HEAD:
        return Progress.objects.none()
    rows = Progress.objects.filter(state=Progress.State.SENT, latest=True, assignment__unit=post.unit)
    return rows.select_related("assignment__task__plan").order_by("saved_at")
