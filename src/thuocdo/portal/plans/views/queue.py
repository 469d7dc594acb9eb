"""The queue: the list at the left, one task at the right, original text beside what was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans import services
from thuocdo.portal.plans.access import COORDINATES, WORKS
from thuocdo.portal.plans.forms import TaskForm, split_contents
from thuocdo.portal.plans.models import Match, Part, Task
from thuocdo.portal.plans.problems import PlanError, TaskChangedError
from thuocdo.portal.plans.selectors.directory import directory_for
from thuocdo.portal.plans.selectors.plans import plans_to_confirm
from thuocdo.portal.plans.selectors.queue import (
    ASKED,
    choices_for,
    counts_by_state,
    first_waiting,
    group_sizes,
    task_opened,
    tasks_in_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from thuocdo.errors import Problem
    from thuocdo.portal.plans.models import Plan, TaskBody
    from thuocdo.portal.plans.reading.matching import Meaning

SHOWN: Final = (Task.State.UNSURE, Task.State.CERTAIN, Task.State.CONFIRMED, Task.State.DROPPED)


@require_http_methods(["GET", "POST"])
@only(*COORDINATES, *WORKS)
def queue(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what waits for a person; accept everything that is certain."""
    plan = _plan(request, public_id)
    if request.method == "POST":
        count = services.accept_certain(plan=plan, by=standing(request).user, at=timezone.now())
        messages.success(request, _("Đã nhận %(n)d nội dung chắc chắn.") % {"n": count})
        return redirect("plan_queue", public_id=public_id)
    state = request.GET.get("xem", Task.State.UNSURE)
    if state not in SHOWN:
        raise Http404
    return _shown(request, plan, state, _chosen(plan, state, request.GET.get("muc", "")))


