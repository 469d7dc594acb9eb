"""The pages of workbooks: take out, bring back, look, choose, import, take back."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from thuocdo.errors import Problem
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.plans.exchange.forms import MOST_FILES
from thuocdo.portal.plans.models import Assignment, FileImport, Progress
from thuocdo.portal.plans.progress.content import Content, ReportConflictError
from thuocdo.portal.plans.services import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import SimpleNamespace

    from django.http import HttpResponse
    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

PAGE = "/tep-don-vi/"
SOURCE = "Thư điện tử ngày 07/10/2026"
UNDER_WAY = {"state": "Đang thực hiện", "percent": 60, "text": "Đã niêm yết tại trụ sở"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The pages are looked at on the day of the tests."""
    monkeypatch.setattr(timezone, "now", lambda: at)


def downloaded(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def sent(client: Client, *files: tuple[str, bytes]) -> HttpResponse:
    workbooks = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{PAGE}gui/", {"workbooks": workbooks})


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_coordinator_takes_out_one_workbook_or_all_of_them(
    client: Client, coordinator: User, assignment: Assignment, other_assignment: Assignment, request_only: Assignment
) -> None:
    client.force_login(coordinator)
    page = text(client.get(f"{PAGE}?den-ngay=30/09/2026"))
    assert "Tải cả 3 tệp" in page
    assert "số liệu đến ngày 30/09/2026" in page

    book = openpyxl.load_workbook(io.BytesIO(downloaded(client, f"{PAGE}tai/gso/21994.xlsx?den-ngay=2026-09-30")))
    assert book.worksheets[0]["B1"].value == "xã Vân Canh"
    assert book.worksheets[0]["E3"].value.date().isoformat() == "2026-09-30"
    asked = downloaded(client, f"{PAGE}tai/de-nghi.xlsx?noi={quote('Hội Cựu chiến binh tỉnh')}")
    assert openpyxl.load_workbook(io.BytesIO(asked)).worksheets[0]["B1"].value == "Hội Cựu chiến binh tỉnh"
    with zipfile.ZipFile(io.BytesIO(downloaded(client, f"{PAGE}tat-ca.zip"))) as package:
        assert sorted(package.namelist()) == [
            "nhiem-vu-hoi-cuu-chien-binh-tinh-20261008.xlsx",
            "nhiem-vu-xa-ia-dom-23872-20261008.xlsx",
            "nhiem-vu-xa-van-canh-21994-20261008.xlsx",
        ]


def test_a_workbook_is_vietnamese_whatever_language_its_sender_reads(
    client: Client, unit_officer: User, assignment: Assignment
) -> None:
    client.force_login(unit_officer)
    client.post("/ngon-ngu/", {"language": "en"})
    book = openpyxl.load_workbook(io.BytesIO(downloaded(client, f"{PAGE}tai/gso/21994.xlsx")))
    assert book.worksheets[0]["G7"].value == "Thực hiện"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?q=ia", "xã Ia Dom"),
        ("?q=khong", "Không có đơn vị nào khớp"),
        ("?den-ngay=mai", "Cần ngày dạng ngày/tháng/năm"),
    ],
)
def test_the_list_of_units_is_narrowed_and_says_what_it_does_not_understand(
    client: Client, coordinator: User, assignment: Assignment, other_assignment: Assignment, query: str, words: str
) -> None:
    client.force_login(coordinator)
    assert words in text(client.get(f"{PAGE}{query}"))


