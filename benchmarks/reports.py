"""``make bench``: a round of 149 units with 120 tasks each: every section, the provincial report, its files, letters.

Asks the portal of ``plans.py``, on SQLite and then on a throw-away PostgreSQL. The report is the one that a coordinator
assembles when all sections are in: nothing is left out to make it quick.
"""

from __future__ import annotations

import os
import tempfile
import time
from typing import TYPE_CHECKING, Any

from databases import CHOSEN, on_both
from plans import build_portal

if TYPE_CHECKING:
    from collections.abc import Callable

EACH = 1.0
"""Seconds that the draft of one section, and letters about overdue work, may take: a person waits for them."""
WHOLE = 5.0
"""Seconds that the whole report, or one file of it, may take."""


def main() -> None:
    """Print each step beside its limit."""
    if CHOSEN not in os.environ:
        on_both(__file__)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(THUOCDO_VAR=folder, DJANGO_SETTINGS_MODULE="thuocdo.portal.config.settings")
        if not os.environ[CHOSEN]:
            del os.environ[CHOSEN]
        build_portal()
        _measure()


def _measure() -> None:
    # Imported here: Django reads its settings from the environment that was just set.
    # ruff: noqa: PLC0415
    from django.utils import timezone

    from thuocdo.documents.official.pdf import to_pdf
    from thuocdo.documents.official.word import to_docx
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.organizations.selectors import root
    from thuocdo.portal.reports import services
    from thuocdo.portal.reports.composing import report_document
    from thuocdo.portal.reports.export import workbook_of
    from thuocdo.portal.reports.selectors.reports import parts_of

    top, by, now = root(), User.objects.get(username="do"), timezone.now()
    if top is None:
        raise SystemExit("the sample has no root")
    sections = _open_round(top, by, now)
    of = sections[0].round
    _timed("one section drafted and entered", EACH, lambda: _enter(sections[0], by, now))
    begin = time.perf_counter()
    for section in sections[1:]:
        _enter(section, by, now)
    print(f"the other {len(sections) - 1} sections: {time.perf_counter() - begin:.1f} s")
    report = _timed("the provincial report assembled", WHOLE, lambda: services.assemble_report(of=of, by=by, at=now))
    parts = parts_of(report)
    document = _timed("the report composed", WHOLE, lambda: report_document(report, parts))
    _timed("Word", WHOLE, lambda: to_docx(document))
    _timed("PDF", WHOLE, lambda: to_pdf(document))
    _timed("Excel", WHOLE, lambda: workbook_of(report, parts, at=now, by="do"))


def _open_round(top: Any, by: Any, now: Any) -> list[Any]:
    from django.utils import timezone

    from thuocdo.portal.reports import services
    from thuocdo.portal.reports.periods import period_ending_next, period_of
    from thuocdo.portal.reports.selectors.rounds import sendings

    today = timezone.localdate(now)
    period = period_of(*period_ending_next(today))
    due = period.due_on
    of = services.open_round(root=top, period=period, as_of=due, due_on=due, by=by, at=now)
    return [sending.section for sending in sendings(of, today=today)]


def _enter(section: Any, by: Any, now: Any) -> None:
    from django.utils import timezone

    from thuocdo.portal.reports import services
    from thuocdo.portal.reports.drafting import drafted_texts
    from thuocdo.portal.reports.selectors.facts import facts_of

    day = timezone.localdate(now)
    texts = drafted_texts(facts_of(section.unit, day=day))
    services.enter_section(section=section, texts=texts, as_of=day, source="bench", version=0, by=by, at=now)


def _timed(what: str, limit: float, do: Callable[[], Any]) -> Any:
    begin, worked = time.perf_counter(), time.process_time()
    done = do()
    took, busy = time.perf_counter() - begin, time.process_time() - worked
    print(
        f"149 units × 120 tasks, {what}: {took:.2f} s (limit {limit:.0f}), of it at work in Python {busy:.2f}",
        flush=True,
    )
    return done


if __name__ == "__main__":
    main()
