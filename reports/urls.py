from django.urls import path

from reports.views import access_log, backups, exports, help, months

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
    path("catatan-akses/unduhan/", exports.export_register, name="export_register"),
    path("pengaturan/cadangan/", backups.backups, name="backups"),
    path("panduan/<str:code>/", help.help_topic, name="help_topic"),
]
