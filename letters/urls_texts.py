"""Addresses of press releases, and of the wording and sheets of the office's texts and papers."""

from django.urls import path

from letters.views import releases, templates

urlpatterns = [
    path("siaran/", releases.release_list, name="releases"),
    path("siaran/baru/", releases.release_subjects, name="release_subjects"),
    path("siaran/baru/<str:source>/<str:key>/", releases.release_new, name="release_new"),
    path("siaran/<int:pk>/", releases.release_page, name="release"),
    path("siaran/<int:pk>/ubah/", releases.release_edit, name="release_edit"),
    path("siaran/<int:pk>/ajukan/", releases.release_submit, name="release_submit"),
    path("siaran/<int:pk>/setujui/", releases.release_approve, name="release_approve"),
    path("siaran/<int:pk>/kembalikan/", releases.release_send_back, name="release_send_back"),
    path("naskah/", templates.template_list, name="templates"),
    path("naskah/<str:kind>/", templates.template_edit, name="template_edit"),
]
