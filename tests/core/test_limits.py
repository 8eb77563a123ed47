"""Limits: counted once each, also side by side, with a sentence, and whatever becomes of the broker."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from core.actions.bulk import look_at_list
from core.exceptions import DomainError, TooMany
from core.limits import LIMITS, check, count, forget_old, give_back, take
from core.models import AccessRecord, LimitCount

ON = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MOST = LIMITS["search_nik"].most


def use_up(name: str, key: str, on: datetime = ON) -> None:
    for _time in range(LIMITS[name].most):
        take(name, key, on)


def test_take_refuses_after_the_most_and_says_until_when(db):
    use_up("search_nik", "7")
    with pytest.raises(TooMany) as refused, translation.override("id"):
        take("search_nik", "7", ON)
    assert refused.value.message == (
        "Terlalu banyak pencarian dengan NIK dalam waktu singkat. Coba lagi pukul 10.01 WITA."
    )
    assert refused.value.seconds == 3601


def test_limit_speaks_english(db):
    use_up("search_nik", "7")
    with pytest.raises(TooMany) as refused, translation.override("en"):
        take("search_nik", "7", ON)
    assert "searches by NIK" in refused.value.message


def test_another_key_and_another_hour_are_free(db):
    use_up("search_nik", "7")
    take("search_nik", "8", ON)
    take("reveal", "7", ON)
    take("search_nik", "7", ON + timedelta(hours=1))


def test_check_counts_nothing_and_refuses_what_is_used_up(db):
    for _time in range(MOST - 1):
        count("search_nik", "7", ON)
    check("search_nik", "7", ON)
    count("search_nik", "7", ON)
    with pytest.raises(TooMany):
        check("search_nik", "7", ON)


def test_what_is_given_back_counts_no_more(db):
    use_up("search_nik", "7")
    give_back("search_nik", "7", ON)
    take("search_nik", "7", ON)
    give_back("search_nik", "nobody", ON)


def test_no_name_and_no_address_is_stored(db):
    take("sign_in_name", "ratih", ON)
    assert not LimitCount.objects.filter(key__contains="ratih").exists()


def test_old_counters_go(db):
    take("search_nik", "7", ON - timedelta(days=3))
    take("search_nik", "7", ON)
    assert forget_old(ON) == 1


def test_every_limit_can_be_read_by_a_lawyer():
    for limit in LIMITS.values():
        assert limit.most > 0
        assert limit.seconds > 0
        assert limit.meaning.endswith(".")
        assert limit.what_id
        assert limit.what_en


def take_in_own_transaction(start: Barrier) -> bool:
    try:
        start.wait()
        with transaction.atomic():
            take("search_nik", "7", ON)
        return True
    except TooMany:
        return False
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_side_by_side_no_more_than_the_most_pass():
    start = Barrier(50)
    with ThreadPoolExecutor(50) as pool:
        passed = list(pool.map(take_in_own_transaction, [start] * 50))
    assert sum(passed) == MOST


def test_search_by_nik_is_limited_and_by_name_is_not(people, client_for):
    desk = client_for(people.caseworker)
    for _time in range(MOST):
        assert desk.get("/cari/", {"q": "7414 0101 0190 0001"}).status_code == 200
    refused = desk.get("/cari/", {"q": "7414010101900001"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    html = refused.content.decode()
    assert "Terlalu banyak pencarian dengan NIK dalam waktu singkat." in html
    assert "7414010101900001" not in html
    assert desk.get("/cari/", {"q": "La Contoh"}).status_code == 200
    assert client_for(people.caseworker_2).get("/cari/", {"q": "7414010101900001"}).status_code == 200


def export_form() -> dict[str, str]:
    return {"purpose": 'Rapat "bulanan"\nKendari', "form_id": "5f0c1a4e-6f0a-4c39-9d0b-0f6b5c7d8e9f"}


def test_too_many_keeps_what_was_typed(people, client_for):
    desk = client_for(people.head)
    for _time in range(LIMITS["export"].most):
        count("export", str(people.head.pk))
    refused = desk.post("/laporan/bulanan/2026-10/unduh/", export_form())
    assert refused.status_code == 429
    html = refused.content.decode()
    assert 'value="Rapat &quot;bulanan&quot;\nKendari"' in html
    assert 'action="/laporan/bulanan/2026-10/unduh/"' in html


def test_too_many_tells_scripts(people, client_for):
    for _time in range(MOST):
        count("search_nik", str(people.caseworker.pk))
    desk = client_for(people.caseworker)
    answer = desk.get("/cari/", {"q": "7414010101900001"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["state"]) == (429, "too_many")
    answer = desk.get("/cari/", {"q": "7414010101900001"}, headers={"hx-request": "true"})
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_limits_hold_while_the_broker_is_away(people, client_for, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    desk = client_for(people.caseworker)
    found = [desk.get("/cari/", {"q": "7414010101900001"}).status_code for _time in range(MOST + 2)]
    assert found == [200] * MOST + [429] * 2
    assert Client().get("/masuk/").status_code == 200


def test_a_named_list_is_one_look_however_long(people, scope_of):
    with scope_of(people.caseworker):
        look_at_list(
            list_name="PM-2026-0012", purpose="Cocokkan NIK dengan surat", look=AccessRecord.Look.REVEAL,
            object_kind="repatriation", object_ids=[12], worker_ids=range(1, 101), field_class="NIK",
        )  # fmt: skip
    record = AccessRecord.objects.get()
    assert (len(record.worker_ids), record.purpose) == (100, "PM-2026-0012: Cocokkan NIK dengan surat")
    assert LimitCount.objects.get().name == "named_list"


def test_a_named_list_asks_for_its_purpose(people, scope_of):
    with scope_of(people.caseworker), pytest.raises(DomainError) as refused:
        look_at_list(list_name="PM-2026-0012", purpose="  ", look="REVEAL", object_kind="repatriation")
    assert refused.value.field == "purpose"
