"""Writing plans: one function for each thing that can happen."""

from thuocdo.portal.plans.services.assigning import Assigned, ask_to_contribute, assign_plan, withdraw_plan
from thuocdo.portal.plans.services.calendar import problems_of_year, restore_year, state_year
from thuocdo.portal.plans.services.confirming import (
    Mended,
    accept_certain,
    accept_task,
    answer_body,
    drop_task,
    mend_task,
    reopen_task,
    split_task,
)
from thuocdo.portal.plans.services.drafts import answer_draft, begin_draft, give_up_draft, read_draft
from thuocdo.portal.plans.services.importing import Imported, import_plan

__all__ = [
    "Assigned",
    "Imported",
    "Mended",
    "accept_certain",
    "accept_task",
    "answer_body",
    "answer_draft",
    "ask_to_contribute",
    "assign_plan",
    "begin_draft",
    "drop_task",
    "give_up_draft",
    "import_plan",
    "mend_task",
    "problems_of_year",
    "read_draft",
    "reopen_task",
    "restore_year",
    "split_task",
    "state_year",
    "withdraw_plan",
]
