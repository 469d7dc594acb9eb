"""The words of a mail: its subject with the counts, its headings and lines, as text and as simple HTML."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils import translation

from thuocdo.portal.reminders.planning import Kind
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from thuocdo.portal.reminders.planning import Digest

MOST_LINES: Final = 15
"""Lines under one heading; of the rest the mail says how many there are and where."""

# A mail is Vietnamese whoever reads it: nobody has told the portal another language for mails.
HEADINGS: Final[Mapping[Kind, str]] = {
    Kind.OVERDUE: "Việc đã quá hạn",
    Kind.RETURNED: "Báo cáo được đề nghị bổ sung",
    Kind.DUE: "Việc sắp đến hạn",
    Kind.APPROVAL: "Báo cáo chờ phê duyệt",
    Kind.OFFICER: "Cần có người phụ trách",
    Kind.UNIT_OVERDUE: "Việc quá hạn của cơ quan, đơn vị",
    Kind.ROUND: "Kỳ báo cáo chưa đủ",
    Kind.QUEUE: "Kế hoạch có nhiệm vụ chờ xác nhận",
    Kind.UNITS: "Cơ quan, đơn vị có việc quá hạn",
}
_COUNTED: Final[Mapping[Kind, str]] = {
    Kind.OVERDUE: "việc quá hạn",
    Kind.RETURNED: "báo cáo cần bổ sung",
    Kind.DUE: "việc sắp đến hạn",
    Kind.APPROVAL: "báo cáo chờ phê duyệt",
    Kind.OFFICER: "nơi chưa có người phụ trách",
    Kind.UNIT_OVERDUE: "việc quá hạn của đơn vị",
    Kind.ROUND: "kỳ báo cáo chưa đủ",
    Kind.QUEUE: "kế hoạch chờ xác nhận",
    Kind.UNITS: "đơn vị có việc quá hạn",
}


def subject_of(digest: Digest, day: date) -> str:
    """Return the subject: the day, and how many things of each kind."""
    counts: dict[Kind, int] = {}
    for entry in digest.entries:
        counts[entry.thing.kind] = counts.get(entry.thing.kind, 0) + 1
    counted = ", ".join(f"{count} {_COUNTED[kind]}" for kind, count in counts.items())
    subject = f"Nhắc việc {format_date(day)}: {counted}"
    return subject if len(subject) <= 200 else f"Nhắc việc {format_date(day)}: {len(digest.entries)} việc"


def content_of(digest: Digest) -> list[dict[str, Any]]:
    """Return what the mail says, heading by heading, as it is kept."""
    found = []
    for kind, same in groupby(digest.entries, key=lambda entry: entry.thing.kind):
        entries = list(same)
        lines = [
            {"title": one.thing.title, "note": one.thing.note, "path": one.thing.path} for one in entries[:MOST_LINES]
        ]
        found.append({"kind": kind.value, "lines": lines, "more": len(entries) - len(lines)})
    return found


def headed(content: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a mail says with its headings, for a page or a mail."""
    return [
        {**part, "heading": HEADINGS[Kind(part["kind"])], "all": len(part["lines"]) + part["more"]} for part in content
    ]


def bodies(content: Sequence[Mapping[str, Any]], *, name: str, day: date, address: str) -> tuple[str, str]:
    """Return a mail as text and as HTML.

    :param address: the address of the portal, without a slash at the end.
    """
    context = {"parts": headed(content), "name": name, "day": day, "address": address}
    with translation.override("vi"):
        text = render_to_string("reminders/mail.txt", context)
        return text, render_to_string("reminders/mail.html", context)
