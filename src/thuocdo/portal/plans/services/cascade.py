"""Units owe their own plans: asked for, submitted, sent, entered on behalf, returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.plans.cascade.flow import ACTS
from thuocdo.portal.plans.models import OwedPlan, OwedPlanAct, Plan, PlanCall, Task, TaskTie
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.cascade import own_tasks
from thuocdo.portal.plans.services.assigning import assign_plan
from thuocdo.portal.plans.services.replacing import supersede_earlier_plan
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import UnitGroup, User

State = OwedPlan.State
Act = OwedPlanAct.Act


# ── What is asked of units ───────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def ask_for_plans(
    *,
    plan: Plan,
    groups: Sequence[UnitGroup],
    due_on: date,
    days_before: int,
    basis: str,
    version: int,
    by: User,
    at: datetime,
) -> PlanCall:
    """Ask the units of some groups for a plan of their own by a day; asked again, it changes what is asked.

    A unit that is no longer asked leaves the register unless it has brought or sent something.

    :param days_before: working days between the day of a unit's part and the province's.
    :param version: of what was asked as it was looked at, 0 where nothing was.
    :raises PlanError: PL-145 the plan is not in force, PL-146 no group, PL-147 a day before the plan's own,
        PL-148 somebody else changed it meanwhile.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    call = PlanCall.objects.select_related("saved_by").filter(plan=plan).first()
    problems = list(_problems_of_call(plan, call, groups, due_on, version))
    if problems:
        raise PlanError(problems)
    call = call or PlanCall(plan=plan, version=0)
    call.due_on, call.days_before, call.basis = due_on, days_before, basis.strip()[:500]
    call.version, call.saved_at, call.saved_by = call.version + 1, at, by
    call.save()
    call.groups.set(groups)
    count = _keep_register(call)
    now = {"due_on": due_on.isoformat(), "days_before": days_before, "basis": call.basis, "units": count}
    record("plans.call.saved", by=by, at=at, subject=call, now=now)
    return call


def _problems_of_call(
    plan: Plan, call: PlanCall | None, groups: Sequence[UnitGroup], due_on: date, version: int
) -> Iterator[Problem]:
    if plan.state != Plan.State.ASSIGNED or plan.carries_out_id is not None:
        yield Problem(code="PL-145", params={"plan": str(plan), "state": str(plan.get_state_display())})
    if not groups:
        yield Problem(code="PL-146")
    if due_on < plan.effective_on:
        yield Problem(code="PL-147", params={"day": format_date(due_on), "plan": format_date(plan.effective_on)})
    if version != (call.version if call else 0):
        yield Problem(code="PL-148", params={"by": str(call.saved_by) if call else "–"})


def _keep_register(call: PlanCall) -> int:
    wanted: set[int] = set()
    for group in call.groups.all():
        wanted |= set(organizations.resolve_group(group, call.plan.effective_on).values_list("pk", flat=True))
    there = set(OwedPlan.objects.filter(call=call).values_list("unit", flat=True))
    OwedPlan.objects.bulk_create(OwedPlan(call=call, unit_id=unit) for unit in sorted(wanted - there))
    untouched = OwedPlan.objects.filter(call=call, state=State.MISSING, plan__isnull=True, acts__isnull=True)
    untouched.exclude(unit__in=wanted).delete()
    return len(wanted)


# ── What units send ──────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def submit_plan(
    *, owed: OwedPlan, number: str, issued_on: date | None, version: int, by: User, at: datetime
) -> OwedPlan:
    """Lay the plan of a unit before its head.

    :raises PlanError: every problem found: PL-149 changed meanwhile, PL-150 not in this state, PL-151 no file was
        read, PL-121 none of its tasks is confirmed, PL-152 no number, PL-153 no day or one to come,
        PL-154 ties wait for a person.
    """
    held = _held(owed, "submit", version)
    _put(held, number, issued_on)
    _refuse([*_unread(held), *_unnumbered(held, at), *_untied(held)])
    return _move(held, State.WAITING, Act.SUBMITTED, by=by, at=at)


@transaction.atomic
def send_plan(*, owed: OwedPlan, number: str, issued_on: date | None, version: int, by: User, at: datetime) -> OwedPlan:
    """Send the plan of a unit to the province as its head; what the unit adds to the province's tasks becomes its work.

    :raises PlanError: as :func:`submit_plan`.
    """
    held = _held(owed, "send", version)
    _put(held, number, issued_on)
    _refuse([*_unread(held), *_unnumbered(held, at), *_untied(held)])
    held.source = ""
    return _sent(held, timezone.localdate(at), Act.SENT, by=by, at=at)


