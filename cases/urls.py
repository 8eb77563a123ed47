"""Addresses of casework. The fixed words stand before the numbers."""

from django.urls import path

from cases.urls_arrival import urlpatterns as arrival_patterns
from cases.views import case_work, cases, manifests, matches, returnees, returns, reveal, search, sources, workers

app_name = "cases"
urlpatterns = [
    path("cari/", search.search, name="search"),
    path("kasus/", cases.case_list, name="cases"),
    path("kasus/baru/", cases.case_new, name="case_new"),
    path("kasus/<str:number>/", cases.case_page, name="case"),
    path("kasus/<str:number>/ubah/", cases.case_edit, name="case_edit"),
    path("kasus/<str:number>/tugaskan/", case_work.assign, name="case_assign"),
    path("kasus/<str:number>/catatan/", case_work.note, name="case_note"),
    path("kasus/<str:number>/tugas/", case_work.task, name="case_task"),
    path("kasus/<str:number>/tugas/<int:pk>/", case_work.task_state, name="case_task_state"),
    path("kasus/<str:number>/rujuk/", case_work.refer, name="case_refer"),
    path("kasus/<str:number>/rujuk/<int:pk>/", case_work.referral_answer, name="case_referral_answer"),
    path("kasus/<str:number>/tahap/", case_work.stage, name="case_stage"),
    path("kasus/<str:number>/tutup/", case_work.close, name="case_close"),
    path("kasus/<str:number>/buka-kembali/", case_work.reopen, name="case_reopen"),
    path("kasus/<str:number>/batasi/", case_work.restrict, name="case_restrict"),
    path("kasus/<str:number>/batasi/cabut/", case_work.lift, name="case_lift"),
    path("pekerja/", workers.worker_list, name="workers"),
    path("pekerja/<str:number>/", workers.worker_page, name="worker"),
    path("pekerja/<str:number>/ubah/", workers.worker_edit, name="worker_edit"),
    path("pekerja/<str:number>/tampilkan/<str:what>/", reveal.worker_reveal, name="worker_reveal"),
    path("pekerja/<str:number>/cocokkan/<int:pk>/", matches.match_decide, name="match_decide"),
    path("pekerja/<str:number>/sumber/", sources.worker_source, name="worker_source"),
    path("pekerja/<str:number>/sumber/<int:pk>/pakai/", sources.worker_source_use, name="worker_source_use"),
    path("pekerja/<str:number>/sumber/<int:pk>/tampilkan/", reveal.worker_source_reveal, name="worker_source_reveal"),
    path("pemulangan/", returns.return_list, name="returns"),
    *arrival_patterns,
    path("pemulangan/<str:number>/", returns.return_page, name="return_detail"),
    path("pemulangan/<str:number>/ubah/", returns.return_edit, name="return_edit"),
    path("pemulangan/<str:number>/daftar/", manifests.manifest_new, name="manifest_new"),
    path("pemulangan/<str:number>/verifikasi/", returns.verify_waiting, name="verify_waiting"),
    path("pemulangan/<str:number>/kembalikan/", returns.send_back_waiting, name="send_back_waiting"),
    path("pemulangan/<str:number>/keterangan/", sources.group_fact, name="group_fact"),
    path("pemulangan/<str:number>/sumber/", sources.return_source, name="return_source"),
    path("pemulangan/<str:number>/sumber/<int:pk>/pakai/", sources.return_source_use, name="return_source_use"),
    path("pemulangan/<str:number>/orang/<int:pk>/", returnees.returnee_page, name="returnee"),
    path("pemulangan/<str:number>/orang/<int:pk>/ubah/", returnees.returnee_edit, name="returnee_edit"),
    path("pemulangan/<str:number>/orang/<int:pk>/baris/", manifests.entry_match, name="entry_match"),
    path("pemulangan/<str:number>/orang/<int:pk>/verifikasi/", returnees.verify, name="returnee_verify"),
    path("pemulangan/<str:number>/orang/<int:pk>/kembalikan/", returnees.send_back, name="returnee_send_back"),
    path("pemulangan/<str:number>/orang/<int:pk>/tidak-datang/", returnees.not_arrived, name="returnee_absent"),
    path("pemulangan/<str:number>/orang/<int:pk>/tiba/", returnees.arrived, name="returnee_arrived"),
]
