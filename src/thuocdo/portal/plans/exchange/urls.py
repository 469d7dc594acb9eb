"""Addresses of the workbooks of units."""

from django.urls import path

from thuocdo.portal.plans.views import exchange

urlpatterns = [
    path("tep-don-vi/", exchange.overview, name="exchange"),
    path("tep-don-vi/tat-ca.zip", exchange.everything, name="exchange_zip"),
    path("tep-don-vi/tai/<slug:scheme>/<str:code>.xlsx", exchange.of_unit, name="exchange_unit"),
    path("tep-don-vi/tai/de-nghi.xlsx", exchange.of_addressee, name="exchange_addressee"),
    path("tep-don-vi/gui/", exchange.upload, name="exchange_upload"),
    path("tep-don-vi/lan/<uuid:batch>/", exchange.together, name="exchange_batch"),
    path("tep-don-vi/<uuid:public_id>/", exchange.one, name="exchange_import"),
]
