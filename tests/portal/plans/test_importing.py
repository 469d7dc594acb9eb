"""Taking in a plan: whole or not at all, the same text once, a new text without losing work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Finding, Plan, PlanDraft, PlanFact, PlanSource, Target, Task, TaskGroup
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.reading.stored import fingerprint
from thuocdo.portal.plans.services import accept_task, give_up_draft, import_plan, mend_task, withdraw_plan
from thuocdo.portal.plans.services.confirming import Mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

TEXT = """UBND TỈNH GIA LAI
KẾ HOẠCH
Cải thiện việc tiếp nhận hồ sơ năm 2026
PHỤ LỤC 01
STT
Nội dung
Chủ trì
Phối hợp
Thời gian
1.1
Xây dựng quy trình tiếp nhận mẫu
Sở Nội vụ
UBND cấp xã
Năm 2026
"""


def test_a_plan_is_taken_in_with_everything_that_was_understood(plan: Plan, tree: Unit) -> None:
    assert (plan.number, plan.year, plan.subject[:12], plan.unit) == ("12/KH-UBND", 2026, "Kế hoạch mẫu", tree)
    assert str(plan.effective_on) == "2026-02-03"
    assert plan.state == Plan.State.CONFIRMING
    target, fact = Target.objects.get(plan=plan), PlanFact.objects.get(plan=plan)
    assert (target.value, target.op, fact.value) == ("85.5", ">=", "88.1")
    assert TaskGroup.objects.get(plan=plan).title == "TIẾP NHẬN HỒ SƠ"
    assert Finding.objects.get(plan=plan).expected == "trên 80%"


def test_what_is_certain_and_what_waits_is_said_with_its_reasons(plan: Plan) -> None:
    assert {task.code: (task.state, task.doubts) for task in plan.tasks.all()} == {
        "1.1": ("certain", []),
        "1.2": ("unsure", ["roles"]),
        "1.3": ("certain", []),
        "1.4": ("unsure", ["body"]),
        "1.5": ("certain", []),
        "2": ("certain", []),
    }


def test_the_original_text_of_every_cell_stays_beside_what_was_understood(plan: Plan) -> None:
    task = Task.objects.get(plan=plan, code="1.1")

    assert task.original["text"]["coordinating"] == "UBND cấp xã"
    assert task.place == {"first_line": 10, "last_line": 12}


def test_the_reading_is_kept_whole_with_its_fingerprint(plan: Plan) -> None:
    source = PlanSource.objects.get(plan=plan)

    assert source.fingerprint == fingerprint(source.reading)
    assert '"not_understood"' in source.reading


def path_of(draft: PlanDraft) -> str:
    return f"plans/{draft.sha256[:2]}/{draft.sha256}"


def test_a_file_is_stored_under_its_fingerprint_and_removed_with_an_upload_nobody_wanted(
    new_draft: Callable[..., PlanDraft], paper: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    draft = new_draft(paper.answered)
    path = path_of(draft)
    assert default_storage.exists(path)

    with django_capture_on_commit_callbacks(execute=True):
        give_up_draft(draft=draft)
        assert default_storage.exists(path), "while the upload may still come back"

    assert not default_storage.exists(path)


def test_a_plan_that_was_put_aside_does_not_keep_its_file_from_beginning_another(
    plan: Plan, new_draft: Callable[..., PlanDraft], paper: Any, coordinator: User, at: datetime
) -> None:
    withdraw_plan(plan=plan, by=coordinator, at=at)
    source = PlanSource.objects.get()
    draft = new_draft(*paper.all)
    PlanDraft.objects.filter(pk=draft.pk).update(sha256=source.sha256)

    again = import_plan(draft=draft, by=coordinator, at=at)

    assert (again.new, again.plan.state) == (True, Plan.State.CONFIRMING)
    assert again.plan.pk != plan.pk
    assert import_plan(draft=new_draft(*paper.all), by=coordinator, at=at).plan == again.plan
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanSource.objects.update(withdrawn=False)


def test_the_same_text_again_changes_nothing_even_in_another_file(
    plan: Plan,
    new_draft: Callable[..., PlanDraft],
    paper: Any,
    coordinator: User,
    at: datetime,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    events, draft = Event.objects.count(), new_draft(*paper.all)

    with django_capture_on_commit_callbacks(execute=True):
        again = import_plan(draft=draft, by=coordinator, at=at)

    assert not default_storage.exists(path_of(draft))
    assert (again.plan.pk, again.new) == (plan.pk, False)
    assert (Plan.objects.count(), Event.objects.count(), PlanDraft.objects.count()) == (1, events, 0)


def test_a_document_without_tasks_and_targets_is_refused_whole(
    new_draft: Callable[..., PlanDraft], coordinator: User, at: datetime
) -> None:
    draft = new_draft()
    draft.reading = "{}"
    draft.save()

    with pytest.raises(PlanError, match="PL-102"):
        import_plan(draft=draft, by=coordinator, at=at)

    assert not Plan.objects.exists()


def test_a_plan_that_is_to_be_renewed_must_still_be_open(
    new_draft: Callable[..., PlanDraft], paper: Any, coordinator: User, at: datetime
) -> None:
    draft = new_draft(paper.answered, answers={"revises": "00000000-0000-4000-8000-000000000000"})

    with pytest.raises(PlanError, match="PL-103"):
        import_plan(draft=draft, by=coordinator, at=at)


def test_a_new_text_keeps_what_was_confirmed_and_asks_about_what_changed(
    plan: Plan, take_in: Callable[..., Plan], paper: Any, coordinator: User, at: datetime
) -> None:
    for code in ("1.1", "1.3"):
        task = Task.objects.get(plan=plan, code=code)
        accept_task(task=task, version=task.version, by=coordinator, at=at)
    changed = {**paper.by_departments, "text": {**paper.by_departments["text"], "deadline": "Quý II năm 2026"}}
    changed["deadline"] = {"text": "Quý II năm 2026", "kind": "within", "until": "2026-06-30"}

    take_in(paper.answered, changed, paper.task("1.7", "Việc mới", ("Sở Nội vụ", "answers")), revises=None,
            answers={"revises": str(plan.public_id)})  # fmt: skip

    states = {task.code: (task.state, task.doubts) for task in plan.tasks.all()}
    assert states["1.1"] == ("confirmed", [])
    assert states["1.3"] == ("unsure", ["changed"])
    assert states["1.7"] == ("certain", [])
    assert states["1.4"][0] == states["2"][0] == "ended"
    assert str(Task.objects.get(plan=plan, code="1.3").due_on) == "2026-06-30"
    assert list(PlanSource.objects.filter(plan=plan).values_list("revision", flat=True)) == [2, 1]


def test_what_a_person_mended_is_not_overwritten_by_a_new_text(
    plan: Plan, take_in: Callable[..., Plan], paper: Any, coordinator: User, at: datetime
) -> None:
    task = Task.objects.get(plan=plan, code="1.1")
    mended = Mended(
        code="1.1", criterion="", content="Nội dung đã sửa tay", product="", note="", deadline_text="Năm 2026",
        due_on=None, guidance=False, bodies=[("Sở Nội vụ", "answers")],
    )  # fmt: skip
    mend_task(task=task, version=task.version, mended=mended, by=coordinator, at=at)

    take_in({**paper.answered, "note": "ghi chú mới"}, answers={"revises": str(plan.public_id)})

    task.refresh_from_db()
    assert (task.content, task.state, task.doubts) == ("Nội dung đã sửa tay", "unsure", ["changed"])
    assert task.original["note"] == "ghi chú mới"


def test_rows_that_change_places_keep_their_identity(plan: Plan, take_in: Callable[..., Plan], paper: Any) -> None:
    before = {task.content: task.pk for task in plan.tasks.all()}
    swapped = [{**paper.answered, "code": "1.3"}, {**paper.by_departments, "code": "1.1"}]

    take_in(*swapped, answers={"revises": str(plan.public_id)})

    after = {task.content: task.pk for task in plan.tasks.exclude(state="ended")}
    assert after.items() <= before.items()


def test_a_task_that_comes_back_in_a_later_text_is_the_same_task(
    plan: Plan, take_in: Callable[..., Plan], paper: Any
) -> None:
    revises = {"revises": str(plan.public_id)}
    was = Task.objects.get(plan=plan, code="1.3").pk

    take_in(paper.answered, answers=revises)
    take_in(paper.answered, paper.by_departments, number="12/KH-UBND ", answers=revises)

    assert Task.objects.get(pk=was).state == "unsure"


def test_two_rows_with_one_number_are_two_tasks(take_in: Callable[..., Plan], paper: Any) -> None:
    twice = take_in(paper.task("3", "Một việc", ("Sở Nội vụ", "answers")),
                    paper.task("3", "Việc khác hẳn", ("Sở Nội vụ", "answers")))  # fmt: skip

    assert sorted(twice.tasks.values_list("key", flat=True)) == ["01/3", "01/3#2"]


def test_the_database_takes_no_assigned_plan_without_its_time(plan: Plan) -> None:
    plan.state = Plan.State.ASSIGNED

    with pytest.raises(IntegrityError), transaction.atomic():
        plan.save()


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_uploads_a_text_looks_and_takes_it_in(client: Client, coordinator: User, tree: Unit) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("ke-hoach.txt", TEXT.encode())

    received = client.post("/ke-hoach/nhap/", {"file": file}, follow=True)
    address = received.redirect_chain[-1][0]
    assert "Xem trước" in received.content.decode()
    assert Plan.objects.count() == 0

    form = {"act": "import", "number": "9/KH-UBND", "effective_on": "03/02/2026"}
    done = client.post(address, form, follow=True)

    plan = Plan.objects.get()
    assert done.redirect_chain[-1][0] == f"/ke-hoach/{plan.public_id}/xac-nhan/"
    assert plan.number == "9/KH-UBND"
    assert PlanDraft.objects.count() == 0
    assert Event.objects.filter(action="plans.plan.imported").exists()


def test_pasted_text_is_a_plan_too(client: Client, coordinator: User, tree: Unit) -> None:
    client.force_login(coordinator)

    client.post("/ke-hoach/nhap/", {"text": TEXT})

    assert PlanDraft.objects.get().file_name == "van-ban-dan.txt"


def test_nothing_chosen_is_said_beside_the_field(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    response = client.post("/ke-hoach/nhap/", {})

    assert response.status_code == 400
    assert "Chọn một tệp, hoặc dán" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("rong.txt", b"", "PD-102"), ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "PD-10")],
)
def test_a_file_that_cannot_be_read_says_why_and_nothing_is_taken_in(
    client: Client, coordinator: User, tree: Unit, name: str, content: bytes, code: str
) -> None:
    client.force_login(coordinator)
    address = client.post("/ke-hoach/nhap/", {"file": SimpleUploadedFile(name, content)}).headers["Location"]

    refused = client.post(address, {"act": "read"}, follow=True)

    assert code in refused.content.decode()
    assert Plan.objects.count() == 0


def test_a_preview_shows_findings_unknown_names_and_that_it_was_imported_before(
    client: Client, coordinator: User, plan: Plan, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    client.force_login(coordinator)
    draft = new_draft(*paper.all)

    page = client.get(f"/ke-hoach/nhap/{draft.public_id}/").content.decode()

    assert "Văn bản này đã nhập" in page
    assert "trêm 80%" in page
    assert "Đài Phát sóng mẫu" in page


def test_a_preview_of_a_new_text_shows_each_difference(
    client: Client, coordinator: User, plan: Plan, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    client.force_login(coordinator)
    draft = new_draft({**paper.answered, "text": {**paper.answered["text"], "deadline": "Quý I năm 2026"}})

    page = client.get(f"/ke-hoach/nhap/{draft.public_id}/").content.decode()

    assert "6 nhiệm vụ khác với bản đang có" in page
    assert "<del>Năm 2026</del> → <ins>Quý I năm 2026</ins>" in " ".join(page.split())


def test_another_coordinators_upload_cannot_be_opened(
    client: Client, administrator: User, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    draft = new_draft(paper.answered)
    client.force_login(administrator)

    assert client.get(f"/ke-hoach/nhap/{draft.public_id}/").status_code == 404


def test_whoever_coordinates_no_more_cannot_make_a_waiting_upload_a_plan_of_the_province(
    client: Client, unit_officer: User, new_draft: Callable[..., PlanDraft], paper: Any
) -> None:
    draft = new_draft(paper.answered)
    PlanDraft.objects.filter(pk=draft.pk).update(owner=unit_officer)
    client.force_login(unit_officer)

    sent = client.post(f"/ke-hoach/nhap/{draft.public_id}/", {"act": "import", "effective_on": "03/02/2026"})

    assert (sent.status_code, Plan.objects.count()) == (404, 0)
