"""Units: the whole country loads quickly and once; search, list and page say where a unit is and what became of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from thuocdo.portal.audit.selectors import events
from thuocdo.portal.organizations import samples, selectors, services
from thuocdo.portal.organizations.models import Succession, Unit, UnitName
from thuocdo.portal.organizations.search import search_units

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from thuocdo.portal.organizations.models import User

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: object) -> object:
    """The whole country and the sample's logins, loaded once for the tests of this file."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atomic = transaction.atomic()
        atomic.__enter__()
        for step in samples.OWN_STEPS:
            step.run(None, AT)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def person(country: object, db: None) -> User:
    return services.add_person(username="ai-do", display_name="Ai đó", by=None, at=AT, must_change_password=False).user


def named(units: list[Unit]) -> list[str]:
    return [unit.full_name for unit in units]


def test_the_country_is_there_once(person: User) -> None:
    counts = {
        (scheme, kind): Unit.objects.filter(scheme=scheme, kind=kind).count()
        for scheme, kind in Unit.objects.order_by().values_list("scheme", "kind").distinct()
    }
    assert counts[("gso", "province")] == 34
    assert counts[("gso", "commune")] == 3321
    assert counts[("gso_before_2025", "province")] == 63
    assert counts[("766", "department")] == 14
    assert not Unit.objects.filter(kind="commune", parent=None).exists()
    assert not Unit.objects.filter(scheme="gso_before_2025", became=None).exists(), "something became of every old unit"


def test_loading_again_changes_nothing_and_leaves_no_trace(person: User) -> None:
    before, units = events().count(), set(Unit.objects.values_list("pk", "full_name", "parent_id"))
    links = Succession.objects.count()
    services.load_units(by=None, at=AT)
    assert events().count() == before
    assert set(Unit.objects.values_list("pk", "full_name", "parent_id")) == units
    assert Succession.objects.count() == links


def test_a_fact_that_was_spoiled_is_put_right_and_the_journal_says_so(person: User) -> None:
    Unit.objects.filter(scheme="gso", code="15").update(full_name="tỉnh Sai")
    services.load_units(by=None, at=AT)
    assert Unit.objects.get(scheme="gso", code="15").full_name == "tỉnh Lào Cai"
    event = events().first()
    assert event is not None
    assert (event.action, event.now["changed"]) == ("organizations.units.loaded", 1)


def test_the_sample_has_the_official_number_of_each_group(person: User) -> None:
    sizes = {group.key: selectors.resolve_group(group, TODAY).count() for group in selectors.groups()}
    assert sizes == {"so-ban-nganh-tinh": 14, "ubnd-cap-xa": 135}
    before_reform = {
        group.key: selectors.resolve_group(group, date(2024, 1, 1)).count() for group in selectors.groups()
    }
    assert before_reform["ubnd-cap-xa"] == 0


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tuyen quang", "tỉnh Tuyên Quang"),
        ("dak lak", "tỉnh Đắk Lắk"),
        ("Đắk Lắk", "tỉnh Đắk Lắk"),
        ("yen bai", "tỉnh Yên Bái (cũ)"),
        ("TỈNH GIA LAI", "tỉnh Gia Lai"),
        ("so noi vu", "Sở Nội vụ"),
        ("ia dom", "xã Ia Dom"),
        ("quy nhon", "phường Quy Nhơn"),
        ("23872", "xã Ia Dom"),
        ("H21.133", "xã Ia Dom"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("van canh gia lai", "xã Vân Canh"),
        ("van chan", "xã Văn Chấn"),
        ("huyện Văn Chấn", "huyện Văn Chấn (cũ)"),
        ("lai chau", "tỉnh Lai Châu"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("tp ho chi minh", "thành phố Hồ Chí Minh"),
        ("UBND xã Vân Canh", "xã Vân Canh"),
    ],
)
def test_search_needs_no_diacritics_and_puts_what_is_meant_first(person: User, typed: str, first: str) -> None:
    assert named(search_units(person, typed, 6))[0] == first


def test_a_province_that_lives_on_unchanged_is_found_once(person: User) -> None:
    assert named(search_units(person, "lai chau", 20)).count("tỉnh Lai Châu") == 1


@pytest.mark.parametrize("typed", ["", "   ", "không có nơi này đâu"])
def test_search_finds_nothing_where_there_is_nothing(person: User, typed: str) -> None:
    assert search_units(person, typed, 6) == []


def test_search_knows_other_names_and_shows_strangers_nothing(person: User) -> None:
    UnitName.objects.create(unit=Unit.objects.get(scheme="gso", code="79"), name="Sài Gòn", folded="sai gon")
    assert "thành phố Hồ Chí Minh" in named(search_units(person, "sai gon", 6))
    assert search_units(AnonymousUser(), "gia lai", 6) == []


