"""Accounts: list, new, edit, and the link for a new password. No page here shows people who are served."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.passwords import make_password_link
from accounts.actions.users import create_user, edit_user, reopen_account
from accounts.forms.users import NewUserForm, RolesForm, UserFilterForm, UserForm
from accounts.lists import UserList
from accounts.models import User
from accounts.queries import may_sign_in, role_words, standing_assignments
from accounts.step_up import needs_step_up_to_write
from accounts.views.tabs import crumbs, settings_tabs
from core.access import requires
from core.editing import zone_label
from core.exceptions import DomainError, StaleEdit
from core.limits import take


def get_user(pk: int) -> User:
    return get_object_or_404(User.objects.select_related("office"), pk=pk)


@requires("users.manage")
@require_safe
def user_list(request: HttpRequest) -> HttpResponse:
    form = UserFilterForm(request.GET)
    chosen = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    search = UserList(timezone.localdate(), chosen)
    rows, more = search.page(request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": rows,
        "more": more,
        "sentence": search.sentence(),
        "tabs": settings_tabs("accounts:users"),
        "clear_url": reverse("accounts:users") if chosen else "",
    }
    context["columns"] = [
        {"label": label} for label in (_("Nama"), _("Unit kerja"), _("Peran"), _("Berlaku sampai"), _("Keadaan"))
    ]
    return render(request, "accounts/user_list.html", context)


@requires("users.manage")
@needs_step_up_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form, roles = NewUserForm(data), RolesForm(data, standing={}, on=today)
    if request.method == "POST" and all([form.is_valid(), roles.is_valid()]):
        try:
            facts = form.facts(roles.periods())
            user = create_user(username=form.cleaned_data["username"], facts=facts, on=today, by=request.user)
            messages.success(request, _("Akun tersimpan. Buat tautan kata sandi dan serahkan kepada pemiliknya."))
            return redirect("accounts:user_edit", pk=user.pk)
        except DomainError as error:
            form.add_domain_error(error)
    context = {"form": form, "roles": roles, "crumbs": crumbs("users", _("Pengguna"))}
    return render(request, "accounts/user_new.html", context, status=422 if form.errors or roles.errors else 200)


@requires("users.manage")
@needs_step_up_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = get_user(pk), timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = UserForm(data, instance=user)
    standing = standing_assignments(user, today)
    roles = RolesForm(data, standing=standing, on=today, is_own=user.pk == request.user.pk)
    context, status = {}, 200
    if request.method == "POST" and all([form.is_valid(), roles.is_valid()]):
        try:
            save_user(request, user, form, roles)
            return redirect("accounts:user_edit", pk=user.pk)
        except StaleEdit as error:
            form.show_stale(error)
            context, status = {"stored_roles": role_words(error.row, today) or [_("Belum ada peran")]}, 409
        except DomainError as error:
            form.add_domain_error(error)
    if form.errors or roles.errors:
        status = 422
    return render(request, "accounts/user_edit.html", {**edit_context(user, form, roles), **context}, status=status)


def save_user(request: HttpRequest, user: User, form: UserForm, roles: RolesForm) -> None:
    edit_user(
        user=user,
        version=form.cleaned_data["version"],
        facts=form.facts(roles.periods()),
        on=timezone.localdate(),
        by=request.user,
    )
    saved_at = timezone.localtime().strftime("%H.%M")
    messages.success(request, _("Tersimpan pukul {jam} {zona}.").format(jam=saved_at, zona=zone_label()))


def edit_context(user: User, form: UserForm, roles: RolesForm) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "person": user,
        "works": may_sign_in(user, today),
        "form": form,
        "roles": roles,
        "past_roles": user.role_assignments.filter(ends_on__lt=today).order_by("-ends_on"),
        "crumbs": crumbs("users", _("Pengguna")),
    }


@requires("users.manage")
@needs_step_up_to_write
@never_cache
@require_POST
def user_password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the link once; it is stored nowhere and handed over by the administrator."""
    user = get_user(pk)
    take("password_link", str(request.user.pk))
    try:
        parts = make_password_link(user=user, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("accounts:user_edit", pk=user.pk)
    link = request.build_absolute_uri(reverse("accounts:set_password", kwargs=parts))
    context = {"person": user, "link": link, "crumbs": crumbs("users", _("Pengguna"))}
    return render(request, "accounts/password_link.html", context)


@requires("users.manage")
@needs_step_up_to_write
@require_POST
def user_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_user(pk)
    reopen_account(user=user, by=request.user)
    messages.success(request, _("Akun aktif kembali. Beri perannya, lalu buat tautan kata sandi."))
    return redirect("accounts:user_edit", pk=user.pk)
