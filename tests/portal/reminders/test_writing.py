"""The words of a mail: counts in the subject, few lines, nothing that breaks out of HTML."""

from __future__ import annotations

from datetime import date

from thuocdo.portal.reminders.planning import Digest, Entry, Kind, Thing
from thuocdo.portal.reminders.writing import HEADINGS, MOST_LINES, bodies, content_of, subject_of

DAY = date(2026, 10, 8)


def digest(*kinds: Kind, title: str = "Việc mẫu") -> Digest:
    entries = [
        Entry(thing=Thing(person=1, base=str(n), kind=kind, title=title, note="ghi chú", path=f"/{n}/"), number=0)
        for n, kind in enumerate(kinds)
    ]
    return Digest(person=1, entries=entries)


def test_every_kind_has_its_heading_and_its_word_in_the_subject() -> None:
    assert set(HEADINGS) == set(Kind)
    assert subject_of(digest(Kind.DUE, Kind.DUE, Kind.QUEUE), DAY) == (
        "Nhắc việc 08/10/2026: 2 việc sắp đến hạn, 1 kế hoạch chờ xác nhận"
    )


def test_a_subject_that_would_be_too_long_says_the_sum() -> None:
    assert subject_of(digest(*Kind), DAY) == "Nhắc việc 08/10/2026: 9 việc"


def test_of_many_lines_the_mail_says_how_many_more_there_are_and_where() -> None:
    content = content_of(digest(*[Kind.OVERDUE] * (MOST_LINES + 4)))
    text, html = bodies(content, name="Cán bộ mẫu", day=DAY, address="https://thuocdo.example.vn")

    assert (len(content[0]["lines"]), content[0]["more"]) == (MOST_LINES, 4)
    assert f"VIỆC ĐÃ QUÁ HẠN ({MOST_LINES + 4})" in text
    assert "… và 4 việc khác, xem tại https://thuocdo.example.vn/" in text
    assert "… và 4 việc khác" in html
    assert "https://thuocdo.example.vn/ho-so/nhac-viec/" in text


def test_a_title_is_text_in_both_forms() -> None:
    content = content_of(digest(Kind.DUE, title="Số <b>1</b> & 2"))
    text, html = bodies(content, name="Cán bộ mẫu", day=DAY, address="https://thuocdo.example.vn")

    assert "- Số <b>1</b> & 2: ghi chú" in text
    assert "Số &lt;b&gt;1&lt;/b&gt; &amp; 2" in html