def test_a_code_means_a_unit_on_a_day(person: User) -> None:
    assert str(selectors.unit_by_code("gso", "15")) == "tỉnh Lào Cai"
    assert str(selectors.unit_by_code("gso_before_2025", "15", date(2024, 1, 1))) == "tỉnh Yên Bái (cũ)"
    assert selectors.unit_by_code("gso_before_2025", "15", TODAY) is None
    assert selectors.unit_by_code("gso", "15", date(2024, 1, 1)) is None
    assert str(selectors.unit_by_code("766", "H21.227", TODAY)) == "xã Vân Canh"
    assert selectors.unit_by_code("766", "H21.227", date(2024, 1, 1)) is None
    assert selectors.unit_by_code("766", "H99") is None


def test_many_codes_are_found_in_two_queries(person: User, django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = selectors.units_by_codes("766", ["H21.227", "H21.11", "H21", "H00"])
    assert {code: str(unit) for code, unit in found.items()} == {
        "H21.227": "xã Vân Canh", "H21.11": "Sở Nội vụ", "H21": "tỉnh Gia Lai",
    }  # fmt: skip


def test_a_merged_province_says_what_it_was_made_of_with_weights_and_their_basis(client: Client, person: User) -> None:
    client.force_login(person)
    page = client.get("/don-vi/gso/15/").content.decode()
    assert "Tỉnh Lào Cai" in page
    assert "tỉnh Yên Bái (cũ)" in page
    assert "tỉnh Lào Cai (cũ)" in page
    assert "dân số trung bình năm 2020" in page
    assert page.count("%</span>") == 2


def test_a_province_that_is_gone_says_what_became_of_it(client: Client, person: User) -> None:
    client.force_login(person)
    page = client.get("/don-vi/gso_before_2025/15/").content.decode()
    assert "không còn từ 01/07/2025" in page
    assert "tỉnh Lào Cai" in page
    assert "Nghị quyết 202/2025/QH15" in page


def test_the_search_page_says_what_became_of_an_old_unit(client: Client, person: User) -> None:
    client.force_login(person)
    page = client.get("/tim/?q=yen bai").content.decode()
    assert "nay thuộc tỉnh Lào Cai" in page
    palette = client.get("/tim/?q=yen bai", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in palette
    assert "nay thuộc tỉnh Lào Cai" in palette


def test_the_list_filters_sorts_and_pages(client: Client, person: User) -> None:
    client.force_login(person)
    everything = client.get("/don-vi/").context["page"]
    assert (everything.paginator.count, len(everything)) == (149, 50)
    last = client.get("/don-vi/?trang=99").context["page"]
    assert (last.number, len(last)) == (3, 49)
    departments = client.get("/don-vi/?loai=department&xep=code").context["page"]
    assert [unit.code for unit in departments] == sorted(unit.code for unit in departments)
    assert named(client.get("/don-vi/?q=van canh").context["page"]) == ["xã Vân Canh"]
    assert client.get("/don-vi/?q=zzz").content.decode().count("Không có đơn vị nào khớp") == 1
    names = named(client.get("/don-vi/?loai=commune").context["page"])
    assert names.index("xã An Vinh") < names.index("xã Ân Hảo"), "a comes before â"


@pytest.mark.parametrize(
    ("path", "queries"), [("/don-vi/", 7), ("/don-vi/?loai=commune&q=an&xep=code", 7), ("/don-vi/gso/52/", 12)]
)
def test_pages_of_units_cost_the_same_however_many_there_are(
    client: Client, person: User, django_assert_num_queries: Callable[..., object], path: str, queries: int
) -> None:
    client.force_login(person)
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        client.get(path)


def test_sample_logins_are_random_kept_and_the_owners_alone(country: object, db: None, tmp_path: Path) -> None:
    logins = samples.sample_logins(tmp_path, at=AT)
    again = samples.sample_logins(tmp_path, at=AT)
    assert again == logins
    assert len({login.password for login in logins}) == len(samples.PEOPLE)
    assert (tmp_path / "sample_logins.txt").stat().st_mode & 0o777 == 0o600
    for login in logins:
        user = selectors.user_named(login.person.username)
        assert user is not None
        assert user.check_password(login.password)


def test_losing_the_file_gives_new_passwords_to_the_same_people(country: object, db: None, tmp_path: Path) -> None:
    first = samples.sample_logins(tmp_path, at=AT)
    (tmp_path / "sample_logins.txt").unlink()
    second = samples.sample_logins(tmp_path, at=AT)
    assert all(a.password != b.password for a, b in zip(first, second, strict=True))
    for login in second:
        user = selectors.user_named(login.person.username)
        assert user is not None
        assert user.check_password(login.password)
        assert user.memberships.count() == 1


def test_the_command_prints_one_login_a_role(
    country: object, db: None, tmp_path: Path, settings: SettingsWrapper, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VAR = tmp_path
    call_command("load_sample")
    printed = capsys.readouterr().out
    for person in samples.PEOPLE:
        assert person.username in printed
        assert str(person.role.label) in printed
