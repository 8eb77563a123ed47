"""The product's addresses, and the floor page."""

from django.urls import include, path

from bench.floor import floor_page
from bp3mi.urls import handler400, handler403, handler404, handler500

urlpatterns = [
    path("lantai/<int:district>/", floor_page, name="floor"),
    path("", include("bp3mi.urls")),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
