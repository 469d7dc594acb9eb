"""Positions of a unit: added once, renamed, made the desk, given, ended when empty; two heads do not overwrite."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.audit.selectors import events_of
from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.models import Membership, Position, Role, Unit, User
from thuocdo.portal.organizations.problems import PeopleError, StaleError

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.holdings import Holding

TODAY = date(2026, 10, 8)
SINCE = date(2025, 7, 1)


def codes(refused: pytest.ExceptionInfo[PeopleError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_position_is_added_and_stands_in_the_journal(commune: Unit, unit_head: User, at: datetime) -> None:
    made = services.add_position(unit=commune, title="  Văn phòng - Thống kê ", valid_from=TODAY, by=unit_head, at=at)
    assert (made.title, made.desk, made.version) == ({"vi": "Văn phòng - Thống kê"}, False, 1)
    event = events_of(made).get()
    assert (event.action, event.by, event.now["title"]) == (
        "organizations.position.added",
        unit_head,
        "Văn phòng - Thống kê",
    )


def test_a_unit_has_no_two_positions_of_one_name_whatever_the_letters(
    position: Position, other_commune: Unit, unit_head: User, at: datetime
) -> None:
    with pytest.raises(PeopleError) as refused:
        services.add_position(unit=position.unit, title="CÔNG CHỨC ĐỊA CHÍNH", valid_from=TODAY, by=unit_head, at=at)
    assert codes(refused) == ["OR-110"]
    services.add_position(unit=other_commune, title="Công chức địa chính", valid_from=TODAY, by=unit_head, at=at)


def test_a_position_begins_while_the_unit_is_there(commune: Unit, unit_head: User, at: datetime) -> None:
    with pytest.raises(PeopleError) as refused:
        services.add_position(unit=commune, title="Cũ", valid_from=date(2020, 1, 1), by=unit_head, at=at)
    assert codes(refused) == ["OR-104"]


def test_a_new_name_keeps_holders_and_a_same_name_changes_nothing(
    position: Position, holder: User, unit_head: User, at: datetime
) -> None:
    same = services.rename_position(position=position, title="Công chức địa chính", version=1, by=unit_head, at=at)
    assert same.version == 1
    renamed = services.rename_position(position=position, title="Địa chính - Xây dựng", version=1, by=unit_head, at=at)
    assert (renamed.title["vi"], renamed.version) == ("Địa chính - Xây dựng", 2)
    assert Membership.objects.get(user=holder).position == renamed


def test_of_two_heads_the_second_is_told_and_overwrites_nothing(
    position: Position, unit_head: User, administrator: User, at: datetime
) -> None:
    services.rename_position(position=position, title="Một", version=1, by=unit_head, at=at)
    for act in (
        lambda: services.rename_position(position=position, title="Hai", version=1, by=administrator, at=at),
        lambda: services.set_desk(position=position, desk=True, version=1, by=administrator, at=at),
        lambda: services.end_position(position=position, day=TODAY, version=1, by=administrator, at=at),
    ):
        with pytest.raises(StaleError) as refused:
            act()
        assert codes(refused) == ["OR-111"]
    position.refresh_from_db()
    assert position.title["vi"] == "Một"


def test_one_position_is_the_desk_and_the_next_takes_its_place(
    position: Position, unit_head: User, at: datetime
) -> None:
    other = services.add_position(unit=position.unit, title="Văn phòng", valid_from=SINCE, by=unit_head, at=at)
    services.set_desk(position=position, desk=True, version=1, by=unit_head, at=at)
    services.set_desk(position=other, desk=True, version=1, by=unit_head, at=at)
    assert list(Position.objects.filter(desk=True)) == [other]
    again = services.set_desk(position=other, desk=True, version=2, by=unit_head, at=at)
    assert again.version == 2, "nothing changed"
    services.set_desk(position=other, desk=False, version=2, by=unit_head, at=at)
    assert not Position.objects.filter(desk=True).exists()


def test_an_officer_without_position_takes_one_and_stays_the_same_officer(
    position: Position, unit_officer: User, unit_head: User, at: datetime
) -> None:
    services.give_position(position=position, user=unit_officer, valid_from=TODAY, by=unit_head, at=at)
    (held,) = selectors.memberships_on(unit_officer, TODAY)
    assert (held.position, held.role, held.valid_from) == (position, Role.UNIT_OFFICER, TODAY)
    assert [one.position for one in selectors.membership_history(unit_officer)] == [position, None]


def test_an_officer_may_hold_two_positions_but_none_twice(
    position: Position, holder: User, unit_head: User, at: datetime
) -> None:
    other = services.add_position(unit=position.unit, title="Văn phòng", valid_from=SINCE, by=unit_head, at=at)
    services.give_position(position=other, user=holder, valid_from=TODAY, by=unit_head, at=at)
    assert {held.position for held in selectors.memberships_on(holder, TODAY)} == {position, other}
    with pytest.raises(PeopleError) as refused:
        services.give_position(position=position, user=holder, valid_from=TODAY, by=unit_head, at=at)
    assert codes(refused) == ["OR-103"]


def test_a_head_who_takes_a_position_stays_head(position: Position, unit_head: User, at: datetime) -> None:
    services.give_position(position=position, user=unit_head, valid_from=TODAY, by=unit_head, at=at)
    held = {(one.role, one.position) for one in selectors.memberships_on(unit_head, TODAY)}
    assert held == {(Role.UNIT_HEAD, None), (Role.UNIT_OFFICER, position)}


def test_nobody_from_another_unit_is_put_in_a_position(
    position: Position, other_officer: User, unit_head: User, at: datetime
) -> None:
    with pytest.raises(PeopleError) as refused:
        services.give_position(position=position, user=other_officer, valid_from=TODAY, by=unit_head, at=at)
    assert codes(refused) == ["OR-116"]


def test_a_role_is_given_only_in_a_position_of_the_unit_on_that_day(
    position: Position, auditor: User, other_commune: Unit, administrator: User, at: datetime
) -> None:
    for unit, day in ((other_commune, TODAY), (position.unit, date(2025, 7, 1))):
        Position.objects.filter(pk=position.pk).update(valid_from=TODAY)
        position.refresh_from_db()
        with pytest.raises(PeopleError) as refused:
            services.grant_membership(
                user=auditor, unit=unit, role=Role.UNIT_OFFICER, valid_from=day, position=position,
                by=administrator, at=at,
            )  # fmt: skip
        assert codes(refused) == ["OR-117"]


def test_a_position_ends_when_nobody_holds_it_and_it_has_no_work(
    position: Position, holder: User, unit_head: User, administrator: User, at: datetime, work: list[Holding]
) -> None:
    with pytest.raises(PeopleError) as refused:
        services.end_position(position=position, day=date(2020, 1, 1), version=1, by=unit_head, at=at)
    assert codes(refused) == ["OR-106", "OR-112", "OR-113"], "all that is wrong at once"
    work.clear()
    services.end_membership(membership=holder.memberships.get(), last_day=TODAY, by=administrator, at=at)
    ended = services.end_position(position=position, day=TODAY, version=1, by=unit_head, at=at)
    assert (ended.valid_to, ended.desk) == (TODAY, False)
    with pytest.raises(PeopleError) as refused:
        services.end_position(position=position, day=TODAY, version=2, by=unit_head, at=at)
    assert codes(refused) == ["OR-105"]


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
PAGE = "/don-vi/gso/21994/vi-tri/"


def test_the_page_lists_holders_now_and_before_and_marks_what_is_vacant(
    client: Client, position: Position, holder: User, unit_head: User, administrator: User, at: datetime
) -> None:
    client.force_login(unit_head)
    text = client.get(PAGE).content.decode()
    assert "Cán bộ địa chính (mẫu)" in text
    assert "Để trống" not in text
    services.end_membership(membership=holder.memberships.get(), last_day=SINCE, by=administrator, at=at)
    text = client.get(PAGE).content.decode()
    assert "Để trống" in text
    assert "01/07/2025 – 01/07/2025" in " ".join(text.split()), "who held it before stays"
    assert "Chưa có công chức đầu mối" in text


def test_the_page_of_a_unit_without_positions_says_what_they_are_for(client: Client, unit_officer: User) -> None:
    client.force_login(unit_officer)
    text = client.get(PAGE).content.decode()
    assert "Chưa có vị trí nào" in text
    assert "Thêm vị trí" not in text, "an officer reads, the head arranges"


def test_a_head_adds_gives_names_and_ends_positions_on_the_pages(
    client: Client, unit_head: User, unit_officer: User, commune: Unit
) -> None:
    client.force_login(unit_head)
    assert client.post(PAGE, {"title": "Văn phòng", "valid_from": "01/07/2025"}).status_code == 302
    found = Position.objects.get(unit=commune)
    address = f"/vi-tri/{found.public_id}/"
    given = {"person": str(unit_officer.public_id), "valid_from": "01/08/2025"}
    assert client.post(f"{address}nguoi-giu/", given).status_code == 302
    assert client.post(f"{address}dau-moi/", {"desk": "1", "version": "1"}).status_code == 302
    assert client.post(f"{address}ten/", {"title": "Văn phòng UBND", "version": "2"}).status_code == 302
    text = client.get(address).content.decode()
    assert ("Văn phòng UBND" in text, "đầu mối" in text, "Bàn giao" in text) == (True, True, True)
    refused = client.post(f"{address}ket-thuc/", {"day": "01/09/2025", "version": "3"})
    assert (refused.status_code, "OR-112" in refused.content.decode()) == (409, True)


def test_a_stale_page_is_shown_anew_and_sending_again_is_deliberate(
    client: Client, unit_head: User, position: Position
) -> None:
    Position.objects.filter(pk=position.pk).update(version=5)
    client.force_login(unit_head)
    address = f"/vi-tri/{position.public_id}/"
    answer = client.post(f"{address}ten/", {"title": "Mới", "version": "1"})
    assert answer.status_code == 409
    assert 'name="version" value="5"' in answer.content.decode()
    stale = client.post(f"{address}dau-moi/", {"desk": "1", "version": "x"}, follow=True)
    assert "vừa được người khác thay đổi" in stale.content.decode()


def test_the_same_name_again_is_refused_beside_its_field(client: Client, unit_head: User, position: Position) -> None:
    client.force_login(unit_head)
    answer = client.post(PAGE, {"title": "công chức địa chính", "valid_from": "08/10/2026"})
    assert (answer.status_code, "OR-110" in answer.content.decode()) == (400, True)


def test_somebody_who_holds_the_position_already_is_refused_on_the_page(
    client: Client, unit_head: User, position: Position, holder: User
) -> None:
    client.force_login(unit_head)
    given = {"person": str(holder.public_id), "valid_from": "08/10/2026"}
    answer = client.post(f"/vi-tri/{position.public_id}/nguoi-giu/", given)
    assert (answer.status_code, "OR-103" in answer.content.decode()) == (409, True)


def test_an_administrator_gives_a_role_in_a_position_and_another_units_position_is_refused(
    client: Client, administrator: User, auditor: User, position: Position, other_commune: Unit
) -> None:
    client.force_login(administrator)
    address = f"/nguoi-dung/{auditor.public_id}/vai-tro/"
    said = {"role": "unit_officer", "position": position.pk, "valid_from": "08/10/2026"}
    wrong = client.post(address, said | {"unit": other_commune.pk})
    assert (wrong.status_code, "OR-117" in wrong.content.decode()) == (400, True)
    assert client.post(address, said | {"unit": position.unit_id}).status_code == 302
    assert auditor.memberships.get(role=Role.UNIT_OFFICER).position == position
