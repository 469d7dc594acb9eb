"""The tables of results, one file a subject."""

from thuocdo.portal.results.models.imports import ImportDraft, ImportFile
from thuocdo.portal.results.models.published import PublishedFigure, PublishedImport
from thuocdo.portal.results.models.snapshots import Snapshot, SnapshotUnit, UnitFigures

__all__ = ["ImportDraft", "ImportFile", "PublishedFigure", "PublishedImport", "Snapshot", "SnapshotUnit", "UnitFigures"]
