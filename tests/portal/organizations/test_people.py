"""People and roles: added, granted, ended, never lost; the last administrator stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from thuocdo.portal.audit.selectors import events, events_of, first_broken_event
from thuocdo.portal.organizations import selectors, services
from thuocdo.portal.organizations.models import Position, Role, Unit, User
from thuocdo.portal.organizations.problems import PeopleError
from thuocdo.portal.organizations.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

TODAY = date(2026, 10, 8)


def codes(refused: pytest.ExceptionInfo[PeopleError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_new_person_gets_a_password_that_is_kept_nowhere(administrator: User, at: datetime) -> None:
    new = services.add_person(username="moi", display_name="Người mới", email="moi@tinh.vn", by=administrator, at=at)

    assert new.user.check_password(new.one_time_password)
    assert new.user.must_change_password
    event = events_of(new.user).get()
    assert (event.action, event.by) == ("organizations.user.added", administrator)
    assert new.one_time_password not in str(event.now)


def test_one_time_passwords_differ_and_can_be_read_aloud() -> None:
    words = {services.people.random_password() for _ in range(200)}
    assert len(words) == 200
    assert not any(letter in word for word in words for letter in "0o1liI")


def test_user_name_and_email_belong_to_one_person_whatever_their_capitals(administrator: User, at: datetime) -> None:
    services.add_person(username="moi", display_name="A", email="moi@tinh.vn", by=administrator, at=at)
    with pytest.raises(PeopleError) as refused:
        services.add_person(username="MOI", display_name="B", email="Moi@Tinh.vn", by=administrator, at=at)
    assert codes(refused) == ["OR-101", "OR-102"]


def test_a_person_and_a_first_role_come_together_or_not_at_all(
    administrator: User, new_unit: Callable[..., Unit], province: Unit, at: datetime
) -> None:
    gone = new_unit("99", "Đã tan", "commune", parent=province, valid_to=date(2026, 1, 1))
    with pytest.raises(PeopleError) as refused:
        services.add_person_with_role(
            username="moi", display_name="A", email="", unit=gone, role=Role.UNIT_OFFICER, valid_from=TODAY,
            by=administrator, at=at,
        )  # fmt: skip
    assert codes(refused) == ["OR-104"]
    assert selectors.user_named("moi") is None


def test_a_role_is_granted_once(unit_officer: User, commune: Unit, administrator: User, at: datetime) -> None:
    with pytest.raises(PeopleError) as refused:
        services.grant_membership(
            user=unit_officer, unit=commune, role=Role.UNIT_OFFICER, valid_from=TODAY, by=administrator, at=at
        )
    assert codes(refused) == ["OR-103"]


def test_a_role_ends_on_a_day_and_stays_in_the_history(unit_officer: User, administrator: User, at: datetime) -> None:
    membership = unit_officer.memberships.get()
    services.end_membership(membership=membership, last_day=TODAY, by=administrator, at=at)

    assert [m.pk for m in selectors.memberships_on(unit_officer, TODAY - timedelta(days=1))] == [membership.pk]
    assert not selectors.memberships_on(unit_officer, TODAY).exists()
    assert [m.pk for m in selectors.membership_history(unit_officer)] == [membership.pk]
    event = events_of(membership).first()
    assert event is not None
    assert (event.was["valid_to"], event.now["valid_to"]) == (None, "2026-10-08")
    assert membership.holds_on(TODAY)


def test_a_role_can_be_given_again_after_it_ended(
    unit_officer: User, commune: Unit, administrator: User, at: datetime
) -> None:
    services.end_membership(membership=unit_officer.memberships.get(), last_day=TODAY, by=administrator, at=at)
    again = services.grant_membership(
        user=unit_officer, unit=commune, role=Role.UNIT_OFFICER, valid_from=TODAY, by=administrator, at=at
    )
    assert list(selectors.memberships_on(unit_officer, TODAY)) == [again]


def test_a_role_that_ended_does_not_end_again_nor_before_it_began(
    unit_officer: User, administrator: User, at: datetime
) -> None:
    membership = unit_officer.memberships.get()
    with pytest.raises(PeopleError) as refused:
        services.end_membership(membership=membership, last_day=date(2020, 1, 1), by=administrator, at=at)
    assert codes(refused) == ["OR-106"]
    services.end_membership(membership=membership, last_day=TODAY, by=administrator, at=at)
    with pytest.raises(PeopleError) as refused:
        services.end_membership(membership=membership, last_day=TODAY, by=administrator, at=at)
    assert codes(refused) == ["OR-105"]


def test_the_last_administrator_neither_loses_the_role_nor_is_locked_out(administrator: User, at: datetime) -> None:
    with pytest.raises(PeopleError) as refused:
        services.end_membership(membership=administrator.memberships.get(), last_day=TODAY, by=administrator, at=at)
    assert codes(refused) == ["OR-107"]
    with pytest.raises(PeopleError) as refused:
        services.set_active(user=administrator, active=False, by=administrator, at=at)
    assert codes(refused) == ["OR-107"]


def test_with_a_second_administrator_the_first_may_go(
    administrator: User, auditor: User, province: Unit, at: datetime
) -> None:
    services.grant_membership(
        user=auditor, unit=province, role=Role.ADMINISTRATOR, valid_from=date(2026, 1, 1), by=administrator, at=at
    )
    services.set_active(user=administrator, active=False, by=auditor, at=at)
    assert list(selectors.active_administrators(TODAY)) == [auditor]
    assert services.set_active(user=administrator, active=False, by=auditor, at=at).is_active is False


def test_a_person_without_a_login_cannot_log_in(
    client: Client, auditor: User, administrator: User, at: datetime
) -> None:
    client.force_login(auditor)
    services.set_active(user=auditor, active=False, by=administrator, at=at)
    assert client.get("/don-vi/").status_code == 302
    services.set_active(user=auditor, active=True, by=administrator, at=at)
    assert client.get("/don-vi/").status_code == 200


def test_a_new_one_time_password_ends_open_sessions(
    client: Client, auditor: User, administrator: User, at: datetime
) -> None:
    client.force_login(auditor)
    services.issue_one_time_password(user=auditor, by=administrator, at=at)
    assert client.get("/don-vi/").status_code == 302


def test_an_email_of_somebody_else_is_refused_in_the_profile(auditor: User, leader: User, at: datetime) -> None:
    services.change_own_profile(user=leader, display_name="Lãnh đạo", email="ld@tinh.vn", at=at)
    with pytest.raises(PeopleError) as refused:
        services.change_own_profile(user=auditor, display_name="Thanh tra", email="LD@tinh.vn", at=at)
    assert codes(refused) == ["OR-102"]


def test_saving_an_unchanged_profile_leaves_no_trace(auditor: User, at: datetime) -> None:
    before = events().count()
    services.change_own_profile(user=auditor, display_name=auditor.display_name, email=auditor.email, at=at)
    assert events().count() == before


def test_work_belongs_to_a_position(auditor: User, department: Unit, administrator: User, at: datetime) -> None:
    post = Position.objects.create(unit=department, title={"vi": "Chuyên viên"}, valid_from=date(2025, 7, 1))
    services.grant_membership(
        user=auditor, unit=department, role=Role.COORDINATOR, valid_from=TODAY, position=post, by=administrator, at=at
    )
    assert str(post) == "Chuyên viên, Sở Nội vụ"
    assert [m.position for m in selectors.memberships_on(auditor, TODAY)] == [None, post]


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("administrator", {"52", "H21.11", "21994", "23872"}),
        ("coordinator", {"52", "H21.11", "21994", "23872"}),
        ("leader", {"52", "H21.11", "21994", "23872"}),
        ("auditor", {"52", "H21.11", "21994", "23872"}),
        ("unit_officer", {"21994"}),
        ("unit_head", {"21994"}),
        ("other_officer", {"23872"}),
    ],
)
def test_whose_affairs_each_role_may_see(
    request: pytest.FixtureRequest, department: Unit, commune: Unit, other_commune: Unit, person: str, sees: set[str]
) -> None:
    reach = selectors.units_in_reach_of(request.getfixturevalue(person), TODAY)
    assert {unit.code for unit in reach} == sees


def test_a_role_that_ended_opens_nothing(unit_officer: User, administrator: User, at: datetime) -> None:
    services.end_membership(membership=unit_officer.memberships.get(), last_day=TODAY, by=administrator, at=at)
    assert not selectors.units_in_reach_of(unit_officer, TODAY).exists()


def test_the_daily_role_comes_first(coordinator: User, province: Unit, at: datetime) -> None:
    services.grant_membership(
        user=coordinator, unit=province, role=Role.ADMINISTRATOR, valid_from=date(2025, 7, 1), by=None, at=at
    )
    person = Standing(user=coordinator, memberships=tuple(selectors.memberships_on(coordinator, TODAY)))
    assert person.main is not None
    assert person.main.role == Role.COORDINATOR
    assert person.sees_whole_province
    assert [str(unit) for unit in person.units] == ["Sở Nội vụ", "tỉnh Gia Lai"]
    assert Standing(user=coordinator, memberships=()).main is None


@pytest.mark.parametrize(
    ("name", "initials"), [("Lê Thị Hoa", "LH"), ("An", "A"), ("123", "?"), ("Cán bộ (mẫu)", "CB")]
)
def test_initials_are_of_the_first_and_last_word(name: str, initials: str) -> None:
    assert User(display_name=name).initials == initials


def test_an_administrator_adds_a_person_who_must_choose_an_own_password(
    client: Client, administrator: User, commune: Unit
) -> None:
    client.force_login(administrator)
    response = client.post(
        "/nguoi-dung/them/",
        {
            "display_name": "Người mới", "username": "moi", "email": "", "role": "unit_officer", "unit": commune.pk,
            "valid_from": "08/10/2026",
        },
    )  # fmt: skip
    password = response.context["new"].one_time_password
    assert password in response.content.decode()
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")

    client.logout()
    client.post("/tai-khoan/dang-nhap/", {"login": "Moi", "password": password})
    assert client.get("/don-vi/").headers["Location"] == "/tai-khoan/mat-khau/doi/"
    chosen = "mot-cau-dai-kho-doan-41"
    client.post("/tai-khoan/mat-khau/doi/", {"oldpassword": password, "password1": chosen, "password2": chosen})
    assert client.get("/don-vi/").status_code == 200
    actions = list(events().filter(by__username="moi").values_list("action", flat=True))
    assert actions == ["organizations.user.password_changed", "organizations.user.logged_in"]
    assert first_broken_event() is None


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("username", "quan_tri", "OR-101"),
        ("username", "có dấu cách", "Tên đăng nhập"),
        ("valid_from", "10/08/26x", "Từ ngày"),
        ("valid_from", "01/01/2020", "OR-104"),
        ("role", "vua", "Vai trò"),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_at_the_top(
    client: Client, administrator: User, commune: Unit, field: str, value: str, says: str
) -> None:
    client.force_login(administrator)
    data = {
        "display_name": "Người mới", "username": "moi", "role": "unit_officer", "unit": commune.pk,
        "valid_from": "08/10/2026", field: value,
    }  # fmt: skip
    response = client.post("/nguoi-dung/them/", data)
    page = response.content.decode()
    assert response.status_code == 400
    assert page.count("td-problems") == 1
    assert says in page.split("td-problems")[1]
    assert "Người mới" in page, "what was typed must not be lost"
    assert selectors.user_named("moi") is None


def test_an_administrator_grants_and_ends_a_role_on_pages(
    client: Client, administrator: User, auditor: User, commune: Unit
) -> None:
    client.force_login(administrator)
    data = {"role": "unit_head", "unit": commune.pk, "valid_from": "01/10/2026"}
    assert client.post(f"/nguoi-dung/{auditor.public_id}/vai-tro/", data).status_code == 302
    again = client.post(f"/nguoi-dung/{auditor.public_id}/vai-tro/", data)
    assert (again.status_code, "OR-103" in again.content.decode()) == (400, True)

    membership = auditor.memberships.get(role="unit_head")
    address = f"/vai-tro/{membership.public_id}/ket-thuc/"
    early = client.post(address, {"last_day": "01/01/2020"})
    assert (early.status_code, "OR-106" in early.content.decode()) == (400, True)
    assert client.post(address, {"last_day": "08/10/2026"}).status_code == 302
    membership.refresh_from_db()
    assert membership.valid_to == TODAY


def test_the_last_administrator_is_told_why_the_login_stays_open(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    response = client.post(f"/nguoi-dung/{administrator.public_id}/dang-nhap/", {"active": "0"}, follow=True)
    assert "OR-107" in response.content.decode()


def test_a_person_changes_the_own_profile(client: Client, auditor: User, leader: User) -> None:
    client.force_login(auditor)
    assert client.post("/ho-so/", {"display_name": "Tên mới", "email": "moi@tinh.vn"}).status_code == 302
    auditor.refresh_from_db()
    assert (auditor.display_name, auditor.email) == ("Tên mới", "moi@tinh.vn")
    client.force_login(leader)
    taken = client.post("/ho-so/", {"display_name": "Tên", "email": "MOI@tinh.vn"})
    assert (taken.status_code, "OR-102" in taken.content.decode()) == (400, True)


def test_the_list_of_people_filters_and_does_not_cost_more_with_more_people(
    client: Client,
    administrator: User,
    unit_officer: User,
    province: Unit,
    at: datetime,
    django_assert_num_queries: object,
) -> None:
    for number in range(60):
        new = services.add_person(username=f"n{number}", display_name=f"Người {number}", by=None, at=at)
        services.grant_membership(user=new.user, unit=province, role=Role.AUDITOR, valid_from=TODAY, by=None, at=at)
    client.force_login(administrator)
    # session, person, memberships, may manage, count, people, their memberships, root
    with django_assert_num_queries(8):
        page = client.get("/nguoi-dung/")
    assert len(page.context["page"]) == 50
    found = client.get("/nguoi-dung/?vai-tro=unit_officer").context["page"]
    assert [person.username for person in found] == ["can_bo"]
    assert [p.username for p in client.get("/nguoi-dung/?q=Người 59").context["page"]] == ["n59"]


def test_times_are_local_to_vietnam() -> None:
    assert timezone.get_current_timezone_name() == "Asia/Ho_Chi_Minh"
