"""Addresses of evidence."""

from django.urls import path

from thuocdo.portal.evidence import views

urlpatterns = [path("tai-lieu/<uuid:public_id>/", views.download, name="evidence_download")]
