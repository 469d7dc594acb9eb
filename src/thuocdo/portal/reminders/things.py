"""What may be told to whom: how work, reports, rounds and queues stand in, one thing a person out. No database.

The rules in words, with a worked table: ``docs/methods/reminders.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from thuocdo.portal.reminders.planning import Kind, Rhythm, Thing
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from thuocdo.portal.reminders.planning import Person
    from thuocdo.vietnamese.workdays import Calendar

WEEK: Final = 7
_WORKWEEK: Final = 5
"""A weekly digest looks this many working days further ahead, so that nothing falls due between two of them unsaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How many working days before a due day it is told: once at ``far``, once more at ``near``."""

    far: int
    near: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that a unit owes by a day: the report on an assignment, its section of a round, a plan of its own."""

    key: str
    """``work:12``, ``section:7`` or ``plan:3``: which one it is."""
    unit: int
    title: str
    path: str
    due: date | None
    answering: Sequence[int]
    """Who answers for it in the unit: its officers, or its heads when nobody is named."""
    returned: int | None = None
    """The act that asked for more, while nothing has been sent since."""
    sent: int | None = None
    """The act that sent it to the head, while the head has not decided."""
    of_province: bool = True
    """Whether the province asked for it; what a unit gave itself is not told to the coordinators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people of a unit who do its work and who head it."""

    name: str
    path: str
    officers: Sequence[int] = ()
    heads: Sequence[int] = ()
    has_work: bool = False
    """Whether anything is open there at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of reporting that is open, and how many have sent."""

    key: int
    title: str
    path: str
    due: date
    missing: int
    owing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A plan in which tasks wait for a word of the coordinator."""

    key: int
    title: str
    path: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How everything stands on a morning."""

    today: date
    calendar: Calendar
    ahead: Ahead
    people: Mapping[int, Person]
    duties: Sequence[Duty] = ()
    staff: Mapping[int, Staff] = field(default_factory=dict)
    coordinators: Sequence[int] = ()
    rounds: Sequence[Round] = ()
    queues: Sequence[Queue] = ()
    overdue_path: str = ""
    """Where the coordinator sees what is overdue."""
    people_path: str = ""
    """Where the coordinator sees who cannot be told."""

    def workdays_left(self, due: date) -> int:
        """Return how many working days come after today up to and with a due day that has not passed."""
        return self.calendar.workdays_between(self.today, due)

    def with_duties(self, duties: Sequence[Duty]) -> Facts:
        """Return the same with other duties."""
        return replace(self, duties=duties)

    @property
    def horizon(self) -> date:
        """The first due day of which nobody is told yet."""
        return self.calendar.add_workdays(self.today, self.ahead.far + _WORKWEEK + 1)


def things(facts: Facts) -> Iterator[Thing]:
    """Yield everything that may be told on a morning, whatever was told before."""
    for duty in facts.duties:
        yield from _of_duty(facts, duty)
    yield from _of_units(facts)
    yield from _of_province(facts)


def _of_duty(facts: Facts, duty: Duty) -> Iterator[Thing]:
    heads = facts.staff[duty.unit].heads
    if duty.sent is not None:
        # The officer has done the part; what is open is the head's word, overdue or not.
        yield from _approval(facts, duty, heads)
        return
    if duty.returned is not None:
        note = "được đề nghị bổ sung; lý do ghi ở đầu trang"
        base = f"{duty.key}:returned:{duty.returned}"
        yield from (_thing(duty, key, base, Kind.RETURNED, note) for key in duty.answering)
    if duty.due is None:
        return
    for key in duty.answering:
        yield from _due(facts, duty, duty.due, key)
    if duty.due < facts.today:
        yield from (_overdue(facts, duty, duty.due, key, Kind.UNIT_OVERDUE) for key in heads)


def _approval(facts: Facts, duty: Duty, heads: Sequence[int]) -> Iterator[Thing]:
    note = "chờ Thủ trưởng phê duyệt"
    if duty.due is not None:
        note += f"; hạn {format_date(duty.due)}" + (", đã quá hạn" if duty.due < facts.today else "")
    for key in heads:
        yield _thing(duty, key, f"{duty.key}:approval:{duty.sent}", Kind.APPROVAL, note, again=WEEK)


def _due(facts: Facts, duty: Duty, due: date, key: int) -> Iterator[Thing]:
    if due < facts.today:
        yield _overdue(facts, duty, due, key, Kind.OVERDUE)
        return
    person, left = facts.people.get(key), facts.workdays_left(due)
    weekly = person is not None and person.rhythm is Rhythm.WEEKLY
    stage = "near" if left <= facts.ahead.near else "soon" if left <= _far(facts, weekly=weekly) else ""
    if stage:
        note = f"hạn {format_date(due)}, " + _left_words(facts, due)
        yield _thing(duty, key, f"{duty.key}:{due}:{stage}", Kind.DUE, note, order=(due - facts.today).days)


