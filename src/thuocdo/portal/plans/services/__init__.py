"""Writing plans: one function for each thing that can happen."""

from thuocdo.portal.plans.services.assigning import Assigned, ask_to_contribute, assign_plan, withdraw_plan
from thuocdo.portal.plans.services.calendar import problems_of_year, restore_year, state_year
from thuocdo.portal.plans.services.cascade import ask_for_plans, enter_plan, return_plan, send_plan, submit_plan
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
from thuocdo.portal.plans.services.criteria import (
    choose_editions,
    confirm_criterion,
    forget_criterion,
    propose_criteria,
)
from thuocdo.portal.plans.services.drafts import answer_draft, begin_draft, give_up_draft, read_draft
from thuocdo.portal.plans.services.importing import Imported, import_plan
from thuocdo.portal.plans.services.reading import start_reading, stop_reading
from thuocdo.portal.plans.services.tying import confirm_certain_ties, confirm_tie, propose_ties

__all__ = [
    "Assigned",
    "Imported",
    "Mended",
    "accept_certain",
    "accept_task",
    "answer_body",
    "answer_draft",
    "ask_for_plans",
    "ask_to_contribute",
    "assign_plan",
    "begin_draft",
    "choose_editions",
    "confirm_certain_ties",
    "confirm_criterion",
    "confirm_tie",
    "drop_task",
    "enter_plan",
    "forget_criterion",
    "give_up_draft",
    "import_plan",
    "mend_task",
    "problems_of_year",
    "propose_criteria",
    "propose_ties",
    "read_draft",
    "reopen_task",
    "restore_year",
    "return_plan",
    "send_plan",
    "split_task",
    "start_reading",
    "state_year",
    "stop_reading",
    "submit_plan",
    "withdraw_plan",
]
