"""The components render with what they ask for, and with less."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

COMPONENTS = Path(__file__).resolve().parent.parent.parent / "templates" / "components"


def show(component: str, **values: object) -> str:
    return render_to_string(f"components/{component}.html", values)


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in COMPONENTS.glob("*.html") if path.stem not in {"conflict", "confirm"})
)
def test_component_renders_without_inputs(name):
    assert show(name).count("{{") == 0


def test_empty_state_says_what_to_do():
    html = show(
        "empty_state", title="Tidak ada kasus.", text="Coba ejaan lain.", url="/kasus/", action="Hapus saringan"
    )
    assert "<b>Tidak ada kasus.</b>" in html
    assert '<a class="btn btn-secondary" href="/kasus/">Hapus saringan</a>' in html


def test_table_without_rows_is_an_empty_state():
    html = show("table", rows=[], columns=[{"label": "Nama"}], empty_title="Belum ada.")
    assert "Belum ada." in html
    assert "<table" not in html


def test_pager_has_links_and_a_capped_count():
    html = show("pager", newer_url="?a", older_url="?b", count=1000, is_capped=True, noun="kasus")
    assert "<b>1.000+</b> kasus" in html
    assert 'rel="prev" href="?a"' in html
    assert 'rel="next" href="?b"' in html
    assert "Lebih lama" not in show("pager", count=3, noun="kasus")


class FilterForm(forms.Form):
    q = forms.CharField(label="Kata", required=False)
    late = forms.BooleanField(label="Lewat tenggat", required=False)


def test_filter_bar_says_the_filter_as_a_sentence():
    html = show("filter_bar", form=FilterForm(), sentence="Kasus terbuka", count=2, noun="kasus", clear_url="/kasus/")
    assert "<b>Kasus terbuka</b>" in html
    assert '<label for="id_q">Kata</label>' in html
    assert "Hapus saringan" in html


def test_definition_list_says_unknown_for_what_is_empty():
    html = show("definition_list", items=[{"label": "Umur", "value": None}, {"label": "Anak", "value": 0}])
    assert html.count("Belum diketahui") == 1
    assert "<dd>0</dd>" in html


def test_sourced_value_keeps_printed_and_used():
    values = [
        {"printed": "31/04/1990", "source": "Surat KJRI", "on": dt.date(2026, 11, 20)},
        {"printed": "30/04/1990", "source": "Ijazah", "is_used": True},
    ]
    html = show("sourced_value", used="30 Apr 1990", values=values, reason="Sesuai ijazah")
    assert "<b>30 Apr 1990</b>" in html
    assert "<q>31/04/1990</q>" in html
    assert "20 Nov 2026" in html
    assert html.count("Nilai yang dipakai") == 1
    assert "Sesuai ijazah" in html


def test_address_marks_what_counts_and_what_is_not_recognised():
    rows = [
        {"kind": "Daerah asal", "place": "Wawoangi", "is_counted": True},
        {"kind": "Alamat di KTP/dokumen", "text": "Talaga I", "is_open": True},
        {"kind": "Tujuan pulang"},
    ]
    html = show("address", addresses=rows)
    assert html.count("Dihitung dalam laporan") == 1
    assert html.count("Tempat belum dikenali") == 1
    assert "“Talaga I”" in html
    assert html.count("Belum diketahui") == 1


def test_timeline_shows_moments_and_days():
    at = dt.datetime(2026, 11, 24, 13, 4, tzinfo=dt.UTC)
    html = show("timeline", items=[{"at": at, "has_time": True, "what": "Diterima"}, {"at": dt.date(2026, 11, 1)}])
    assert "24 Nov 2026, 21.04 WITA" in html
    assert "1 Nov 2026" in html


def test_progress_asks_again_only_while_it_runs():
    running = show("progress", job={"state": "job_run", "percent": 42}, poll_url="/x/")
    assert 'hx-get="/x/"' in running
    assert 'value="42"' in running
    done = show("progress", job={"state": "job_ready"}, done_url="/y/", done_until=dt.date(2026, 12, 1))
    assert "hx-get" not in done
    assert "Berkas siap diunduh sampai 1 Des 2026." in done
    assert "Penuh." in show("progress", job={"state": "job_failed", "error": "Penuh."})


def test_texts_of_people_are_escaped():
    evil = "<script>x</script>"
    html = show("record_header", name=evil, number=evil, facts=[evil]) + show("notice", text=evil, title=evil)
    html += show("definition_list", items=[{"label": evil, "value": evil, "note": evil}])
    html += show("sourced_value", used=evil, values=[{"printed": evil, "source": evil}], reason=evil)
    assert "<script>" not in html


@pytest.mark.parametrize(("rights", "is_shown"), [({"search.use"}, True), ({"areas.view"}, False)])
def test_search_stands_only_before_whoever_may_search(rights, is_shown):
    html = show("top_bar", viewer=SimpleNamespace(name="Wa Ina", rights=rights))
    assert ('action="/cari/"' in html, 'href="/cari/"' in html, "user-menu" in html) == (is_shown, is_shown, True)


def test_search_box_repeats_only_its_own_words():
    viewer = SimpleNamespace(name="Wa Ina", rights={"search.use"})
    for path, is_shown in (("/cari/", True), ("/wilayah/cari/", False)):
        request = RequestFactory().get(path, {"q": "talaga"})
        assert ('value="talaga"' in show("top_bar", viewer=viewer, request=request)) is is_shown
