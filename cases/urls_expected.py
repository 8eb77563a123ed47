"""Addresses of a letter that begins a return, and of the calendar of expected arrivals."""

from django.urls import path

from cases.views import calendar, calendar_feed, cost_months, from_letter

urlpatterns = [
    path("kalender/<str:token>.ics", calendar_feed.feed, name="calendar_feed"),
    path("pemulangan/dari-surat/", from_letter.from_letter, name="from_letter"),
    path("pemulangan/dari-surat/baca/", from_letter.letter_read, name="letter_read"),
    path("pemulangan/kalender/", calendar.month, name="calendar"),
    path("pemulangan/biaya/", cost_months.month, name="cost_month"),
    path("pemulangan/kalender/langganan/", calendar_feed.subscription, name="calendar_subscription"),
    path("pemulangan/kalender/langganan/cabut/", calendar_feed.revoke, name="calendar_revoke"),
]
