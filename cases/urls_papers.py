"""Addresses of texts and papers of a return, of signatures on the screen, of refusals, and of what is taken back."""

from django.urls import path

from cases.views import papers, refusals, signatures, undo

R = "pemulangan/<str:number>/"
H = R + "serah-terima/<int:pk>/"

urlpatterns = [
    path(R + "naskah/", papers.papers_page, name="papers"),
    path(R + "naskah/baru/<str:kind>/", papers.paper_new, name="paper_new"),
    path(R + "naskah/<int:pk>/", papers.paper_page, name="paper"),
    path(R + "naskah/<int:pk>/ubah/", papers.paper_edit, name="paper_edit"),
    path(R + "naskah/<int:pk>/foto/", papers.paper_photo, name="paper_photo"),
    path(R + "naskah/<int:pk>/cetak/", papers.paper_print, name="paper_print"),
    path(R + "naskah/<int:pk>/docx/", papers.paper_docx, name="paper_docx"),
    path(R + "naskah/<int:pk>/surat-keluar/", papers.paper_issue, name="paper_issue"),
    path(R + "naskah/<int:pk>/hapus/", papers.paper_drop, name="paper_drop"),
    path(H + "layar/", signatures.signatures_page, name="signatures"),
    path(H + "layar/selesai/", signatures.signatures_finish, name="signatures_finish"),
    path(H + "layar/<str:role>/<int:place>/", signatures.signature_new, name="signature_new"),
    path(H + "layar/<int:signature>/hapus/", signatures.signature_remove, name="signature_remove"),
    path(H + "berkas/<uuid:key>/hapus/", undo.handover_file_remove, name="handover_file_remove"),
    path(R + "singgah/<int:pk>/hapus/", undo.stay_remove, name="stay_remove"),
    path(R + "biaya/<int:pk>/hapus/", undo.cost_remove, name="cost_remove"),
    path(R + "koordinasi/<int:pk>/hapus/", undo.coordination_remove, name="coordination_remove"),
    path(R + "orang/<int:pk>/penolakan/", refusals.refusal_new, name="refusal_new"),
    path(R + "penolakan/<int:pk>/", refusals.refusal_page, name="refusal"),
    path(R + "penolakan/<int:pk>/ubah/", refusals.refusal_edit, name="refusal_edit"),
    path(R + "penolakan/<int:pk>/cetak/", refusals.refusal_print, name="refusal_print"),
    path(R + "penolakan/<int:pk>/docx/", refusals.refusal_docx, name="refusal_docx"),
    path(R + "penolakan/<int:pk>/tanda-tangan/", refusals.refusal_sign, name="refusal_sign"),
    path(R + "penolakan/<int:pk>/batal/", refusals.refusal_cancel, name="refusal_cancel"),
    path(R + "penolakan/<int:pk>/berkas/<uuid:key>/", refusals.refusal_file, name="refusal_file"),
]
