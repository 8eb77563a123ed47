from django.urls import path

from reports.views import access_log, backups, exports, help, months, patterns, seen_by

app_name = "reports"
urlpatterns = [
    path("laporan/", months.monthly, name="monthly"),
    path("laporan/bulanan/<str:month>/", months.month, name="month"),
    path("laporan/bulanan/<str:month>/baris/", months.month_rows, name="month_rows"),
    path("laporan/bulanan/<str:month>/unduh/", exports.month_export, name="month_export"),
    path("unduhan/", exports.downloads, name="downloads"),
    path("unduhan/<uuid:job_id>/", exports.download, name="download"),
    path("unduhan/<uuid:job_id>/kemajuan/", exports.download_progress, name="download_progress"),
    path("unduhan/<uuid:job_id>/berkas/", exports.download_file, name="download_file"),
    path("catatan-akses/", access_log.access_log, name="access_log"),
    path("catatan-akses/ringkasan/", access_log.access_summary, name="access_summary"),
    path("catatan-akses/orang/", access_log.access_people, name="access_people"),
    path("catatan-akses/orang/<str:number>/", access_log.access_person, name="access_person"),
    path("catatan-akses/orang/<str:number>/siapa-melihat/", seen_by.person_seen_by, name="person_seen_by"),
    path("catatan-akses/pola/", patterns.patterns, name="patterns"),
    path("catatan-akses/pola/<int:pk>/", patterns.pattern, name="pattern"),
    path("catatan-akses/segel/", access_log.seals, name="seals"),
    path("pekerja/<str:number>/siapa-melihat/", seen_by.worker_seen_by, name="worker_seen_by"),
    path("catatan-akses/unduhan/", exports.export_register, name="export_register"),
    path("pengaturan/cadangan/", backups.backups, name="backups"),
    path("panduan/<str:code>/", help.help_topic, name="help_topic"),
]
