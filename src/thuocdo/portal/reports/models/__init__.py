"""Tables and constraints; queries stand in ``selectors`` and ``services``."""

from thuocdo.portal.reports.models.letters import Letter
from thuocdo.portal.reports.models.plan_letters import PlanLetter
from thuocdo.portal.reports.models.reports import PaperChange, Paragraph, Report
from thuocdo.portal.reports.models.rounds import ReportRound, Section, SectionAct
from thuocdo.portal.reports.models.work_letters import WorkLetter

__all__ = [
    "Letter",
    "PaperChange",
    "Paragraph",
    "PlanLetter",
    "Report",
    "ReportRound",
    "Section",
    "SectionAct",
    "WorkLetter",
]
