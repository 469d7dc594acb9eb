"""A believable spread of progress on the sample plan: approved with evidence, waiting, returned, drafted, late.

Every figure here is made up and says so: ``số liệu minh họa``.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import docx
from django.utils import timezone

from thuocdo.portal.evidence.services import keep_file, keep_reference
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.samples import sample_person
from thuocdo.portal.organizations.selectors import units_in_force, units_within
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.selectors.work import open_assignments_of
from thuocdo.portal.plans.services.progress import (
    approve_report,
    attach_document,
    enter_report,
    return_report,
    save_report,
    send_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from thuocdo.portal.evidence.models import Document
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Assignment, Plan, Progress

Figures = tuple["Mapping[str, str]", ...]
Place = tuple[str, str]
"""Appendix and code of a task."""

ILLUSTRATIVE: Final = "số liệu minh họa"
SOURCE: Final = f"Báo cáo gửi qua thư điện tử ({ILLUSTRATIVE})"
_EVERY: Final = 6
"""Every so many-th commune has sent its figures by mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a unit says of one task."""

    text: str
    percent: int | None = None
    done: bool = False
    figures: Figures = ()

    def on(self, day: date) -> Content:
        """Return it with the day of its figures."""
        text = f"{self.text} ({ILLUSTRATIVE})"
        return Content(text=text, figures=self.figures, percent=self.percent, done=self.done, as_of=day)


_ON_TIME: Final = Said(
    text="Đã trả kết quả đúng hạn phần lớn hồ sơ tiếp nhận trong tháng",
    percent=60,
    figures=(
        {"label": "Hồ sơ đã tiếp nhận", "value": "420", "unit": "hồ sơ"},
        {"label": "Hồ sơ trả đúng hạn", "value": "411", "unit": "hồ sơ"},
    ),
)
_ONLINE: Final = Said(text="Đã mở điểm hỗ trợ nộp hồ sơ trực tuyến tại Bộ phận Một cửa", percent=75)
APPROVED: Final[Mapping[Place, Said]] = {
    ("01", "3.3"): _ON_TIME,
    ("01", "3.4"): Said(text="Đã gửi thư xin lỗi cho mọi hồ sơ trễ hẹn", percent=100),
    ("02", "1"): Said(text="Đã bố trí ghế ngồi, nước uống và lối đi cho người khuyết tật", percent=100, done=True),
}
WAITING: Final[Mapping[Place, Said]] = {
    ("01", "7.1"): _ONLINE,
    ("01", "5.3"): Said(text="Đã cử hai công chức đi học, cập nhật danh sách đạt chuẩn", percent=50),
}
RETURNED: Final[Mapping[Place, Said]] = {
    ("02", "4"): Said(text="Đã gọi lại cho người nộp hồ sơ"),
}
DRAFTED: Final[Mapping[Place, Said]] = {
    ("01", "1.1"): Said(text="Đã giao việc cho từng người", percent=40),
}
LATE: Final = ("01", "3.6")
"""The pilot of three communes: one has nothing to say yet, one is done, one must say more."""
PILOT: Final = Said(text="Đã trả kết quả tại nhà cho 25 người", percent=100, done=True)
BY_MAIL: Final[Mapping[Place, Said]] = {("01", "3.3"): _ON_TIME, ("01", "7.1"): _ONLINE}
DEPARTMENTS: Final[Mapping[Place, Said]] = {
    ("01", "1.5"): Said(text="Đã chọn một sáng kiến giúp giảm thời gian đi lại", percent=100, done=True),
    ("01", "2.1"): Said(text="Đã ban hành kế hoạch và gửi báo cáo", percent=100, done=True),
    ("01", "3.2"): Said(text="Đã rà soát hồ sơ sắp đến hạn mỗi tuần", percent=80),
    ("01", "4.1"): Said(text="Đã rà soát xong số biên chế đang sử dụng", percent=100, done=True),
    ("01", "5.2"): Said(text="Đã tập huấn hai lớp", percent=100, done=True),
    ("", "IV.1-1"): Said(text="Đã hướng dẫn biểu mẫu", percent=100, done=True),
    ("", "IV.2-1"): Said(text="Đã bố trí kinh phí trong dự toán", percent=100, done=True),
}
BEHIND: Final = ("H21.18", "H21.26")
"""Departments that have not yet said anything on the task of all departments."""
_REASON_HEAD: Final = "Cần nêu số cuộc gọi và kết quả từng trường hợp."
_REASON_COORDINATOR: Final = "Cần nêu rõ cách xác định người cao tuổi và gửi danh sách đã trả kết quả."


def report_on(plan: Plan, *, begun: datetime, at: datetime) -> int:
    """Report on the sample plan as its people would, and return how many reports there are."""
    units = list(units_in_force(units_within(plan.unit), timezone.localdate(at)).order_by("code"))
    work: dict[int, dict[Place, Assignment]] = {}
    for assignment in open_assignments_of(units):
        work.setdefault(assignment.unit_id or 0, {})[assignment.task.appendix, assignment.task.code] = assignment
    clerk = _Clerk(work=work, at=max(begun, at - timedelta(hours=2)), by=sample_person("so-noi-vu"))
    officer = sample_person("can-bo-xa")
    own = next(unit for unit in units if unit.code == "23872")
    others = [unit for unit in units if unit.kind == Kind.COMMUNE and unit != own]
    return (
        _own_commune(clerk, own, officer)
        + _pilot(clerk, [unit for unit in others if LATE in work[unit.pk]])
        + clerk.enter(others[::_EVERY], BY_MAIL)
        + clerk.enter([unit for unit in units if unit.kind == Kind.DEPARTMENT], DEPARTMENTS, but=BEHIND)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clerk:
    """Writes reports at one moment; ``by`` enters those that come by mail."""

    work: Mapping[int, Mapping[Place, Assignment]]
    at: datetime
    by: User

    @property
    def day(self) -> date:
        """The day of every figure."""
        return timezone.localdate(self.at)

    def each(self, unit: Unit, said: Mapping[Place, Said], act: Callable[[Assignment, Content], object]) -> int:
        """Do something with every task of a unit that it has something to say of."""
        found = [(self.work[unit.pk][place], words) for place, words in said.items() if place in self.work[unit.pk]]
        for assignment, words in found:
            act(assignment, words.on(self.day))
        return len(found)

    def enter(self, units: list[Unit], said: Mapping[Place, Said], *, but: tuple[str, ...] = ()) -> int:
        """Enter what units sent by mail."""
        return sum(self._entered(unit, said) for unit in units if unit.code not in but and unit.pk in self.work)

    def _entered(self, unit: Unit, said: Mapping[Place, Said]) -> int:
        def act(assignment: Assignment, content: Content) -> Progress:
            documents = [(self.paper(unit), True)] if content.done else []
            return enter_report(
                assignment=assignment,
                content=content,
                source=SOURCE,
                version=0,
                by=self.by,
                at=self.at,
                documents=documents,
            )

        return self.each(unit, said, act)

    def paper(self, unit: Unit) -> Document:
        """Return an official document of a unit that proves what it says; its number is made up."""
        number = f"Mẫu-{unit.code}/BC"
        return keep_reference(
            unit=unit, number=number, issued_on=self.day, issuer=f"{unit} ({ILLUSTRATIVE})", by=self.by, at=self.at
        )


def _own_commune(clerk: _Clerk, unit: Unit, officer: User) -> int:
    """Let the commune of the sample logins do its part; its task in the pilot stays without a word."""
    head = sample_person("thu-truong-xa")
    later = clerk.at + timedelta(minutes=30)

    def draft(assignment: Assignment, content: Content) -> Progress:
        return save_report(assignment=assignment, content=content, version=0, by=officer, at=clerk.at)

    def send(assignment: Assignment, content: Content) -> Progress:
        report = draft(assignment, content)
        if content.done:
            file = keep_file(unit=unit, name="anh-mau.docx", content=_evidence(unit), by=officer, at=clerk.at)
            is_product = bool(assignment.task.product)
            attach_document(report=report, document=file, product=is_product, by=officer, at=clerk.at)
        return send_report(assignment=assignment, content=content, version=report.version, by=officer, at=clerk.at)

    def approve(assignment: Assignment, content: Content) -> Progress:
        report = send(assignment, content)
        return approve_report(report=report, version=report.version, by=head, at=later)

    def give_back(assignment: Assignment, content: Content) -> Progress:
        return return_report(report=send(assignment, content), reason=_REASON_HEAD, by=head, at=later)

    acts = ((APPROVED, approve), (WAITING, send), (RETURNED, give_back), (DRAFTED, draft))
    return sum(clerk.each(unit, said, act) for said, act in acts)


def _pilot(clerk: _Clerk, units: list[Unit]) -> int:
    """Let the other communes of the pilot report; the coordinator asks the last of them for more."""
    count = clerk.enter(units, {LATE: PILOT})
    for unit in units[-1:]:
        report = clerk.work[unit.pk][LATE].reports.get(latest=True)
        return_report(report=report, reason=_REASON_COORDINATOR, by=clerk.by, at=clerk.at + timedelta(minutes=30))
    return count


def _evidence(unit: Unit) -> bytes:
    document = docx.Document()
    document.add_paragraph(f"Tài liệu kiểm chứng mẫu của {unit}: {ILLUSTRATIVE}.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
