"""Writing reports: one function for each thing that can happen."""

from thuocdo.portal.reports.services.letters import change_letter, discard_letter, draft_letters, issue_letter
from thuocdo.portal.reports.services.plan_letters import draft_plan_letters
from thuocdo.portal.reports.services.reports import (
    add_paragraph,
    assemble_report,
    change_head,
    change_paragraph,
    issue_report,
    keep_signed,
    record_paper_change,
    submit_report,
    take_back_report,
)
from thuocdo.portal.reports.services.rounds import open_round
from thuocdo.portal.reports.services.sections import (
    enter_section,
    return_section,
    save_section,
    send_section,
    submit_section,
)
from thuocdo.portal.reports.services.work_letters import draft_work_letters

__all__ = [
    "add_paragraph",
    "assemble_report",
    "change_head",
    "change_letter",
    "change_paragraph",
    "discard_letter",
    "draft_letters",
    "draft_plan_letters",
    "draft_work_letters",
    "enter_section",
    "issue_letter",
    "issue_report",
    "keep_signed",
    "open_round",
    "record_paper_change",
    "return_section",
    "save_section",
    "send_section",
    "submit_report",
    "submit_section",
    "take_back_report",
]
