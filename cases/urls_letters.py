"""Addresses of the letters of returns and cases."""

from django.urls import path

from cases.views import letters

urlpatterns = [
    path("surat/<str:number>/tautkan/", letters.letter_link, name="letter_link"),
    path("pemulangan/<str:number>/surat/", letters.return_letters, name="return_letters"),
    path("pemulangan/<str:number>/surat/baru/", letters.return_letter_new, name="return_letter_new"),
    path("pemulangan/<str:number>/surat/<int:pk>/lepas/", letters.return_letter_undo, name="return_letter_undo"),
    path("kasus/<str:number>/surat/", letters.case_letters, name="case_letters"),
    path("kasus/<str:number>/surat/<int:pk>/lepas/", letters.case_letter_undo, name="case_letter_undo"),
]
