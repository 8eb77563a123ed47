"""Addresses of interviews and screenings."""

from django.urls import path

from cases.views import interviews, screenings

PERSON = "pemulangan/<str:number>/orang/<int:pk>/"
urlpatterns = [
    path(f"{PERSON}pendalaman/", interviews.returnee_interview, name="returnee_interview"),
    path(f"{PERSON}skrining/", screenings.returnee_screening, name="returnee_screening"),
    path("kasus/<str:number>/pendalaman/", interviews.case_interview, name="case_interview"),
    path("kasus/<str:number>/skrining/", screenings.case_screening, name="case_screening"),
    path("pendalaman/<int:pk>/", interviews.interview_page, name="interview"),
    path("pendalaman/<int:pk>/ubah/", interviews.interview_edit, name="interview_edit"),
    path("pendalaman/<int:pk>/sumber/", interviews.interview_source, name="interview_source"),
    path("pendalaman/<int:pk>/sumber/<int:value>/pakai/", interviews.interview_source_use, name="interview_source_use"),
    path("pendalaman/<int:pk>/<slug:kind>/tambah/", interviews.interview_add, name="interview_add"),
    path("pendalaman/<int:pk>/<slug:kind>/<int:line>/", interviews.interview_line, name="interview_line"),
    path(
        "pendalaman/<int:pk>/<slug:kind>/<int:line>/hapus/",
        interviews.interview_line_remove,
        name="interview_line_remove",
    ),
    path("skrining/<int:pk>/", screenings.screening_page, name="screening"),
    path("skrining/<int:pk>/buka-kasus/", screenings.screening_open, name="screening_open"),
]
