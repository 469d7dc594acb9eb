"""Addresses of the journal, help and the page about this installation."""

from django.urls import path

from thuocdo.portal.dashboards.views import about, journal

urlpatterns = [
    path("nhat-ky/", journal.journal, name="journal"),
    path("nhat-ky/xuat.csv", journal.export, name="journal_csv"),
    path("nhat-ky/kiem-tra/", journal.verify, name="journal_verify"),
    path("huong-dan/", about.help_page, name="help"),
    path("phan-mem/", about.about, name="about"),
]
