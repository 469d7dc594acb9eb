"""Reading which criteria tasks serve, among which editions they are looked for, and what stands at risk with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.plans.criteria.earned import earned_of
from thuocdo.portal.plans.criteria.matching import Asked, Choice, words_of
from thuocdo.portal.plans.criteria.risk import Earned, Risk, risks
from thuocdo.portal.plans.models import Plan, PlanEdition, Task, TaskCriterion
from thuocdo.portal.plans.selectors.plans import groups_of
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.criteria.risk import Key
    from thuocdo.rulebooks import Node

_NAMED: Final = {
    "par_index_province": ("par index", "chi so cai cach hanh chinh"),
    "qd766": ("766/qd-ttg", "bo chi so 766", "chi so phuc vu nguoi dan"),
    "sipas": ("sipas", "chi so hai long"),
    "papi": ("papi",),
}
"""By which words a plan names an index."""


def editions_offered() -> list[Edition]:
    """Return the editions in force that a plan's criteria may be of, without those that are made up."""
    found = Edition.objects.defer("bundle", "cases").filter(state=Edition.State.IN_FORCE, illustrative=False)
    return list(found.order_by("index", "-edition"))


def editions_of(plan: Plan) -> list[Edition]:
    """Return the editions in force that a plan was given."""
    given = {(one.index, one.edition) for one in PlanEdition.objects.filter(plan=plan)}
    return [edition for edition in editions_offered() if (edition.index, edition.edition) in given]


def editions_named(plan: Plan, asked: Sequence[Asked]) -> list[Edition]:
    """Return the editions that a plan probably means: the newest of each index that it names or whose words it has."""
    said = fold(" ".join([plan.subject, *plan.targets.values_list("index", flat=True)]))
    printed = {words_of(one.printed) for one in asked} - {""}
    found: dict[str, Edition] = {}
    for edition in editions_offered():
        begun = opened(edition).file.period_of_force.first
        if edition.index in found or (plan.year and begun.year > plan.year):
            continue
        named = any(name in said for name in _NAMED.get(edition.index, ()))
        if named or printed & {words_of(choice.title) for choice in choices_of([edition])}:
            found[edition.index] = edition
    return list(found.values())


def choices_of(editions: Iterable[Edition]) -> list[Choice]:
    """Return the criteria of some editions, in the order of the law; the total is none."""
    return [
        Choice(
            edition=edition.identifier,
            code=node.code,
            number=node.number,
            title=node.title.vi,
            leaf=node.is_leaf,
        )
        for edition in editions
        for node in opened(edition).nodes
        if node.parent is not None
    ]


def asked_of(plan: Plan) -> list[Asked]:
    """Return the confirmed tasks of a plan by what they print of a criterion: in their row, or as the heading above."""
    headings = {(group.appendix, group.code): group.title for group in groups_of(plan)}
    found = []
    for task in tasks_to_tie(plan):
        heading = headings.get((task.appendix, task.parent_code), "") if task.parent_code else ""
        printed = task.criterion or (heading if task.parent_code.count(".") else "")
        number = task.code if task.criterion else task.parent_code
        found.append(Asked(key=task.pk, printed=printed, number=number))
    return found


def tasks_to_tie(plan: Plan) -> list[Task]:
    """Return the tasks of a plan that can serve a criterion."""
    return list(Task.objects.filter(plan=plan, state=Task.State.CONFIRMED, guidance=False).order_by("position", "pk"))


def remembered() -> dict[str, Choice]:
    """Return which criterion persons said that words mean, as far as an edition in force still has it."""
    by_key = {(choice.edition, choice.code): choice for choice in choices_of(editions_offered())}
    said = TaskCriterion.objects.filter(confirmed_at__isnull=False, why="person").exclude(words="").exclude(code="")
    rows = said.order_by("confirmed_at", "pk").values_list("words", "index", "edition", "code")
    found = {words: by_key.get((f"{index}/{edition}", code)) for words, index, edition, code in rows}
    return {words: choice for words, choice in found.items() if choice is not None}


# ── The page on which criteria are tied ──────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A task beside the criterion that it serves, as far as that is known."""

    task: Task
    printed: str
    tie: TaskCriterion | None
    risk: Risk | None


def ties_of(who: Standing, plan: Plan) -> list[Tied]:
    """Return the confirmed tasks of a plan beside their criteria, those to be asked about first."""
    printed = {one.key: one.printed for one in asked_of(plan)}
    tasks = Task.objects.filter(pk__in=printed).select_related("serves__confirmed_by").order_by("position", "pk")
    found = risks_of(who, list(printed))
    rows = [
        Tied(task=task, printed=printed[task.pk], tie=getattr(task, "serves", None), risk=found.get(task.pk))
        for task in tasks
    ]
    return sorted(rows, key=lambda row: not (row.tie is not None and not row.tie.taken and bool(row.tie.code)))


def waiting_in(plan: Plan) -> int:
    """Return how many tasks of a plan wait for a person to say which criterion they serve."""
    live = TaskCriterion.objects.filter(task__plan=plan, task__state=Task.State.CONFIRMED)
    return live.filter(taken=False).exclude(code="").count()


# ── What stands at risk ──────────────────────────────────────────────────────────────────────────────────────────────
def risks_of(who: Standing, tasks: Iterable[int]) -> dict[int, Risk]:
    """Return what stands at risk with each of some tasks that is tied to a criterion which a person may read."""
    taken = TaskCriterion.objects.filter(task__in=list(tasks), taken=True).exclude(code="")
    rows = taken.values_list("task", "index", "edition", "code")
    tied: dict[int, Key] = {task: (index, edition, code) for task, index, edition, code in rows}
    if not tied:
        return {}
    nodes, earned = _nodes(who, set(tied.values()))
    return risks(tied, _shares(), nodes, earned)


def _shares() -> Counter[Key]:
    """Return how many tasks of the province's plans in force serve each criterion."""
    rows = TaskCriterion.objects.filter(
        taken=True,
        task__state=Task.State.CONFIRMED,
        task__plan__state=Plan.State.ASSIGNED,
        task__plan__carries_out__isnull=True,
    ).exclude(code="")
    return Counter((index, edition, code) for index, edition, code in rows.values_list("index", "edition", "code"))


def _nodes(who: Standing, keys: set[Key]) -> tuple[Mapping[Key, tuple[Node, str]], Mapping[Key, Earned]]:
    nodes: dict[Key, tuple[Node, str]] = {}
    earned: dict[Key, Earned] = {}
    for edition in editions_visible_to(who).filter(state=Edition.State.IN_FORCE, illustrative=False):
        named = edition.index, edition.edition
        wanted = {code for *name, code in keys if tuple(name) == named}
        if not wanted:
            continue
        by_code = opened(edition).by_code
        nodes |= {(*named, code): (by_code[code], edition.index) for code in wanted if code in by_code}
        got = earned_of(who, *named)
        earned |= {(*named, code): got[code] for code in wanted if code in got}
    return nodes, earned
