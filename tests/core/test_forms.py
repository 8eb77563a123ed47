"""The form base: layout, error summary, sentences, and edits that meet each other."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError, StaleEdit
from core.forms import BaseForm, LongTextField, PersonNameField, VersionedFormMixin


class VisitForm(BaseForm):
    fieldsets = [("Kunjungan", ["name", "place"]), ("+", ["note"])]
    submit_label = "Simpan kunjungan"
    keep = "kunjungan"
    name = PersonNameField(label="Nama", help_text="Seperti terdengar.")
    place = forms.ChoiceField(label="Tempat", choices=[("", "Pilih"), ("A", "Baubau"), ("B", "Kendari")])
    note = forms.CharField(label="Catatan", required=False, max_length=10, widget=forms.Textarea)
    count = forms.IntegerField(label="Jumlah 100%", required=False, min_value=1)
    agrees = forms.BooleanField(label="Setuju")


class EditVisitForm(VersionedFormMixin, BaseForm):
    name = PersonNameField(label="Nama")
    place = forms.ChoiceField(label="Tempat", choices=[("A", "Baubau"), ("B", "Kendari")])
    tags = forms.MultipleChoiceField(label="Tanda", choices=[("X", "Sakit"), ("Y", "Anak")], required=False)
    is_open = forms.BooleanField(label="Terbuka", required=False)
    note = LongTextField(label="Catatan", required=False)


ROW = {"name": "Wa Ina", "place": "B", "tags": ["Y"], "is_open": False, "note": "", "version": 4}


def rendered(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_form_shows_blocks_and_one_filled_button():
    html = rendered(VisitForm(cancel_url="/batal/"))
    assert "<legend>Kunjungan</legend>" in html
    assert html.count("btn-primary") == 1
    assert "Simpan kunjungan" in html
    assert 'href="/batal/"' in html
    assert 'data-keep="kunjungan"' in html
    assert '<details class="form-later">' in html
    assert "Lengkapi nanti" in html
    assert "data-bound" not in html


def test_field_named_in_no_fieldset_is_still_shown():
    assert 'name="count"' in rendered(VisitForm())


def test_errors_are_sentences_of_ours():
    form = VisitForm({"name": "", "note": "x" * 12, "count": "0"})
    assert {name: list(words) for name, words in form.errors.items()} == {
        "name": ['Isi nama seperti yang terdengar, atau pilih "Nama belum diketahui".'],
        "place": ['Pilih "Tempat".'],
        "note": ['Isian "Catatan" terlalu panjang: 12 huruf. Tulis paling banyak 10 huruf.'],
        "count": ['Angka pada "Jumlah 100%" paling kecil 1.'],
        "agrees": ['Centang "Setuju" untuk melanjutkan.'],
    }


def test_own_sentence_of_a_field_stays():
    class OwnForm(BaseForm):
        place = forms.CharField(label="Tempat", error_messages={"required": "Tulis tempatnya."})

    assert OwnForm({}).errors["place"] == ["Tulis tempatnya."]


def test_control_characters_are_refused_in_plain_text_inputs():
    form = VisitForm({"name": "Wa Ina", "place": "A", "note": "a\x07", "agrees": "on"})
    assert list(form.errors) == ["note"]


def test_browser_does_not_cut_a_pasted_text():
    assert "maxlength" not in rendered(VisitForm())


def test_error_summary_links_to_the_inputs_and_keeps_what_was_typed():
    html = rendered(VisitForm({"name": "   ", "place": "A", "note": "tetap ada", "agrees": "on"}))
    assert "Belum tersimpan. Perbaiki 1 isian yang ditandai." in html
    assert '<a href="#id_name">Nama</a>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert "tetap ada" in html
    assert "data-bound" in html


def test_folded_block_opens_when_one_of_its_inputs_is_marked():
    html = rendered(VisitForm({"name": "Wa Ina", "place": "A", "agrees": "on", "note": "x" * 11}))
    assert '<details class="form-later" open>' in html


def test_typed_markup_is_escaped():
    html = rendered(VisitForm({"name": "<script>alert(1)</script>", "note": "{{ 7|add:7 }}"}))
    assert "<script>" not in html
    assert "{{ 7|add:7 }}" in html


def test_domain_error_stands_on_its_field_or_at_the_top():
    form = VisitForm({"name": "Wa Ina", "place": "A", "agrees": "on"})
    form.add_domain_error(DomainError("Tempat ini sudah ditutup.", field="place"))
    form.add_domain_error(DomainError("Kasus belum dapat ditutup."))
    assert form.errors == {"place": ["Tempat ini sudah ditutup."], "__all__": ["Kasus belum dapat ditutup."]}


def posted(**changes: object) -> dict[str, object]:
    return {"name": "Wa Ina", "place": "B", "tags": ["Y"], "note": "", "version": "3", **changes}


def test_version_travels_with_the_form():
    form = EditVisitForm(initial=ROW)
    assert '<input type="hidden" name="version" value="4" id="id_version">' in rendered(form)
    assert EditVisitForm(posted(), initial=ROW).is_valid()


@pytest.mark.parametrize("version", ["", "x", None])
def test_form_without_its_version_is_refused(version):
    data = posted(version=version)
    if version is None:
        del data["version"]
    form = EditVisitForm(data, initial=ROW)
    assert form.errors["version"] == ["Halaman ini sudah lama terbuka. Muat ulang, lalu isi kembali."]


def conflicting_form(**changes: object) -> EditVisitForm:
    form = EditVisitForm(posted(**changes), initial=ROW)
    assert form.is_valid()
    at = dt.datetime(2026, 11, 24, 13, 4, tzinfo=dt.UTC)
    form.show_conflict(current=ROW, changed_by="Hasan", changed_at=at)
    return form


def test_conflict_shows_both_values_of_what_differs():
    form = conflicting_form(name="La Baco", place="A", tags=["X", "Y"], is_open="on")
    assert [(row.name, row.yours, row.current) for row in form.conflict] == [
        ("name", "La Baco", "Wa Ina"),
        ("place", "Baubau", "Kendari"),
        ("tags", "Sakit, Anak", "Anak"),
        ("is_open", "Ya", "Tidak"),
    ]
    html = rendered(form)
    assert "Hasan sudah mengubah data ini pukul 21.04 WITA." in html
    assert 'name="pakai_name" value="yours"' in html
    assert 'name="version" value="4"' in html
    assert 'value="La Baco"' in html


def test_conflict_without_a_difference_only_asks_to_save_again():
    assert "Simpan sekali lagi" in rendered(conflicting_form())


def test_chosen_current_value_replaces_what_was_typed():
    data = posted(name="La Baco", place="A", tags=["X"], is_open="on", version="4")
    data |= {"pakai_place": "current", "pakai_tags": "current", "pakai_is_open": "current", "pakai_name": "yours"}
    form = EditVisitForm(data, initial=ROW)
    assert form.is_valid()
    assert form.cleaned_data == {
        "name": "La Baco",
        "place": "B",
        "tags": ["Y"],
        "is_open": False,
        "note": "",
        "version": 4,
    }


def test_conflict_left_undecided_is_asked_again():
    from django.http import QueryDict

    form = EditVisitForm(QueryDict("name=La+Baco&place=B&version=4&konflik=name"), initial=ROW)
    assert form.errors == {"name": ['Pilih nilai yang dipakai untuk "Nama".']}
    assert [row.name for row in form.conflict] == ["name"]
    assert "Isian Anda masih ada." in rendered(form)


def test_stale_edit_fills_the_conflict_from_the_row():
    class Row:
        name, place, tags, is_open, note, version = "Wa Ina", "A", ["Y"], False, "", 9

    form = EditVisitForm(posted(), initial=ROW)
    assert form.is_valid()
    form.show_stale(StaleEdit(Row(), "Sudah diubah.", changed_by="", changed_at=timezone.now()))
    assert [row.name for row in form.conflict] == ["place"]
    assert form.conflict_by == "Pengguna lain"
    assert form.data["version"] == "9"


def opened(**changes: object) -> dict[str, object]:
    """What a browser sends of the page as ROW was when it was opened, version 3."""
    before = {**ROW, "version": 3, "note": "baris satu\nbaris dua"}
    html = rendered(EditVisitForm(initial=before))
    prints = re.search(r'name="dibuka" value="([^"]*)"', html)[1].replace("&quot;", '"')
    return posted(**{"note": "baris satu\r\nbaris dua", "dibuka": prints, **changes})


def met(data: dict[str, object], **row: object) -> EditVisitForm:
    form = EditVisitForm(data, initial=ROW)
    assert form.is_valid(), form.errors
    current = {**ROW, "note": "baris satu\nbaris dua", "version": 5, **row}
    form.show_conflict(current=current, changed_by="Hasan", changed_at=timezone.now())
    return form


def test_untouched_values_follow_the_row_and_are_no_input_of_the_person():
    """B12: only the name was typed; the place and the tags were changed by somebody else."""
    form = met(opened(name="La Baco"), place="A", tags=["X", "Y"], is_open=True)
    assert [row.name for row in form.conflict] == []
    assert [row.label for row in form.followed] == ["Tempat", "Tanda", "Terbuka"]
    html = rendered(form)
    assert "Isian Anda tidak berbenturan dengan perubahan itu." in html
    assert "Yang tidak Anda ubah mengikuti data terbaru:" in html
    again = EditVisitForm(form.data, initial={**ROW, "place": "A", "tags": ["X", "Y"], "is_open": True, "version": 5})
    assert again.is_valid()
    told = again.cleaned_data
    assert (told["name"], told["place"], told["tags"], told["is_open"]) == ("La Baco", "A", ["X", "Y"], True)
    assert told["version"] == 5


def test_what_both_changed_is_asked_and_what_only_the_person_changed_stays():
    form = met(opened(name="La Baco", is_open="on"), name="Wa Ina binti Contoh")
    assert [(row.name, row.yours, row.current) for row in form.conflict] == [("name", "La Baco", "Wa Ina binti Contoh")]
    assert form.followed == []
    assert form.data.get("is_open") == "on"


def test_second_conflict_is_judged_by_the_row_that_was_shown():
    form = met(opened(name="La Baco"), place="A")
    once_more = EditVisitForm(form.data, initial={**ROW, "place": "A", "version": 5})
    assert once_more.is_valid()
    later = {**ROW, "name": "Wa Ina", "place": "B", "note": "baris satu\nbaris dua", "version": 6}
    once_more.show_conflict(current=later, changed_by="Hasan", changed_at=timezone.now())
    assert ([row.name for row in once_more.conflict], [row.name for row in once_more.followed]) == ([], ["place"])


def test_current_value_of_a_ticked_box_is_taken_as_ticked():
    form = EditVisitForm(posted(pakai_is_open="current"), initial={**ROW, "is_open": True})
    assert form.is_valid()
    assert form.cleaned_data["is_open"] is True


def test_prints_that_are_no_prints_count_as_none():
    for nonsense in ("", "{", "[1]"):
        form = met(posted(name="La Baco", note="baris satu\nbaris dua", dibuka=nonsense))
        assert [row.name for row in form.conflict] == ["name"]


def test_summary_counts_inputs_and_not_sentences():
    class DoubtForm(BaseForm):
        nik = forms.CharField(label="NIK")

        def clean_nik(self):
            raise forms.ValidationError(["NIK harus 16 angka.", "NIK hanya berisi angka."])

    assert "Perbaiki 1 isian yang ditandai." in rendered(DoubtForm({"nik": "12a"}))


@pytest.mark.django_db
def test_empty_choice_has_words_instead_of_dashes():
    class PlaceForm(BaseForm):
        place = forms.ChoiceField(label="Tempat", choices=[("", "---------"), ("A", "Baubau")])
        user = forms.ModelChoiceField(User.objects.none(), label="Pegawai")
        parent = forms.ModelChoiceField(User.objects.none(), label="Induk", required=False)

    html = rendered(PlaceForm())
    assert "---" not in html
    assert (html.count(">Pilih<"), html.count(">Tidak ada<")) == (2, 1)
