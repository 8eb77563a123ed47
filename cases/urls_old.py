"""Addresses of old spreadsheets."""

from django.urls import path

from cases.views import old_data

urlpatterns = [
    path("data-lama/", old_data.old_data, name="old_data"),
    path("data-lama/<int:pk>/", old_data.old_import, name="old_import"),
    path("data-lama/<int:pk>/kemajuan/", old_data.old_import_progress, name="old_import_progress"),
    path("data-lama/<int:pk>/kolom/", old_data.old_import_columns, name="old_import_columns"),
    path("data-lama/<int:pk>/baris/<int:position>/", old_data.old_import_row, name="old_import_row"),
    path("data-lama/<int:pk>/buang/", old_data.old_import_drop, name="old_import_drop"),
    path("data-lama/<int:pk>/diperiksa/", old_data.old_sheet_check, name="old_sheet_check"),
    path("pemulangan/<str:number>/orang/<int:pk>/diperiksa/", old_data.old_check, name="old_check"),
]
