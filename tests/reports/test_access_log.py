"""The record of looks, as the auditor reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AccessRecord

TODAY = timezone.localdate()


def look(user, *, days_ago=0, look="VIEW", kind="case", ids=(7,)):
    return AccessRecord.objects.create(
        user=user,
        look=look,
        object_kind=kind,
        object_ids=list(ids),
        path="/kasus/x/",
        at=timezone.now() - timedelta(days=days_ago),
    )


def shown(client, query="") -> list[int]:
    return [row.pk for row in client.get(f"/catatan-akses/{query}").context["page"].rows]


def test_only_the_auditor_reads_it(people, client_for):
    for name, user in people.everybody().items():
        expected = 200 if name == "auditor" else 403
        assert client_for(user).get("/catatan-akses/").status_code == expected, name


def test_newest_first_with_numbers_of_objects(people, client_for):
    first, second = look(people.head, ids=(1, 2)), look(people.caseworker, ids=range(20))
    client = client_for(people.auditor)
    assert shown(client) == [second.pk, first.pk]
    assert "dan 12 lagi" in client.get("/catatan-akses/").content.decode()


def test_filters_by_day_user_way_and_kind(people, client_for):
    old = look(people.head, days_ago=3)
    mine = look(people.caseworker, look="LIST", kind="worker")
    client = client_for(people.auditor)
    assert shown(client, f"?hari={TODAY - timedelta(days=3)}") == [old.pk]
    assert shown(client, f"?pengguna={people.caseworker.pk}") == [mine.pk]
    assert shown(client, "?cara=LIST") == [mine.pk]
    assert shown(client, "?jenis=case") == [old.pk]
    assert shown(client, "?jenis=case&cara=LIST") == []


def test_a_filter_that_cannot_be_read_keeps_the_page(people, client_for):
    assert client_for(people.auditor).get("/catatan-akses/?hari=31-31&pengguna=x").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_with_more_looks(people, client_for, number, django_assert_num_queries):
    for _time in range(number):
        look(people.head)
    client = client_for(people.auditor)
    with django_assert_num_queries(8):
        client.get("/catatan-akses/")


def test_the_figure_that_was_opened_is_said_in_the_language_of_the_reader(people, client_for):
    """What was opened in Indonesian is read in English, and the other way round."""
    people.auditor.language = "en"
    people.auditor.save()
    query = "indikator=kedatangan&kabupaten=74.14&kelompok=L_DEWASA"
    assert client_for(people.report_admin).get(f"/laporan/bulanan/2026-05/baris/?{query}").status_code == 200
    page = client_for(people.auditor).get("/catatan-akses/").content.decode()
    assert "May 2026 · District: Kab. Buton Tengah · " in page
    people.auditor.language = "id"
    people.auditor.save()
    page = client_for(people.auditor).get("/catatan-akses/").content.decode()
    assert "Mei 2026 · Kabupaten/kota: Kab. Buton Tengah · Jenis kelamin dan umur: L dewasa" in page


def test_other_purposes_stand_as_they_were_written(people, client_for):
    words = ["Laporan kepada kementerian", "angka:x", "angka:2026-05?indikator=tidak-ada"]
    for text in words:
        AccessRecord.objects.create(user=people.head, look="EXPORT", object_kind="export", purpose=text)
    page = client_for(people.auditor).get("/catatan-akses/").content.decode()
    assert [text for text in words if text not in page] == []


def test_filters_of_the_record_can_be_cleared_only_when_there_are_some(people, client_for):
    client = client_for(people.auditor)
    for query, is_shown in (("", False), ("?hari=&cara=", False), ("?cara=LIST", True)):
        assert ("Hapus saringan" in client.get(f"/catatan-akses/{query}").content.decode()) is is_shown
