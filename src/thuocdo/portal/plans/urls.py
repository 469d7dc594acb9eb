"""Addresses of plans."""

from django.urls import path

from thuocdo.portal.plans.views import assigning, calendar, imports, plans, queue

urlpatterns = [
    path("lich-lam-viec/", calendar.calendar, name="calendar"),
    path("lich-lam-viec/<int:year>.csv", calendar.calendar_csv, name="calendar_csv"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/nhap/", imports.upload, name="plan_import"),
    path("ke-hoach/nhap/<uuid:public_id>/", imports.draft, name="plan_draft"),
    path("ke-hoach/<uuid:public_id>/", plans.plan, name="plan"),
    path("ke-hoach/<uuid:public_id>/toan-van/", plans.lines, name="plan_lines"),
    path("ke-hoach/<uuid:public_id>/tep/<int:revision>/", plans.file, name="plan_file"),
    path("ke-hoach/<uuid:public_id>/bo/", plans.withdraw, name="plan_withdraw"),
    path("ke-hoach/<uuid:public_id>/nhiem-vu/<uuid:task_id>/", plans.task, name="plan_task"),
    path("ke-hoach/<uuid:public_id>/xac-nhan/", queue.queue, name="plan_queue"),
    path("ke-hoach/<uuid:public_id>/xac-nhan/<uuid:task_id>/", queue.act, name="plan_task_act"),
    path("ke-hoach/<uuid:public_id>/ten-goi/", queue.name, name="plan_name"),
    path("ke-hoach/<uuid:public_id>/phan-cong/", assigning.assign, name="plan_assign"),
]