@require_POST
@only(*COORDINATES, *WORKS)
def act(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Do one thing with one task, and go on to the next that waits."""
    plan = _plan(request, public_id)
    task = task_opened(plan, task_id)
    if task is None:
        raise Http404
    form = TaskForm(request.POST) if request.POST.get("act") == "mend" else None
    try:
        words = _done(request, task, form)
    except TaskChangedError as error:
        return _shown(
            request, plan, Task.State(task.state), error.task, form=form, problems=error.problems, mine=form is not None
        )
    except PlanError as error:
        return _shown(request, plan, Task.State(task.state), task, form=form, problems=error.problems)
    if words is None:
        return _shown(request, plan, Task.State(task.state), task, form=form)
    messages.success(request, words)
    following = first_waiting(plan, after=task)
    address = reverse("plan_queue", args=[public_id])
    return redirect(f"{address}?muc={following.public_id}" if following else address)


@require_POST
@only(*COORDINATES, *WORKS)
def name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an answer to which body a name means; it is remembered."""
    plan = _plan(request, public_id)
    text, answer = request.POST.get("text", "").strip(), request.POST.get("means", "")
    match, units, groups = _answer(plan, answer)
    back = request.POST.get("muc", "")
    try:
        count = services.answer_body(
            plan=plan, text=text, match=match, units=units, groups=groups, by=standing(request).user, at=timezone.now()
        )
    except PlanError as error:
        task = _chosen(plan, Task.State.UNSURE, back)
        return _shown(request, plan, Task.State.UNSURE, task, problems=error.problems)
    words = _("Đã ghi nhớ “%(name)s”; áp dụng cho %(n)d chỗ trong kế hoạch này và các kế hoạch sau.")
    messages.success(request, words % {"name": text, "n": count})
    address = reverse("plan_queue", args=[public_id])
    return redirect(f"{address}?muc={back}" if back else address)


def _plan(request: HttpRequest, public_id: UUID) -> Plan:
    return get_object_or_404(plans_to_confirm(standing(request)), public_id=public_id)


def _chosen(plan: Plan, state: str, wanted: str) -> Task | None:
    """Return the task to show: the one the address names, else the first of the list."""
    rows = tasks_in_state(plan, state)
    ids = [str(found) for found in rows.values_list("public_id", flat=True)]
    chosen = wanted if wanted in ids else next(iter(ids), None)
    return task_opened(plan, chosen) if chosen else None


def _done(request: HttpRequest, task: Task, form: TaskForm | None) -> str | None:
    """Do what was asked; return what to say, or nothing where the form must be filled in again."""
    version = request.POST.get("version", "")
    said: dict[str, Any] = {
        "task": task,
        "version": int(version) if version.isdecimal() else 0,
        "by": standing(request).user,
        "at": timezone.now(),
    }
    if form is not None:
        if not form.is_valid():
            return None
        services.mend_task(mended=form.mended(), **said)
        return _("Đã lưu bản sửa của %(task)s.") % {"task": task.code or task}
    wanted = _ACTS.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    return wanted(request, said)


def _accept(_request: HttpRequest, said: dict[str, Any]) -> str:
    task = services.accept_task(**said)
    return _("Đã nhận %(task)s.") % {"task": task.code or task}


def _columns(_request: HttpRequest, said: dict[str, Any]) -> str:
    task = services.mend_task(mended=_by_columns(said["task"]), **said)
    return _("Đã đổi vai theo đúng cột của %(task)s.") % {"task": task.code or task}


def _split(request: HttpRequest, said: dict[str, Any]) -> str:
    parts = services.split_task(contents=split_contents(request.POST.get("contents", "")), **said)
    return _("Đã tách thành %(n)d nhiệm vụ, chờ xác nhận từng nhiệm vụ.") % {"n": len(parts)}


def _drop(_request: HttpRequest, said: dict[str, Any]) -> str:
    services.drop_task(**said)
    return _("Đã ghi: không phải nhiệm vụ. Dòng văn bản vẫn được giữ.")


def _reopen(_request: HttpRequest, said: dict[str, Any]) -> str:
    services.reopen_task(**said)
    return _("Đã đưa lại vào danh sách cần xác nhận.")


_ACTS: Final = {"accept": _accept, "columns": _columns, "split": _split, "drop": _drop, "reopen": _reopen}


def _by_columns(task: Task) -> services.Mended:
    """Return the task with the parts that its columns alone say: who leads answers, who coordinates contributes."""
    form = TaskForm.values_of(task)
    named = [
        *((str(body), Part.ANSWERS.value) for body in task.original.get("lead") or ()),
        *((str(body), Part.CONTRIBUTES.value) for body in task.original.get("coordinating") or ()),
    ]
    fields = {key: value for key, value in form.items() if key not in Part.values}
    return services.Mended(bodies=named, **fields)


def _answer(plan: Plan, answer: str) -> tuple[Match, list[Any], list[Any]]:
    """Return what an answer of the list means: ``outside``, ``unnamed``, or units and groups as ``u12,g3``."""
    if answer in {Match.OUTSIDE, Match.UNNAMED}:
        return Match(answer), [], []
    groups, units = choices_for(plan)
    wanted = set(answer.split(","))
    return (
        Match.UNITS,
        [unit for unit in units if f"u{unit.pk}" in wanted],
        [group for group in groups if f"g{group.pk}" in wanted],
    )


def _shown(
    request: HttpRequest,
    plan: Plan,
    state: str,
    task: Task | None,
    *,
    form: TaskForm | None = None,
    problems: Sequence[Problem] = (),
    mine: bool = False,
) -> HttpResponse:
    counts = counts_by_state(plan)
    editing = form is not None or "sua" in request.GET
    # In mending every name can be explained anew, so that a wrong answer does not stay for ever.
    asked = [body for body in task.bodies.all() if editing or body.match in ASKED] if task else []
    context = {
        "plan": plan,
        "state": state,
        "rows": tasks_in_state(plan, state).only("public_id", "code", "content", "criterion", "doubts", "plan_id"),
        "tabs": [(found, found.label, counts.get(found, 0)) for found in map(Task.State, SHOWN)],
        "counts": counts,
        "task": task,
        "form": form or (TaskForm(initial=TaskForm.values_of(task)) if task else None),
        "editing": editing,
        "mine": mine,
        "sizes": group_sizes(plan) if task else {},
        "asked": _questions(plan, asked) if asked else [],
        "problems": problems,
    }
    return render(request, "plans/queue.html", context, status=409 if problems else 400 if form else 200)


def _questions(plan: Plan, asked: Sequence[TaskBody]) -> list[dict[str, Any]]:
    """Return each name nobody could match, with what is proposed and everything that may be chosen."""
    directory = directory_for(plan.unit, plan.effective_on)
    groups, units = choices_for(plan)
    everything = {f"g{group.pk}": str(group) for group in groups} | {f"u{unit.pk}": str(unit) for unit in units}
    return [
        {
            "body": body,
            "gone": body.match == Match.GONE,
            "proposed": _proposals(directory.answer(body.text).proposed, everything),
            "choices": everything.items(),
        }
        for body in asked
    ]


def _proposals(meaning: Meaning, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return what may be meant, first of all: the successors together, or each unit of a like name."""
    keys = [key for key in (*(f"g{pk}" for pk in meaning.groups), *(f"u{pk}" for pk in meaning.units)) if key in names]
    if meaning.match == Match.UNITS and len(keys) > 1:
        return [(",".join(keys), "; ".join(names[key] for key in keys)), *((key, names[key]) for key in keys)]
    return [(key, names[key]) for key in keys]
