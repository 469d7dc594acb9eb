"""Addresses of published results."""

from django.urls import path

from thuocdo.portal.results.published.views import imports, index, province, year

urlpatterns = [
    path("ket-qua-cong-bo/", index.front, name="published"),
    path("ket-qua-cong-bo/nhap/", imports.upload, name="published_import"),
    path("ket-qua-cong-bo/nhap/<uuid:public_id>/", imports.preview, name="published_preview"),
    path("ket-qua-cong-bo/<slug:slug>/", index.show_index, name="published_index"),
    path("ket-qua-cong-bo/<slug:slug>/xuat.xlsx", index.export_index, {"form": "xlsx"}, name="published_xlsx"),
    path("ket-qua-cong-bo/<slug:slug>/xuat.csv", index.export_index, {"form": "csv"}, name="published_csv"),
    path("ket-qua-cong-bo/<slug:slug>/<int:year>/", year.show_year, name="published_year"),
    path(
        "ket-qua-cong-bo/<slug:slug>/<int:year>/<slug:scheme>/<str:code>/",
        province.show_province,
        name="published_province",
    ),
]
