"""Values by source: everything printed is kept; only what can be read and can be true is ever used."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions.repatriations import correct_repatriation, record_source_value, use_source_value
from cases.actions.workers import correct_worker
from cases.facts import Age, Count, Source
from cases.models import Repatriation, SourcedValue, Worker
from core.exceptions import DomainError
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_group, make_worker, village_of

SOURCE = Source("LETTER", "B.1", DAY)
NEXT_YEAR = timezone.localdate().year + 1


@pytest.fixture
def group(people, scope_of) -> Repatriation:
    with scope_of(people.caseworker):
        return make_group(people.caseworker)


@pytest.fixture
def worker(people, scope_of) -> Worker:
    with scope_of(people.caseworker):
        return make_worker(people.caseworker, name="La Coba Karang", age=30)


@pytest.fixture
def office(people, client_for):
    return client_for(people.caseworker)


def stored(row):
    with viewing_everything(reason="test"):
        return type(row).objects.get(pk=row.pk)


def told(office, row, field: str, printed: str, read: str = "") -> SourcedValue:
    """What a source says, typed on the page of the person or the return."""
    kind = "pekerja" if isinstance(row, Worker) else "pemulangan"
    answer = office.post(
        f"/{kind}/{row.number}/sumber/", {"field": field, "printed": printed, "read": read, "source_kind": "LETTER"}
    )
    assert answer.status_code == 302, answer.content.decode()
    with viewing_everything(reason="test"):
        return SourcedValue.objects.order_by("-pk").first()


def use(office, row, value: SourcedValue):
    kind = "pekerja" if isinstance(row, Worker) else "pemulangan"
    address = f"/{kind}/{row.number}/sumber/{value.pk}/pakai/"
    return office.post(address, {"version": stored(row).version, "reason": "Sesuai surat"})


# field, as printed, what stands then in the record
USABLE_OF_RETURN = [
    ("arrived_on", "19 November 2026", {"arrived_on": date(2026, 11, 19)}),
    ("expected_on", f"12/12/{NEXT_YEAR}", {"expected_on": date(NEXT_YEAR, 12, 12)}),
    ("vessel", "KM Lambelu", {"vessel": "KM Lambelu"}),
    ("group_total", "81 orang", {"group_count": Count(81, 81)}),
    ("group_total", "sekitar 80", {"group_count": Count(80, 80, is_about=True)}),
    ("group_total", "70-80", {"group_count": Count(70, 80)}),
    ("group_total", "lebih dari 50", {"group_count": Count(51, None)}),
    ("group_total", "puluhan orang", {"group_count": Count(20, 99, is_about=True)}),
]
USABLE_OF_PERSON = [
    ("name", "La Ode Coba Karang", {"name": "La Ode Coba Karang"}),
    ("sex", "Perempuan", {"sex": "P"}),
    ("birth_date", "12/05/1990", {"birth_date": date(1990, 5, 12), "birth_year": 1990, "stated_age": None}),
    ("age", "41 tahun", {"stated_age": 41, "birth_date": None}),
    ("age", "1985", {"birth_year": 1985, "stated_age": None}),
    ("nik", "7414010101900077", {"nik": "7414010101900077"}),
    ("passport_number", "c 123 4567", {"passport_number": "C1234567"}),
    ("phone", "0812-3456-7890", {"phone": "0812-3456-7890"}),
]


@pytest.mark.parametrize(("field", "printed", "columns"), USABLE_OF_RETURN)
def test_value_of_a_return_is_taken_over_as_read(office, group, field, printed, columns):
    value = told(office, group, field, printed)
    assert use(office, group, value).status_code == 302
    row = stored(group)
    assert {name: getattr(row, name) for name in columns} == columns
    assert (stored(value).is_used, stored(value).printed) == (True, printed)


@pytest.mark.parametrize(("field", "printed", "columns"), USABLE_OF_PERSON)
def test_value_of_a_person_is_taken_over_as_read(office, worker, field, printed, columns):
    value = told(office, worker, field, printed)
    assert use(office, worker, value).status_code == 302
    row = stored(worker)
    assert {name: getattr(row, name) for name in columns} == columns
    assert stored(value).is_used


def test_place_of_a_source_counts_once_it_is_used(office, worker):
    place = village_of("74.07")
    value = told(office, worker, "place", f"{place.text}, Wakatobi")
    assert use(office, worker, value).status_code == 302
    row = stored(worker)
    assert (row.district.code, row.village.code) == ("74.07", place.area_code)
    with viewing_everything(reason="test"):
        assert row.addresses.get(is_counted=True).area_id == row.village_id
        assert row.returns.get().district_id == row.district_id


BAD = [
    ("group", "arrived_on", f"12/12/{NEXT_YEAR + 3}", "belum terjadi"),
    ("group", "arrived_on", "31/11/2026", "Tanggal ini tidak ada di kalender."),
    ("group", "group_total", "99999999999999999999", "tidak terbaca sebagai jumlah orang"),
    ("group", "group_total", "orang banyak", "tidak terbaca sebagai jumlah orang"),
    ("group", "vessel", "K" * 200, "lebih panjang dari 100 huruf"),
    ("worker", "birth_date", f"01/01/{NEXT_YEAR + 9}", "belum terjadi"),
    ("worker", "birth_date", "01/01/1880", "Tahun 1880 terlalu jauh"),
    ("worker", "age", "212 tahun", "Umur lebih dari 120 tahun"),
    ("worker", "age", "dewasa", "tidak terbaca sebagai umur"),
    ("worker", "sex", "?", "tidak menyebut nilainya"),
    ("worker", "sex", "entah", "tidak terbaca sebagai jenis kelamin"),
    ("worker", "nik", "741401010190007", "NIK terdiri atas 16 angka"),
    ("worker", "passport_number", "C" * 200, "tidak terbaca sebagai nomor paspor"),
    ("worker", "phone", "abc <b>x</b> 123", "tidak terbaca sebagai nomor telepon"),
    ("worker", "name", "belum diketahui", "tidak menyebut nilainya"),
]


@pytest.mark.parametrize(("kind", "field", "printed", "why"), BAD)
def test_value_that_cannot_be_is_kept_and_never_used(request, office, kind, field, printed, why):
    row = request.getfixturevalue(kind)
    before = stored(row)
    value = told(office, row, field, printed)
    there = f"/{'pekerja' if kind == 'worker' else 'pemulangan'}/{row.number}/"
    page = office.get(there).content.decode()
    assert why in page
    assert f"{there}sumber/{value.pk}/pakai/" not in page
    assert use(office, row, value).status_code == 422
    after = stored(row)
    assert after.version == before.version
    assert (stored(value).is_used, stored(value).printed) == (False, printed)


def test_what_an_officer_reads_into_a_writing_must_be_readable(office, group):
    sent = {"field": "arrived_on", "printed": "tgl 4/5", "read": "kemarin", "source_kind": "LETTER"}
    answer = office.post(f"/pemulangan/{group.number}/sumber/", sent)
    assert answer.status_code == 422
    assert "tidak terbaca sebagai tanggal" in answer.content.decode()
    assert "kemarin" in answer.content.decode()


def test_page_says_about_and_range(office, group):
    use(office, group, told(office, group, "group_total", "sekitar 70-80 orang"))
    assert "sekitar 70–80 orang" in office.get(f"/pemulangan/{group.number}/").content.decode()
    form = office.get(f"/pemulangan/{group.number}/ubah/").context["form"]
    assert form["group_total"].value() == "sekitar 70–80"


def test_number_of_the_group_may_be_typed_as_told(office, group):
    form = office.get(f"/pemulangan/{group.number}/ubah/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent["arrived_on"] = f"{DAY:%d/%m/%Y}"
    answer = office.post(f"/pemulangan/{group.number}/ubah/", {**sent, "group_total": "banyak sekali"})
    assert "Jumlah tidak terbaca." in answer.content.decode()
    assert office.post(f"/pemulangan/{group.number}/ubah/", {**sent, "group_total": "lebih dari 50"}).status_code == 302
    assert stored(group).group_count == Count(51, None)


def test_change_by_hand_rests_on_no_source_any_more(people, scope_of, group, worker):
    by = people.caseworker
    with scope_of(by):
        total = record_source_value(target=group, field="group_total", printed="81", source=SOURCE, by=by)
        use_source_value(value=total, version=group.version, reason="Surat", on=DAY, by=by)
        correct_repatriation(
            repatriation=group, version=group.version + 1, changes={"group_total": Count(82, 82)}, by=by
        )
        born = record_source_value(
            target=worker, field="birth_date", printed="12/05/1990", read_date=date(1990, 5, 12), source=SOURCE, by=by
        )
        use_source_value(value=born, version=worker.version, reason="KTP", on=DAY, by=by)
        correct_worker(worker=worker, version=worker.version + 1, changes={"age": Age(years=40)}, on=DAY, by=by)
    assert (stored(total).is_used, stored(born).is_used) == (False, False)


def test_change_that_leaves_a_field_leaves_its_source(people, scope_of, worker):
    by = people.caseworker
    with scope_of(by):
        phone = record_source_value(target=worker, field="phone", printed="081234567890", source=SOURCE, by=by)
        use_source_value(value=phone, version=worker.version, reason="Surat", on=DAY, by=by)
        changes = {"phone": "081234567890", "sex": "P"}
        correct_worker(worker=worker, version=worker.version + 1, changes=changes, on=DAY, by=by)
    assert stored(phone).is_used


def test_age_and_birth_date_are_one_thing(people, scope_of, worker):
    by = people.caseworker
    with scope_of(by):
        born = record_source_value(
            target=worker, field="birth_date", printed="1990", read_date=date(1990, 5, 12), source=SOURCE, by=by
        )
        use_source_value(value=born, version=worker.version, reason="KTP", on=DAY, by=by)
        age = record_source_value(target=worker, field="age", printed="41", source=SOURCE, by=by)
        use_source_value(value=age, version=worker.version + 1, reason="Keterangan sendiri", on=DAY, by=by)
    row = stored(worker)
    assert (row.birth_date, row.stated_age, row.stated_age_on) == (None, 41, DAY)
    assert (stored(born).is_used, stored(age).is_used) == (False, True)


def test_day_to_come_is_refused_on_the_day_it_is_used(people, scope_of, group):
    by = people.caseworker
    with scope_of(by):
        value = record_source_value(
            target=group, field="arrived_on", printed="21 Nov", read_date=DAY + timedelta(days=1), source=SOURCE, by=by
        )
        with pytest.raises(DomainError, match="belum terjadi"):
            use_source_value(value=value, version=group.version, reason="Surat", on=DAY, by=by)


# --- a date that no calendar has, on the form of the return -----------------------------------------------------------


def test_writing_of_a_date_is_kept_beside_the_corrected_one(office, group):
    form = office.get(f"/pemulangan/{group.number}/ubah/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    refused = office.post(f"/pemulangan/{group.number}/ubah/", {**sent, "arrived_on": "31/11/2026"})
    assert "Tulisan aslinya disimpan" in refused.content.decode()
    assert 'name="arrived_on_tertulis"' in refused.content.decode()
    sent |= {"arrived_on": "30/10/2026", "arrived_on_tertulis": "31/11/2026"}
    assert office.post(f"/pemulangan/{group.number}/ubah/", sent).status_code == 302
    assert stored(group).arrived_on == date(2026, 10, 30)
    assert "31/11/2026" in office.get(f"/pemulangan/{group.number}/").content.decode()


def test_where_nothing_is_kept_no_such_promise_is_made(office, group):
    sent = {"field": "vessel", "printed": "KM Lambelu", "source_kind": "LETTER", "source_date": "31/04/2026"}
    page = office.post(f"/pemulangan/{group.number}/sumber/", sent).content.decode()
    assert "Tanggal 31/04/2026 tidak ada di kalender. Isi tanggal yang benar." in page
