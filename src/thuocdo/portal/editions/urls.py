"""Addresses of editions."""

from django.urls import path

from thuocdo.portal.editions.views import (
    apply_revision,
    criterion,
    discard,
    edition,
    editions,
    export,
    template,
    upload,
)

urlpatterns = [
    path("bo-chi-so/", editions, name="editions"),
    path("bo-chi-so/nhap/", upload, name="edition_import"),
    path("bo-chi-so/nhap/mau.xlsx", template, name="edition_template"),
    path("bo-chi-so/<slug:index>/<slug:edition>/", edition, name="edition"),
    path("bo-chi-so/<slug:index>/<slug:edition>/bo-chi-so.xlsx", export, name="edition_export"),
    path("bo-chi-so/<slug:index>/<slug:edition>/ap-dung/", apply_revision, name="edition_apply"),
    path("bo-chi-so/<slug:index>/<slug:edition>/xoa/", discard, name="edition_discard"),
    path("bo-chi-so/<slug:index>/<slug:edition>/tieu-chi/<str:code>/", criterion, name="criterion"),
]
