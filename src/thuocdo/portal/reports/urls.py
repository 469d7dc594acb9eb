"""Addresses of reports."""

from django.urls import path

from thuocdo.portal.reports.views import letters, plan_letters, reports, rounds, sections, work_letters

urlpatterns = [
    path("bao-cao/", rounds.rounds, name="reports"),
    path("bao-cao/mo-ky/", rounds.open_round, name="report_round_open"),
    path("bao-cao/ky/<uuid:public_id>/", rounds.show_round, name="report_round"),
    path("bao-cao/ky/<uuid:public_id>/tong-hop/", rounds.assemble, name="report_assemble"),
    path("bao-cao/ky/<uuid:public_id>/don-doc/", rounds.remind, name="report_remind"),
    path("bao-cao/phan/<uuid:public_id>/", sections.section, name="report_section"),
    path("bao-cao/tong-hop/<uuid:public_id>/", reports.report, name="report"),
    path("bao-cao/tong-hop/<uuid:public_id>/doan/<int:pk>/", reports.change_paragraph, name="report_paragraph"),
    path("bao-cao/tong-hop/<uuid:public_id>/xuat.docx", reports.export, {"form": "docx"}, name="report_docx"),
    path("bao-cao/tong-hop/<uuid:public_id>/xuat.pdf", reports.export, {"form": "pdf"}, name="report_pdf"),
    path("bao-cao/tong-hop/<uuid:public_id>/xuat.xlsx", reports.export, {"form": "xlsx"}, name="report_xlsx"),
    path("bao-cao/tong-hop/<uuid:public_id>/<slug:name>/", reports.act, name="report_act"),
    path("bao-cao/don-doc/<uuid:public_id>/", letters.letter, name="report_letter"),
    path("bao-cao/don-doc/<uuid:public_id>/xuat.docx", letters.export, name="report_letter_docx"),
    path("ke-hoach/<uuid:public_id>/don-vi/don-doc/", plan_letters.draft, name="plan_letters_draft"),
    path("ke-hoach/don-doc/<uuid:public_id>/", plan_letters.letter, name="plan_letter"),
    path("ke-hoach/don-doc/<uuid:public_id>/xuat.docx", plan_letters.export, name="plan_letter_docx"),
    path("theo-doi/don-doc/", work_letters.overdue, name="work_letters"),
    path("theo-doi/don-doc/<uuid:public_id>/", work_letters.letter, name="work_letter"),
    path("theo-doi/don-doc/<uuid:public_id>/xuat.docx", work_letters.export, name="work_letter_docx"),
]