def test_an_empty_list_says_when_there_will_be_something(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = text(client.get(PAGE))
    assert "Chưa có nhiệm vụ nào đang mở" in page
    assert "Chưa nhập tệp nào" in page
    assert client.get(f"{PAGE}tat-ca.zip").status_code == 404
    assert client.get(f"{PAGE}tai/gso/21994.xlsx").status_code == 404


def test_an_officer_looks_at_the_preview_and_sends(
    client: Client, unit_officer: User, assignment: Assignment, each_quarter: Assignment, excel: SimpleNamespace
) -> None:
    client.force_login(unit_officer)
    filled = excel.fill(downloaded(client, f"{PAGE}tai/gso/21994.xlsx"), {"Công khai": UNDER_WAY})
    response = sent(client, ("xa.xlsx", filled))
    file = FileImport.objects.get()
    assert response.headers["Location"] == file.get_absolute_url()

    page = text(client.get(file.get_absolute_url()))
    assert "Đã niêm yết tại trụ sở" in page
    assert "Nhập thay" not in page
    assert 'value="send"' in page
    assert "xa.xlsx" in text(client.get(PAGE))
    response = client.post(file.get_absolute_url(), {"act": "send"}, follow=True)
    assert "Đã gửi 1 báo cáo" in text(response)
    assert Progress.objects.get().state == "sent"

    back = client.post(file.get_absolute_url(), {"act": "take-back"}, follow=True)
    assert "mọi báo cáo trở lại như trước" in text(back)
    assert not Progress.objects.exists()
    assert "Đã rút lại" in text(client.get(PAGE))


def test_the_coordinator_is_asked_for_the_source_and_for_a_choice_where_both_changed(
    client: Client,
    coordinator: User,
    unit_officer: User,
    assignment: Assignment,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": UNDER_WAY})
    theirs = Content(text="Bản trên hệ thống", as_of=at.date())
    report = progress.save_report(assignment=assignment, content=theirs, version=0, by=unit_officer, at=at)
    client.force_login(coordinator)
    sent(client, ("xa.xlsx", filled))
    address = FileImport.objects.get().get_absolute_url()
    page = text(client.get(address))
    assert "Bản trên hệ thống" in page
    assert "Cần chọn" in page

    without_source = client.post(address, {"act": "enter"})
    assert (without_source.status_code, "PX-116" in text(without_source)) == (409, True)
    keep = {f"giu-{assignment.public_id}": f"file:1.{report.version}"}
    without_source = client.post(address, {"act": "enter", **keep})
    assert (without_source.status_code, "PR-107" in text(without_source)) == (409, True)
    done = client.post(address, {"act": "enter", "source": SOURCE, **keep}, follow=True)
    assert "Đã nhập thay 1 báo cáo" in text(done)
    assert f"theo {SOURCE}" in text(done)
    assert Progress.objects.get().text == "Đã niêm yết tại trụ sở"


def test_several_files_are_judged_one_by_one_and_a_wrong_one_stops_nobody(
    client: Client,
    coordinator: User,
    assignment: Assignment,
    other_assignment: Assignment,
    request_only: Assignment,
    excel: SimpleNamespace,
) -> None:
    units = ("xã Vân Canh", "xã Ia Dom", "Hội Cựu chiến binh tỉnh")
    outs = [excel.out(coordinator, unit) for unit in units]
    files = [
        ("dung.xlsx", excel.fill(outs[0], {"Ban hành": UNDER_WAY})),
        ("sai.xlsx", excel.fill(outs[1], {"Ban hành": {**UNDER_WAY, "percent": 120}})),
        ("thieu.xlsx", excel.fill(outs[2], {"Ban hành": {"percent": 20}})),
        ("de-nguyen.xlsx", outs[1]),
        ("thu.csv", b"STT;a"),
        ("dung-lai.xlsx", excel.fill(outs[0], {"Ban hành": UNDER_WAY})),
    ]
    client.force_login(coordinator)
    address = sent(client, *files).headers["Location"]
    page = text(client.get(address))
    for words in ("sẵn sàng, 1 dòng", "1 chỗ cần sửa", "còn thiếu 1 chỗ", "không có gì mới", "thu.csv"):
        assert words in page

    refused = client.post(address, {"act": "import", "source": " "})
    assert refused.status_code == 400
    done = client.post(address, {"act": "import", "source": SOURCE}, follow=True)
    assert "Đã nhập thay" in text(done)
    assert [report.assignment_id for report in Progress.objects.all()] == [assignment.pk]
    gone = client.post(address, {"act": "give-up"}, follow=True)
    assert "Không có gì thay đổi" in text(gone)
    assert not FileImport.objects.filter(state="waiting").exists()


def test_the_same_file_once_more_says_who_imported_it(
    client: Client, coordinator: User, assignment: Assignment, excel: SimpleNamespace
) -> None:
    filled = excel.fill(excel.out(coordinator), {"Ban hành": UNDER_WAY})
    excel.take_in(coordinator, filled)
    client.force_login(coordinator)
    sent(client, ("lai.xlsx", filled))
    address = FileImport.objects.get(state="waiting").get_absolute_url()

    page = text(client.get(address))
    assert "đã nhập chính tệp này" in page
    assert "Nhập lại không thay đổi gì" in page
    assert 'value="enter"' not in page
    assert "Đã bỏ tệp" in text(client.post(address, {"act": "give-up"}, follow=True))


def test_too_many_files_or_too_large_ones_are_refused_before_they_are_read(
    client: Client, coordinator: User, province: Unit
) -> None:
    client.force_login(coordinator)
    many = sent(client, *((f"{number}.xlsx", b"x") for number in range(MOST_FILES + 1)))
    assert (many.status_code, "PX-120" in text(many)) == (400, True)
    large = sent(client, ("to.xlsx", b"x" * (5 * 1024 * 1024 + 1)))
    assert (large.status_code, "PX-102" in text(large)) == (400, True)
    assert not FileImport.objects.exists()


def test_an_import_is_seen_by_the_unit_and_taken_back_by_who_may(
    client: Client,
    coordinator: User,
    unit_officer: User,
    other_officer: User,
    assignment: Assignment,
    excel: SimpleNamespace,
) -> None:
    done = excel.take_in(coordinator, excel.fill(excel.out(coordinator), {"Ban hành": UNDER_WAY}))
    address, document = done.get_absolute_url(), Document.objects.get(kind="file")

    client.force_login(other_officer)
    assert client.get(address).status_code == 404
    assert client.get(document.get_absolute_url()).status_code == 404
    client.force_login(unit_officer)
    assert client.get(address).status_code == 200
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.post(address, {"act": "take-back"}).status_code == 404
    progress.save_report(
        assignment=assignment, content=Content(text="Kỳ sau"), version=0, by=unit_officer, at=timezone.now()
    )
    client.force_login(coordinator)
    refused = client.post(address, {"act": "take-back"})
    assert (refused.status_code, "PX-131" in text(refused)) == (409, True)


def test_a_file_that_was_imported_by_another_tab_is_not_imported_twice(
    client: Client,
    coordinator: User,
    assignment: Assignment,
    excel: SimpleNamespace,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client.force_login(coordinator)
    sent(client, ("xa.xlsx", excel.fill(excel.out(coordinator), {"Ban hành": UNDER_WAY})))
    address = FileImport.objects.get().get_absolute_url()
    with django_assert_max_num_queries(25):
        client.get(address)
    client.post(address, {"act": "enter", "source": SOURCE})
    again = client.post(address, {"act": "enter", "source": SOURCE})
    assert again.status_code == 404
    assert Progress.objects.count() == 1


def test_the_received_word_is_kept_as_source_and_is_not_the_product(
    client: Client, coordinator: User, assignment: Assignment
) -> None:
    client.force_login(coordinator)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    form = {
        "text": "Đã làm",
        "as_of": "07/10/2026",
        "version": "0",
        "source": "Báo cáo số 12/BC-UBND ngày 01/10/2026",
        "is_product": "on",
        "letter": SimpleUploadedFile("Báo cáo của xã.docx", target.getvalue()),
    }
    refused = client.post(f"/nhiem-vu/{assignment.public_id}/nhap-thay/", {**form, "done": "on"})
    assert "PR-104" in text(refused), "the letter is not the product"
    form["letter"] = SimpleUploadedFile("Báo cáo của xã.docx", target.getvalue())
    assert client.post(f"/nhiem-vu/{assignment.public_id}/nhap-thay/", form).status_code == 302
    proof = Progress.objects.get().proofs.get()
    assert (proof.document.title, proof.product) == ("Báo cáo của xã.docx", False)


@pytest.mark.parametrize(("person", "address"), [("unit_officer", "/viec-cua-toi/"), ("coordinator", "/theo-doi/")])
def test_the_way_to_the_workbooks_stands_where_people_look(
    request: pytest.FixtureRequest, client: Client, assignment: Assignment, person: str, address: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert f'href="{PAGE}"' in text(client.get(address))


def test_a_file_that_fails_while_others_are_imported_is_told_and_stops_nobody(
    client: Client,
    coordinator: User,
    assignment: Assignment,
    other_assignment: Assignment,
    excel: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.force_login(coordinator)
    files = [
        (f"{unit}.xlsx", excel.fill(excel.out(coordinator, unit), {"Ban hành": UNDER_WAY}))
        for unit in ("xã Ia Dom", "xã Vân Canh")
    ]
    address = sent(client, *files, files[0]).headers["Location"]
    assert FileImport.objects.count() == 2, "the same file chosen twice is one file"
    enter = progress.enter_report

    def busy(**told: object) -> Progress:
        if told["assignment"] == assignment:
            raise ReportConflictError(Problem(code="PR-113"))
        return enter(**told)

    monkeypatch.setattr(progress, "enter_report", busy)
    page = text(client.post(address, {"act": "import", "source": SOURCE}, follow=True))
    assert "xã Vân Canh.xlsx: " in page
    assert "PR-113" in page
    assert "Đã nhập thay 1 tệp" in page
    assert str(FileImport.objects.get(state="imported").rows.get()) == f"xã Ia Dom.xlsx: {other_assignment}"


def test_what_nobody_can_ask_for_is_not_there(
    client: Client, coordinator: User, assignment: Assignment, excel: SimpleNamespace
) -> None:
    client.force_login(coordinator)
    assert client.get(f"{PAGE}lan/00000000-0000-4000-8000-000000000000/").status_code == 404
    sent(client, ("xa.xlsx", excel.fill(excel.out(coordinator), {"Ban hành": UNDER_WAY})))
    address = FileImport.objects.get().get_absolute_url()
    assert client.post(address, {"act": "burn"}).status_code == 404
    assert client.post(address, {"act": "enter", "source": "x" * 301}).status_code == 400
    assert not Progress.objects.exists()
