"""Every address of the portal. Paths are Vietnamese; what is not listed here does not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from thuocdo.portal.web import views as web

# allauth's pages one by one, not its whole list: sign-up, e-mail management and social accounts have no address here.
_account = [
    path("dang-nhap/", login_not_required(account.login), name="account_login"),
    path("dang-nhap/xac-thuc/", login_not_required(mfa.authenticate), name="mfa_authenticate"),
    path("dang-xuat/", login_not_required(account.logout), name="account_logout"),
    path("tai-khoan-da-khoa/", login_not_required(account.account_inactive), name="account_inactive"),
    path("mat-khau/quen/", login_not_required(account.password_reset), name="account_reset_password"),
    path("mat-khau/quen/da-gui/", login_not_required(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/dat-lai/xong/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("mat-khau/doi/", account.password_change, name="account_change_password"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan-lai/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-thuc-hai-lop/", mfa.index, name="mfa_index"),
    path("xac-thuc-hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("xac-thuc-hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("xac-thuc-hai-lop/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("xac-thuc-hai-lop/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("xac-thuc-hai-lop/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", web.home, name="home"),
    path("tim/", web.search, name="search"),
    path("ngon-ngu/", web.set_language, name="set_language"),
    path("healthz", web.healthz, name="healthz"),
    path("tai-khoan/", include(_account)),
    path("", include("thuocdo.portal.organizations.urls")),
    path("", include("thuocdo.portal.results.urls")),
    path("", include("thuocdo.portal.results.published.urls")),
    path("", include("thuocdo.portal.editions.urls")),
    path("", include("thuocdo.portal.evidence.urls")),
    path("", include("thuocdo.portal.plans.urls")),
    path("", include("thuocdo.portal.plans.progress.urls")),
    path("", include("thuocdo.portal.plans.exchange.urls")),
    path("", include("thuocdo.portal.reports.urls")),
    path("", include("thuocdo.portal.reminders.urls")),
    path("", include("thuocdo.portal.dashboards.urls")),
]

handler403 = "thuocdo.portal.web.views.forbidden"
handler404 = "thuocdo.portal.web.views.not_found"
handler500 = "thuocdo.portal.web.views.broken"
