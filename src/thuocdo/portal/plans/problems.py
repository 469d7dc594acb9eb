"""What cannot be done with a plan as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.errors import Problem, ThuocDoError

if TYPE_CHECKING:
    from thuocdo.portal.plans.models import Task


class PlanError(ThuocDoError):
    """A plan that cannot be taken in, confirmed or assigned as asked (PL-…)."""


class TaskChangedError(PlanError):
    """Somebody else changed the task meanwhile; nothing was overwritten, both versions can be shown."""

    def __init__(self, task: Task) -> None:
        self.task = task
        super().__init__(Problem(code="PL-110", params={"task": str(task)}))
