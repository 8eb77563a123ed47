"""Which right a view asks for. A test walks every URL and fails for a view that declares nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.exceptions import Forbidden
from core.scope import current_viewer

View = Callable[..., HttpResponse]


def requires(right: str) -> Callable[[View], View]:
    """Only a viewer with `right` may enter; others get 403 with the reason."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not current_viewer().may(right):
                raise Forbidden(
                    _("Akun Anda tidak berwenang melakukan ini. Hubungi {peran} bila diperlukan untuk tugas.").format(
                        peran=_("Administrator Sistem")
                    ),
                    right=right,
                )
            return view(request, *args, **kwargs)

        wrapper.required_right = right  # type: ignore[attr-defined]
        return wrapper

    return decorate


def signed_in(view: View) -> View:
    """Any signed-in account may enter: pages about oneself, and pages without people."""
    view.any_account = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open without sign-in. Such a view reads no row about people."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def before_factor(view: View) -> View:
    """Reached by a signed-in account that must set up its second factor first: the ways to do that, and out."""
    view.before_factor = True  # type: ignore[attr-defined]
    return view
