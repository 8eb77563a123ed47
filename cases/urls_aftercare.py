"""Addresses of death and illness in a case, of what follows a return, and of families."""

from django.urls import path

from cases.views import deaths, families, follow_ups, illness, reporters

PERSON = "pemulangan/<str:number>/orang/<int:pk>/"
urlpatterns = [
    path("kasus/<str:number>/meninggal/", deaths.death_edit, name="death_edit"),
    path("kasus/<str:number>/surat-perjalanan/", deaths.case_paper_new, name="case_paper_new"),
    path("kasus/<str:number>/surat-perjalanan/<int:pk>/", deaths.case_paper_edit, name="case_paper_edit"),
    path("kasus/<str:number>/hak/", deaths.benefit_new, name="benefit_new"),
    path("kasus/<str:number>/hak/<int:pk>/", deaths.benefit_edit, name="benefit_edit"),
    path("kasus/<str:number>/sakit/", illness.illness_edit, name="illness_edit"),
    path("kasus/<str:number>/perawatan/", illness.hospital_new, name="hospital_new"),
    path("kasus/<str:number>/perawatan/<int:pk>/", illness.hospital_edit, name="hospital_edit"),
    path("kasus/<str:number>/pengadu/", reporters.reporter_new, name="reporter_new"),
    path("kasus/<str:number>/pengadu/<int:pk>/", reporters.reporter_edit, name="reporter_edit"),
    path(f"{PERSON}tindak-lanjut/<int:row>/", follow_ups.follow_up_edit, name="follow_up_edit"),
    path(f"{PERSON}tindak-lanjut/<str:kind>/", follow_ups.follow_up_new, name="follow_up_new"),
    path("pemulangan/<str:number>/keluarga/", families.family_link, name="family_link"),
    path("pemulangan/<str:number>/keluarga/<int:pk>/lepas/", families.family_unlink, name="family_unlink"),
]
