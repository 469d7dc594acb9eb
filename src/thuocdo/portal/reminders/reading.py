"""Gathers on a morning what may be told to whom, in a bounded number of queries however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import known_units, people_with_role, posts_in, root
from thuocdo.portal.plans.models import OwedPlan
from thuocdo.portal.plans.selectors.calendar import working_calendar
from thuocdo.portal.plans.selectors.reminding import owed_own_plans, owed_work, plans_with_queues
from thuocdo.portal.reminders.planning import Person, Rhythm
from thuocdo.portal.reminders.selectors import last_mails, preferences
from thuocdo.portal.reminders.things import Ahead, Duty, Facts, Queue, Round, Staff
from thuocdo.portal.reports.models import Section
from thuocdo.portal.reports.selectors.reminding import owed_sections, rounds_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.organizations.selectors import Posts
    from thuocdo.portal.plans.selectors.reminding import Owed, OwedOwnPlan
    from thuocdo.portal.reports.selectors.reminding import OwedSection

_LONGEST: Final = 140
_ANY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """How everything stands on a day, and the people and units that it names."""

    facts: Facts
    users: Mapping[int, User]
    units: Mapping[int, Unit]

    def units_of(self, person: int) -> list[Unit]:
        """Return the units whose people a person is one of."""
        found = [key for key, staff in self.facts.staff.items() if person in {*staff.officers, *staff.heads}]
        return [self.units[key] for key in found]


def morning(today: date, *, unit: Unit | None = None) -> Morning:
    """Return how everything stands on a day, for the whole province or for the people of one unit.

    :param unit: leave out the work of other units, and what coordinators are told.
    """
    work = [one for one in owed_work(today) if unit is None or one.unit_id == unit.pk]
    sections = [one for one in owed_sections() if unit is None or one.section.unit_id == unit.pk]
    plans = [one for one in owed_own_plans() if unit is None or one.owed.unit_id == unit.pk]
    keys = {one.unit_id for one in work} | {one.section.unit_id for one in sections}
    keys |= {one.owed.unit_id for one in plans}
    posts, units = posts_in(keys, today), known_units().in_bulk(keys)
    coordinators = [] if unit is not None else list(people_with_role(Role.COORDINATOR, day=today).order_by("pk"))
    staff = {key: _staff(units[key], posts) for key in sorted(keys)}
    answering = {(one.unit_id, one.position_id): posts.answering(one.unit_id, one.position_id) for one in work}
    users = {user.pk: user for user in [*coordinators, *_everybody(posts)]}
    facts = Facts(
        today=today,
        calendar=working_calendar(),
        ahead=Ahead(far=settings.REMIND_DAYS[0], near=settings.REMIND_DAYS[1]),
        people=people_of(users.values(), today),
        staff=staff,
        coordinators=[user.pk for user in coordinators],
        rounds=list(_rounds()) if coordinators else (),
        queues=list(_queues()) if coordinators else (),
        overdue_path=f"{reverse('followup')}?han=qua-han",
        people_path=reverse("reminders"),
    )
    told_of = {key: tuple(user.pk for user in found.people) for key, found in answering.items()}
    duties = [*_work(work, facts.horizon, told_of), *_sections(sections, posts), *_plans(plans, posts)]
    return Morning(facts=facts.with_duties(duties), users=users, units=units)


def _everybody(posts: Posts) -> Iterator[User]:
    for group in (posts.officers, posts.heads, posts.holders):
        for users in group.values():
            yield from users


def people_of(users: Iterable[User], today: date) -> dict[int, Person]:
    """Return how some people want to be reminded and when they were last, by key."""
    users = list(users)
    chosen, last = preferences(users), last_mails(users, today)
    return {
        user.pk: Person(
            key=user.pk,
            wants=chosen[user.pk].wants if user.pk in chosen else True,
            rhythm=Rhythm(chosen[user.pk].rhythm) if user.pk in chosen else Rhythm.DAILY,
            reachable=bool(user.email),
            last_mail=last.get(user.pk),
        )
        for user in users
    }


def _staff(unit: Unit, posts: Posts) -> Staff:
    answering = posts.answering(unit.pk)
    return Staff(
        name=unit.full_name[:1].upper() + unit.full_name[1:],
        path=reverse("my_work"),
        officers=() if answering.vacant else tuple(user.pk for user in answering.people),
        heads=tuple(user.pk for user in posts.heads[unit.pk]),
        has_work=True,
    )


def _work(
    owed: Sequence[Owed], horizon: date, told_of: Mapping[tuple[int, int | None], tuple[int, ...]]
) -> Iterator[Duty]:
    """Yield the assignments of which somebody may be told now; most fall due later and are left out."""
    pattern = reverse("assignment", args=[_ANY])
    for one in owed:
        due, state = one.cell.due, one.cell.work.value
        if one.act is None and (due is None or due >= horizon):
            continue
        yield Duty(
            key=f"work:{one.pk}",
            unit=one.unit_id,
            title=shortened(f"{one.task.code} {one.task.content}".strip(), f" ({one.task.plan})"),
            path=pattern.replace(str(_ANY), str(one.public_id)),
            due=due,
            answering=told_of[one.unit_id, one.position_id],
            returned=one.act if state == "returned" else None,
            sent=one.act if state == "sent" else None,
            of_province=one.of_province,
        )


def _sections(owed: Sequence[OwedSection], posts: Posts) -> Iterator[Duty]:
    for one in owed:
        section = one.section
        yield Duty(
            key=f"section:{section.pk}",
            unit=section.unit_id,
            title=shortened(f"Báo cáo {section.round.title}", ""),
            path=section.get_absolute_url(),
            due=section.round.due_on,
            answering=tuple(user.pk for user in posts.answering(section.unit_id).people),
            returned=one.act if section.state == Section.State.RETURNED else None,
            sent=one.act if section.state == Section.State.SENT else None,
        )


def _plans(owed: Sequence[OwedOwnPlan], posts: Posts) -> Iterator[Duty]:
    for one in owed:
        plan = one.owed
        yield Duty(
            key=f"plan:{plan.pk}",
            unit=plan.unit_id,
            title=shortened("Kế hoạch của đơn vị", f" thực hiện {plan.call.plan}"),
            path=plan.get_absolute_url(),
            due=plan.call.due_on,
            answering=tuple(user.pk for user in posts.answering(plan.unit_id).people),
            returned=one.act if plan.state == OwedPlan.State.RETURNED else None,
            sent=one.act if plan.state == OwedPlan.State.WAITING else None,
        )


def shortened(text: str, tail: str) -> str:
    """Return a title that fits a line of a mail, with what stands behind it whole."""
    room = _LONGEST - len(tail)
    return (text if len(text) <= room else f"{text[: room - 1].rstrip()}…") + tail


def _rounds() -> Iterator[Round]:
    for one, missing, owing in rounds_open():
        yield Round(
            key=one.pk,
            title=one.title,
            path=one.get_absolute_url(),
            due=one.due_on,
            missing=missing,
            owing=owing,
        )


def _queues() -> Iterator[Queue]:
    top = root()
    for plan, waiting in plans_with_queues(top.pk) if top is not None else ():
        path = reverse("plan_queue", args=[plan.public_id])
        yield Queue(key=plan.pk, title=shortened(str(plan), ""), path=path, waiting=waiting)


def next_morning(at: datetime) -> date:
    """Return the day of the next round: today before its hour on a working day, else the next working day."""
    today = timezone.localdate(at)
    first = today if timezone.localtime(at).time() < settings.REMIND_AT else today + timedelta(days=1)
    return working_calendar().on_or_after(first)


def people_without_address(day: date) -> list[User]:
    """Return the people who would be reminded of work and have no address to write to."""
    roles = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.COORDINATOR)
    return list(people_with_role(*roles, day=day).filter(email="").order_by("display_name", "pk"))
