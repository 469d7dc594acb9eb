"""A plan written out as it now stands: what people mended, split and dropped, read back from the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.documents import read_plan
from thuocdo.documents.samples import sample_file
from thuocdo.documents.writing import as_whole
from thuocdo.portal.plans.models import Plan, Task
from thuocdo.portal.plans.reading.stored import canonical
from thuocdo.portal.plans.services import Mended, begin_draft, drop_task, import_plan, mend_task, split_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

FORMS = ("docx", "xlsx", "pdf")


@pytest.fixture
def sample(tree: Unit, coordinator: User, at: datetime) -> Plan:
    """The sample plan, taken in from its Word file."""
    name = "ke-hoach-mau.docx"
    draft = begin_draft(name=name, content=sample_file(name), by=coordinator, at=at)
    draft.reading = canonical(as_whole(read_plan(sample_file(name), name=name)))
    draft.save()
    return import_plan(draft=draft, by=coordinator, at=at).plan


@pytest.fixture
def written(client: Client, coordinator: User) -> Callable[..., Any]:
    """Asks for a plan as a file and reads it again."""

    def asked(plan: Plan, form: str, stage: str = "du-thao") -> dict[str, Any]:
        client.force_login(coordinator)
        response = client.get(f"{plan.get_absolute_url()}xuat.{form}?trang-thai={stage}")
        assert response.status_code == 200
        assert f"-{stage}.{form}" in response["Content-Disposition"]
        return as_whole(read_plan(response.content, name=f"plan.{form}"))

    return asked


@pytest.fixture
def mend(coordinator: User, at: datetime) -> Callable[..., Task]:
    """Mends one task: ``mend(task, content="…")``."""

    def done(task: Task, **changes: Any) -> Task:
        said = {
            "code": task.code,
            "criterion": task.criterion,
            "content": task.content,
            "product": task.product,
            "note": task.note,
            "deadline_text": (task.deadline or {}).get("text", ""),
            "due_on": task.due_on,
            "guidance": task.guidance,
            "bodies": [(body.text, body.part) for body in task.bodies.all()],
        }
        return mend_task(task=task, version=task.version, mended=Mended(**(said | changes)), by=coordinator, at=at)

    return done


def told(tasks: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (one["appendix"], one["code"], one["content"], one["parts"], (one["deadline"] or {}).get("until"))
        for one in tasks
    ]


def find(tasks: list[dict[str, Any]], appendix: str | None, code: str) -> list[dict[str, Any]]:
    return [one for one in tasks if (one["appendix"], one["code"]) == (appendix, code)]


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_nobody_mended_is_read_back_to_the_tasks_it_was_read_to(
    sample: Plan, written: Callable[..., Any], form: str
) -> None:
    again = written(sample, form)

    assert told(again["tasks"]) == told([task.original for task in sample.tasks.order_by("position")])
    assert (again["document"]["recipients"], again["document"]["subject"]) == (sample.recipients, sample.subject)


@pytest.mark.parametrize("form", FORMS)
def test_rows_mended_split_and_dropped_are_written_as_they_now_are(
    sample: Plan, written: Callable[..., Any], mend: Callable[..., Task], coordinator: User, at: datetime, form: str
) -> None:
    mended, split, dropped, watched, dated = sample.tasks.filter(appendix="01").order_by("position")[:5]
    bodies = (("Sở Tài chính", "answers"), ("UBND cấp xã", "contributes"))
    mend(mended, content="Giao nhiệm vụ cho từng người", bodies=bodies, product="Quyết định", note="Hằng năm")
    split_task(task=split, version=split.version, contents=("Kiểm tra đợt một", "Kiểm tra đợt hai"), by=None, at=at)
    drop_task(task=dropped, version=dropped.version, by=coordinator, at=at)
    mend(watched, bodies=(("Sở Nội vụ", "watches"), ("UBND cấp xã", "does")), deadline_text="", due_on=None)
    mend(dated, deadline_text="Quý III", due_on=date(2026, 11, 15))

    tasks = written(sample, form)["tasks"]

    (first,) = find(tasks, "01", mended.code)
    assert (first["content"], first["lead"], first["coordinating"], first["product"], first["note"]) == (
        "Giao nhiệm vụ cho từng người",
        ["Sở Tài chính"],
        ["UBND cấp xã"],
        "Quyết định",
        "Hằng năm",
    )
    assert [one["content"] for one in find(tasks, "01", split.code)] == ["Kiểm tra đợt một", "Kiểm tra đợt hai"]
    assert find(tasks, "01", dropped.code) == []
    (led,) = find(tasks, "01", watched.code)
    assert led["parts"] == [{"body": "Sở Nội vụ", "part": "watches"}, {"body": "UBND cấp xã", "part": "does"}]
    assert led["deadline"] is None
    (late,) = find(tasks, "01", dated.code)
    assert (late["deadline"]["text"], late["deadline"]["until"]) == ("Quý III (đến ngày 15/11/2026)", "2026-11-15")


def test_a_task_of_the_text_is_mended_in_its_paragraph(
    sample: Plan, written: Callable[..., Any], mend: Callable[..., Task]
) -> None:
    task = sample.tasks.get(code="IV.1-1", appendix="")
    mend(task, deadline_text="Trước 31/3/2026", due_on=date(2026, 3, 31))

    (again,) = find(written(sample, "docx")["tasks"], None, "IV.1-1")

    assert (again["lead"], again["deadline"]["until"]) == (["Sở Nội vụ"], "2026-03-31")
    assert "28/02/2026" not in again["content"]


def test_a_day_that_no_words_say_is_written_alone(
    sample: Plan, written: Callable[..., Any], mend: Callable[..., Task]
) -> None:
    task = sample.tasks.filter(appendix="01").order_by("position")[0]
    bodies = (("Sở Nội vụ", "answers"), ("Sở Tài chính", "does"), ("Thanh tra tỉnh", "watches"))
    mend(task, deadline_text="Năm 2026", due_on=date(2026, 6, 15), bodies=bodies)

    (again,) = find(written(sample, "docx")["tasks"], "01", task.code)

    assert again["text"]["deadline"] == "Đến ngày 15/06/2026"
    assert again["text"]["lead"] == "Sở Nội vụ; Sở Tài chính"
    assert again["text"]["coordinating"] == "Thanh tra tỉnh theo dõi, đôn đốc"


def test_only_a_plan_with_number_and_day_is_written_as_issued_and_then_bears_them(
    client: Client, sample: Plan, coordinator: User, written: Callable[..., Any], mend: Callable[..., Task]
) -> None:
    client.force_login(coordinator)
    page = client.get(sample.get_absolute_url()).content.decode()
    assert '<option value="du-thao" selected>Dự thảo</option>' in page
    assert '<option value="trinh-ky">Trình ký</option>' in page
    assert 'value="ban-hanh"' not in page
    assert client.get(f"{sample.get_absolute_url()}xuat.docx?trang-thai=ban-hanh").status_code == 404

    Plan.objects.filter(pk=sample.pk).update(number="07/KH-UBND", issued_on=date(2026, 1, 15))
    assert '<option value="ban-hanh" selected>' in client.get(sample.get_absolute_url()).content.decode()
    issued = written(sample, "pdf", "ban-hanh")["document"]
    assert (issued["number"], issued["date"]) == ("07/KH-UBND", "2026-01-15")
    assert written(sample, "docx", "trinh-ky")["document"]["number"] is None

    mend(sample.tasks.filter(appendix="01")[0], note="Đã sửa")
    assert '<option value="du-thao" selected>' in client.get(sample.get_absolute_url()).content.decode()


def test_a_plan_read_before_paragraphs_were_kept_is_written_from_its_tasks(
    take_in: Callable[..., Plan], paper: Any, written: Callable[..., Any]
) -> None:
    guidance = paper.task("IV.1-1", "Đổi mới cách làm việc", guidance=True, appendix=None, deadline=None)
    again = written(take_in(paper.answered, guidance), "docx")

    assert [one["content"] for one in again["tasks"] if one["appendix"]] == ["Xây dựng quy trình tiếp nhận mẫu"]
    assert "- Đổi mới cách làm việc" in [one["text"] for one in again["paragraphs"]]


def test_what_keeps_a_plan_from_being_written_is_said_on_its_page(
    client: Client, sample: Plan, coordinator: User
) -> None:
    client.force_login(coordinator)
    Plan.objects.filter(pk=sample.pk).update(number="mười bốn", issued_on=date(2026, 1, 15))

    response = client.get(f"{sample.get_absolute_url()}xuat.docx?trang-thai=ban-hanh", follow=True)

    assert response.redirect_chain == [(sample.get_absolute_url(), 302)]
    assert "cần đủ số và ngày" in response.content.decode()


def test_a_units_officer_who_sees_a_part_of_a_plan_cannot_have_it_written(
    client: Client, assigned_plan: Plan, unit_officer: User
) -> None:
    client.force_login(unit_officer)
    assert client.get(f"{assigned_plan.get_absolute_url()}xuat.pdf").status_code == 404
    assert "Xuất kế hoạch" not in client.get(assigned_plan.get_absolute_url()).content.decode()
