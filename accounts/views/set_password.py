"""A password by link: for a new account, or when the old password is lost."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.passwords import change_password
from accounts.forms.sign_in import NewPasswordForm
from accounts.tokens import user_of_link
from core.access import public
from core.limits import check, count
from core.middleware import client_ip


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    check("password_set_address", client_ip(request))
    user = user_of_link(uidb64, token)
    if user is None:
        count("password_set_address", client_ip(request))
        return render(request, "accounts/set_password.html", {"form": None}, status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        change_password(password=form.cleaned_data["password"], by=user)
        messages.success(request, _("Kata sandi tersimpan. Masuk dengan kata sandi baru."))
        return redirect(settings.LOGIN_URL)
    context = {"form": form, "username": user.username}
    return render(request, "accounts/set_password.html", context, status=422 if form.errors else 200)
