"""The provincial report, its paragraphs beside their sources, and letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thuocdo.portal.reports.access import may_compile, reads_all
from thuocdo.portal.reports.assembling import CLOSING, OPENING, PLACES
from thuocdo.portal.reports.fields import FIELDS
from thuocdo.portal.reports.models import Letter, Paragraph, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.reports.models import ReportRound

PLACE_WORDS = {OPENING: "Mở đầu", **FIELDS, CLOSING: "Đánh giá chung, kiến nghị"}
_ORDER = {Paragraph.Origin.FIGURES: 0, Paragraph.Origin.UNIT: 1, Paragraph.Origin.OWN: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of the report with its paragraphs."""

    key: str
    title: str
    paragraphs: Sequence[Paragraph]

    @property
    def shown(self) -> list[Paragraph]:
        """Those that are taken in, with or without words yet."""
        return [one for one in self.paragraphs if one.included]

    @property
    def left_out(self) -> list[Paragraph]:
        """Those that wait beside the report."""
        return [one for one in self.paragraphs if not one.included]

    @property
    def included(self) -> list[Paragraph]:
        """Those that stand in the report."""
        return [one for one in self.paragraphs if one.included and one.text]


def reports_visible_to(who: Standing) -> QuerySet[Report]:
    """Return every report for who compiles; those past the draft for other readers of the whole."""
    rows = Report.objects.select_related("round__unit", "signed", "assembled_by")
    if may_compile(who):
        return rows
    return rows.exclude(state=Report.State.DRAFT) if reads_all(who) else rows.none()


def paragraphs_of_report(report: Report) -> QuerySet[Paragraph]:
    """Return the paragraphs of a report."""
    return Paragraph.objects.filter(report=report).select_related("section__unit", "changed_by")


def parts_of(report: Report) -> list[Part]:
    """Return the report in its order: opening, the fields that have something, closing."""
    rows: dict[str, list[Paragraph]] = {}
    for row in paragraphs_of_report(report).order_by("-section__unit__kind", "section__unit__sort_key", "pk"):
        rows.setdefault(row.field, []).append(row)
    return [
        Part(
            key=key,
            title=PLACE_WORDS[key],
            paragraphs=sorted(rows.get(key, ()), key=lambda row: _ORDER[Paragraph.Origin(row.origin)]),
        )
        for key in PLACES
    ]


def letters_visible_to(who: Standing) -> QuerySet[Letter]:
    """Return every letter for who compiles; those issued for other readers of the whole."""
    rows = Letter.objects.select_related("round__unit", "issuer__parent", "drafted_by")
    if may_compile(who):
        return rows
    return rows.filter(state=Letter.State.ISSUED) if reads_all(who) else rows.none()


def letters_kept(who: Standing) -> QuerySet[Letter]:
    """Return the letters that a person may see and that were not given up, the newest first."""
    return letters_visible_to(who).exclude(state=Letter.State.DISCARDED).order_by("-pk")


def letters_of(who: Standing, of: ReportRound) -> QuerySet[Letter]:
    """Return the letters of a round that a person may see, the newest first."""
    return letters_visible_to(who).filter(round=of).exclude(state=Letter.State.DISCARDED)


def addressees_of(letter: Letter) -> list[Unit]:
    """Return the units of a letter, departments first, then by the alphabet."""
    return list(letter.units.order_by("-kind", "sort_key", "pk"))


def letters_before(letter: Letter) -> list[Letter]:
    """Return the letters of the same round that were issued to some of its units, the oldest first."""
    before = Letter.objects.filter(round=letter.round_id, state=Letter.State.ISSUED, units__in=letter.units.all())
    return list(before.exclude(pk=letter.pk).distinct().order_by("issued_on", "pk"))


def signed_documents(who: Standing) -> QuerySet[Document]:
    """Return the keys of the signed papers that a person may open: a door of evidence."""
    signed = reports_visible_to(who).filter(signed__isnull=False)
    return signed.values("signed")  # type: ignore[return-value]  # a door gives keys, whatever their model
