"""Tables and constraints; queries stand in ``selectors`` and ``services``."""

from thuocdo.portal.plans.models.assignments import Assignment, Supersession, TaskLineage, Watch
from thuocdo.portal.plans.models.bodies import BodyAlias, Match, Part, TaskBody
from thuocdo.portal.plans.models.calendar import CalendarDay, CalendarYear
from thuocdo.portal.plans.models.cascade import OwedPlan, OwedPlanAct, PlanCall, TaskTie
from thuocdo.portal.plans.models.criteria import PlanEdition, TaskCriterion
from thuocdo.portal.plans.models.exchange import FileImport, FileImportRow
from thuocdo.portal.plans.models.plans import Finding, Plan, PlanDraft, PlanFact, PlanSource, Target
from thuocdo.portal.plans.models.progress import OPEN_STATES, Progress, ProgressAct, ProgressDocument
from thuocdo.portal.plans.models.tasks import Task, TaskGroup

__all__ = [
    "OPEN_STATES",
    "Assignment",
    "BodyAlias",
    "CalendarDay",
    "CalendarYear",
    "FileImport",
    "FileImportRow",
    "Finding",
    "Match",
    "OwedPlan",
    "OwedPlanAct",
    "Part",
    "Plan",
    "PlanCall",
    "PlanDraft",
    "PlanEdition",
    "PlanFact",
    "PlanSource",
    "Progress",
    "ProgressAct",
    "ProgressDocument",
    "Supersession",
    "Target",
    "Task",
    "TaskBody",
    "TaskCriterion",
    "TaskGroup",
    "TaskLineage",
    "TaskTie",
    "Watch",
]
