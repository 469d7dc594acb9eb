"""Addresses of units and people."""

from django.urls import path

from thuocdo.portal.organizations.views import handovers, people, positions, units

urlpatterns = [
    path("don-vi/", units.units, name="units"),
    path("don-vi/<slug:scheme>/<str:code>/", units.unit, name="unit"),
    path("don-vi/<slug:scheme>/<str:code>/vi-tri/", positions.positions, name="positions"),
    path("don-vi/<slug:scheme>/<str:code>/<str:since>/", units.unit, name="unit_of_era"),
    path("ho-so/", people.profile, name="profile"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.add, name="person_add"),
    path("nguoi-dung/<uuid:public_id>/", people.person, name="person"),
    path("nguoi-dung/<uuid:public_id>/vai-tro/", people.grant, name="membership_grant"),
    path("nguoi-dung/<uuid:public_id>/mat-khau/", people.one_time_password, name="person_password"),
    path("nguoi-dung/<uuid:public_id>/dang-nhap/", people.set_login, name="person_login"),
    path("vai-tro/<uuid:public_id>/ket-thuc/", handovers.end, name="membership_end"),
    path("vai-tro/<uuid:public_id>/ban-giao/", handovers.relieve, name="membership_relieve"),
    path("vi-tri/<uuid:public_id>/", positions.position, name="position"),
    path("vi-tri/<uuid:public_id>/ten/", positions.rename, name="position_rename"),
    path("vi-tri/<uuid:public_id>/dau-moi/", positions.desk, name="position_desk"),
    path("vi-tri/<uuid:public_id>/nguoi-giu/", positions.give, name="position_give"),
    path("vi-tri/<uuid:public_id>/ket-thuc/", positions.end, name="position_end"),
    path("ban-giao/", handovers.handovers, name="handovers"),
    path("ban-giao/<uuid:public_id>/", handovers.handover, name="handover"),
    path("ban-giao/<uuid:public_id>/nhan/", handovers.confirm, name="handover_confirm"),
    path("ban-giao/<uuid:public_id>/nguoi-nhan/", handovers.name, name="handover_receiver"),
    path("ban-giao/<uuid:public_id>/bien-ban.docx", handovers.minutes, name="handover_minutes"),
]
