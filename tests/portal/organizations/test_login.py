"""Logging in: by user name or e-mail, locked out after failures, with a second factor, with no way to sign up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import NoReverseMatch, reverse

from thuocdo.portal.audit.selectors import events
from thuocdo.portal.organizations import services
from thuocdo.portal.organizations.login import SecondFactorAdapter

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import User

LOGIN = "/tai-khoan/dang-nhap/"
PASSWORD = "mot-cau-dai-kho-doan-41"
ENGLISH = re.compile(
    r"\b(Login|Log in|Sign|Password|Username|Email|Forgot|Code|Enter|Required|This field|Authenticator|Confirm|Cancel"
    r"|Submit|Change|Activate|Recovery|Two-Factor|Invalid|Incorrect)\b"
)


@pytest.fixture
def officer(unit_officer: User, at: datetime) -> User:
    """The officer with an own e-mail and a password that this file knows."""
    services.change_own_profile(user=unit_officer, display_name="Cán bộ xã", email="cb@tinh.vn", at=at)
    services.set_sample_password(user=unit_officer, password=PASSWORD, at=at)
    unit_officer.refresh_from_db()
    return unit_officer


def words(response: object) -> str:
    """Return the words that a person reads on a page, attributes like placeholders included."""
    page = response.content.decode()  # type: ignore[attr-defined]
    page = re.sub(
        r"<script.*?</script>|<head>.*?</head>|<form class=\"td-language\".*?</form>", "", page, flags=re.DOTALL
    )
    shown = re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', page)
    return " ".join([*shown, re.sub(r"<[^>]*>", " ", page)])


@pytest.mark.parametrize("login", ["can_bo", "CAN_BO", "cb@tinh.vn", "CB@Tinh.vn"])
def test_a_person_logs_in_by_user_name_or_email(client: Client, officer: User, login: str) -> None:
    response = client.post(LOGIN, {"login": login, "password": PASSWORD})
    assert response.headers["Location"] == "/"
    event = events().first()
    assert event is not None
    assert (event.action, event.by, event.address) == ("organizations.user.logged_in", officer, "127.0.0.1")


def test_after_login_one_comes_to_the_page_one_wanted_and_never_to_another_site(client: Client, officer: User) -> None:
    login = {"login": "can_bo", "password": PASSWORD}
    assert client.post(LOGIN, {**login, "next": "/don-vi/"}).headers["Location"] == "/don-vi/"
    client.logout()
    assert client.post(LOGIN, {**login, "next": "https://evil.example/"}).headers["Location"] == "/"


def test_a_wrong_password_says_so_without_saying_who_exists(client: Client, officer: User) -> None:
    said = {
        re.sub(r'value="[^"]*"', "", words(client.post(LOGIN, {"login": login, "password": "sai-mat-khau"})))
        for login in ("can_bo", "khong-co-ai")
    }
    assert len(said) == 1
    assert "chưa đúng" in said.pop()


def test_five_wrong_passwords_lock_the_login_and_the_page_says_for_how_long(client: Client, officer: User) -> None:
    for _ in range(4):
        assert client.post(LOGIN, {"login": "can_bo", "password": "sai"}).status_code == 200
    locked = client.post(LOGIN, {"login": "can_bo", "password": "sai"})
    assert locked.status_code == 429
    assert "Chờ 15 phút" in words(locked)
    assert client.post(LOGIN, {"login": "can_bo", "password": PASSWORD}).status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_lock_out_does_not_hit_colleagues_behind_the_same_address(
    client: Client, officer: User, auditor: User, at: datetime
) -> None:
    services.set_sample_password(user=auditor, password=PASSWORD, at=at)
    for _ in range(6):
        client.post(LOGIN, {"login": "can_bo", "password": "sai"})
    assert client.post(LOGIN, {"login": "kiem_tra", "password": PASSWORD}).status_code == 302


def test_a_closed_account_does_not_log_in(client: Client, officer: User, administrator: User, at: datetime) -> None:
    services.set_active(user=officer, active=False, by=administrator, at=at)
    client.post(LOGIN, {"login": "can_bo", "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_signup", "account_email", "socialaccount_connections", "admin:index"])
def test_pages_that_nobody_should_have_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_forgotten_password_is_set_anew_by_a_letter_in_vietnamese(client: Client, officer: User) -> None:
    client.post("/tai-khoan/mat-khau/quen/", {"email": "cb@tinh.vn"})
    letter = mail.outbox[0]
    assert letter.subject == "Đặt lại mật khẩu Thước Đo"
    assert not ENGLISH.search(str(letter.body).replace("http", ""))
    address = re.search(r"/tai-khoan/mat-khau/dat-lai/\S+", str(letter.body))
    assert address is not None
    page = client.get(address.group(), follow=True)
    target = page.redirect_chain[-1][0]
    client.post(target, {"password1": "cau-khac-rat-dai-77", "password2": "cau-khac-rat-dai-77"})
    officer.refresh_from_db()
    assert officer.check_password("cau-khac-rat-dai-77")
    assert "không còn dùng được" in words(client.get(address.group()))


def test_asking_for_an_unknown_address_sends_nothing_and_says_the_same(client: Client, officer: User) -> None:
    known = client.post("/tai-khoan/mat-khau/quen/", {"email": "cb@tinh.vn"})
    unknown = client.post("/tai-khoan/mat-khau/quen/", {"email": "ai@do.vn"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


def test_a_weak_password_is_refused_with_a_reason_in_vietnamese(client: Client, officer: User) -> None:
    client.force_login(officer)
    response = client.post(
        "/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    )
    assert response.context["form"].errors
    assert not ENGLISH.search(words(response)), ENGLISH.findall(words(response))
    assert "phải chứa ít nhất 10 ký tự" in " ".join(response.context["form"].errors["password1"])


def test_a_changed_password_leads_on_to_the_home_page(client: Client, officer: User) -> None:
    client.force_login(officer)
    chosen = "mot-cau-khac-kho-doan-42"
    changed = client.post(
        "/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}, follow=True
    )
    assert changed.redirect_chain == [("/", 302)]
    assert "Đã đổi mật khẩu." in words(changed)


def test_a_second_factor_is_switched_on_asked_for_and_switched_off(client: Client, officer: User) -> None:
    client.post(LOGIN, {"login": "can_bo", "password": PASSWORD})
    activate = "/tai-khoan/xac-thuc-hai-lop/bat/"
    asked_again = client.get(activate).headers["Location"]
    assert asked_again.startswith("/tai-khoan/xac-nhan-lai/")
    assert client.post(asked_again, {"password": PASSWORD}).headers["Location"] == activate
    secret = client.get(activate).context["form"].secret
    wrong = client.post(activate, {"code": "000000"})
    assert "Mã chưa đúng" in words(wrong)
    assert client.post(activate, {"code": code_of(secret)}).status_code == 302
    for path in ("", "ma-du-phong/", "tat/", "ma-du-phong/tao/"):
        page = client.get(f"/tai-khoan/xac-thuc-hai-lop/{path}")
        assert page.status_code == 200, path
        assert not ENGLISH.search(words(page)), (path, ENGLISH.findall(words(page)))
    codes = client.get("/tai-khoan/xac-thuc-hai-lop/ma-du-phong/").context["unused_codes"]
    assert len(codes) == 10

    client.post("/tai-khoan/dang-xuat/")
    asked = client.post(LOGIN, {"login": "can_bo", "password": PASSWORD})
    assert asked.headers["Location"] == "/tai-khoan/dang-nhap/xac-thuc/"
    assert "_auth_user_id" not in client.session
    assert not ENGLISH.search(words(client.get(asked.headers["Location"])))
    assert client.post(asked.headers["Location"], {"code": codes[0]}).headers["Location"] == "/"

    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    assert client.post("/tai-khoan/xac-thuc-hai-lop/tat/").status_code == 302
    client.post("/tai-khoan/dang-xuat/")
    assert client.post(LOGIN, {"login": "can_bo", "password": PASSWORD}).headers["Location"] == "/"


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_the_authenticator_shows_the_user_name(officer: User) -> None:
    assert SecondFactorAdapter().get_totp_label(officer) == "can_bo"


@pytest.mark.parametrize(
    ("path", "logged_in"),
    [
        (LOGIN, False),
        ("/tai-khoan/mat-khau/quen/", False),
        ("/tai-khoan/mat-khau/quen/da-gui/", False),
        ("/tai-khoan/mat-khau/dat-lai/1-sai/", False),
        ("/tai-khoan/mat-khau/dat-lai/xong/", False),
        ("/tai-khoan/tai-khoan-da-khoa/", False),
        ("/tai-khoan/mat-khau/doi/", True),
        ("/tai-khoan/xac-nhan-lai/", True),
        ("/tai-khoan/dang-xuat/", True),
        ("/tai-khoan/xac-thuc-hai-lop/", True),
        ("/ho-so/", True),
        ("/khong-co/", False),
    ],
)
def test_pages_of_the_login_are_vietnamese_to_the_last_word(
    client: Client, officer: User, path: str, logged_in: bool
) -> None:
    if logged_in:
        client.force_login(officer)
    said = words(client.get(path, headers={"Accept-Language": "en-US,en;q=0.9"}))
    assert not ENGLISH.search(said), ENGLISH.findall(said)


@pytest.mark.parametrize("path", [LOGIN, "/tai-khoan/mat-khau/quen/"])
def test_an_empty_form_is_answered_in_vietnamese(client: Client, officer: User, path: str) -> None:
    said = words(client.post(path, {}))
    assert "Cần sửa" in said
    assert not ENGLISH.search(said), ENGLISH.findall(said)


# ── Coming back to the work ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/bao-cao/phan/1/?soan-lai=1", "/bao-cao/phan/1/%3Fsoan-lai%3D1"),
        ("http://testserver/bao-cao/", "/bao-cao/"),
        ("https://evil.example/bao-cao/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Client, came_from: str, back: str) -> None:
    answer = client.post("/bao-cao/mo-ky/", headers={"referer": came_from})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LOGIN}?next={back}")


@pytest.mark.django_db
def test_a_page_asked_for_leads_back_to_itself(client: Client) -> None:
    answer = client.get("/bao-cao/?trang=2", headers={"referer": "http://testserver/ke-hoach/"})
    assert answer.headers["Location"] == f"{LOGIN}?next=/bao-cao/%3Ftrang%3D2"


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "renewed"), [("get", True), ("post", False)])
def test_a_part_of_a_page_is_refused_without_a_login_page_in_its_place(
    client: Client, method: str, renewed: bool
) -> None:
    answer = getattr(client, method)("/bao-cao/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content, "HX-Refresh" in answer.headers) == (401, b"", renewed)
