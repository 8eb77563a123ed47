"""Addresses of pick-ups; they stand before `/pemulangan/<number>/`."""

from django.urls import path

from cases.views import pick_up_ticks, pick_ups

RETURN = "pemulangan/<str:number>/penjemputan/"
urlpatterns = [
    path("penjemputan/", pick_ups.pick_up_list, name="pick_ups"),
    path(RETURN, pick_ups.pick_up_page, name="pick_up"),
    path(f"{RETURN}petugas/", pick_ups.officers, name="pick_up_officers"),
    path(f"{RETURN}tandai/", pick_up_ticks.tick, name="pick_up_tick"),
    path(f"{RETURN}kirim/", pick_up_ticks.send, name="pick_up_send"),
    path(f"{RETURN}tidak-datang/<str:key>/", pick_up_ticks.absent, name="pick_up_absent"),
    path(f"{RETURN}tambah/", pick_ups.add, name="pick_up_add"),
    path(f"{RETURN}hitung/", pick_ups.count, name="pick_up_count"),
    path(f"{RETURN}hitung/<int:pk>/urungkan/", pick_ups.uncount, name="pick_up_uncount"),
]