@transaction.atomic
def enter_plan(
    *,
    owed: OwedPlan,
    number: str,
    issued_on: date | None,
    sent_on: date | None,
    source: str,
    version: int,
    by: User,
    at: datetime,
) -> OwedPlan:
    """Note on a unit's behalf what it sent on paper or by mail; its file may be read before or afterwards.

    :raises PlanError: every problem found: PL-149, PL-150, PL-152, PL-153 as above, PL-155 no source,
        PL-156 no day of arrival or one to come.
    """
    held = _held(owed, "enter", version)
    _put(held, number, issued_on)
    problems = list(_unnumbered(held, at))
    if not source.strip():
        problems.append(Problem(code="PL-155"))
    if sent_on is None or sent_on > timezone.localdate(at):
        problems.append(Problem(code="PL-156", params={"today": format_date(timezone.localdate(at))}))
    _refuse(problems)
    held.source = source.strip()[:300]
    return _sent(held, sent_on or timezone.localdate(at), Act.ENTERED, by=by, at=at)


@transaction.atomic
def return_plan(*, owed: OwedPlan, act: str, reason: str, version: int, by: User, at: datetime) -> OwedPlan:
    """Give the plan back to the unit: its head before sending (``return_own``), the coordinator after (``return``).

    :raises PlanError: PL-149 changed meanwhile, PL-150 not in this state, PL-157 no reason.
    """
    held = _held(owed, act, version)
    if not reason.strip():
        raise PlanError(Problem(code="PL-157"))
    return _move(held, State.RETURNED, Act.RETURNED, by=by, at=at, reason=reason.strip())


# ── The steps they share ─────────────────────────────────────────────────────────────────────────────────────────────
def _held(owed: OwedPlan, act: str, version: int) -> OwedPlan:
    rows = OwedPlan.objects.select_for_update(of=("self",)).select_related("unit", "call__plan", "plan")
    held = rows.get(pk=owed.pk)
    place = Place(item=str(held.unit))
    if held.version != version:
        raise PlanError(Problem(code="PL-149", place=place))
    if held.state not in ACTS[act].states or held.call.plan.state != Plan.State.ASSIGNED:
        raise PlanError(Problem(code="PL-150", place=place, params={"state": str(held.get_state_display())}))
    return held


def _put(held: OwedPlan, number: str, issued_on: date | None) -> None:
    held.number, held.issued_on = number.strip()[:60], issued_on


def _unread(held: OwedPlan) -> Iterator[Problem]:
    if held.plan is None:
        yield Problem(code="PL-151", place=Place(item=str(held.unit)))
    elif not own_tasks(held.plan).filter(state=Task.State.CONFIRMED).exists():
        yield Problem(code="PL-121", place=Place(item=str(held.unit)))


def _unnumbered(held: OwedPlan, at: datetime) -> Iterator[Problem]:
    today = timezone.localdate(at)
    if not held.number:
        yield Problem(code="PL-152")
    if held.issued_on is None or held.issued_on > today:
        yield Problem(code="PL-153", params={"today": format_date(today)})


def _untied(held: OwedPlan) -> Iterator[Problem]:
    if held.plan is None:
        return
    confirmed = TaskTie.objects.filter(own__plan=held.plan, confirmed_at__isnull=False)
    count = own_tasks(held.plan).exclude(pk__in=confirmed.values("own")).count()
    if count:
        yield Problem(code="PL-154", params={"count": str(count)})


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise PlanError(problems)


def _sent(held: OwedPlan, day: date, act: OwedPlanAct.Act, *, by: User, at: datetime) -> OwedPlan:
    held.sent_on = held.sent_on or day
    moved = _move(held, State.SENT, act, by=by, at=at)
    if held.plan is not None:
        held.plan.number, held.plan.issued_on = held.number, held.issued_on
        held.plan.save(update_fields=["number", "issued_on"])
        supersede_earlier_plan(held, by=by, at=at)
        assign_plan(plan=held.plan, by=by, at=at)
    return moved


def _move(
    held: OwedPlan, state: OwedPlan.State, act: OwedPlanAct.Act, *, by: User, at: datetime, reason: str = ""
) -> OwedPlan:
    was, held.state = held.state, state
    held.version += 1
    held.save()
    OwedPlanAct.objects.create(owed=held, act=act, reason=reason, at=at, by=by)
    now = {"state": state.value, "number": held.number}
    record(f"plans.owed.{act.value}", by=by, at=at, subject=held, was={"state": was}, now=now)
    return held
