"""Writing results: one function for each thing that can happen."""

from thuocdo.portal.results.services.imports import answer_import, begin_import, give_up_import
from thuocdo.portal.results.services.published import import_published
from thuocdo.portal.results.services.snapshots import StoredDay, import_snapshots

__all__ = ["StoredDay", "answer_import", "begin_import", "give_up_import", "import_published", "import_snapshots"]
