"""Pages made of the base and its components alone, to try the look and the behaviours of every page in a browser."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, Template
from django.urls import include, path

from accounts.menu import MenuEntry
from core.access import public
from core.context_processors import office
from core.forms import AgeOrBirthDateField, BaseForm, LongTextField, PersonNameField, VersionedFormMixin

posts: list[dict[str, str]] = []
MENU = [
    MenuEntry(label, f"/{label.lower()}/", icon, label == "Kasus")
    for label, icon in (
        ("Beranda", "house"),
        ("Pemulangan", "box-arrow-in-down"),
        ("Kasus", "folder2-open"),
        ("Wilayah", "map"),
        ("Laporan", "bar-chart"),
    )
]
LIST = """{% extends "base.html" %}{% block title %}Kasus{% endblock %}{% block heading %}Kasus{% endblock %}
{% block page_actions %}<a class="btn btn-primary" href="/formulir/">Terima pengaduan</a>{% endblock %}
{% block content %}
{% include "components/filter_bar.html" with form=filter clear_url="/" sentence="Kasus terbuka" count=1000 is_capped=True noun="kasus" only %}
<div class="table-box"><table class="rows rows-cards rows-sticky"><thead><tr><th scope="col">Nama</th><th scope="col">Status</th></tr></thead>
<tbody>{% for name in names %}<tr><td class="cell-main"><a href="/orang/">{{ name }}</a></td><td class="cell-state">{% state_chip "overdue" %}</td></tr>{% endfor %}</tbody></table></div>
{% include "components/pager.html" with older_url="?lama" count=1000 is_capped=True noun="kasus" only %}
{% include "components/empty_state.html" only %}
{% endblock %}"""
RECORD = """{% extends "base.html" %}{% block title %}Orang{% endblock %}{% block heading %}Gaji tidak dibayar{% endblock %}
{% block record_header %}{% include "components/record_header.html" with name=names.0 number="KS-2026-0123" only %}{% endblock %}
{% block content %}
{% for state in states %}{% state_chip state %} {% endfor %}
<div class="split"><div>{% include "components/card.html" with card_title="Kronologi" card_id="a" only %}
{% include "components/timeline.html" with items=events only %}</div><div>
{% include "components/sourced_value.html" with used="30 Apr 1990" values=values reason="Sesuai ijazah" only %}
{% include "components/address.html" with addresses=addresses only %}
{% include "components/progress.html" with job=job only %}
{% include "components/notice.html" with text="Sisa 3 hari." tone="wait" only %}</div></div>
{% endblock %}"""
FORM = """{% extends "base.html" %}{% load crispy_forms_tags %}{% block title %}Catat{% endblock %}
{% block heading %}Tambah orang{% endblock %}{% block content %}<div class="form-page">{% crispy form %}</div>{% endblock %}"""


class FilterForm(forms.Form):
    q = forms.CharField(label="Kata", required=False)
    late = forms.BooleanField(label="Lewat tenggat", required=False)


class PersonForm(BaseForm):
    fieldsets = [("Orang", ["name", "sex", "age"]), ("+", ["note"])]
    keep = "orang"
    name = PersonNameField(label="Nama", help_text="Seperti terdengar.")
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("U", "Belum diketahui")],
        widget=forms.RadioSelect(attrs={"class": "choices-big"}),
    )
    age = AgeOrBirthDateField(label="Umur atau tanggal lahir")
    note = LongTextField(label="Catatan", required=False)


class EditForm(VersionedFormMixin, BaseForm):
    name = PersonNameField(label="Nama")


def page(request: HttpRequest, source: str, **values: object) -> HttpResponse:
    name = request.GET.get("sebagai", "7")
    viewer = SimpleNamespace(
        user_id=int(name), name="Wa Ode Rahmi", office_name="BP3MI Sulawesi Tenggara", rights={"search.use"}
    )
    context = {
        **office(request),
        "request": request,
        "csrf_token": get_token(request),
        "messages": messages.get_messages(request),
        "viewer": viewer,
        "menu": MENU,
        "names": ["La Ode Muhammad Syahrir bin La Ndoloma", "Wa Ina"],
        **values,
    }
    return HttpResponse(Template(source).render(Context(context)))


@public
def case_list(request: HttpRequest) -> HttpResponse:
    return page(request, LIST, filter=FilterForm())


@public
def record(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        RECORD,
        states=["sub_waiting", "sub_returned", "sub_verified", "restricted", "unknown", "job_run"],
        events=[{"at": dt.date(2026, 11, 24), "what": "Diterima", "state": "case_open"}],
        values=[{"printed": "31/04/1990", "source": "Surat KJRI", "on": dt.date(2026, 11, 20)}],
        addresses=[{"kind": "Daerah asal", "text": "Talaga I", "is_open": True, "is_counted": True}],
        job={"state": "job_run", "percent": 42},
    )


@public
def person_form(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, cancel_url="/")
    if request.method == "POST":
        posts.append(request.POST.dict())
        if form.is_valid():
            messages.success(request, "Tersimpan pukul 21.04 WITA.")
            return HttpResponse(status=302, headers={"Location": "/formulir/"})
    return page(request, FORM, form=form)


@public
def conflict(request: HttpRequest) -> HttpResponse:
    form = EditForm({"name": "La Baco", "version": "3"}, initial={"name": "Wa Ina", "version": 4})
    form.is_valid()
    form.show_conflict(
        current={"name": "Wa Ina", "version": 4},
        changed_by="Hasan",
        changed_at=dt.datetime(2026, 11, 24, 13, 4, tzinfo=dt.UTC),
    )
    return page(request, FORM, form=form)


@public
def stay(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


@public
def draft(request: HttpRequest, form: str) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [
    path("", case_list),
    path("orang/", record),
    path("formulir/", person_form),
    path("konflik/", conflict),
    path("akun/tetap-masuk/", stay),
    path("akun/isian/<path:form>/", draft),
    path("", include("accounts.urls")),
]
handler404 = "core.views.errors.handler404"
