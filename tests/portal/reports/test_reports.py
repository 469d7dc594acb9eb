"""The provincial report: assembled, traceable, edited, signed; opened again from its Word file cell by cell."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import docx
import openpyxl
import pdfplumber
import pytest
import time_machine

from thuocdo.portal.audit.models import Event
from thuocdo.portal.reports import services
from thuocdo.portal.reports.composing import report_document
from thuocdo.portal.reports.models import Paragraph, Report
from thuocdo.portal.reports.problems import ReportChangedError, ReportError
from thuocdo.portal.reports.selectors.reports import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.reports.models import ReportRound, Section

AT = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
OPENING = (
    "Báo cáo này tổng hợp từ 1/3 cơ quan, đơn vị, địa phương (số liệu đến ngày 14/09/2026).\n"
    "Chưa gửi báo cáo nên chưa có trong số liệu tổng hợp: Sở Nội vụ; xã Ia Dom."
)


def words_of(report: Report) -> dict[str, list[tuple[str, str, bool]]]:
    return {
        part.key: [
            (str(one.section.unit) if one.section else one.origin, one.text, one.included) for one in part.paragraphs
        ]
        for part in parts_of(report)
        if part.paragraphs
    }


@pytest.fixture
def now() -> Iterator[None]:
    """The clock of the pages: 17 September 2026."""
    with time_machine.travel(AT, tick=False):
        yield


# ── Assembling ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_is_missing_is_named_and_every_paragraph_leads_to_its_unit(report: Report) -> None:
    assert words_of(report) == {
        "opening": [("figures", OPENING, True)],
        "3": [
            (
                "figures",
                (
                    "1 xã, phường, đặc khu có nhiệm vụ được giao đã báo cáo: hoàn thành 1/1 nhiệm vụ, "
                    "không có nhiệm vụ quá hạn."
                ),
                True,
            ),
            ("xã Vân Canh", "Đã làm xong việc được giao.", False),
        ],
        "7": [
            (
                "figures",
                (
                    "1 xã, phường, đặc khu có nhiệm vụ được giao đã báo cáo: hoàn thành 0/1 nhiệm vụ, "
                    "không có nhiệm vụ quá hạn."
                ),
                True,
            )
        ],
    }


def test_a_late_section_is_marked_and_a_departments_words_stand_in_the_report(
    report: Report, third_quarter: ReportRound, department: Unit, coordinator: User
) -> None:
    services.enter_section(
        section=third_quarter.sections.get(unit=department),
        texts={"3": "Sở đã kiểm tra 5 xã."},
        as_of=date(2026, 9, 14),
        source="Báo cáo giấy",
        version=0,
        by=coordinator,
        at=AT,
    )

    again = services.assemble_report(of=third_quarter, by=coordinator, at=AT)

    found = words_of(again)
    assert again.pk == report.pk
    assert "Gửi sau ngày 14/09/2026: Sở Nội vụ (muộn 3 ngày)." in found["opening"][0][1]
    assert ("Sở Nội vụ", "Sở đã kiểm tra 5 xã.", True) in found["3"]
    assert found["other"][0][1].startswith("1 sở, ban, ngành có nhiệm vụ được giao đã báo cáo: hoàn thành 0/1")
    row = next(row for row in again.table if row["unit"] == "Sở Nội vụ")
    assert (row["late"], row["on_behalf"], row["tasks"], row["overdue"]) == (3, True, 1, 1)


def test_assembled_again_what_a_person_wrote_stays_and_the_source_stands_beside(
    report: Report, section: Section, coordinator: User, submit: Callable[..., Section]
) -> None:
    own = report.paragraphs.get(section=section)
    changed = services.change_paragraph(
        paragraph=own, text="Lời đã sửa.", included=True, version=own.version, by=coordinator, at=AT
    )
    section.refresh_from_db()
    back = services.return_section(section=section, reason="Bổ sung", by=coordinator, at=AT)
    submit(back, text="Đã làm 12 việc.", version=back.version)

    services.assemble_report(of=section.round, by=coordinator, at=AT)

    changed.refresh_from_db()
    assert (changed.text, changed.drafted, changed.edited) == ("Lời đã sửa.", "Đã làm 12 việc.", True)


def test_assembled_again_untouched_words_follow_their_source_and_gone_ones_leave(
    report: Report, section: Section, coordinator: User, unit_head: User
) -> None:
    section.refresh_from_db()
    back = services.return_section(section=section, reason="Bổ sung", by=coordinator, at=AT)
    services.submit_section(
        section=back, texts={"7": "Đã ký số."}, as_of=date(2026, 9, 14), version=back.version, by=unit_head, at=AT
    )

    services.assemble_report(of=section.round, by=coordinator, at=AT)

    assert list(report.paragraphs.filter(section=section).values_list("field", "text")) == [("7", "Đã ký số.")]


def test_without_any_section_there_is_nothing_to_assemble(third_quarter: ReportRound, coordinator: User) -> None:
    with pytest.raises(ReportError, match="RP-113"):
        services.assemble_report(of=third_quarter, by=coordinator, at=AT)


def test_two_writers_of_one_paragraph_do_not_overwrite_each_other(report: Report, coordinator: User) -> None:
    paragraph = report.paragraphs.first()
    told = {"paragraph": paragraph, "included": True, "version": 1, "by": coordinator, "at": AT}
    services.change_paragraph(text="Một.", **told)

    with pytest.raises(ReportChangedError, match="RP-111"):
        services.change_paragraph(text="Hai.", **told)

    paragraph.refresh_from_db()
    assert paragraph.text == "Một."
    assert Event.objects.get(action="reports.paragraph.changed").was["text"] == OPENING


# ── States of the office ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_report_goes_to_the_signer_comes_back_and_is_issued(report: Report, coordinator: User) -> None:
    who = {"by": coordinator, "at": AT}
    sent = services.submit_report(report=report, **who)
    with pytest.raises(ReportError, match="RP-114"):
        services.add_paragraph(report=sent, field="closing", text="Muộn.", **who)
    back = services.take_back_report(report=sent, reason="Sửa chính tả", **who)
    services.add_paragraph(report=back, field="closing", text="Kiến nghị mẫu.", **who)
    sent = services.submit_report(report=back, **who)
    with pytest.raises(ReportError, match="RP-116"):
        services.issue_report(report=sent, number=215, issued_on=AT.date() + timedelta(days=1), **who)
    issued = services.issue_report(report=sent, number=215, issued_on=AT.date(), **who)

    issued.round.refresh_from_db()
    assert (issued.state, issued.number, issued.round.state) == ("issued", 215, "closed")
    with pytest.raises(ReportError, match="RP-114"):
        services.assemble_report(of=issued.round, by=coordinator, at=AT)
    told = Event.objects.filter(action__startswith="reports.report.").values_list("action", flat=True)
    assert [action.rpartition(".")[2] for action in reversed(told)] == [
        "assembled",
        "submitted",
        "taken_back",
        "submitted",
        "issued",
    ]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda report, who: services.take_back_report(report=report, reason=" ", **who), "RP-109"),
        (lambda report, who: services.take_back_report(report=report, reason="Sửa", **who), "RP-114"),
        (lambda report, who: services.issue_report(report=report, number=1, issued_on=AT.date(), **who), "RP-114"),
        (lambda report, who: services.add_paragraph(report=report, field="1", text=" ", **who), "RP-105"),
        (lambda report, who: services.record_paper_change(report=report, was="a", now="b", note="", **who), "RP-117"),
    ],
)
def test_what_a_draft_does_not_allow_is_refused(
    report: Report, coordinator: User, act: Callable[..., object], code: str
) -> None:
    with pytest.raises(ReportError, match=code):
        act(report, {"by": coordinator, "at": AT})


def test_a_report_without_words_is_not_signed(report: Report, coordinator: User) -> None:
    Paragraph.objects.update(included=False)

    with pytest.raises(ReportError, match="RP-115"):
        services.submit_report(report=report, by=coordinator, at=AT)


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def cells(table: docx.table.Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_file_says_cell_by_cell_what_the_report_says(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    answer = client.get(f"{report.get_absolute_url()}xuat.docx")
    word = docx.Document(io.BytesIO(answer.content))
    heading, signing, units, tasks = word.tables

    assert answer.headers["Content-Disposition"] == 'attachment; filename="bao-cao-2026-09-30.docx"'
    left, right = (cell.text for cell in heading.rows[0].cells)
    assert "ỦY BAN NHÂN DÂN\nTỈNH GIA LAI" in left
    assert left.splitlines()[-1] == "DỰ THẢO"
    assert "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC-UBND" in left, "the number stays blank"
    assert right.splitlines()[-1].startswith("Gia Lai, ngày\u00a0")
    assert signing.rows[0].cells[1].text.splitlines()[0] == "TM. ỦY BAN NHÂN DÂN"
    assert "- Bộ Nội vụ (để báo cáo);" in signing.rows[0].cells[0].text
    assert cells(units) == [
        ["STT", "Cơ quan, đơn vị, địa phương", "Gửi báo cáo", "Số liệu đến ngày", *["Nhiệm vụ được giao"] * 3],
        ["STT", "Cơ quan, đơn vị, địa phương", "Gửi báo cáo", "Số liệu đến ngày", "Tổng số", "Hoàn thành", "Quá hạn"],
        ["1", "Sở Nội vụ", "Chưa gửi", "", *["Chưa có số liệu"] * 3],
        ["2", "xã Ia Dom", "Chưa gửi", "", *["Chưa có số liệu"] * 3],
        ["3", "xã Vân Canh", "Đúng hạn", "10/09/2026", "2", "1", "0"],
        [*["Cộng: 1/3 đã gửi"] * 4, "2", "1", "0"],
    ]
    plan = "(Kế hoạch số 12/KH-UBND ngày 03/02/2026)"
    assert cells(tasks) == [
        ["STT", "Mục", "Nhiệm vụ", "Đơn vị báo cáo", "Hoàn thành", "Đơn vị quá hạn"],
        ["1", "1.1", f"Công khai số điện thoại đường dây nóng {plan}", "1", "1", ""],
        ["2", "2.1", f"Tập huấn ký số cho công chức mẫu {plan}", "1", "0", ""],
    ]


def test_the_words_of_the_word_file_stand_in_the_order_of_the_fields(report: Report, coordinator: User) -> None:
    own = report.paragraphs.get(origin="unit")
    services.change_paragraph(paragraph=own, text=own.text, included=True, version=1, by=coordinator, at=AT)
    services.add_paragraph(report=report, field="closing", text="Kiến nghị mẫu", by=coordinator, at=AT)

    body = [block.text for block in report_document(report, parts_of(report)).body]

    assert body == [
        *OPENING.splitlines(),
        "Số liệu của từng cơ quan, đơn vị, địa phương và từng nhiệm vụ tại các phụ lục kèm theo.",
        "I. CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        "1 xã, phường, đặc khu có nhiệm vụ được giao đã báo cáo: hoàn thành 1/1 nhiệm vụ, không có nhiệm vụ quá hạn.",
        "Xã Vân Canh:",
        "Đã làm xong việc được giao.",
        "II. XÂY DỰNG VÀ PHÁT TRIỂN CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ",
        "1 xã, phường, đặc khu có nhiệm vụ được giao đã báo cáo: hoàn thành 0/1 nhiệm vụ, không có nhiệm vụ quá hạn.",
        "III. ĐÁNH GIÁ CHUNG, KIẾN NGHỊ",
        "Kiến nghị mẫu",
    ]


def test_an_issued_report_bears_number_and_day_in_word_and_pdf(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    who = {"by": coordinator, "at": AT}
    services.issue_report(
        report=services.submit_report(report=report, **who), number=215, issued_on=date(2026, 9, 17), **who
    )
    client.force_login(coordinator)

    word = docx.Document(io.BytesIO(client.get(f"{report.get_absolute_url()}xuat.docx").content))
    with pdfplumber.open(io.BytesIO(client.get(f"{report.get_absolute_url()}xuat.pdf").content)) as pdf:
        first, *others = [" ".join((page.extract_text() or "").split()) for page in pdf.pages]

    left, right = (cell.text for cell in word.tables[0].rows[0].cells)
    assert "Số: 215/BC-UBND" in left
    assert "DỰ THẢO" not in left
    assert right.splitlines()[-1] == "Gia Lai, ngày 17 tháng 9 năm 2026"
    assert "Số: 215/BC-UBND" in first
    assert any("xã Vân Canh" in page for page in others)


def test_the_workbook_says_where_every_sentence_comes_from(
    now: None, client: Client, report: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{report.get_absolute_url()}xuat.xlsx").content))

    assert book.sheetnames == ["Nội dung", "Đơn vị", "Nhiệm vụ"]
    assert "số liệu đến ngày 14/09/2026" in book["Đơn vị"]["A1"].value
    assert [cell.value for cell in book["Nội dung"][3]] == ["Mở đầu", "Tổng hợp từ số liệu", OPENING]
    assert [cell.value for cell in book["Đơn vị"][5]] == ["xã Vân Canh", "Đúng hạn", "10/09/2026", 2, 1, 0]
    assert [cell.value for cell in book["Nhiệm vụ"][3]][3:] == [1, 1, None]


def test_what_the_signed_paper_says_otherwise_is_recorded_and_its_scan_kept(
    now: None, client: Client, report: Report, coordinator: User, leader: User, unit_officer: User
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 (needs settings)

    client.force_login(coordinator)
    address = report.get_absolute_url()
    for path, said in (
        ("trinh-ky/", {}),
        ("ban-hanh/", {"number": "215", "issued_on": "2026-09-17"}),
        ("khac-ban-ky/", {"was": "Đã làm xong.", "now": "Cơ bản đã làm xong.", "note": "Lãnh đạo sửa khi ký"}),
        ("ban-ky/", {"file": SimpleUploadedFile("bao-cao-ky.pdf", b"%PDF-1.7\n")}),
    ):
        assert client.post(f"{address}{path}", said).status_code == 302, path
    same = client.post(f"{address}khac-ban-ky/", {"was": "a", "now": "a"})
    other = client.post(f"{address}ban-ky/", {"file": SimpleUploadedFile("x.exe", b"MZ")})

    assert (same.status_code, "RP-118" in same.content.decode()) == (409, True)
    assert (other.status_code, "EV-103" in other.content.decode()) == (409, True)
    report.refresh_from_db()
    page = client.get(address).content.decode()
    assert "Cơ bản đã làm xong." in page
    assert report.signed.get_absolute_url() in page
    for person, status in ((leader, 200), (unit_officer, 404)):
        client.force_login(person)
        assert client.get(report.signed.get_absolute_url()).status_code == status
