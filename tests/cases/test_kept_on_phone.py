"""What the phone keeps of the pages, and what it is told of what it sent."""

import json
from uuid import uuid4

from django.contrib.staticfiles import finders

from cases.models import Worker
from core.models import AccessRecord
from tests.factories.phone import GROUP, PERSON, send
from tests.seeing import everything


def test_shell_names_nobody_and_carries_no_token(people, client_for):
    officer = people.district_buton_tengah
    answer = client_for(officer).get("/pemulangan/catat/kosong/")
    html = answer.content.decode()
    assert "csrf" not in html.lower()
    assert "data-viewer" not in html
    assert officer.full_name not in html
    assert officer.office.name not in html
    assert "csrf" not in answer.cookies


def test_worker_lists_files_that_are_there(client, reference):
    answer = client.get("/pemulangan/sw.js")
    kept = json.loads(answer.content.decode().split("\n")[0].removeprefix("const KEPT = ").removesuffix(";"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert [url for url in kept["assets"] if finders.find(url.removeprefix("/static/")) is None] == []
    html = client.get(kept["shell"]).content.decode()
    assert [url for url in kept["assets"] if url not in html] == []


def names_sent(client, group) -> dict:
    return client.get("/pemulangan/catat/terkirim/", {"rombongan": str(group)}).json()["people"]


def test_phone_is_told_whom_the_server_has_and_the_look_is_recorded(people, client_for):
    officer, group, person = people.district_buton_tengah, uuid4(), uuid4()
    phone = client_for(officer)
    send(phone, officer, "group", GROUP, client_id=group)
    send(phone, officer, "person", PERSON, client_id=person, group=group)
    assert names_sent(phone, group)[str(person)]["name"] == "La Ode Contoh"
    assert "Talaga Satu" in names_sent(phone, group)[str(person)]["facts"]
    with everything():
        worker = Worker.objects.get()
    assert worker.pk in AccessRecord.objects.filter(route="pemulangan/catat/terkirim/").latest("pk").worker_ids
    for other in (people.district_buton_tengah_2, people.caseworker):
        assert names_sent(client_for(other), group) == {}
    assert names_sent(phone, "bukan-uuid") == {}
