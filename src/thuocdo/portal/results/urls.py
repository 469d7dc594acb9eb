"""Addresses of the 766 index."""

from django.urls import path

from thuocdo.portal.results.views import board, history, imports, unit

urlpatterns = [
    path("bo-chi-so/766/", board.show_board, name="qd766"),
    path("bo-chi-so/766/xuat.xlsx", board.export_board, {"form": "xlsx"}, name="qd766_xlsx"),
    path("bo-chi-so/766/xuat.csv", board.export_board, {"form": "csv"}, name="qd766_csv"),
    path("bo-chi-so/766/lich-su/", history.snapshots, name="qd766_snapshots"),
    path("bo-chi-so/766/lich-su/<int:pk>/", history.snapshot, name="qd766_snapshot"),
    path("bo-chi-so/766/nhap/", imports.upload, name="qd766_import"),
    path("bo-chi-so/766/nhap/<uuid:public_id>/", imports.preview, name="qd766_preview"),
    path("bo-chi-so/766/don-vi/<str:code>/", unit.show_unit, name="qd766_unit"),
    path("bo-chi-so/766/don-vi/<str:code>/lich-su/", unit.unit_history, name="qd766_unit_history"),
    path("bo-chi-so/766/don-vi/<str:code>/<str:criterion>/", unit.show_unit, name="qd766_why"),
]
