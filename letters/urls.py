"""Addresses of letters. The fixed words stand before the numbers."""

from django.urls import path

from letters.urls_texts import urlpatterns as papers_patterns
from letters.views import dispositions, letters, scans

app_name = "letters"
urlpatterns = [
    *papers_patterns,
    path("surat/", letters.letter_list, name="letters"),
    path("surat/baru/", letters.letter_new, name="new"),
    path("surat/<str:number>/", letters.letter_page, name="letter"),
    path("surat/<str:number>/ubah/", letters.letter_edit, name="edit"),
    path("surat/<str:number>/arsipkan/", letters.letter_shelve, name="shelve"),
    path("surat/<str:number>/disposisi/", dispositions.give, name="give"),
    path("surat/<str:number>/disposisi/<int:pk>/", dispositions.finish, name="finish"),
    path("surat/<str:number>/berkas/", scans.add, name="files"),
    path("surat/<str:number>/berkas/<uuid:key>/", scans.hand_out, name="file"),
    path("surat/<str:number>/berkas/<uuid:key>/hapus/", scans.remove, name="file_remove"),
]