def _far(facts: Facts, *, weekly: bool) -> int:
    return facts.ahead.far + (_WORKWEEK if weekly else 0)


def _left_words(facts: Facts, due: date) -> str:
    if due == facts.today:
        return "đến hạn hôm nay"
    left = facts.workdays_left(due)
    return f"còn {left} ngày làm việc" if left else "không còn ngày làm việc nào trước hạn"


def _overdue(facts: Facts, duty: Duty, due: date, key: int, kind: Kind) -> Thing:
    days = (facts.today - due).days
    note = f"hạn {format_date(due)}, quá hạn {days} ngày"
    return _thing(duty, key, f"{duty.key}:{due}:overdue", kind, note, again=WEEK, order=-days)


def _thing(
    duty: Duty, person: int, base: str, kind: Kind, note: str, *, again: int | None = None, order: int = 0
) -> Thing:
    return Thing(
        person=person,
        base=base,
        kind=kind,
        title=duty.title,
        note=note,
        path=duty.path,
        again_after=again,
        order=order,
    )


def _of_units(facts: Facts) -> Iterator[Thing]:
    """Tell heads that nobody is named for their unit's work."""
    for unit, staff in facts.staff.items():
        if staff.officers or not staff.has_work:
            continue
        for key in staff.heads:
            yield Thing(
                person=key,
                base=f"unit:{unit}:no_officer",
                kind=Kind.OFFICER,
                title=f"{staff.name} chưa có công chức đầu mối",
                note="nhắc việc của đơn vị được gửi cho Thủ trưởng cho đến khi có người phụ trách",
                path=staff.path,
                again_after=WEEK,
            )


def _of_province(facts: Facts) -> Iterator[Thing]:
    """Tell the coordinators how units, rounds and queues stand."""
    lines = [*_late_units(facts), *_rounds(facts), *_queues(facts), *_nobody(facts)]
    for key in facts.coordinators:
        for base, kind, title, note, path, again, order in lines:
            yield Thing(
                person=key, base=base, kind=kind, title=title, note=note, path=path, again_after=again, order=order
            )


_Line = tuple[str, Kind, str, str, str, int | None, int]


def _late_units(facts: Facts) -> Iterator[_Line]:
    late: dict[int, list[date]] = {}
    for duty in facts.duties:
        if duty.key.startswith("work:") and duty.of_province and duty.due is not None and duty.due < facts.today:
            late.setdefault(duty.unit, []).append(duty.due)
    for unit, days in late.items():
        longest = (facts.today - min(days)).days
        title = f"{facts.staff[unit].name}: {len(days)} việc quá hạn"
        note = f"quá hạn lâu nhất {longest} ngày"
        yield f"unit:{unit}:overdue", Kind.UNITS, title, note, facts.overdue_path, WEEK, -len(days)


def _rounds(facts: Facts) -> Iterator[_Line]:
    for one in facts.rounds:
        if not one.missing:
            continue
        title = f"{one.title}: {one.missing}/{one.owing} đơn vị chưa gửi"
        if one.due < facts.today:
            note = f"hạn gửi {format_date(one.due)}, quá hạn {(facts.today - one.due).days} ngày"
            yield f"round:{one.key}:{one.due}:overdue", Kind.ROUND, title, note, one.path, WEEK, 0
        elif facts.workdays_left(one.due) <= facts.ahead.near:
            note = f"hạn gửi {format_date(one.due)}, " + _left_words(facts, one.due)
            yield f"round:{one.key}:{one.due}:near", Kind.ROUND, title, note, one.path, None, 1


def _queues(facts: Facts) -> Iterator[_Line]:
    for one in facts.queues:
        note = f"{one.waiting} nhiệm vụ chờ xác nhận"
        yield f"queue:{one.key}", Kind.QUEUE, one.title, note, one.path, WEEK, -one.waiting


def _nobody(facts: Facts) -> Iterator[_Line]:
    count = sum(staff.has_work and not staff.officers and not staff.heads for staff in facts.staff.values())
    if count:
        title = f"{count} cơ quan, đơn vị có việc mà chưa có ai nhận nhắc việc"
        note = "chưa có công chức đầu mối và Thủ trưởng đăng nhập được"
        yield "units:nobody", Kind.OFFICER, title, note, facts.people_path, WEEK, 0
