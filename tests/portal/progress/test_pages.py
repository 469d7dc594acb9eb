"""The pages of work as people use them: the own work, the assignment, approvals, list, matrix, calendar."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from thuocdo.portal.evidence.models import Document
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Watch
from thuocdo.portal.plans.services import progress as services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Task
    from thuocdo.portal.plans.progress.content import Content

    Make = Callable[..., Task]

PDF = b"%PDF-1.7\nket qua\n"
FORM = {"text": "Đã ban hành quy trình", "as_of": "07/10/2026", "version": "0", "percent": "60"}


@pytest.fixture(autouse=True)
def eighth_of_october() -> Iterator[None]:
    """38 days after the task with a product was due."""
    with time_machine.travel(dt.datetime(2026, 10, 8, 3, 0, tzinfo=dt.UTC), tick=False):
        yield


def page(client: Client, person: User, path: str, status: int = 200) -> str:
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def address(assignment: Assignment, rest: str = "") -> str:
    return f"/nhiem-vu/{assignment.public_id}/{rest}"


def test_the_officer_sees_the_own_work_with_the_most_urgent_first(
    client: Client, unit_officer: User, assignment: Assignment, each_quarter: Assignment, other_assignment: Assignment
) -> None:
    text = page(client, unit_officer, "/viec-cua-toi/")
    assert "Xã Vân Canh" in text
    assert "2 việc cần làm" in text
    assert "2 quá hạn" in text
    assert text.index("quá hạn 38 ngày") < text.index("Ban hành quy trình") < text.index("quá hạn 24 ngày")
    assert "sản phẩm: Quyết định ban hành quy trình" in text
    assert "Xếp theo thời gian còn lại: chưa nhiệm vụ nào gắn với tiêu chí đã rõ điểm." in text


def test_nobody_is_left_without_a_word(client: Client, unit_officer: User, unit_head: User) -> None:
    assert "Chưa có việc nào được phân công" in page(client, unit_officer, "/viec-cua-toi/")
    assert "Không có báo cáo nào chờ phê duyệt" in page(client, unit_head, "/viec-cua-toi/cho-phe-duyet/")
    assert "Chưa có phân công nào để theo dõi" in page(client, unit_officer, "/theo-doi/")
    assert "Không có việc nào đến hạn trong tháng này." in page(client, unit_officer, "/theo-doi/lich/")


def test_a_unit_that_watches_sees_the_overview_and_has_nothing_to_report(
    client: Client, other_officer: User, other_commune: Unit, assignment: Assignment, task: Task
) -> None:
    Watch.objects.create(task=task, unit=other_commune)
    text = page(client, other_officer, "/viec-cua-toi/")
    assert "0 việc cần làm" in text
    assert "1 nơi thực hiện" in text
    assert "xã Vân Canh" in page(client, other_officer, "/theo-doi/")
    assert "Gửi kết quả" not in page(client, other_officer, address(assignment))


def test_a_report_with_its_product_goes_to_the_head_who_approves_it(
    client: Client, unit_officer: User, unit_head: User, assignment: Assignment
) -> None:
    client.force_login(unit_officer)
    file = SimpleUploadedFile("Quyết định 15.pdf", PDF)
    figures = {"label_0": "Hồ sơ đúng hạn", "value_0": "1.234,5", "unit_0": "hồ sơ"}
    form = {**FORM, **figures, "done": "on", "percent": "", "file": file, "is_product": "on", "act": "send"}
    response = client.post(address(assignment), form, follow=True)
    assert "Đã gửi kết quả. Thủ trưởng được báo để phê duyệt." in response.content.decode()
    report = Progress.objects.get()
    assert (report.state, report.percent, report.done) == ("sent", 100, True)
    assert report.figures == [{"label": "Hồ sơ đúng hạn", "value": "1234.5", "unit": "hồ sơ"}]
    assert [(proof.document.file_name, proof.product) for proof in report.proofs.all()] == [("Quyết định 15.pdf", True)]

    text = page(client, unit_head, "/viec-cua-toi/cho-phe-duyet/")
    assert "1.234,5" in text
    assert "số liệu đến ngày 07/10/2026" in text
    response = client.post(
        address(assignment, "quyet-dinh/"),
        {"act": "approve", "version": report.version, "next": "/viec-cua-toi/cho-phe-duyet/"},
        follow=True,
    )
    assert "Không có báo cáo nào chờ phê duyệt" in response.content.decode()
    assert "1 đã xong" in page(client, unit_officer, "/viec-cua-toi/")


def test_what_is_refused_keeps_everything_that_was_typed_and_saves_the_draft(
    client: Client, unit_officer: User, assignment: Assignment
) -> None:
    client.force_login(unit_officer)
    form = {**FORM, "done": "on", "percent": "", "act": "send"}
    response = client.post(address(assignment), form)
    text = response.content.decode()
    assert response.status_code == 400
    assert "PR-104" in text
    assert "Đã ban hành quy trình" in text
    report = Progress.objects.get()
    assert (report.state, report.text) == ("draft", "Đã ban hành quy trình")
    assert f'name="version" value="{report.version}"' in text

    wrong = SimpleUploadedFile("thu.pdf", b"MZ a program")
    response = client.post(address(assignment), {**form, "version": report.version, "file": wrong})
    assert response.status_code == 400
    assert "EV-103" in response.content.decode()
    assert Document.objects.count() == 0


@pytest.mark.parametrize(("name", "content", "code"), [("a.pdf", b"", "EV-102"), ("a.pdf", b"MZ\x90\x00", "EV-103")])
def test_a_file_that_proves_nothing_is_refused_and_the_words_stay(
    client: Client, unit_officer: User, assignment: Assignment, name: str, content: bytes, code: str
) -> None:
    client.force_login(unit_officer)
    said = {"text": "Đã niêm yết", "as_of": "08/10/2026", "version": 0, "act": "send"}
    answer = client.post(f"/nhiem-vu/{assignment.public_id}/", {**said, "file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 400
    assert code in answer.content.decode()
    assert answer.content.decode().count("Đã niêm yết") == 1
    assert Progress.objects.get(assignment=assignment).state == "draft"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"label_0": "Hồ sơ", "value_0": "nhiều"}, "PR-108"),
        ({"value_0": "12"}, "PR-109"),
        ({"number": "12/BC-UBND"}, "EV-108"),
        ({"number": "12/BC", "issued_on": "09/10/2026", "issuer": "UBND xã"}, "EV-109"),
        ({"as_of": "hôm qua"}, ""),
        ({"percent": "120"}, ""),
        ({"text": "", "act": "send"}, "PR-101"),
        ({"as_of": "09/10/2026", "act": "send"}, "PR-103"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    client: Client, unit_officer: User, assignment: Assignment, typed: dict[str, str], code: str
) -> None:
    client.force_login(unit_officer)
    response = client.post(address(assignment), {**FORM, **typed})
    text = response.content.decode()
    assert response.status_code == 400
    assert "td-problems" in text
    assert code in text


def test_two_versions_are_shown_when_two_people_write(
    client: Client, unit_officer: User, unit_head: User, assignment: Assignment, said: Content, at: dt.datetime
) -> None:
    services.save_report(assignment=assignment, content=said, version=0, by=unit_head, at=at)
    client.force_login(unit_officer)
    response = client.post(address(assignment), {**FORM, "act": "save"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "PR-111" in text
    assert "Đã niêm yết tại trụ sở" in text, "theirs"
    assert "Đã ban hành quy trình" in text, "mine"
    response = client.post(address(assignment), {**FORM, "version": "1", "act": "save"}, follow=True)
    assert "Đã lưu nháp" in response.content.decode()
    assert Progress.objects.get().text == "Đã ban hành quy trình"


def test_a_draft_saves_itself(client: Client, unit_officer: User, unit_head: User, assignment: Assignment) -> None:
    client.force_login(unit_officer)
    by_itself = {"headers": {"HX-Request": "true"}}
    text = client.post(address(assignment), FORM, **by_itself).content.decode()
    assert "Đã lưu nháp lúc 10:00" in text
    assert 'name="version" value="1"' in text
    assert "Chưa lưu:" in client.post(address(assignment), {**FORM, "as_of": "x"}, **by_itself).content.decode()
    client.force_login(unit_head)
    text = client.post(address(assignment), {**FORM, "percent": "1"}, **by_itself).content.decode()
    assert "Cán bộ xã (mẫu) đã lưu báo cáo này" in text


def test_as_last_time_is_one_tap_and_is_flagged_when_repeated(
    client: Client, unit_officer: User, unit_head: User, each_quarter: Assignment, said: Content, at: dt.datetime
) -> None:
    report = services.send_report(assignment=each_quarter, content=said, version=0, by=unit_officer, at=at)
    services.approve_report(report=report, version=report.version, by=unit_head, at=at)
    text = page(client, unit_officer, "/viec-cua-toi/")
    assert "Kỳ trước: “Đã niêm yết tại trụ sở" in text
    for _time in range(2):
        client.force_login(unit_officer)
        client.post(address(each_quarter, "nhu-ky-truoc/"), {"next": "/viec-cua-toi/"})
        report = Progress.objects.get(latest=True)
        client.force_login(unit_head)
        client.post(address(each_quarter, "quyet-dinh/"), {"act": "approve", "version": report.version})
    assert Progress.objects.get(latest=True).repeats == 2
    assert "như kỳ trước, lần 2" in page(client, unit_officer, address(each_quarter))
    client.post(address(each_quarter, "nhu-ky-truoc/"))
    response = client.post(address(each_quarter, "nhu-ky-truoc/"), follow=True)
    assert "PR-113" in response.content.decode()


def test_the_coordinator_asks_for_more_and_the_unit_sees_why(
    client: Client, coordinator: User, unit_officer: User, approved: Progress, assignment: Assignment
) -> None:
    client.force_login(coordinator)
    response = client.post(address(assignment, "quyet-dinh/"), {"act": "return", "reason": " "}, follow=True)
    assert "PR-106" in response.content.decode()
    client.post(address(assignment, "quyet-dinh/"), {"act": "return", "reason": "Thiếu số hồ sơ"})
    assert "Thiếu số hồ sơ" in page(client, unit_officer, address(assignment))
    assert "Bổ sung" in page(client, unit_officer, "/viec-cua-toi/")
    response = client.post(address(assignment, "quyet-dinh/"), {"act": "approve"})
    assert response.status_code == 404, "an officer decides nothing"
    client.force_login(coordinator)
    response = client.post(address(assignment, "quyet-dinh/"), {"act": "return", "reason": "x"}, follow=True)
    assert "PR-110" in response.content.decode(), "what is open cannot be returned again"


def test_the_coordinator_enters_on_behalf_and_the_source_is_shown(
    client: Client, coordinator: User, leader: User, assignment: Assignment
) -> None:
    client.force_login(coordinator)
    response = client.post(address(assignment, "nhap-thay/"), {**FORM, "source": ""})
    assert response.status_code == 400
    assert "PR-107" in response.content.decode()
    source = "Báo cáo số 12/BC-UBND ngày 05/10/2026"
    client.post(address(assignment, "nhap-thay/"), {**FORM, "source": source})
    assert f"nhập thay theo {source}" in page(client, leader, address(assignment))
    assert "nhập thay" in page(client, leader, "/theo-doi/")


def test_a_document_is_taken_off_while_the_report_is_open(
    client: Client, unit_officer: User, assignment: Assignment, document: Document
) -> None:
    client.force_login(unit_officer)
    named = {"number": "12/BC-UBND", "issued_on": "05/10/2026", "issuer": "UBND xã Vân Canh"}
    client.post(address(assignment), {**FORM, **named, "act": "save"})
    (proof,) = Progress.objects.get().proofs.all()
    assert "Văn bản số 12/BC-UBND ngày 05/10/2026 của UBND xã Vân Canh" in page(
        client, unit_officer, address(assignment)
    )
    client.post(address(assignment, f"tai-lieu/{proof.document.public_id}/go/"))
    assert Progress.objects.get().proofs.count() == 0
    assert Document.objects.filter(pk=proof.document_id).exists(), "the document itself stays"


def test_the_list_counts_filters_and_never_paints_a_request_red(
    client: Client, leader: User, assignment: Assignment, other_assignment: Assignment, request_only: Assignment
) -> None:
    text = page(client, leader, "/theo-doi/")
    assert "ở 2 cơ quan, đơn vị, trong 3 phân công" in text
    assert "Hội Cựu chiến binh tỉnh" in text
    assert "đã qua ngày đề nghị" in text
    late = page(client, leader, "/theo-doi/?han=qua-han")
    assert "Hội Cựu chiến binh tỉnh" not in late
    assert late.count("quá hạn 38 ngày") == 2
    assert "Hội Cựu chiến binh tỉnh" in page(client, leader, "/theo-doi/?loai=de-nghi")
    only = page(client, leader, "/theo-doi/?loai=xa-phuong&q=van+canh&tinh-trang=chua-bao-cao")
    assert "xã Vân Canh" in only
    assert "xã Ia Dom" not in only
    assert "Không có phân công nào khớp" in page(client, leader, "/theo-doi/?tinh-trang=hoan-thanh")


def test_the_matrix_says_each_state_with_a_sign_and_in_words(
    client: Client, leader: User, approved: Progress, other_assignment: Assignment, each_quarter: Assignment, plan: Plan
) -> None:
    text = page(client, leader, f"/theo-doi/ma-tran/?ke-hoach={plan.public_id}")
    assert 'title="Đang thực hiện, quá hạn 38 ngày"' in text
    assert 'title="Chưa báo cáo, quá hạn 24 ngày"' in text
    assert text.index("xã Ia Dom") < text.index("xã Vân Canh")
    assert "Nhiệm vụ 1–2 trong 2" in text


def test_the_calendar_shows_what_falls_due_on_each_day_of_a_month(
    client: Client, leader: User, assignment: Assignment, request_only: Assignment, each_quarter: Assignment
) -> None:
    text = page(client, leader, "/theo-doi/lich/?thang=2026-08")
    assert "31/08/2026" in text
    assert "0/2" in text
    assert "14/09/2026" in page(client, leader, "/theo-doi/lich/?thang=2026-09")


def test_the_list_goes_out_as_a_workbook_and_as_csv(
    client: Client, leader: User, approved: Progress, request_only: Assignment
) -> None:
    Progress.objects.filter(pk=approved.pk).update(text="=1+1")
    client.force_login(leader)
    response = client.get("/theo-doi/xuat.xlsx?han=qua-han")
    assert response.headers["Content-Disposition"] == 'attachment; filename="theo-doi-20261008.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    head, row = book["Theo dõi"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["Cơ quan, đơn vị"], told["Hạn"], told["Tiến độ, %"]) == ("xã Vân Canh", "31/08/2026", 60)
    assert book["Theo dõi"].cell(2, 11).data_type == "s", "a text that looks like a formula stays a text"
    assert ("Phạm vi", "Quá hạn") in set(book["Nguồn gốc"].iter_rows(values_only=True))
    text = client.get("/theo-doi/xuat.csv").content.decode("utf-8-sig")
    assert "Hội Cựu chiến binh tỉnh;Đề nghị;" in text
    assert ";'=1+1;" in text


def test_work_that_ended_can_still_be_read_and_takes_nothing(
    client: Client, unit_officer: User, approved: Progress, assignment: Assignment, at: dt.datetime
) -> None:
    Assignment.objects.update(state="ended", ended_at=at, ended_because="replaced")
    text = page(client, unit_officer, address(assignment))
    assert "Không còn phải thực hiện" in text
    assert "Gửi kết quả</button>" not in text
    assert "PR-112" in client.post(address(assignment), {**FORM, "act": "send"}).content.decode()


@pytest.fixture
def twelve_tasks(
    plan: Plan, commune: Unit, other_commune: Unit, unit_officer: User, said: Content, at: dt.datetime, new_task: Make
) -> None:
    """Twelve tasks of two communes each, every other one reported by the first."""
    for number in range(12):
        task = new_task(f"2.{number}", f"Nhiệm vụ mẫu {number}")
        mine, _theirs = (
            Assignment.objects.create(task=task, unit=unit, part="does", assigned_at=at)
            for unit in (commune, other_commune)
        )
        if number % 2:
            services.send_report(assignment=mine, content=said, version=0, by=unit_officer, at=at)


@pytest.mark.parametrize(
    ("person", "path", "queries"),
    [
        ("unit_officer", "/viec-cua-toi/", 17),  # of them 3: whose work it is, by desks, by members, by what nobody has
        ("unit_head", "/viec-cua-toi/cho-phe-duyet/", 8),
        ("coordinator", "/theo-doi/", 11),
        ("coordinator", "/theo-doi/?han=qua-han&loai=xa-phuong", 9),
        ("coordinator", "/theo-doi/ma-tran/", 10),
        ("coordinator", "/theo-doi/lich/?thang=2026-12", 8),
        ("coordinator", "/theo-doi/xuat.csv", 9),
    ],
)
def test_pages_cost_the_same_however_much_work_there_is(
    client: Client,
    request: pytest.FixtureRequest,
    django_assert_num_queries: Callable[..., object],
    twelve_tasks: None,
    person: str,
    path: str,
    queries: int,
) -> None:
    client.force_login(request.getfixturevalue(person))
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        client.get(path)
