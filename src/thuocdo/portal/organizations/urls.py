"""Addresses of units and people."""

from django.urls import path

from thuocdo.portal.organizations.views import people, units

urlpatterns = [
    path("don-vi/", units.units, name="units"),
    path("don-vi/<slug:scheme>/<str:code>/", units.unit, name="unit"),
    path("don-vi/<slug:scheme>/<str:code>/<str:since>/", units.unit, name="unit_of_era"),
    path("ho-so/", people.profile, name="profile"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.add, name="person_add"),
    path("nguoi-dung/<uuid:public_id>/", people.person, name="person"),
    path("nguoi-dung/<uuid:public_id>/vai-tro/", people.grant, name="membership_grant"),
    path("nguoi-dung/<uuid:public_id>/mat-khau/", people.one_time_password, name="person_password"),
    path("nguoi-dung/<uuid:public_id>/dang-nhap/", people.set_login, name="person_login"),
    path("vai-tro/<uuid:public_id>/ket-thuc/", people.end, name="membership_end"),
]
