"""A plan as it now stands, to be written out again: what was read, with what people mended in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.documents.deadlines import read_deadline
from thuocdo.documents.official.structure import Stage
from thuocdo.portal.plans.models import Part, Task
from thuocdo.portal.plans.selectors.plans import LIVE, current_source, reading_of, with_bodies
from thuocdo.portal.plans.services.building import bodies_of
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise

    from thuocdo.portal.plans.models import Plan
    from thuocdo.portal.plans.reading.stored import Json

STAGES: Final[dict[str, tuple[Stage, str | Promise]]] = {
    "du-thao": (Stage.DRAFT, _("Dự thảo")),
    "trinh-ky": (Stage.SUBMITTED, _("Trình ký")),
    "ban-hanh": (Stage.ISSUED, _("Ban hành")),
}
"""The states of an official document, as a page names them in its address."""
_WATCHES: Final = "theo dõi, đôn đốc"
_POINTING: Final = "Nhiệm vụ cụ thể tại Phụ lục kèm theo."


def plan_as_it_stands(plan: Plan) -> dict[str, Any]:
    """Return a plan as ``whole_plan`` of the library wants it; dropped tasks are left out."""
    reading = reading_of(current_source(plan))
    rows = with_bodies(Task.objects.filter(plan=plan, state__in=LIVE).order_by("position", "pk"))
    tasks = [_told(task, plan.year) for task in rows]
    return {
        **reading.values,
        "document": _head(plan, reading.document),
        "tasks": tasks,
        "paragraphs": reading.part("paragraphs") or _paragraphs(tasks),
    }


def is_mended(plan: Plan) -> bool:
    """Tell whether anybody changed what was read of a plan: what is written out then is another text than its paper."""
    return Task.objects.filter(plan=plan, state__in=LIVE, mended=True).exists()


def stages_of(plan: Plan) -> list[tuple[str, str, bool]]:
    """Return the stages a plan can be written in, with their names and which is proposed.

    What was issued and never mended is proposed as issued; whatever people changed is another text, and begins as a
    draft. Only a plan whose number and day are known can be written as issued.
    """
    numbered = bool(plan.number and plan.issued_on)
    proposed = "ban-hanh" if numbered and not is_mended(plan) else "du-thao"
    offered = [name for name in STAGES if name != "ban-hanh" or numbered]
    return [(name, str(STAGES[name][1]), name == proposed) for name in offered]


def _head(plan: Plan, read: Json) -> dict[str, Any]:
    return {
        **read,
        "type": plan.type or None,
        "number": plan.number or None,
        "date": plan.issued_on.isoformat() if plan.issued_on else None,
        "year": plan.year or plan.effective_on.year,
        "issuer": plan.issuer or plan.unit.full_name,
        "province": read.get("province") or plan.unit.name["vi"],
        "subject": plan.subject,
        "signer": {"name": plan.signer_name, "position": plan.signer_position},
        "recipients": plan.recipients,
    }


def _told(task: Task, year: int | None) -> dict[str, Any]:
    """Return a task as the reader gives it; the words of one that was mended are written anew where they differ."""
    if not task.mended:
        return dict(task.original)
    before, bodies = bodies_of(task.original), [(body.text, body.part) for body in task.bodies.all()]
    words, named = _deadline_words(task, year), bodies != before
    cells = dict(task.original.get("text") or {})
    cells |= _cells(bodies) if named else {}
    printed = str((task.original.get("deadline") or {}).get("text") or "")
    content = task.content
    if printed and words and printed != words:
        content = content.replace(printed, f"{words[0].lower()}{words[1:]}")
    return {
        **task.original,
        "code": task.code or None,
        "criterion": task.criterion or None,
        "content": content,
        "product": task.product or None,
        "note": task.note or None,
        "deadline": {**(task.deadline or {}), "text": words} if words else None,
        "text": {**cells, "deadline": words or None, "product": task.product or None},
        "named": "; ".join(text for text, _part in bodies) if named else None,
        "mended": True,
    }


def _deadline_words(task: Task, year: int | None) -> str:
    """Return the deadline in words that say the day a person set, however it was printed."""
    words = str((task.deadline or {}).get("text") or "")
    if task.due_on is None:
        return words
    day = f"ngày {format_date(task.due_on)}"
    for told in (words, f"{words} (đến {day})"):
        if words and read_deadline(told, year=year).as_json().get("until") == task.due_on.isoformat():
            return told
    return f"Đến {day}"


def _cells(bodies: Sequence[tuple[str, str]]) -> dict[str, str | None]:
    """Return bodies as the two cells of an appendix: those who watch lead with their role, then others do the work."""
    of = {part: [text for text, own in bodies if own == part] for part in Part}
    lead, others = [*of[Part.ANSWERS], *of[Part.DOES]], of[Part.CONTRIBUTES]
    watching = "; ".join(of[Part.WATCHES])
    watching = f"{watching} {_WATCHES}" if watching else ""
    if watching and not of[Part.ANSWERS]:
        return {"lead": watching, "coordinating": "; ".join([*of[Part.DOES], *others]) or None}
    return {"lead": "; ".join(lead) or None, "coordinating": "; ".join([*others, *filter(None, [watching])]) or None}


def _paragraphs(tasks: Sequence[Json]) -> list[dict[str, Any]]:
    """Return the tasks of the text as its paragraphs, for a text read before paragraphs were kept."""
    told = [task for task in tasks if task.get("appendix") is None]
    return [*({"text": f"- {task['content']}", "place": task.get("place")} for task in told), {"text": _POINTING}]
