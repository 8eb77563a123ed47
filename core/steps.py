"""One step on a record: show its form, do one action, answer."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.exceptions import DomainError, Forbidden, StaleEdit


def take_step(
    request: HttpRequest,
    form,
    *,
    do: Callable[[], object],
    done: str,
    to: str,
    page: dict[str, object],
    template: str = "components/step_page.html",
    on_stale: Callable[[StaleEdit], None] | None = None,
) -> HttpResponse:
    """Do it when the form holds, and go to `to`; else the page again with what was typed and what is wrong."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                whole(do)
            except StaleEdit as error:
                (on_stale or form.show_stale)(error)
                status = 409
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, done)
                return redirect(to)
    return render(request, template, {**page, "form": form}, status=status)


def do_once(request: HttpRequest, *, do: Callable[[], object], done: str, to: str) -> HttpResponse:
    """A step without a form: done, or the reason why not, both on the page that it came from."""
    try:
        whole(do)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(to)


def whole(do: Callable[[], object]) -> None:
    """All of a step or nothing: what went before the refusal is taken back with it."""
    with transaction.atomic():
        do()


def refuse(reason: str) -> None:
    """403 with the reason, when there is one."""
    if reason:
        raise Forbidden(reason)
