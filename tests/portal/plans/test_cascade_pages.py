"""Pages of units' plans: the register, one unit's plan beside the province's, what it costs."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thuocdo.portal.plans.models import OwedPlan, Plan, PlanDraft, Task, TaskTie
from thuocdo.portal.plans.services import send_plan, submit_plan
from thuocdo.vietnamese.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import PlanCall

PAPER: dict[str, Any] = {"number": "7/KH-UBND", "issued_on": date(2026, 10, 5)}
POSTED = {"number": "7/KH-UBND", "issued_on": "05/10/2026"}


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def sent(ready: OwedPlan, unit_head: User, at: datetime) -> OwedPlan:
    """The plan of xã Vân Canh, sent in time."""
    return send_plan(owed=ready, version=ready.version, by=unit_head, at=at, **PAPER)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_coordinator_asks_for_plans_with_a_sentence_that_the_plan_has(
    client: Client, coordinator: User, take_in: Callable[..., Plan], assign: Callable[..., Any], paper: Any
) -> None:
    plan = take_in(
        paper.task("1", "UBND cấp xã ban hành kế hoạch thực hiện trước ngày 28/10/2026", ("UBND cấp xã", "does"))
    )
    assign(plan)
    client.force_login(coordinator)
    register = f"/ke-hoach/{plan.public_id}/don-vi/"
    assert "chưa yêu cầu đơn vị nào" in text_of(client.get(register))
    assert "ban hành kế hoạch thực hiện trước ngày 28/10/2026" in text_of(client.get(f"{register}yeu-cau/"))

    form = text_of(client.get(f"{register}yeu-cau/", {"han": "27/10/2026", "can-cu": "Câu của kế hoạch"}))
    assert 'value="27/10/2026"' in form
    assert "Câu của kế hoạch" in form
    group = client.get(f"{register}yeu-cau/").context["form"].fields["groups"].choices[1][0]
    saved = client.post(
        f"{register}yeu-cau/",
        {"groups": [group], "due_on": "27/10/2026", "days_before": "3", "basis": "Câu của kế hoạch", "version": "0"},
        follow=True,
    )

    assert "gửi chậm nhất ngày 27/10/2026" in text_of(saved)
    assert "xã Vân Canh" in text_of(saved)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    client: Client, coordinator: User, call: PlanCall
) -> None:
    client.force_login(coordinator)
    address = f"{call.get_absolute_url()}yeu-cau/"
    form = client.get(address).context["form"]
    assert form.initial["version"] == 1

    said = {"groups": form.initial["groups"], "due_on": "20/10/2026", "days_before": "1", "version": "0"}
    answer = client.post(address, said)

    assert answer.status_code == 409
    assert "PL-148" in text_of(answer)


# ── The register ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_register_says_who_has_sent_and_how_far_it_covers_the_provinces_tasks(
    client: Client, leader: User, sent: OwedPlan
) -> None:
    client.force_login(leader)
    page = text_of(client.get(sent.call.get_absolute_url()))

    assert "7/KH-UBND" in page
    assert "1/2" in page
    assert "Chưa gửi" in page


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ({"tinh-trang": "chua-gui"}, ["xã Ia Dom"]),
        ({"tinh-trang": "da-gui"}, ["xã Vân Canh"]),
        ({"tinh-trang": "gui-muon"}, []),
        ({"q": "van canh"}, ["xã Vân Canh"]),
        ({"q": "7/KH"}, ["xã Vân Canh"]),
        ({"loai": "co-quan"}, []),
        ({"loai": "xa-phuong"}, ["xã Ia Dom", "xã Vân Canh"]),
    ],
)
def test_the_register_is_filtered_and_searched(
    client: Client, coordinator: User, sent: OwedPlan, asked: dict[str, str], units: list[str]
) -> None:
    client.force_login(coordinator)
    page = client.get(sent.call.get_absolute_url(), asked)

    assert [str(row.unit) for row, _covers, _late in page.context["rows"]] == units
    assert ("Không có đơn vị nào khớp" in text_of(page)) is not bool(units)


@pytest.mark.parametrize("asked", [{"tinh-trang": "x"}, {"loai": "x"}])
def test_a_filter_that_nobody_offers_is_no_page(
    client: Client, coordinator: User, sent: OwedPlan, asked: dict[str, str]
) -> None:
    client.force_login(coordinator)

    assert client.get(sent.call.get_absolute_url(), asked).status_code == 404


def test_the_register_goes_out_as_it_is_filtered(client: Client, coordinator: User, sent: OwedPlan) -> None:
    client.force_login(coordinator)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{sent.call.get_absolute_url()}xuat.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[2] == ["xã Vân Canh", "Đã gửi", "7/KH-UBND", "05/10/2026", "08/10/2026", None, 2, 1, ""]
    assert book.worksheets[1]["B2"].value == "15/10/2026"

    file = client.get(f"{sent.call.get_absolute_url()}xuat.csv", {"tinh-trang": "chua-gui"}).content
    table = read_table(file, name="r.csv")
    assert [cells["Cơ quan, đơn vị"] for _row, cells in table.records()] == ["xã Ia Dom"]


def test_a_plan_that_asks_nobody_has_no_register_to_export(
    client: Client, coordinator: User, assigned_plan: Plan
) -> None:
    client.force_login(coordinator)

    assert client.get(f"/ke-hoach/{assigned_plan.public_id}/don-vi/xuat.csv").status_code == 404


def test_the_list_of_plans_tells_a_unit_what_it_owes_and_the_coordinator_who_has_sent(
    client: Client, unit_officer: User, coordinator: User, sent: OwedPlan
) -> None:
    client.force_login(unit_officer)
    assert "Kế hoạch đơn vị phải lập" in text_of(client.get("/ke-hoach/"))
    client.force_login(coordinator)
    assert "1/2" in text_of(client.get("/ke-hoach/"))


# ── One unit's plan ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_officer_brings_reads_confirms_ties_and_submits_and_the_head_sends(
    client: Client, owed: OwedPlan, unit_officer: User, unit_head: User, bring: Any, paper: Any
) -> None:
    client.force_login(unit_officer)
    page = owed.get_absolute_url()
    assert "2 nhiệm vụ tỉnh giao cần đưa vào kế hoạch" in text_of(client.get(page))
    file = SimpleUploadedFile("ke-hoach.txt", "Kế hoạch mẫu".encode())
    answer = client.post(f"{page}nhap/", {"file": file})
    draft = PlanDraft.objects.get(owner=unit_officer)
    assert (answer.status_code, draft.answers) == (302, {"owed": str(owed.public_id)})
    assert client.get(f"/ke-hoach/nhap/{draft.public_id}/").status_code == 200
    gone = client.post(f"/ke-hoach/nhap/{draft.public_id}/", {"act": "give-up"})
    assert gone.headers["Location"] == page

    plan = bring(owed, unit_officer, paper.own_hotline, paper.own_extra)
    client.post(f"/ke-hoach/{plan.public_id}/xac-nhan/")
    shown = text_of(client.get(page))
    assert "giống 100 %" in shown
    assert "Kế hoạch của đơn vị chưa có 1 nhiệm vụ tỉnh giao" in shown
    client.post(f"{page}doi-chieu/", {"act": "certain"})
    extra = Task.objects.get(plan=plan, code="2")
    client.post(f"{page}doi-chieu/", {"act": "one", "own": str(extra.public_id), "serves": "", "shown": ""})
    assert "nhiệm vụ riêng" in text_of(client.get(page))
    owed.refresh_from_db()
    client.post(f"{page}viec/", {"act": "submit", "version": owed.version, **POSTED})
    client.force_login(unit_head)
    owed.refresh_from_db()
    done = client.post(f"{page}viec/", {"act": "send", "version": owed.version, **POSTED}, follow=True)

    assert "Đã gửi kế hoạch" in text_of(done)
    client.force_login(unit_officer)
    assert "Nâng cấp phòng tiếp dân" in text_of(client.get("/viec-cua-toi/"))


def test_the_preview_of_a_units_plan_offers_no_plan_of_the_province(
    client: Client, owed: OwedPlan, unit_officer: User, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    draft = new_draft(paper.own_hotline, answers={"owed": str(owed.public_id)})
    PlanDraft.objects.filter(pk=draft.pk).update(owner=unit_officer)
    client.force_login(unit_officer)
    address = f"/ke-hoach/nhap/{draft.public_id}/"
    page = text_of(client.get(address))
    assert "Nhập làm kế hoạch của xã Vân Canh" in page
    assert "20/KH-UBND: " not in page
    assert 'value="03/02/2026"' in page, "the day of the paper, as for a plan of the province"

    answer = client.post(address, {"act": "import", "number": "9/KH-UBND", "effective_on": "05/10/2026"})

    owed.refresh_from_db()
    assert owed.plan is not None
    assert answer.headers["Location"] == f"/ke-hoach/{owed.plan.public_id}/xac-nhan/"
    assert owed.number == "9/KH-UBND"
    client.post(answer.headers["Location"])
    assert "Đối chiếu và gửi" in text_of(client.get(answer.headers["Location"]))


def test_a_file_that_waited_for_a_unit_is_the_provinces_when_it_is_dropped_there(
    client: Client, owed: OwedPlan, coordinator: User
) -> None:
    client.force_login(coordinator)
    client.post(f"{owed.get_absolute_url()}nhap/", {"text": "Kế hoạch mẫu"})
    client.post("/ke-hoach/nhap/", {"text": "Kế hoạch mẫu"})

    assert PlanDraft.objects.get().answers == {"owed": ""}


def test_another_unit_cannot_take_over_an_upload(
    client: Client, owed: OwedPlan, other_officer: User, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    draft = new_draft(paper.own_hotline, answers={"owed": str(owed.public_id)})
    PlanDraft.objects.filter(pk=draft.pk).update(owner=other_officer)
    client.force_login(other_officer)

    assert client.get(f"/ke-hoach/nhap/{draft.public_id}/").status_code == 404


def test_problems_are_shown_beside_what_was_typed(client: Client, owed: OwedPlan, coordinator: User) -> None:
    client.force_login(coordinator)
    said = {"act": "enter", "version": owed.version, "number": "7/KH-UBND", "issued_on": "05/10/2026", "source": ""}
    answer = client.post(f"{owed.get_absolute_url()}viec/", said)

    assert answer.status_code == 409
    assert {"PL-155", "PL-156"} <= set(text_of(answer).replace("<", " ").replace(">", " ").split())
    assert 'value="7/KH-UBND"' in text_of(answer)
    wrong = client.post(f"{owed.get_absolute_url()}viec/", {**said, "issued_on": "hôm qua"})
    assert wrong.status_code == 400


def test_the_coordinator_returns_with_a_reason_that_the_unit_sees(
    client: Client, sent: OwedPlan, coordinator: User, unit_officer: User
) -> None:
    client.force_login(coordinator)
    said = {"act": "return", "version": sent.version, "reason": "Thiếu phụ lục nhiệm vụ"}
    client.post(f"{sent.get_absolute_url()}viec/", said)
    client.force_login(unit_officer)

    assert "Thiếu phụ lục nhiệm vụ" in text_of(client.get(sent.get_absolute_url()))


def test_whoever_was_overtaken_is_told_so(
    client: Client, ready: OwedPlan, unit_head: User, unit_officer: User, at: datetime
) -> None:
    submit_plan(owed=ready, version=ready.version, by=unit_officer, at=at, **PAPER)
    client.force_login(unit_officer)
    answer = client.post(f"{ready.get_absolute_url()}viec/", {"act": "submit", "version": ready.version, **POSTED})

    assert answer.status_code == 409
    assert "PL-149" in text_of(answer)


def test_a_leader_reads_a_units_plan_only_once_it_is_sent(client: Client, leader: User, ready: OwedPlan) -> None:
    client.force_login(leader)
    page = text_of(client.get(ready.get_absolute_url()))

    assert "Đơn vị chưa gửi kế hoạch" in page
    assert "Nâng cấp phòng tiếp dân" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"act": "explode"},
        {"act": "one", "own": "x"},
        {"act": "one", "own": "own", "serves": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_a_tie_that_the_page_does_not_offer_is_no_page(
    client: Client, brought: Plan, owed: OwedPlan, unit_officer: User, said: dict[str, str]
) -> None:
    client.force_login(unit_officer)
    own = str(brought.tasks.all()[0].public_id)
    told = {name: own if value == "own" else value for name, value in said.items()}

    assert client.post(f"{owed.get_absolute_url()}doi-chieu/", told).status_code == 404


def test_comparing_anew_and_a_tie_that_somebody_else_confirmed(
    client: Client, brought: Plan, owed: OwedPlan, unit_officer: User
) -> None:
    client.force_login(unit_officer)
    address = f"{owed.get_absolute_url()}doi-chieu/"
    assert client.post(address, {"act": "again"}).status_code == 302
    client.post(address, {"act": "certain"})
    hotline = TaskTie.objects.get(own__code="1", own__plan=brought)

    answer = client.post(address, {"act": "one", "own": str(hotline.own.public_id), "serves": "", "shown": ""})

    assert answer.status_code == 409
    assert "PL-143" in text_of(answer)


def test_the_page_of_an_assignment_shows_the_units_own_task_for_it(
    client: Client, sent: OwedPlan, unit_officer: User
) -> None:
    client.force_login(unit_officer)
    row = sent.call.plan.tasks.get(code="1.2").assignments.get(unit=sent.unit)

    page = text_of(client.get(f"/nhiem-vu/{row.public_id}/"))

    assert "Trong kế hoạch của đơn vị" in page
    assert "Kế hoạch 7/KH-UBND" in page


def test_the_register_costs_the_same_however_many_units_owe_a_plan(
    client: Client,
    coordinator: User,
    sent: OwedPlan,
    province: Unit,
    new_unit: Callable[..., Unit],
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client.force_login(coordinator)
    for number in range(30):
        unit = new_unit(f"9{number:04}", f"Mẫu {number}", "commune", parent=province, designation="xã")
        OwedPlan.objects.create(call=sent.call, unit=unit)
    client.get(sent.call.get_absolute_url())

    with django_assert_num_queries(12):
        client.get(sent.call.get_absolute_url())


def test_a_units_page_costs_the_same_however_many_tasks_there_are(
    client: Client,
    unit_officer: User,
    owed: OwedPlan,
    bring: Callable[..., Plan],
    paper: Any,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    bring(owed, unit_officer, *(paper.task(str(number), f"Việc mẫu số {number}") for number in range(40)))
    client.force_login(unit_officer)
    client.get(owed.get_absolute_url())

    with django_assert_num_queries(14):
        client.get(owed.get_absolute_url())
