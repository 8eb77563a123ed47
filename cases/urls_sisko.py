"""Addresses of Sisko P2MI."""

from django.urls import path

from cases.views import sisko

urlpatterns = [
    path("sisko/", sisko.sisko_queue, name="sisko"),
    path("pekerja/<str:number>/sisko/", sisko.worker_sisko, name="worker_sisko"),
    path("pekerja/<str:number>/sisko/periksa/", sisko.worker_sisko_check, name="worker_sisko_check"),
    path("pekerja/<str:number>/sisko/masuk/", sisko.worker_sisko_entry, name="worker_sisko_entry"),
    path("pekerja/<str:number>/sisko/<int:pk>/batal/", sisko.worker_sisko_withdraw, name="worker_sisko_withdraw"),
    path("kasus/<str:number>/sisko/", sisko.case_sisko, name="case_sisko"),
    path("kasus/<str:number>/sisko/periksa/", sisko.case_sisko_check, name="case_sisko_check"),
    path("kasus/<str:number>/sisko/masuk/", sisko.case_sisko_entry, name="case_sisko_entry"),
    path("kasus/<str:number>/sisko/<int:pk>/batal/", sisko.case_sisko_withdraw, name="case_sisko_withdraw"),
]
