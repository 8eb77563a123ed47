"""Addresses of a letter's list by file or paste."""

from django.urls import path

from cases.views import list_imports

LISTS = "pemulangan/<str:number>/impor/"
urlpatterns = [
    path(LISTS, list_imports.list_import_new, name="list_import_new"),
    path(f"{LISTS}<int:pk>/", list_imports.list_import, name="list_import"),
    path(f"{LISTS}<int:pk>/kemajuan/", list_imports.list_import_progress, name="list_import_progress"),
    path(f"{LISTS}<int:pk>/kolom/", list_imports.list_import_columns, name="list_import_columns"),
    path(f"{LISTS}<int:pk>/baris/<int:position>/", list_imports.list_import_row, name="list_import_row"),
    path(f"{LISTS}<int:pk>/buang/", list_imports.list_import_drop, name="list_import_drop"),
]
