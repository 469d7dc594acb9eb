"""Leaving a post: asked to whom it passes, what passes is named, the receiver confirms, nothing is lost."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from thuocdo.portal.audit.selectors import events_of
from thuocdo.portal.organizations import holdings, selectors, services
from thuocdo.portal.organizations.holdings import Offer
from thuocdo.portal.organizations.models import Handover, Membership, Position, Role, Unit, User
from thuocdo.portal.organizations.problems import PeopleError, StaleError
from thuocdo.portal.organizations.services.handovers import Leaving, Onward

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.holdings import Holding

TODAY = date(2026, 10, 8)


def codes(refused: pytest.ExceptionInfo[PeopleError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def vacant(unit_officer: User, holder: User, work: list[Holding], administrator: User, at: datetime) -> Handover:
    """The post is left, nobody has it."""
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    made = services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    return made


@pytest.fixture
def waiting(vacant: Handover, unit_officer: User, unit_head: User, at: datetime) -> Handover:
    """The officer of the unit is named to take over."""
    return services.name_receiver(handover=vacant, receiver=unit_officer, version=1, by=unit_head, at=at)


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_post_with_work_is_not_left_without_a_word_on_who_has_it_next(
    holder: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    membership = holder.memberships.get()
    with pytest.raises(PeopleError) as refused:
        services.end_membership(membership=membership, last_day=TODAY, by=administrator, at=at)
    assert codes(refused) == ["OR-120", "OR-122"]
    membership.refresh_from_db()
    assert membership.valid_to is None


def test_a_post_without_work_is_left_without_a_record(
    holder: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    work.clear()
    assert services.end_membership(membership=holder.memberships.get(), last_day=TODAY, by=administrator, at=at) is None
    assert not Handover.objects.exists()


def test_the_last_officer_passes_on_what_no_position_has_as_well(
    holder: User, position: Position, work: list[Holding], administrator: User, at: datetime
) -> None:
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    made = services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert len(made.items) == 2, "of the position, and of the unit without position"


def test_where_a_position_is_the_desk_another_one_passes_on_its_own_alone(
    holder: User, position: Position, work: list[Holding], unit_head: User, administrator: User, at: datetime
) -> None:
    desk = services.add_position(unit=position.unit, title="Văn phòng", valid_from=TODAY, by=unit_head, at=at)
    services.set_desk(position=desk, desk=True, version=1, by=unit_head, at=at)
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", vacant=True)
    made = services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert len(made.items) == 1


def test_a_role_that_does_no_units_work_holds_nothing(
    auditor: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    services.end_membership(membership=auditor.memberships.get(), last_day=TODAY, by=administrator, at=at)
    assert not Handover.objects.exists()


def test_the_record_says_who_what_why_and_the_successor_has_the_post(
    position: Position, holder: User, unit_officer: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    leaving = Leaving(day=TODAY, reason=" Điều động ", successor=unit_officer)
    made = services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert made is not None
    assert (made.giver, made.receiver, made.position, made.unit, made.day, made.reason, made.state) == (
        holder, unit_officer, position, position.unit, TODAY, "Điều động", "waiting",
    )  # fmt: skip
    assert made.items == [
        {"kind": "task", "title": "Công khai số điện thoại", "note": "hạn 31/12/2026", "url": "/nhiem-vu/1/"}
    ]
    answering = selectors.posts_in([position.unit_id], TODAY).answering(position.unit_id, position.pk)
    assert answering.people == (unit_officer,)
    assert [event.action for event in events_of(made)] == ["organizations.handover.made"]


def test_work_of_a_vacant_post_stays_with_it_and_the_head_is_told(vacant: Handover, unit_head: User) -> None:
    assert (vacant.state, vacant.receiver) == ("vacant", None)
    assert vacant.position is not None
    found = selectors.posts_in([vacant.unit_id], TODAY).answering(vacant.unit_id, vacant.position.pk)
    assert (found.people, found.vacant) == ((unit_head,), True)


def test_who_moves_has_the_new_post_from_the_day_the_old_one_ends(
    holder: User, other_commune: Unit, work: list[Holding], administrator: User, at: datetime
) -> None:
    onward = Onward(unit=other_commune, role=Role.UNIT_HEAD)
    leaving = Leaving(day=TODAY, reason="Bổ nhiệm", vacant=True, onward=onward)
    services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert [(held.unit, held.role) for held in selectors.memberships_on(holder, TODAY)] == [
        (other_commune, Role.UNIT_HEAD)
    ]


def test_nobody_hands_over_to_themselves_or_moves_to_the_same_post(
    position: Position, holder: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    membership = holder.memberships.get()
    onward = Onward(unit=position.unit, role=Role.UNIT_OFFICER, position=position)
    leaving = Leaving(day=TODAY, reason="x", successor=holder, onward=onward)
    with pytest.raises(PeopleError) as refused:
        services.leave_post(membership=membership, leaving=leaving, by=administrator, at=at)
    assert codes(refused) == ["OR-121", "OR-124"]


def test_when_the_move_is_refused_nothing_has_happened(
    holder: User, other_commune: Unit, position: Position, work: list[Holding], administrator: User, at: datetime
) -> None:
    onward = Onward(unit=other_commune, role=Role.UNIT_OFFICER, position=position)
    leaving = Leaving(day=TODAY, reason="x", vacant=True, onward=onward)
    with pytest.raises(PeopleError) as refused:
        services.leave_post(membership=holder.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert codes(refused) == ["OR-117"]
    assert Membership.objects.get(user=holder).valid_to is None
    assert not Handover.objects.exists()


def test_an_officer_who_takes_over_the_role_without_position_gets_no_second_role(
    unit_officer: User, holder: User, work: list[Holding], administrator: User, at: datetime
) -> None:
    leaving = Leaving(day=TODAY, reason="Nghỉ hưu", successor=holder)
    services.leave_post(membership=unit_officer.memberships.get(), leaving=leaving, by=administrator, at=at)
    assert holder.memberships.count() == 1


# ── Vacant, waiting, received ────────────────────────────────────────────────────────────────────────────────────────
def test_a_receiver_named_later_has_the_post_from_then_on(
    waiting: Handover, unit_officer: User, position: Position
) -> None:
    assert (waiting.state, waiting.version) == ("waiting", 2)
    assert position in {held.position for held in selectors.memberships_on(unit_officer, TODAY)}


def test_who_is_put_in_a_vacant_position_is_its_receiver(
    vacant: Handover, position: Position, unit_officer: User, unit_head: User, at: datetime
) -> None:
    services.give_position(position=position, user=unit_officer, valid_from=TODAY, by=unit_head, at=at)
    vacant.refresh_from_db()
    assert (vacant.state, vacant.receiver) == ("waiting", unit_officer)
    assert unit_officer.memberships.filter(valid_to__isnull=True).count() == 1


def test_whoever_is_put_in_the_position_of_a_head_who_left_does_not_become_head(
    vacant: Handover, position: Position, unit_officer: User, unit_head: User, at: datetime
) -> None:
    Handover.objects.update(role=Role.UNIT_HEAD)
    services.give_position(position=position, user=unit_officer, valid_from=TODAY, by=unit_head, at=at)
    vacant.refresh_from_db()
    assert (vacant.state, vacant.receiver) == ("vacant", None)
    assert not unit_officer.memberships.filter(role=Role.UNIT_HEAD).exists()


def test_who_takes_over_from_a_head_is_named_by_who_gives_roles_alone(
    client: Client, vacant: Handover, unit_officer: User, unit_head: User, coordinator: User, administrator: User
) -> None:
    Handover.objects.update(role=Role.UNIT_HEAD)
    named = {"person": str(unit_officer.public_id), "version": "1"}
    for refused in (unit_head, coordinator):
        client.force_login(refused)
        assert "Người nhận bàn giao" not in client.get(vacant.get_absolute_url()).content.decode()
        assert client.post(f"{vacant.get_absolute_url()}nguoi-nhan/", named).status_code == 404
    assert not unit_officer.memberships.filter(role=Role.UNIT_HEAD).exists()

    client.force_login(administrator)
    assert client.post(f"{vacant.get_absolute_url()}nguoi-nhan/", named).status_code == 302
    assert unit_officer.memberships.filter(role=Role.UNIT_HEAD).exists()


def test_of_two_heads_who_name_a_receiver_the_second_is_told(
    vacant: Handover, unit_officer: User, unit_head: User, administrator: User, at: datetime
) -> None:
    services.name_receiver(handover=vacant, receiver=unit_officer, version=1, by=unit_head, at=at)
    with pytest.raises(StaleError):
        services.name_receiver(handover=vacant, receiver=unit_head, version=1, by=administrator, at=at)
    with pytest.raises(PeopleError) as refused:
        services.name_receiver(handover=vacant, receiver=unit_head, version=2, by=administrator, at=at)
    assert codes(refused) == ["OR-123"]


def test_who_left_does_not_receive(vacant: Handover, holder: User, unit_head: User, at: datetime) -> None:
    with pytest.raises(PeopleError) as refused:
        services.name_receiver(handover=vacant, receiver=holder, version=1, by=unit_head, at=at)
    assert codes(refused) == ["OR-121"]


def test_only_the_receiver_confirms_and_only_once(
    waiting: Handover, unit_officer: User, unit_head: User, at: datetime
) -> None:
    with pytest.raises(PeopleError) as refused:
        services.confirm_receipt(handover=waiting, version=2, by=unit_head, at=at)
    assert codes(refused) == ["OR-125"]
    done = services.confirm_receipt(handover=waiting, version=2, note=" Thiếu hồ sơ giấy ", by=unit_officer, at=at)
    assert (done.state, done.received_at, done.note) == ("received", at, "Thiếu hồ sơ giấy")
    with pytest.raises(PeopleError) as refused:
        services.confirm_receipt(handover=waiting, version=3, by=unit_officer, at=at)
    assert codes(refused) == ["OR-123"]


# ── The table of docs/workflow.md ────────────────────────────────────────────────────────────────────────────────────
WORKFLOW = (Path(__file__).resolve().parents[3] / "docs" / "workflow.md").read_text("utf-8")
TABLE = {
    cells[0].strip("`"): cells[1:]
    for line in WORKFLOW.split("## Bàn giao · Handover\n", 1)[1].split("\n## ", 1)[0].splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def test_every_state_stands_in_its_table_with_its_words() -> None:
    assert {state: row[0] for state, row in TABLE.items()} == {
        state.value: str(state.label) for state in Handover.State
    }


@pytest.mark.parametrize("state", Handover.State.values)
@pytest.mark.parametrize("act", ["name", "confirm"])
def test_acts_lead_where_the_table_says_and_nowhere_else(
    vacant: Handover, unit_officer: User, at: datetime, state: str, act: str
) -> None:
    has = {"receiver": None if state == "vacant" else unit_officer, "received_at": at if state == "received" else None}
    Handover.objects.filter(pk=vacant.pk).update(state=state, **has)
    follow = set(re.findall(r"`(\w+)`", TABLE[state][2]))
    leads_to = {"name": "waiting", "confirm": "received"}[act]

    def done() -> Handover:
        if act == "name":
            return services.name_receiver(handover=vacant, receiver=unit_officer, version=1, by=unit_officer, at=at)
        return services.confirm_receipt(handover=vacant, version=1, by=unit_officer, at=at)

    if leads_to in follow:
        assert done().state == leads_to
    else:
        with pytest.raises(PeopleError, match="OR-123"):
            done()


# ── The registry ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_offer_has_its_own_key() -> None:
    offer = Offer(key="task", label="", find=list)
    with pytest.raises(ValueError, match="share a key"):
        holdings.fill([offer, offer])


def test_what_a_record_names_keeps_its_kind_when_the_room_is_gone(work: list[Holding]) -> None:
    items = [{"kind": "task", "title": "a"}, {"kind": "gone", "title": "b"}]
    assert [label for label, _items in holdings.by_kind(items)] == ["Nhiệm vụ đang thực hiện", "gone"]


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_ending_a_role_with_work_asks_on_the_page_and_moves_the_person(
    client: Client, holder: User, unit_officer: User, other_commune: Unit, work: list[Holding], administrator: User
) -> None:
    client.force_login(administrator)
    address = f"/vai-tro/{holder.memberships.get().public_id}/ket-thuc/"
    assert "Công khai số điện thoại" in client.get(address).content.decode()
    asked = client.post(address, {"last_day": "08/10/2026"})
    assert (asked.status_code, "OR-120" in asked.content.decode()) == (400, True)
    half = {"last_day": "08/10/2026", "successor": "de-trong", "reason": "x", "unit": other_commune.pk}
    assert "Chọn cả nơi chuyển đến và vai trò mới." in client.post(address, half).content.decode()
    said = {**half, "successor": str(unit_officer.public_id), "role": "unit_head"}
    answer = client.post(address, said)
    made = Handover.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    assert (made.receiver, made.state) == (unit_officer, "waiting")
    assert selectors.memberships_on(holder, TODAY).get().unit == other_commune


def test_a_head_hands_a_position_over_and_the_officer_stays_in_the_unit(
    client: Client, holder: User, unit_head: User, work: list[Holding]
) -> None:
    client.force_login(unit_head)
    address = f"/vai-tro/{holder.memberships.get().public_id}/ban-giao/"
    said = {"last_day": "08/10/2026", "successor": "de-trong", "reason": "Phân công lại"}
    assert client.post(address, said).status_code == 302
    (held,) = selectors.memberships_on(holder, TODAY)
    assert (held.role, held.position) == (Role.UNIT_OFFICER, None)
    assert Handover.objects.get().state == "vacant"


def test_the_receiver_confirms_on_the_page_and_the_head_names_one(
    client: Client, vacant: Handover, unit_officer: User, unit_head: User
) -> None:
    client.force_login(unit_head)
    assert "Để trống, chưa có người nhận" in client.get("/ban-giao/").content.decode()
    named = {"person": str(unit_officer.public_id), "version": "1"}
    assert client.post(f"{vacant.get_absolute_url()}nguoi-nhan/", named).status_code == 302
    again = client.post(f"{vacant.get_absolute_url()}nguoi-nhan/", named, follow=True)
    assert "OR-111" in again.content.decode()
    client.force_login(unit_officer)
    assert "Tôi đã nhận bàn giao" in client.get(vacant.get_absolute_url()).content.decode()
    for version, code in (("1", "OR-111"), ("2", "")):
        text = client.post(f"{vacant.get_absolute_url()}nhan/", {"version": version}, follow=True).content.decode()
        assert (code or "Đã nhận bàn giao") in text


def test_the_minutes_are_an_official_document_in_word(client: Client, waiting: Handover, unit_officer: User) -> None:
    client.force_login(unit_officer)
    answer = client.get(f"{waiting.get_absolute_url()}bien-ban.docx")
    assert 'filename="bien-ban-ban-giao-2026-10-08.docx"' in answer.headers["Content-Disposition"]
    paper = docx.Document(io.BytesIO(answer.content))
    text = "\n".join([*(one.text for one in paper.paragraphs), *_cells(paper)])
    for words in (
        "BIÊN BẢN",
        "Bàn giao công việc của vị trí Công chức địa chính",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Người bàn giao: Cán bộ địa chính (mẫu)",
        "Người nhận bàn giao: Cán bộ xã (mẫu)",
        "Lý do: Nghỉ hưu",
        "1. Nhiệm vụ đang thực hiện (1)",
        "Công khai số điện thoại",
        "hạn 31/12/2026",
    ):
        assert words in text, words


def _cells(paper: docx.document.Document) -> list[str]:
    return [cell.text for table in paper.tables for row in table.rows for cell in row.cells]


def test_minutes_of_nothing_and_of_a_department_say_so(
    client: Client, administrator: User, coordinator: User, department: Unit, unit_officer: User, at: datetime
) -> None:
    made = Handover.objects.create(
        membership=coordinator.memberships.get(),
        unit=department,
        role=Role.UNIT_HEAD,
        giver=coordinator,
        receiver=unit_officer,
        day=TODAY,
        reason="Nghỉ hưu",
        state="received",
        note="Đủ",
        made_at=at,
        made_by=administrator,
        received_at=at,
    )
    client.force_login(administrator)
    paper = docx.Document(io.BytesIO(client.get(f"{made.get_absolute_url()}bien-ban.docx").content))
    text = "\n".join([*(one.text for one in paper.paragraphs), *_cells(paper)])
    for words in (
        "SỞ NỘI VỤ",
        "vị trí không có việc nào đang mở",
        "đã xác nhận nhận bàn giao",
        "Ý kiến của người nhận: Đủ",
    ):
        assert words in text, words
