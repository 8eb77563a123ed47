"""The product's addresses, and a page that stands still in the middle of its work."""

from threading import Event

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from core.access import signed_in

entered, may_go = Event(), Event()


@signed_in
def slow(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = 1
    entered.set()
    may_go.wait(20)
    return HttpResponse("ok")


urlpatterns = [path("lambat/", slow), path("", include("bp3mi.urls"))]
