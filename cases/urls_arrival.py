"""Addresses of the arrival form; they stand before `/pemulangan/<number>/`."""

from django.urls import path

from cases.views import arrival_offline, arrivals

urlpatterns = [
    path("pemulangan/catat/", arrivals.arrival_new, name="arrival_new"),
    path("pemulangan/catat/kirim/", arrivals.arrival_send, name="arrival_send"),
    path("pemulangan/catat/terkirim/", arrivals.arrival_sent, name="arrival_sent"),
    path("pemulangan/catat/kosong/", arrival_offline.arrival_shell, name="arrival_shell"),
    path("pemulangan/sw.js", arrival_offline.arrival_worker, name="arrival_worker"),
    path("pemulangan/cek-kembar/", arrivals.match_check, name="match_check"),
    path("pemulangan/<str:number>/orang/", arrivals.person_add, name="person_add"),
]
