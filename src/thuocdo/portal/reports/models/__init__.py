"""Tables and constraints; queries stand in ``selectors`` and ``services``."""

from thuocdo.portal.reports.models.letters import Letter
from thuocdo.portal.reports.models.reports import PaperChange, Paragraph, Report
from thuocdo.portal.reports.models.rounds import ReportRound, Section, SectionAct

__all__ = ["Letter", "PaperChange", "Paragraph", "Report", "ReportRound", "Section", "SectionAct"]
