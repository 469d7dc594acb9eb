"""An import is taken back as a whole, while nobody has gone on with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from thuocdo.errors import ThuocDoError
from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Assignment, Progress
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress
from thuocdo.portal.plans.services.exchange import take_back_import

if TYPE_CHECKING:
    from types import SimpleNamespace

    from thuocdo.portal.organizations.models import User

AS_OF = date(2026, 10, 7)
DONE = {
    "state": "Hoàn thành",
    "text": "Đã ban hành quy trình",
    "number": "15/QĐ-UBND",
    "issued_on": datetime(2026, 9, 30),  # noqa: DTZ001 (as Excel keeps a day)
    "is_product": "Có",
}
UNDER_WAY = {
    "state": "Đang thực hiện",
    "percent": 60,
    "text": "Đã niêm yết tại trụ sở",
    "figures": "Bảng niêm yết: 3 bảng",
}


def codes(error: ThuocDoError) -> set[str]:
    return {problem.code for problem in error.problems}


def latest(of: Assignment) -> Progress:
    return Progress.objects.get(assignment=of, latest=True)


@pytest.mark.parametrize("how", ["enter", "send", "save"])
def test_an_import_is_taken_back_as_a_whole_and_can_then_be_made_again(
    both: tuple[Assignment, Assignment],
    approved: Progress,
    coordinator: User,
    unit_officer: User,
    at: datetime,
    how: str,
    excel: SimpleNamespace,
) -> None:
    draft = Content(text="Bản đang soạn", percent=10, as_of=AS_OF)
    progress.save_report(assignment=both[1], content=draft, version=0, by=unit_officer, at=at)
    person = coordinator if how == "enter" else unit_officer
    filled = excel.fill(
        excel.out(person), {"Ban hành": DONE, "Công khai": {**UNDER_WAY, "number": "3/BC", "issued_on": "01/10/2026"}}
    )
    done = excel.take_in(person, filled, how=how)
    assert latest(both[0]).number == 2

    back = take_back_import(file=done, by=person, at=at)

    assert (back.state, back.taken_back_by) == ("taken_back", person)
    assert latest(both[0]) == approved
    again = latest(both[1])
    assert (Content.of(again), again.state, again.source, again.proofs.count()) == (draft, "draft", "", 0)
    assert [act.act for act in again.acts.all()][-1] == "taken_back"
    assert Event.objects.filter(action="plans.progress.taken_back").count() == 2
    with pytest.raises(ThuocDoError) as refused:
        take_back_import(file=done, by=person, at=at)
    assert codes(refused.value) == {"PX-132"}
    answers = {str(both[1].public_id): f"file:{again.number}.{again.version}"}
    assert excel.take_in(person, filled, how=how, answers=answers).rows.count() == 2


def test_nothing_is_taken_back_once_somebody_has_gone_on(
    both: tuple[Assignment, Assignment],
    unit_officer: User,
    unit_head: User,
    at: datetime,
    excel: SimpleNamespace,
) -> None:
    done = excel.take_in(
        unit_officer, excel.fill(excel.out(unit_officer), {"Ban hành": DONE, "Công khai": UNDER_WAY}), how="send"
    )
    report = latest(both[0])
    progress.approve_report(report=report, version=report.version, by=unit_head, at=at)

    with pytest.raises(ThuocDoError) as refused:
        take_back_import(file=done, by=unit_officer, at=at)
    assert codes(refused.value) == {"PX-131"}
    assert "Đã phê duyệt" in str(refused.value)
    assert latest(both[1]).state == "sent"
