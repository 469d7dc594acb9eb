"""Addresses of how far the work is."""

from django.urls import path

from thuocdo.portal.plans.views import following, officers, progress, taking_over

urlpatterns = [
    path("viec-cua-toi/", following.mine, name="my_work"),
    path("viec-cua-toi/cho-phe-duyet/", following.approvals, name="approvals"),
    path("viec-cua-toi/giao-viec/", officers.naming, name="naming"),
    path("theo-doi/chua-co-nguoi/", officers.unattended, name="unattended"),
    path("nhiem-vu/<uuid:public_id>/phu-trach/", officers.name_one, name="assignment_officer"),
    path("nhiem-vu/<uuid:public_id>/", progress.assignment, name="assignment"),
    path("nhiem-vu/<uuid:public_id>/nhu-ky-truoc/", progress.repeat, name="assignment_repeat"),
    path("nhiem-vu/<uuid:public_id>/nhiem-vu-cu/", taking_over.take_over, name="assignment_take_over"),
    path("nhiem-vu/<uuid:public_id>/quyet-dinh/", progress.decide, name="assignment_decide"),
    path("nhiem-vu/<uuid:public_id>/nhap-thay/", progress.enter, name="assignment_enter"),
    path("nhiem-vu/<uuid:public_id>/tai-lieu/<uuid:document_id>/go/", progress.detach, name="assignment_detach"),
    path("theo-doi/", following.followup, name="followup"),
    path("theo-doi/ma-tran/", following.matrix, name="followup_matrix"),
    path("theo-doi/lich/", following.calendar_page, name="followup_calendar"),
    path("theo-doi/xuat.xlsx", following.export, {"form": "xlsx"}, name="followup_xlsx"),
    path("theo-doi/xuat.csv", following.export, {"form": "csv"}, name="followup_csv"),
]
