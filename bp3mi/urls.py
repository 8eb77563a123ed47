"""All addresses. Paths are Indonesian; each app keeps its own."""

from django.urls import include, path

from core.views.health import health
from reports.views.help import help_page
from reports.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("sehat/", health, name="health"),
    path("panduan/", help_page, name="help"),
    path("", include("accounts.urls")),
    path("wilayah/", include("regions.urls")),
    path("", include("letters.urls")),
    path("", include("cases.urls")),
    path("", include("reports.urls")),
]

handler400 = "core.views.errors.handler400"
handler403 = "core.views.errors.handler403"
handler404 = "core.views.errors.handler404"
handler500 = "core.views.errors.handler500"
