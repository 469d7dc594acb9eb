"""Addresses of reminders."""

from django.urls import path

from thuocdo.portal.reminders.views import mails, preference

urlpatterns = [
    path("nhac-viec/", mails.mails, name="reminders"),
    path("nhac-viec/sap-gui/", mails.preview, name="reminder_preview"),
    path("nhac-viec/gui-ngay/", mails.send_now, name="reminder_send_now"),
    path("nhac-viec/thu/<uuid:public_id>/", mails.mail, name="reminder_mail"),
    path("ho-so/nhac-viec/", preference.preference, name="reminder_preference"),
]
