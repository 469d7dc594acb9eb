"""The whole loop in one browser journey: a plan on paper, the work of 149 units, the report on paper again.

Every stage is what one person does on one day; the clock is the test's.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

import docx
import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from thuocdo.documents.samples import sample_file
from thuocdo.portal.organizations import services as people
from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.samples import sample_person
from thuocdo.portal.organizations.selectors import unit_by_code
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task
from thuocdo.portal.reports import services as reports
from thuocdo.portal.reports.drafting import drafted_texts
from thuocdo.portal.reports.models import ReportRound, Section
from thuocdo.portal.reports.selectors.facts import facts_of
from thuocdo.units.model import REFORM

from . import papers
from .papers import LATE, MISSING, OWN, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

    from playwright.sync_api import FilePayload, Page
    from pytest_django.fixtures import SettingsWrapper

    from .conftest import Clock


ONLINE = "Hướng dẫn người dân tự nộp hồ sơ trực tuyến"
PHONE_NUMBERS = "Công bố số điện thoại"
ON_TIME = "Trả đúng hạn tối thiểu 95% hồ sơ"
REASON = "Nêu rõ số điện thoại và giờ trực"
SOURCE = "Thư điện tử ngày 13/03/2026 (số liệu minh họa)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """What every stage needs."""

    open_page: Callable[..., Page]
    shoot: Callable[[Page, str], None]
    clock: Clock
    folder: Path


@pytest.fixture
def loop(
    clock: Clock,
    sample: dict[str, str],
    open_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    settings: SettingsWrapper,
    tmp_path: Path,
) -> Loop:
    """The sample province on a Monday in February, one more head of a department, and mails as files."""
    settings.EMAIL_BACKEND = "thuocdo.portal.config.mail.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    head = people.add_person(
        username="thu-truong-so", display_name="Thủ trưởng Sở Tư pháp (mẫu)", by=None, at=timezone.now(),
        email="thu-truong-so@gialai.example", must_change_password=False,
    ).user  # fmt: skip
    department = unit_by_code("766", "H21.16")
    assert department is not None
    assert department.full_name == LATE
    people.grant_membership(
        user=head, unit=department, role=Role.UNIT_HEAD, valid_from=REFORM, by=None, at=timezone.now()
    )
    return Loop(open_page=open_page, shoot=shoot, clock=clock, folder=tmp_path)


def test_a_plan_on_paper_becomes_work_and_the_work_becomes_a_report_on_paper(loop: Loop) -> None:
    _take_the_plan_in(loop)
    _confirm_with_the_keyboard(loop)
    _assign(loop)

    loop.clock.set("2026-02-24T09:00")
    _report_on_a_phone(loop)
    _approve_and_return(loop)

    loop.clock.set("2026-03-03T07:45")
    _remind(loop)

    loop.clock.set("2026-03-04T09:00")
    _open_the_round(loop)
    loop.clock.set("2026-03-12T15:00")
    _write_the_section(loop)
    _enter_the_others()
    loop.clock.set("2026-03-17T10:00")
    _submit_the_section(loop, "thu-truong-so")
    loop.clock.set("2026-03-18T08:00")
    _assemble_and_read(loop)


# ── Monday 2 February: the coordinator ───────────────────────────────────────────────────────────────────────────────
def _take_the_plan_in(loop: Loop) -> None:
    page = loop.open_page("/ke-hoach/nhap/", "coordinator")
    word: FilePayload = {"name": "ke-hoach.docx", "mimeType": "", "buffer": sample_file("ke-hoach-mau.docx")}
    page.get_by_label("Tệp kế hoạch").set_input_files(word)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Xem trước").wait_for(timeout=90_000)
    loop.shoot(page, "journey-1-preview")
    page.get_by_label("Số, ký hiệu").fill("15/KH-UBND")
    page.get_by_label("Ngày ban hành").fill("30/01/2026")
    page.get_by_role("button", name=re.compile("^Nhập 38 nhiệm vụ")).click()
    page.get_by_role("heading", level=1, name="chưa chắc chắn").wait_for()
    page.context.close()


def _press(page: Page, key: str) -> None:
    """Press a key of the queue, once its script listens."""
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press(key)


def _confirm_with_the_keyboard(loop: Loop) -> None:
    """Accept the certain with one key, answer three names, mend one task, split one, accept the rest; no mouse."""
    page = loop.open_page(f"/ke-hoach/{Plan.objects.get().public_id}/xac-nhan/", "coordinator")
    _press(page, "Shift+A")
    page.get_by_text(re.compile(r"Đã nhận \d+ nội dung chắc chắn")).wait_for()
    loop.shoot(page, "journey-2-queue")
    mended = split = False
    for _step in range(40):
        if page.get_by_role("heading", level=1, name="Không còn nội dung chưa chắc chắn").count():
            break
        shown = page.locator(".queue-item h2").inner_text()
        question = page.locator(".queue-ask select").first
        if question.count():
            _answer(page)
        elif shown.startswith("2.2") and not mended:
            mended = _mend(page)
        elif shown.startswith("7 Công khai") and not split:
            split = _split(page)
        else:
            _press(page, "a")
            page.get_by_text(f"Đã nhận {shown.split()[0]}.").wait_for()
    assert (mended, split) == (True, True)
    assert not Task.objects.filter(state__in=[Task.State.UNSURE]).exists()
    page.context.close()


def _answer(page: Page) -> None:
    """Say of a name that the province cannot order the body, or that it is named later."""
    question = page.locator(".queue-ask").first
    name = question.locator("label").inner_text()
    question.locator("select").select_option("outside" if "Báo và Đài" in name else "unnamed")
    page.keyboard.press("Tab")
    question.get_by_role("button", name="Ghi nhớ").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi nhớ “" + name.split("“")[1].split("”")[0]).wait_for()


def _mend(page: Page) -> bool:
    _press(page, "s")
    note = page.get_by_label("Ghi chú")
    note.focus()
    page.keyboard.type("Gửi cùng báo cáo quý")
    page.get_by_role("button", name="Lưu bản sửa").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã lưu bản sửa của 2.2.").wait_for()
    return True


def _split(page: Page) -> bool:
    _press(page, "s")
    page.get_by_label("Mỗi nhiệm vụ một đoạn").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nTrả lời riêng từng người góp ý có để lại địa chỉ.")
    page.get_by_role("button", name="Tách nhiệm vụ").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã tách thành 2 nhiệm vụ").wait_for()
    return True


def _assign(loop: Loop) -> None:
    page = loop.open_page(f"/ke-hoach/{Plan.objects.get().public_id}/phan-cong/", "coordinator")
    loop.shoot(page, "journey-3-assign")
    page.get_by_role("button", name="Phân công").click()
    page.get_by_text("Đã phân công: ").wait_for(timeout=90_000)
    page.context.close()
    own = Assignment.objects.filter(unit__full_name=OWN)
    assert own.count() == own.values("task").distinct().count()
    assert Task.objects.get(content__startswith=ONLINE).assignments.count() == 135


# ── Tuesday 24 February: a commune ───────────────────────────────────────────────────────────────────────────────────
def _report_on_a_phone(loop: Loop) -> None:
    page = loop.open_page("/viec-cua-toi/", "unit_officer", phone=True)
    page.get_by_role("link", name=ONLINE).click()
    page.get_by_label("Kết quả thực hiện").fill("Đã mở hai điểm hỗ trợ nộp hồ sơ trực tuyến")
    page.get_by_label("Tiến độ, %").fill("100")
    page.get_by_label("Đã hoàn thành").check()
    for label, value in (("Nội dung 1", "Hồ sơ nộp trực tuyến"), ("Số 1", "1.204"), ("Đơn vị tính 1", "hồ sơ")):
        page.get_by_label(label, exact=True).fill(value)
    proof: FilePayload = {
        "name": "Báo cáo 12.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7\n%%EOF\n",
    }
    page.get_by_label("Tệp hoặc ảnh").set_input_files(proof)
    page.get_by_label("Số, ký hiệu văn bản").fill("12/BC-UBND")
    page.get_by_label("Ngày ban hành").fill("2026-02-23")
    page.get_by_label("Cơ quan ban hành").fill("UBND xã Ia Dom")
    loop.shoot(page, "journey-4-report-phone")
    page.get_by_role("button", name="Gửi kết quả").click()
    page.get_by_text("Đã gửi kết quả").wait_for()

    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name=PHONE_NUMBERS).click()
    page.get_by_label("Kết quả thực hiện").fill("Đã công bố trên trang thông tin của xã")
    page.get_by_role("button", name="Gửi kết quả").click()
    page.get_by_text("Đã gửi kết quả").wait_for()
    page.context.close()


def _approve_and_return(loop: Loop) -> None:
    head = loop.open_page("/viec-cua-toi/cho-phe-duyet/", "unit_head")
    for left in (1, 0):
        head.get_by_role("button", name="Phê duyệt", exact=True).first.click()
        expect(head.get_by_role("button", name="Phê duyệt", exact=True)).to_have_count(left)
    head.context.close()

    given_back = Assignment.objects.get(unit__full_name=OWN, task__content__startswith=PHONE_NUMBERS)
    page = loop.open_page(f"/nhiem-vu/{given_back.public_id}/", "coordinator")
    page.get_by_text("Đề nghị bổ sung", exact=True).click()
    page.get_by_label("Cần bổ sung điều gì").fill(REASON)
    page.get_by_role("button", name="Gửi đề nghị bổ sung").click()
    page.get_by_text("Đã đề nghị bổ sung").wait_for()
    page.context.close()

    kept = Progress.objects.get(assignment__unit__full_name=OWN, state=Progress.State.APPROVED)
    assert kept.figures == [{"label": "Hồ sơ nộp trực tuyến", "value": "1204", "unit": "hồ sơ"}]
    assert {(proof.product, proof.document.kind) for proof in kept.proofs.all()} == {
        (True, "file"),
        (True, "reference"),
    }


# ── Tuesday 3 March, a quarter to eight: the reminders ───────────────────────────────────────────────────────────────
def _mails(folder: Path) -> dict[str, EmailMessage]:
    parser = BytesParser(policy=policy.default)
    found = [parser.parsebytes(path.read_bytes()) for path in folder.glob("*.eml")]
    return {str(mail["To"]): mail for mail in found}


def _remind(loop: Loop) -> None:
    said = io.StringIO()
    call_command("send_reminders", at="2026-03-03T07:45", stdout=said)
    mails = _mails(loop.folder / "mail")
    assert {"can-bo-xa@gialai.example", "thu-truong-so@gialai.example"} <= set(mails)
    overdue, returned = _parts_of(mails["can-bo-xa@gialai.example"])
    assert "Kính gửi Cán bộ xã Ia Dom (mẫu)" in overdue
    assert f"- 3.3 {ON_TIME}" in overdue
    assert "(Kế hoạch 15/KH-UBND): hạn 28/02/2026, quá hạn 3 ngày" in overdue
    assert PHONE_NUMBERS in returned
    assert ONLINE not in overdue + returned, "what is done and approved is not reminded of"

    call_command("send_reminders", at="2026-03-03T10:00", stdout=said)
    assert len(list((loop.folder / "mail").iterdir())) == len(mails), "the second run of the day writes to nobody"


def _parts_of(mail: EmailMessage) -> list[str]:
    """Return the words of a mail up to what is returned, and from there on."""
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "VIỆC ĐÃ QUÁ HẠN (1)" in text
    return str(text).split("BÁO CÁO ĐƯỢC ĐỀ NGHỊ BỔ SUNG (1)")


# ── March: a round of reports ────────────────────────────────────────────────────────────────────────────────────────
def _open_the_round(loop: Loop) -> None:
    page = loop.open_page("/bao-cao/mo-ky/", "coordinator")
    page.get_by_label("Kỳ báo cáo", exact=True).select_option(label="Quý I")
    page.get_by_label("Năm", exact=True).fill("2026")
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    page.get_by_role("heading", level=1, name="Quý I năm 2026").wait_for(timeout=90_000)
    page.context.close()


def _write_the_section(loop: Loop) -> None:
    """The officer finds the own results in the draft, adds a sentence, comes back to it, hands it in."""
    page = loop.open_page("/bao-cao/", "unit_officer", phone=True)
    page.get_by_role("link", name="Quý I năm 2026").click()
    text = page.get_by_label("Cải cách thủ tục hành chính")
    digital = page.get_by_label("Xây dựng và phát triển chính quyền điện tử, chính quyền số")
    expect(digital).to_have_value(re.compile(r"Hồ sơ nộp trực tuyến: 1\.204 hồ sơ \(số liệu đến ngày 24/02/2026\)"))
    text.fill(f"{text.input_value()}\n{WRITTEN}")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu nháp.").wait_for()
    page.reload()
    expect(text).to_have_value(re.compile(re.escape(WRITTEN)))
    loop.shoot(page, "journey-5-section-phone")
    page.get_by_role("button", name="Trình Thủ trưởng").click()
    page.get_by_text("Đã trình Thủ trưởng.").wait_for()
    page.context.close()
    _submit_the_section(loop, "unit_head")


def _submit_the_section(loop: Loop, person: str) -> None:
    page = loop.open_page("/bao-cao/", person)
    page.get_by_role("link", name="Quý I năm 2026").click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Đã gửi báo cáo.").wait_for()
    page.context.close()


def _enter_the_others() -> None:
    """What 146 other units sent by mail is entered on their behalf, each as it was drafted for it."""
    coordinator, now = sample_person("so-noi-vu"), timezone.now()
    day = timezone.localdate(now)
    others = Section.objects.exclude(unit__full_name__in=[OWN, LATE, MISSING]).select_related("unit")
    for section in others:
        texts = drafted_texts(facts_of(section.unit, day=day))
        reports.enter_section(section=section, texts=texts, as_of=day, source=SOURCE, version=0, by=coordinator, at=now)


# ── Wednesday 18 March: the report on paper ──────────────────────────────────────────────────────────────────────────
def _assemble_and_read(loop: Loop) -> None:
    page = loop.open_page(ReportRound.objects.get().get_absolute_url(), "coordinator")
    page.get_by_text("đã gửi 148/149").wait_for()
    page.get_by_role("button", name="Tổng hợp báo cáo").click()
    page.get_by_role("heading", level=1, name=re.compile("Báo cáo")).wait_for(timeout=90_000)
    field = page.locator("section", has=page.get_by_role("heading", name="Cải cách thủ tục hành chính", exact=True))
    field.get_by_text(re.compile("đoạn chưa đưa vào báo cáo")).click()
    own = field.locator("[id^=doan-]", has_text=WRITTEN)
    own.get_by_label("Đưa vào báo cáo").check()
    own.get_by_role("button", name="Lưu đoạn").click()
    page.get_by_text("Đã lưu đoạn.").wait_for()
    loop.shoot(page, "journey-6-report")

    word = docx.Document(str(_taken_out(page, loop, "Xuất Word", "bao-cao.docx")))
    papers.is_laid_out_as_the_decree_wants(word)
    papers.says_who_sent_and_who_did_not(word)
    papers.says_of_every_task_what_the_database_says(word)
    papers.pdf_says_the_same(_taken_out(page, loop, "Xuất PDF", "bao-cao.pdf"))
    papers.workbook_says_the_same(_taken_out(page, loop, "Xuất Excel", "bao-cao.xlsx"), word)
    _issue(page)
    issued = docx.Document(str(_taken_out(page, loop, "Xuất Word", "ban-hanh.docx")))
    left, right = (cell.text for cell in issued.tables[0].rows[0].cells)
    assert left.splitlines()[-1] == "Số: 41/BC-UBND", "issued: a number, and no longer a draft"
    assert right.splitlines()[-1] == "Gia Lai, ngày 18 tháng 3 năm 2026"


def _taken_out(page: Page, loop: Loop, word: str, name: str) -> Path:
    with page.expect_download(timeout=90_000) as waited:
        page.get_by_role("link", name=word).click()
    path = loop.folder / name
    waited.value.save_as(path)
    return path


def _issue(page: Page) -> None:
    page.get_by_role("button", name="Trình ký").click()
    page.get_by_text("Đã trình ký.").wait_for()
    page.get_by_label("Số", exact=True).fill("41")
    page.get_by_label("Ngày ban hành").fill("18/03/2026")
    page.get_by_role("button", name="Ghi số, ngày ban hành").click()
    page.get_by_text("Đã ghi số, ngày ban hành.").wait_for()
    assert ReportRound.objects.get().state == ReportRound.State.CLOSED
