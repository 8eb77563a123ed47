import time
from cases.facts import ListedPerson
from tests.factories.pick_ups import make_quay
from django.db import connection
from django.test.utils import CaptureQueriesContext

def test_300(client_for, people, scope_of):
    with scope_of(people.caseworker):
        quay = make_quay(people.caseworker, named=[people.district_wakatobi], names=[ListedPerson(f"La Coba {n}", "L", 30, "Muna") for n in range(300)])
    for who in ("district_wakatobi", "caseworker"):
        client = client_for(getattr(people, who))
        client.get(quay.at())
        with CaptureQueriesContext(connection) as found:
            start = time.monotonic()
            answer = client.get(quay.at())
            took = time.monotonic() - start
        start = time.monotonic(); client.get("/"); home = time.monotonic() - start
        start = time.monotonic(); client.get(f"/pemulangan/{quay.group.number}/"); ret = time.monotonic() - start
        print(who, len(found), took, len(answer.content), home, ret)
        for q in found: print(q["time"], q["sql"][:150])
    assert 0
