"""Addresses of plans."""

from django.urls import path

from thuocdo.portal.plans.views import (
    assigning,
    calendar,
    cascade,
    criteria,
    imports,
    plans,
    queue,
    samples,
    unit_plans,
    written,
)

urlpatterns = [
    path("lich-lam-viec/", calendar.calendar, name="calendar"),
    path("lich-lam-viec/<int:year>.csv", calendar.calendar_csv, name="calendar_csv"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/nhap/", imports.upload, name="plan_import"),
    path("ke-hoach/nhap/<uuid:public_id>/", imports.draft, name="plan_draft"),
    path("ke-hoach/nhap/mau/<str:name>", samples.sample, name="plan_sample"),
    path("ke-hoach/<uuid:public_id>/", plans.plan, name="plan"),
    path("ke-hoach/<uuid:public_id>/toan-van/", plans.lines, name="plan_lines"),
    path("ke-hoach/<uuid:public_id>/tep/<int:revision>/", plans.file, name="plan_file"),
    path("ke-hoach/<uuid:public_id>/xuat.docx", written.export, {"form": "docx"}, name="plan_docx"),
    path("ke-hoach/<uuid:public_id>/xuat.xlsx", written.export, {"form": "xlsx"}, name="plan_xlsx"),
    path("ke-hoach/<uuid:public_id>/xuat.pdf", written.export, {"form": "pdf"}, name="plan_pdf"),
    path("ke-hoach/<uuid:public_id>/bo/", plans.withdraw, name="plan_withdraw"),
    path("ke-hoach/<uuid:public_id>/nhiem-vu/<uuid:task_id>/", plans.task, name="plan_task"),
    path("ke-hoach/<uuid:public_id>/xac-nhan/", queue.queue, name="plan_queue"),
    path("ke-hoach/<uuid:public_id>/xac-nhan/<uuid:task_id>/", queue.act, name="plan_task_act"),
    path("ke-hoach/<uuid:public_id>/ten-goi/", queue.name, name="plan_name"),
    path("ke-hoach/<uuid:public_id>/phan-cong/", assigning.assign, name="plan_assign"),
    path("ke-hoach/<uuid:public_id>/tieu-chi/", criteria.criteria, name="plan_criteria"),
    path("ke-hoach/<uuid:public_id>/don-vi/", cascade.register, name="unit_plans"),
    path("ke-hoach/<uuid:public_id>/don-vi/yeu-cau/", cascade.call, name="unit_plans_call"),
    path("ke-hoach/<uuid:public_id>/don-vi/xuat.xlsx", cascade.export, {"form": "xlsx"}, name="unit_plans_xlsx"),
    path("ke-hoach/<uuid:public_id>/don-vi/xuat.csv", cascade.export, {"form": "csv"}, name="unit_plans_csv"),
    path("ke-hoach-don-vi/<uuid:public_id>/", unit_plans.unit_plan, name="unit_plan"),
    path("ke-hoach-don-vi/<uuid:public_id>/nhap/", unit_plans.bring, name="unit_plan_bring"),
    path("ke-hoach-don-vi/<uuid:public_id>/viec/", unit_plans.act, name="unit_plan_act"),
    path("ke-hoach-don-vi/<uuid:public_id>/doi-chieu/", unit_plans.tie, name="unit_plan_tie"),
]
