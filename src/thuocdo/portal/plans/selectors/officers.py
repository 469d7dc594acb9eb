"""Who in a unit answers for its work, and what work a post has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import WORKING_ROLES, all_positions, has_desk, posts_in
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task, TaskGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.holdings import Post
    from thuocdo.portal.organizations.models import Position, Unit
    from thuocdo.portal.organizations.selectors import Answering, Posts
    from thuocdo.portal.organizations.standing import Standing


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


# ── Whose it is ──────────────────────────────────────────────────────────────────────────────────────────────────────
def mine(work: QuerySet[Assignment], who: Standing) -> QuerySet[Assignment]:
    """Return those of some assignments that a person has as an officer: by position, or as one of the unit's desk."""
    held = [one for one in who.memberships if one.role in WORKING_ROLES and one.position_id is not None]
    desks = [one.unit_id for one in held if one.position and one.position.desk]
    offices = [one.unit_id for one in who.memberships if one.role == Role.UNIT_OFFICER]
    desk_there = Exists(all_positions().filter(unit=OuterRef("unit"), desk=True))
    by_name = Q(position__in=[one.position_id for one in held])
    return work.filter(
        by_name | Q(position__isnull=True, unit__in=desks) | (Q(position__isnull=True, unit__in=offices) & ~desk_there)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Work of a unit that no officer has."""

    unit_id: int
    position_id: int | None
    count: int


def vacancies(work: QuerySet[Assignment], on: date, posts: Posts | None = None) -> list[Vacancy]:
    """Return which of some work has no officer on a day, by unit and position, in one query.

    :param posts: who holds what in the units, where that is known; else it is read, in two queries.
    """
    grouped = work.filter(unit__isnull=False).order_by().values_list("unit", "position").annotate(Count("pk"))
    groups = [(int(unit), position, count) for unit, position, count in grouped if unit is not None]
    if groups and posts is None:
        posts = posts_in({unit for unit, _position, _count in groups}, on)
    return [
        Vacancy(unit_id=unit, position_id=position, count=count)
        for unit, position, count in groups
        if posts is not None and posts.answering(unit, position).vacant
    ]


def of_vacancies(work: QuerySet[Assignment], found: Iterable[Vacancy]) -> QuerySet[Assignment]:
    """Return those of some assignments that no officer has."""
    wanted = Q(pk__in=())
    for one in found:
        wanted |= (
            Q(unit=one.unit_id, position=one.position_id)
            if one.position_id
            else Q(unit=one.unit_id, position__isnull=True)
        )
    return work.filter(wanted)


def may_name(who: Standing, unit: int, posts: Posts) -> bool:
    """Tell whether a person may say who in a unit does what: its head, or an officer at its desk."""
    head = any(held.unit_id == unit and held.role == Role.UNIT_HEAD for held in who.memberships)
    desk = posts.answering(unit)
    return head or (desk.through == "desk" and who.user in desk.people)


def units_named_by(who: Standing, on: date) -> tuple[list[Unit], Posts]:
    """Return the units whose officers a person may name, and who holds what in them."""
    units = {held.unit_id: held.unit for held in who.memberships if held.role in WORKING_ROLES}
    posts = posts_in(units, on)
    return [unit for pk, unit in units.items() if may_name(who, pk, posts)], posts


def positions_to_name(unit: Unit, on: date) -> list[Position]:
    """Return the positions that work of a unit can be given to, its desk first."""
    there = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return list(all_positions().filter(there, unit=unit, valid_from__lte=on).order_by("-desk", "pk"))


# ── The page on which officers are named ─────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The work of a unit under one heading of a plan, which can be given whole."""

    plan: Plan
    key: str
    """The appendix and the number of the heading: ``01/2``."""
    title: str
    """The heading with its number; empty for work that stands under none."""
    appendix: str
    rows: Sequence[Assignment]

    @property
    def token(self) -> str:
        """What tells that somebody has named an officer in it since."""
        return token_of(self.rows)


def token_of(rows: Iterable[Assignment]) -> str:
    """Return what a page remembers of who had which work, to be compared when it is sent."""
    seen = sorted((row.pk, row.position_id or 0) for row in rows)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


def fields_of(work: QuerySet[Assignment]) -> list[Field]:
    """Return some work under the headings of its plans, in the order of the plans, in two queries."""
    rows = list(work.select_related("task__plan", "position").order_by("task__plan", "task__position", "pk"))
    groups = TaskGroup.objects.filter(plan__in={row.task.plan_id for row in rows})
    titles = {(group.plan_id, group.appendix, group.code): group.title for group in groups}
    found: dict[tuple[int, str, str], list[Assignment]] = {}
    for row in rows:
        task = row.task
        code = task.code.split(".")[0]
        # Rows that stand under no heading go together, whatever their own number.
        heading = code if (task.plan_id, task.appendix, code) in titles else ""
        found.setdefault((task.plan_id, task.appendix, heading), []).append(row)
    return [
        Field(
            plan=same[0].task.plan,
            key=f"{appendix}/{code}",
            title=f"{code} {titles[plan, appendix, code]}" if code else "",
            appendix=appendix,
            rows=same,
        )
        for (plan, appendix, code), same in found.items()
    ]


def positions_seen(rows: Iterable[Assignment]) -> Mapping[int, int | None]:
    """Return which position had which assignment, by their keys."""
    return {row.pk: row.position_id for row in rows}
