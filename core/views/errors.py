"""Error pages. They say what happened and what to do next, and need neither database nor session."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.context_processors import office
from core.exceptions import TooMany
from core.kept import kept_fields

LAST_RESORT = "Terjadi gangguan di sistem. Coba lagi, atau laporkan kode {code}."


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "errors/400.html", 400, reason=_too_much(exception))


def _too_much(exception: Exception | None) -> str:
    """What to do when a request carried more than it may; nothing for other faults."""
    if isinstance(exception, RequestDataTooBig):
        words = _("Kiriman ini terlalu besar. Kirim paling banyak {n} MB sekaligus, beberapa kali bila perlu.")
        return words.format(n=settings.UPLOAD_BYTES // 2**20)
    if isinstance(exception, TooManyFilesSent):
        words = _("Berkas terlalu banyak. Kirim paling banyak {n} berkas sekaligus, beberapa kali bila perlu.")
        return words.format(n=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
    return ""


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says the reason that the rule gave, if it gave one."""
    reason = getattr(exception, "reason", "") or (str(exception) if exception else "")
    return _page(request, "errors/403.html", 403, reason=reason)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "errors/404.html", 404)


def handler500(request: HttpRequest) -> HttpResponse:
    try:
        return _page(request, "errors/500.html", 500)
    except Exception:  # the page itself may be what fails; the person still gets a code to report
        text = LAST_RESORT.format(code=_code(request))
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stood open until its session or its cookie had gone; the way back to it brings what was typed."""
    response = _page(request, "errors/csrf.html", 403, back_url=page_before(request))
    if request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"  # the page opens anew, with its draft
    return response


def page_before(request: HttpRequest) -> str:
    """The address of the page that held the form, when it is one of ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    address = before._replace(scheme="", netloc="").geturl()
    is_ours = before.netloc == request.META.get("HTTP_HOST", "") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else ""


def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    """Says when it may be tried again; what was typed stays on the page and can be sent from it."""
    headers = {"Retry-After": str(error.seconds), "Cache-Control": "no-store"}
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": "too_many", "message": error.message}, status=429, headers=headers)
    if request.headers.get("HX-Request"):
        return HttpResponse(error.message, status=429, headers=headers, content_type="text/plain; charset=utf-8")
    is_form = request.method == "POST"
    response = _page(
        request,
        "errors/429.html",
        429,
        message=error.message,
        is_form=is_form,
        kept=kept_fields(request) if is_form else [],
        action=request.get_full_path(),
        csrf_token=get_token(request) if is_form else "",
    )
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _page(request: HttpRequest, template: str, status: int, **values: object) -> HttpResponse:
    """Rendered without a request, so that no context processor can fail on the way."""
    context = {"code": _code(request), "home_url": "/", **office(request), **values}
    return HttpResponse(get_template(template).render(context), status=status)


def _code(request: HttpRequest) -> str:
    """The id that stands in the logs too; a fresh one where the fault came before it was given."""
    return str(getattr(request, "id", "") or uuid.uuid4().hex[:12])
