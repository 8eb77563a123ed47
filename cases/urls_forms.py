"""Addresses of paper forms; they stand before `/pemulangan/<number>/`."""

from django.urls import path

from cases.views import grid

urlpatterns = [
    path("pemulangan/formulir/", grid.paper_forms, name="paper_forms"),
    path("pemulangan/formulir/<str:what>/", grid.paper_form, name="paper_form"),
    path("pemulangan/<str:number>/ketik/", grid.grid, name="grid"),
]
